import YAML

/// The parameters of the top level, nested maps flattened to dotted names.
struct ParameterTable {
  /// All of them, in the order of the file.
  private(set) var all: [Parameter] = []
  /// Indexes of the parameters that a name takes: one for its own, all beneath for a map's.
  private var taken: [String: [Int]] = [:]

  init() {}

  /// Reads the map under `parameters`.
  init(_ node: Node) throws(Pipeline.Fault) {
    try add(node, above: [])
  }

  /// Every name that can be taken.
  var names: [String] { taken.keys.sorted() }

  /// The parameters a name takes; `nil` if there are none of this name.
  func taking(_ name: String) -> [Parameter]? {
    taken[name].map { $0.map { all[$0] } }
  }

  private mutating func add(_ node: Node, above groups: [String]) throws(Pipeline.Fault) {
    for entry in try Read.entries(node) {
      try Pipeline.Name.parameter.check(entry.key, at: entry.mark)
      let name = groups.last.map { "\($0).\(entry.key)" } ?? entry.key
      if case .mapping = entry.value.content {
        taken[name] = []
        try add(entry.value, above: groups + [name])
      } else {
        for group in groups { taken[group, default: []].append(all.count) }
        taken[name] = [all.count]
        all.append(try Parameter(name, entry.value))
      }
    }
  }
}
