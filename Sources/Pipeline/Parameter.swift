package import YAML

/// A named constant of the top level, which stages may take.
package struct Parameter: Sendable {
  /// What the value is.
  package enum Kind: String, Sendable {
    case text
    case integer
    case float
    case bool
    case null
    case list
  }

  /// The dotted name: `fit.window`.
  package let name: String
  /// What the value is.
  package let type: Kind
  /// The scalar as the file has it; a list as `[1, 2.5, "text"]`, texts quoted, so that two lists
  /// have one text only if they are equal.
  package let text: String
  /// What `{parameters.name}` stands for: the scalar, or each item of the list.
  package let values: [String]
  /// Where the value stands.
  package let mark: Mark

  /// Reads a value that is no map.
  init(_ name: String, _ node: Node) throws(Pipeline.Fault) {
    self.name = name
    mark = node.mark
    guard case .sequence(let items) = node.content else {
      (type, text) = try Self.scalar(node)
      values = [text]
      return
    }
    var values: [String] = []
    var texts: [String] = []
    for item in items {
      let (type, text) = try Self.scalar(item)
      values.append(text)
      texts.append(type == .text ? Self.quoted(text) : text.isEmpty ? "null" : text)
    }
    type = .list
    text = "[" + texts.joined(separator: ", ") + "]"
    self.values = values
  }

  private static func scalar(_ node: Node) throws(Pipeline.Fault) -> (type: Kind, text: String) {
    guard case .scalar(let text, _) = node.content, let type = node.type else {
      throw node.isNot(.scalarOrList)
    }
    return (Kind(type), try Read.checked(text, at: node.mark))
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.reduce(into: "") { quoted, character in
        if character == "\"" || character == "\\" { quoted.append("\\") }
        quoted.append(character)
      } + "\""
  }
}

extension Parameter.Kind {
  fileprivate init(_ type: ScalarType) {
    self =
      switch type {
      case .null: .null
      case .bool: .bool
      case .integer: .integer
      case .float: .float
      case .text: .text
      }
  }
}
