// The graph of the stages as programs that draw it read it: Graphviz' dot, and Mermaid.

extension StageGraph {
  /// The graph for Graphviz.
  ///
  /// The boxes bring their own ground and the page shows through everywhere else, so that the picture
  /// can be read on white and on black.
  var dot: String {
    let head = """
      digraph stages {
        graph [rankdir=\(isTall ? "TB" : "LR") bgcolor=transparent nodesep=0.15 ranksep=0.4]
        node [shape=box style="filled,rounded" color="#7d8590" fillcolor="#eaeef2" \
      fontcolor="#1f2328" fontname="sans-serif" fontsize=11 height=0.3 margin="0.12,0.05"]
        edge [color="#7d8590" arrowsize=0.6]

      """
    let boxes = nodes.map { node in
      let label = node.count > 1 ? " [label=\(Self.quoted(node.label))]" : ""
      return "  \(Self.quoted(node.name))\(label)\n"
    }
    let arrows = edges.map {
      "  \(Self.quoted(nodes[$0.from].name)) -> \(Self.quoted(nodes[$0.to].name))\n"
    }
    return head + boxes.joined() + arrows.joined() + "}\n"
  }

  /// The graph for Mermaid, which knows its boxes by short words.
  var mermaid: String {
    let boxes = nodes.enumerated().map { "  s\($0)[\"\(Self.entities($1.label))\"]\n" }
    let arrows = edges.map { "  s\($0.from) --> s\($0.to)\n" }
    return "flowchart \(isTall ? "TB" : "LR")\n" + boxes.joined() + arrows.joined()
  }

  /// A text as a string of dot, in which `&` would begin an entity.
  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped.replacing("&", with: "&amp;"))\""
  }

  /// A text for a Mermaid label, in which everything but words may mean something.
  private static func entities(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " .,_+-@×".unicodeScalars.contains(scalar)
      return isPlain ? String(scalar) : "#\(scalar.value);"
    }.joined()
  }
}
