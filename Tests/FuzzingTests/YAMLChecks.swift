import Text
import YAML

/// YAML: every node stands where its mark says, and so does every part of a scalar.
enum YAMLChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "a.yaml") {
      let document = try Document(bytes, file: "a.yaml")
      try check(document.root, Page.of(bytes), document.text)
    }
  }

  private static func check(
    _ node: Node, _ page: Page, _ text: SourceText
  ) throws(Violation) {
    let rest = try require(
      page.rest(line: node.mark.line, column: node.mark.column), "a mark outside: \(node.mark)")
    switch node.content {
    case .sequence(let items):
      for item in items { try check(item, page, text) }
    case .mapping(let entries):
      for entry in entries {
        try require(
          page.rest(line: entry.mark.line, column: entry.mark.column) != nil,
          "a mark outside: \(entry.mark)")
        try check(entry.value, page, text)
      }
    case .scalar(let value, let isPlain):
      _ = node.type
      // What is anchored begins with the anchor.
      guard rest.first != "&" else { return }
      if isPlain, node.mark.width > 1 {
        let shown = rest.prefix(node.mark.width)
        try require(shown.elementsEqual(value.unicodeScalars), "\(value) is not at \(node.mark)")
      }
      try checkParts(of: value, node, page, text)
    }
  }

  /// A part that has a place of its own is what stands there.
  private static func checkParts(
    of value: String, _ node: Node, _ page: Page, _ text: SourceText
  ) throws(Violation) {
    let scalars = Array(value.unicodeScalars.prefix(200))
    for (index, scalar) in scalars.enumerated() where scalar != "\n" {
      let mark = node.mark(of: index..<(index + 1), in: text)
      guard mark != node.mark else { continue }
      let first = page.rest(line: mark.line, column: mark.column)?.first
      try require(first == scalar, "part \(index) of \(value.debugDescription) is not at \(mark)")
    }
  }
}
