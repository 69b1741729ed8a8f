import YAML

/// The parameters of all files, nested maps flattened to dotted names.
struct ParameterTable {
  /// What stands under a name.
  private struct Holding {
    /// Indexes of the parameters that the name takes: one for its own, all beneath for a map's.
    var taken: [Int]
    let isMap: Bool
    let mark: Mark
  }

  /// All of them, in the order of the files.
  private(set) var all: [Parameter] = []
  private var holdings: [String: Holding] = [:]

  /// Every name that can be taken.
  var names: [String] { holdings.keys.sorted() }

  /// The parameters a name takes; `nil` if there are none of this name.
  func taking(_ name: String) -> [Parameter]? {
    holdings[name].map { $0.taken.map { all[$0] } }
  }

  /// Adds a map of parameters; maps of one name join, values of one name are refused.
  mutating func add(_ node: Node) throws(Pipeline.Fault) { try add(node, above: []) }

  private mutating func add(_ node: Node, above maps: [String]) throws(Pipeline.Fault) {
    for entry in try Read.entries(node) {
      try Pipeline.Name.parameter.check(entry.key, at: entry.mark)
      let name = maps.last.map { "\($0).\(entry.key)" } ?? entry.key
      if case .mapping = entry.value.content {
        try open(name, isMap: true, at: entry.mark)
        try add(entry.value, above: maps + [name])
      } else {
        try open(name, isMap: false, at: entry.mark)
        for holder in maps + [name] { holdings[holder]?.taken.append(all.count) }
        all.append(try Parameter(name, entry.value))
      }
    }
  }

  private mutating func open(_ name: String, isMap: Bool, at mark: Mark) throws(Pipeline.Fault) {
    guard let first = holdings[name] else {
      return holdings[name] = Holding(taken: [], isMap: isMap, mark: mark)
    }
    if isMap, first.isMap { return }
    throw Pipeline.Fault(.givenTwice("parameter", name, first: first.mark), at: mark)
  }
}
