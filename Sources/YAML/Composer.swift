/// Builds the tree of a document from its events, within bounds that no text can overstep.
struct Composer: ~Copyable {
  /// How deep lists and maps may stand in one another.
  static let depthLimit = 100
  /// How many values a document may unfold to, aliases counted as often as they are used.
  static let nodeLimit = 2_000_000

  /// A value that can be named again, with what it costs to do so.
  private struct Anchored {
    let node: Node
    let size: Int
    let height: Int
  }

  private var events: EventParser
  private var anchors: [String: Anchored] = [:]
  private var nodes = 0

  init(_ text: CheckedText, file: Int) throws(SyntaxFault) {
    events = try EventParser(text, file: file)
  }

  /// The only document of the text.
  mutating func document() throws(SyntaxFault) -> Node {
    let first = try events.next()
    guard case .documentStart = first.content else { throw SyntaxFault(.empty, at: first.mark) }
    let root = try node(events.next(), depth: 0)
    _ = try events.next()
    let last = try events.next()
    guard case .streamEnd = last.content else {
      throw SyntaxFault(.documentSecond, at: last.mark)
    }
    return root
  }

  private mutating func node(_ event: Event, depth: Int) throws(SyntaxFault) -> Node {
    if case .alias(let name) = event.content { return try alias(name, at: event.mark, depth) }
    if let tag = event.tag { throw SyntaxFault(.tag(tag), at: event.mark) }
    try count(1, depth: depth, at: event.mark)
    let node: Node
    switch event.content {
    case .scalar(let text, let isPlain):
      node = Node(content: .scalar(text, isPlain: isPlain), mark: event.mark)
    case .sequenceStart: node = try sequence(from: event.mark, depth: depth)
    case .mappingStart: node = try mapping(from: event.mark, depth: depth)
    default: throw SyntaxFault(.exhausted, at: event.mark)
    }
    if let anchor = event.anchor {
      anchors[anchor] = Anchored(node: node, size: node.size, height: node.height)
    }
    return node
  }

  private mutating func alias(
    _ name: String, at mark: Mark, _ depth: Int
  ) throws(SyntaxFault) -> Node {
    guard let anchored = anchors[name] else { throw SyntaxFault(.aliasUnknown(name), at: mark) }
    try count(anchored.size, depth: depth + anchored.height, at: mark)
    return anchored.node
  }

  private mutating func count(_ more: Int, depth: Int, at mark: Mark) throws(SyntaxFault) {
    guard depth <= Self.depthLimit else {
      throw SyntaxFault(.tooDeep(limit: Self.depthLimit), at: mark)
    }
    nodes += more
    guard nodes <= Self.nodeLimit else {
      throw SyntaxFault(
        .tooManyNodes(limit: Self.nodeLimit, repeated: !anchors.isEmpty), at: mark)
    }
  }

  private mutating func sequence(from start: Mark, depth: Int) throws(SyntaxFault) -> Node {
    var items: [Node] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.content {
        return Node(content: .sequence(items), mark: start.reaching(event.mark))
      }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func mapping(from start: Mark, depth: Int) throws(SyntaxFault) -> Node {
    var entries: [Node.Entry] = []
    var places: [String: Mark] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.content {
        return Node(content: .mapping(entries), mark: start.reaching(event.mark))
      }
      let key = try node(event, depth: depth + 1)
      guard case .scalar(let text, let isPlain) = key.content else {
        throw SyntaxFault(.keyNotText, at: key.mark)
      }
      if isPlain, text == "<<" { throw SyntaxFault(.mergeKey, at: key.mark) }
      if let first = places.updateValue(key.mark, forKey: text) {
        throw SyntaxFault(.keyDuplicate(text, first: first), at: key.mark)
      }
      let value = try node(events.next(), depth: depth + 1)
      entries.append(Node.Entry(key: text, mark: key.mark, value: value))
    }
  }
}

extension Mark {
  /// The mark of a list or map in brackets that closes on its first line; else the mark unchanged.
  ///
  /// A block's end has no width of its own, a bracket has.
  fileprivate func reaching(_ end: Mark) -> Mark {
    guard width == 1, end.line == line, end.column > column else { return self }
    return Mark(
      line: line, column: column, width: end.column + end.width - column, file: file)
  }
}

extension Node {
  /// How many nodes it is made of, itself counted.
  fileprivate var size: Int {
    switch content {
    case .scalar: 1
    case .sequence(let items): items.reduce(1) { $0 + $1.size }
    case .mapping(let entries): entries.reduce(1) { $0 + 1 + $1.value.size }
    }
  }

  /// How many levels stand below it.
  fileprivate var height: Int {
    switch content {
    case .scalar: 0
    case .sequence(let items): 1 + (items.map(\.height).max() ?? 0)
    case .mapping(let entries): 1 + (entries.map(\.value.height).max() ?? 0)
    }
  }
}
