/// How a figure came about, as it says of itself: in its metadata, for programs and people.
struct Making {
  /// What the figure shows, in a few words.
  let title: String
  /// The stage that drew it.
  let stage: String
  /// The digest of the stage's recipe.
  let recipe: String
  /// The mark of its data; empty for none.
  let mark: String

  /// One sentence for a reader.
  var sentence: String {
    "Drawn by stage \(stage) of the pipeline, recipe \(recipe)"
      + (mark.isEmpty ? "." : "; \(mark).")
  }

  /// A drawing of gnuplot with this in its head instead of the program's name and version.
  func put(into svg: String) throws(FigureFault) -> String {
    guard let head = svg.range(of: "<title>"), let end = svg.range(of: "</desc>"),
      head.upperBound <= end.lowerBound
    else { throw .unexpected("what gnuplot drew has no title and description") }
    let metadata =
      "<metadata><figure xmlns=\"urn:assay:figure\" stage=\"\(Self.escaped(stage))\" "
      + "recipe=\"\(Self.escaped(recipe))\" mark=\"\(Self.escaped(mark))\"/></metadata>"
    return svg[..<head.lowerBound] + "<title>\(Self.escaped(title))</title>\n"
      + "<desc>\(Self.escaped(sentence))</desc>\n\(metadata)" + svg[end.upperBound...]
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

extension StringProtocol {
  /// Where a text stands for the first time.
  func range(of text: String) -> Range<Index>? { ranges(of: text).first }
}
