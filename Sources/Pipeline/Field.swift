import YAML

/// A key that a map may hold, and what becomes of its value: to add a key is to add a row.
struct Field<Draft>: Sendable {
  let name: String
  private let read: @Sendable (inout Draft, Node) throws(Pipeline.Fault) -> Void

  /// A key whose value is read into a property of the draft.
  init<Value>(
    _ name: String, _ property: any WritableKeyPath<Draft, Value> & Sendable,
    _ value: @escaping @Sendable (Node) throws(Pipeline.Fault) -> Value
  ) {
    self.name = name
    read = { (draft, node) throws(Pipeline.Fault) in draft[keyPath: property] = try value(node) }
  }
}

extension Field {
  /// Reads a map in its order into a draft and refuses keys that no field has; `owner` says whose
  /// map it is.
  static func read(
    _ node: Node, into draft: Draft, of owner: String, _ fields: [Field]
  ) throws(Pipeline.Fault) -> Draft {
    try read(try Read.entries(node), into: draft, of: owner, fields)
  }

  /// Reads the entries of a map.
  static func read(
    _ entries: [Node.Entry], into draft: Draft, of owner: String, _ fields: [Field]
  ) throws(Pipeline.Fault) -> Draft {
    var draft = draft
    for entry in entries {
      guard let field = fields.first(where: { $0.name == entry.key }) else {
        throw Pipeline.Fault(
          .keyUnknown(entry.key, of: owner, known: fields.map(\.name)), at: entry.mark)
      }
      do {
        try field.read(&draft, entry.value)
      } catch {
        throw error.naming(entry)
      }
    }
    return draft
  }
}
