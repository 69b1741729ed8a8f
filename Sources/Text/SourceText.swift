/// A text file with its lines at hand, so that a fault found in it can show the line.
public struct SourceText: Sendable {
  /// The path as the user knows it.
  public let file: String
  private let lines: [Substring]

  /// Splits a text into its lines; `\n`, `\r\n` and a lone `\r` end one.
  public init(file: String, text: String) {
    self.file = file
    lines = text.split(
      omittingEmptySubsequences: false,
      whereSeparator: {
        $0 == "\n" || $0 == "\r\n" || $0 == "\r"
      })
  }

  /// The line with a number counted from 1, or `nil` beyond the end.
  public func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }

  /// A diagnostic at a line and column of this text, with the line shown.
  public func diagnostic(
    _ message: String, line: Int, column: Int, width: Int = 1, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      message, at: Place(file: file, line: line, column: column), line: self.line(line),
      width: width, hint: hint)
  }
}
