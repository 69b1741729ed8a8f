import YAML

/// One of the things listed bare or under names, as inputs and outputs are.
struct Named<Value> {
  let name: String?
  let value: Value
  let mark: Mark

  /// Reads a list, or a map from names to a value or a list of values.
  static func list(
    _ node: Node, _ read: (Node) throws(Pipeline.Fault) -> Value
  ) throws(Pipeline.Fault) -> [Named] {
    guard case .mapping(let entries) = node.content else {
      return try values(node, named: nil, read)
    }
    if let fault = node.unquotedBraces { throw fault }
    var all: [Named] = []
    for entry in entries {
      try Pipeline.Name.field.check(entry.key, at: entry.mark)
      do {
        all += try values(entry.value, named: entry.key, read)
      } catch {
        throw error.naming(entry)
      }
    }
    return all
  }

  private static func values(
    _ node: Node, named name: String?, _ read: (Node) throws(Pipeline.Fault) -> Value
  ) throws(Pipeline.Fault) -> [Named] {
    var items = [node]
    if case .sequence(let several) = node.content { items = several }
    var all: [Named] = []
    for item in items { all.append(Named(name: name, value: try read(item), mark: item.mark)) }
    return all
  }
}
