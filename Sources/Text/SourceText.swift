/// A text file with its lines at hand, so that a fault found in it can show the line.
public struct SourceText: Sendable {
  /// The path as the user knows it.
  public let file: String
  private let text: String
  /// Where each line begins, in bytes.
  private let starts: [Int]

  /// Finds the lines of a text; `\n`, `\r\n` and a lone `\r` end one.
  public init(file: String, text: String) {
    self.file = file
    self.text = text
    var starts = [0]
    var last: UInt8 = 0
    for (offset, byte) in text.utf8.enumerated() {
      switch (last, byte) {
      case (Self.return, Self.feed): starts[starts.count - 1] = offset + 1
      case (_, Self.return), (_, Self.feed): starts.append(offset + 1)
      default: break
      }
      last = byte
    }
    self.starts = starts
  }

  private static let feed = UInt8(ascii: "\n")
  private static let `return` = UInt8(ascii: "\r")

  /// The line with a number counted from 1, or `nil` beyond the end.
  public func line(_ number: Int) -> String? {
    guard starts.indices.contains(number - 1) else { return nil }
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: starts[number - 1])
    let rest = text[start...]
    return String(rest.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" })
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
