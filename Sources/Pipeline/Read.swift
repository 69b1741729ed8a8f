import YAML

/// Readers of single values: each takes a node and gives the value or says what it expected.
enum Read {
  /// A text; numbers and truth values count by their source text, nothing does not count.
  static func text(_ node: Node) throws(Pipeline.Fault) -> String {
    guard case .scalar(let text, _) = node.content, node.type != .null else {
      throw node.isNot(.text)
    }
    return try checked(text, at: node.mark)
  }

  /// The text of a path; `true` and `false` are never meant as one.
  static func path(_ node: Node) throws(Pipeline.Fault) -> String {
    guard case .scalar(let text, _) = node.content else { throw node.isNot(.path) }
    switch node.type {
    case .null, .bool: throw node.isNot(.path)
    default: return try checked(text, at: node.mark)
    }
  }

  /// A truth value.
  static func flag(_ node: Node) throws(Pipeline.Fault) -> Bool {
    guard case .bool(let value) = node.type else { throw node.isNot(.flag) }
    return value
  }

  /// A whole number of at least 1.
  static func count(_ node: Node) throws(Pipeline.Fault) -> Int { try count(node, least: 1) }

  /// A whole number, 0 too.
  static func countFromZero(_ node: Node) throws(Pipeline.Fault) -> Int {
    try count(node, least: 0)
  }

  private static func count(_ node: Node, least: Int) throws(Pipeline.Fault) -> Int {
    let written = try text(node)
    guard node.type == .integer, let count = Int(written), count >= least else {
      throw Pipeline.Fault(.countInvalid(written, least: least), at: node.mark)
    }
    return count
  }

  /// A date: `2024`, `2024-05` or `2024-05-31`.
  static func date(_ node: Node) throws(Pipeline.Fault) -> String {
    let written = try Read.text(node)
    guard isDate(written) else { throw Pipeline.Fault(.dateInvalid(written), at: node.mark) }
    return written
  }

  /// A digital object identifier, without the address of a resolver: `10.5281/zenodo.1234567`.
  static func doi(_ node: Node) throws(Pipeline.Fault) -> String {
    let written = try Read.text(node)
    let parts = written.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1)
    let prefix = parts.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard parts.count == 2, prefix.hasPrefix("10."), (7...12).contains(prefix.utf8.count),
      prefix.utf8.dropFirst(3).allSatisfy({ (48...57).contains($0) }),
      parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw Pipeline.Fault(.doiInvalid(written), at: node.mark) }
    return written
  }

  /// A year, a month of a year or a day of a month, as ISO 8601 writes them.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4 else { return false }
    let ranges = [0...9999, 1...12, 1...31]
    return zip(parts, ranges).enumerated().allSatisfy { index, pair in
      let (part, range) = pair
      return (index == 0 || part.utf8.count == 2) && part.utf8.allSatisfy { (48...57).contains($0) }
        && Int(part).map(range.contains) == true
    }
  }

  /// A text and where it stands.
  static func word(_ node: Node) throws(Pipeline.Fault) -> Word {
    Word(text: try text(node), mark: node.mark)
  }

  /// Whatever stands there, if anything does; what it should be is asked later.
  static func something(_ node: Node) throws(Pipeline.Fault) -> Node {
    if node.kind == .nothing { throw node.isNot(.text) }
    return node
  }

  /// The items of a list; a single text counts as a list of one.
  static func items(_ node: Node) throws(Pipeline.Fault) -> [Node] {
    switch node.content {
    case .sequence(let items): return items
    case .scalar where node.type != .null: return [node]
    default: throw node.isNot(.list)
    }
  }

  /// The entries of a map.
  static func entries(_ node: Node) throws(Pipeline.Fault) -> [Node.Entry] {
    guard case .mapping(let entries) = node.content else { throw node.isNot(.map) }
    return entries
  }

  /// A list of words, each at most once.
  static func words(_ node: Node) throws(Pipeline.Fault) -> [Word] {
    var words: [Word] = []
    for item in try items(node) { words.append(try word(item)) }
    try refuseRepeated(words)
    return words
  }

  /// A list of programs to be found on `PATH`.
  static func tools(_ node: Node) throws(Pipeline.Fault) -> [String] {
    let words = try words(node)
    for word in words where word.text.isEmpty || word.text.contains("/") {
      throw Pipeline.Fault(.toolIsPath(word.text), at: word.mark)
    }
    return words.map(\.text)
  }

  /// Refuses a word that is listed a second time.
  static func refuseRepeated(_ words: [Word]) throws(Pipeline.Fault) {
    var places: [String: Mark] = [:]
    for word in words {
      if let first = places.updateValue(word.mark, forKey: word.text) {
        throw Pipeline.Fault(.listedTwice(word.text, first: first), at: word.mark)
      }
    }
  }

  /// No path, argument or variable can hold a NUL character.
  static func checked(_ text: String, at mark: Mark) throws(Pipeline.Fault) -> String {
    if text.utf8.contains(0) { throw Pipeline.Fault(.nulCharacter, at: mark) }
    return text
  }
}

extension Node {
  /// What the node is, for a person.
  var kind: Pipeline.Kind {
    switch (content, type) {
    case (.sequence, _): .list
    case (.mapping, _): .map
    case (_, .null): .nothing
    case (_, .bool): .flag
    default: .text
    }
  }

  /// The fault of a node that is not what was expected.
  func isNot(_ shape: Pipeline.Shape) -> Pipeline.Fault {
    unquotedBraces ?? Pipeline.Fault(.expected(shape, found: kind, under: nil), at: mark)
  }

  /// The fault of a map that was meant as `{group.name}`; `nil` of everything else.
  var unquotedBraces: Pipeline.Fault? {
    guard case .mapping(let entries) = content, entries.count == 1,
      entries[0].value.kind == .nothing,
      let reference = Template("{\(entries[0].key)}").references.first
    else { return nil }
    return Pipeline.Fault(.bracesUnquoted(reference.text), at: mark)
  }
}
