import YAML

/// An environment variable that a stage is given.
package struct Variable: Sendable {
  /// The name.
  package let name: String
  /// Whether its value is never to be shown: declared, or to be guessed from the name.
  package let isSecret: Bool

  private struct Draft: Sendable {
    var name: String?
    var isSecret: Bool?

    static let fields: [Field<Draft>] = [
      Field("name", \.name, Variable.name),
      Field("secret", \.isSecret, Read.flag),
    ]
  }

  /// Reads a list of names and of maps `{name: …, secret: true}`.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [Variable] {
    var variables: [Variable] = []
    var words: [Word] = []
    for item in try Read.items(node) {
      let variable = try variable(item)
      variables.append(variable)
      words.append(Word(text: variable.name, mark: item.mark))
    }
    try Read.refuseRepeated(words)
    return variables
  }

  private static func variable(_ node: Node) throws(Pipeline.Fault) -> Variable {
    guard case .mapping = node.content else {
      let name = try name(node)
      return Variable(name: name, isSecret: soundsSecret(name))
    }
    let draft = try Field.read(node, into: Draft(), of: "a variable", Draft.fields)
    guard let name = draft.name else {
      throw Pipeline.Fault(.keyMissing("name", of: "a variable"), at: node.mark)
    }
    return Variable(name: name, isSecret: draft.isSecret ?? soundsSecret(name))
  }

  private static func name(_ node: Node) throws(Pipeline.Fault) -> String {
    let name = try Read.text(node)
    try Pipeline.Name.variable.check(name, at: node.mark)
    return name
  }

  private static func soundsSecret(_ name: String) -> Bool {
    ["TOKEN", "KEY", "SECRET", "PASSWORD"].contains { name.uppercased().contains($0) }
  }
}
