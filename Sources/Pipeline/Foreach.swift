import YAML

/// What makes one stage of the file many.
enum Foreach: Sendable {
  /// Every combination of the values of some lists.
  case lists(ForeachLists)
  /// The rows of a table.
  case rows(ForeachRows)

  /// More instances than this are a slip of the pen.
  static let mostInstances = 100_000

  /// Gives the bytes of a file of the project; `nil` if there is none.
  typealias Reading = (ProjectPath) throws(Pipeline.Fault) -> [UInt8]?

  /// Reads lists under their names, or `rows` with `where` and `key`.
  static func read(_ node: Node) throws(Pipeline.Fault) -> Foreach {
    let entries = try Read.entries(node)
    guard entries.contains(where: { $0.key == "rows" }), let rows = try ForeachRows(entries) else {
      return .lists(try ForeachLists(entries, at: node.mark))
    }
    return .rows(rows)
  }

  /// The table that the rows stand in.
  var table: ProjectPath? { if case .rows(let rows) = self { rows.table } else { nil } }

  /// The instances of a stage, in order.
  func instances(of family: String, reading: Reading) throws(Pipeline.Fault) -> [Instance] {
    switch self {
    case .lists(let lists): try lists.instances(of: family)
    case .rows(let rows): try rows.instances(of: family, reading: reading)
    }
  }
}
