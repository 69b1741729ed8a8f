import YAML

/// `foreach: { sample: [10W, 25W], repeat: [1, 2] }`: every combination, the first list slowest.
struct ForeachLists: Sendable {
  /// The names of the lists, in the order of the file.
  private let names: [String]
  private let lists: [[Instance.Value]]
  private let mark: Mark

  init(_ entries: [Node.Entry], at mark: Mark) throws(Pipeline.Fault) {
    guard !entries.isEmpty else { throw Pipeline.Fault(.nothingListed, at: mark) }
    var lists: [[Instance.Value]] = []
    for entry in entries {
      try Pipeline.Name.field.check(entry.key, at: entry.mark)
      lists.append(try Self.list(entry))
    }
    names = entries.map(\.key)
    self.lists = lists
    self.mark = mark
  }

  /// The values under a name: different ones, also where a disk knows no case, so that all
  /// combinations of them have names of their own.
  private static func list(_ entry: Node.Entry) throws(Pipeline.Fault) -> [Instance.Value] {
    guard case .sequence(let items) = entry.value.content else {
      throw Pipeline.Fault(.noList(entry.key), at: entry.value.mark)
    }
    if items.isEmpty { throw Pipeline.Fault(.listEmpty(entry.key), at: entry.value.mark) }
    var values: [Instance.Value] = []
    var known: [String: Instance.Value] = [:]
    for item in items {
      let value = try value(item, of: entry.key)
      if let first = known.updateValue(value, forKey: Instance.encoded(value.text).lowercased()) {
        throw Pipeline.Fault(
          first.text == value.text
            ? .listedTwice(value.text, first: first.mark)
            : .valueCaseClash(value.text, with: first.text, first: first.mark), at: value.mark)
      }
      values.append(value)
    }
    return values
  }

  private static func value(_ item: Node, of name: String) throws(Pipeline.Fault) -> Instance.Value
  {
    let isNothing = item.kind == .nothing
    let value = Instance.Value(text: isNothing ? "" : try Read.text(item), mark: item.mark)
    if value.isEmpty { throw Pipeline.Fault(.valueEmpty(name), at: item.mark) }
    return value
  }

  /// One instance for each combination.
  func instances(of family: String) throws(Pipeline.Fault) -> [Instance] {
    var count = 1
    for list in lists where count <= Foreach.mostInstances { count *= list.count }
    guard count <= Foreach.mostInstances else {
      throw Pipeline.Fault(.tooManyInstances(most: Foreach.mostInstances), at: mark)
    }
    let combinations = lists.reduce([[]] as [[Instance.Value]]) { combinations, list in
      combinations.flatMap { combination in list.map { combination + [$0] } }
    }
    let header = Instance.Header(names)
    var instances: [Instance] = []
    for values in combinations {
      instances.append(try Instance(of: family, keys: Array(names.indices), values, header))
    }
    return instances
  }
}
