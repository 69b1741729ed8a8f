/// One error told to a person: a message, and where there is one the place, its line and a hint.
public struct Diagnostic: Error, Hashable, Sendable {
  /// Where the fault stands; `nil` when it stands nowhere in particular.
  public let place: Place?
  /// What is wrong, one sentence without a final full stop.
  public let message: String
  /// The line of text the place points into.
  public let line: String?
  /// How many characters from the place on are meant; at least 1.
  public let width: Int
  /// What to do about it.
  public let hint: String?

  /// Makes a diagnostic from its parts.
  public init(
    _ message: String, at place: Place? = nil, line: String? = nil, width: Int = 1,
    hint: String? = nil
  ) {
    self.message = message
    self.place = place
    self.line = line
    self.width = max(1, width)
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The whole text: `file:line:column: message`, the line with a caret under it, the hint.
  public var description: String {
    var text = place.map { "\($0): \(message)" } ?? message
    if let place, let line { text += "\n" + excerpt(of: line, at: place) }
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }

  /// The line, cut to a window around the place, over a caret for every character meant.
  private func excerpt(of line: String, at place: Place) -> String {
    let window = 100
    let scalars = Array(line.unicodeScalars)
    let caret = max(0, min(place.column - 1, scalars.count))
    let start = caret > window - 20 ? caret - 20 : 0
    let end = min(scalars.count, start + window)
    let before = (start > 0 ? "…" : "") + shown(scalars[start..<caret])
    let marked = shown(scalars[caret..<max(caret, min(end, caret + width))])
    let rest = shown(scalars[min(end, caret + width)..<end]) + (end < scalars.count ? "…" : "")
    let gutter = "\(place.line)"
    let blank = String(repeating: " ", count: gutter.count)
    let carets = String(repeating: "^", count: max(1, marked.count))
    return """
        \(gutter) | \(before)\(marked)\(rest)
        \(blank) | \(String(repeating: " ", count: before.count))\(carets)
      """
  }

  private func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Escaped(String(text)).description
  }
}
