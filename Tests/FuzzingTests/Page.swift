import Synchronization
import Text

/// A text cut into lines without the code under test, to look up what stands at a place.
struct Page {
  /// The scalars of each line; there is at least one.
  private let lines: [[Unicode.Scalar]]
  /// The bytes without a byte-order mark.
  private let content: ArraySlice<UInt8>
  /// The page that was asked for last: the checks of one input ask for the same one many times.
  private static let last = Mutex<(bytes: [UInt8], page: Page)?>(nil)

  /// The page of a text, cut at `\n`, `\r\n` and a lone `\r`; a byte-order mark belongs to no line.
  static func of(_ bytes: [UInt8]) -> Page {
    last.withLock { last in
      if let last, last.bytes == bytes { return last.page }
      let page = Page(bytes)
      last = (bytes, page)
      return page
    }
  }

  private init(_ bytes: [UInt8]) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    content = hasMark ? bytes.dropFirst(3) : bytes[...]
    lines = Self.lines(String(decoding: content, as: UTF8.self).unicodeScalars)
  }

  private static func lines(_ scalars: some Sequence<Unicode.Scalar>) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var previous: Unicode.Scalar?
    for scalar in scalars {
      if scalar == "\r" || scalar == "\n" && previous != "\r" {
        lines.append([])
      } else if scalar != "\n" {
        lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    return lines
  }

  /// What stands from a place to the end of its line; `nil` when there is no such place.
  func rest(line: Int, column: Int) -> ArraySlice<Unicode.Scalar>? {
    guard lines.indices.contains(line - 1), 1...(lines[line - 1].count + 1) ~= column else {
      return nil
    }
    return lines[line - 1][(column - 1)...]
  }

  /// Whether a text stands at a place.
  func shows(_ text: String, line: Int, column: Int) -> Bool {
    rest(line: line, column: column)?.starts(with: text.unicodeScalars) ?? false
  }

  /// Whether there is a place, also as a reader of ISO 8859-1 counts columns.
  fileprivate func hasPlace(line: Int, column: Int) -> Bool {
    guard rest(line: line, column: column) == nil else { return true }
    let latin = Self.lines(content.map { Unicode.Scalar($0) })
    return latin.indices.contains(line - 1) && 1...(latin[line - 1].count + 1) ~= column
  }

  /// Whether a text is a line of this number, also as a reader of ISO 8859-1 shows it.
  fileprivate func hasLine(_ number: Int, _ text: String) -> Bool {
    guard lines.indices.contains(number - 1) else { return false }
    let scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
    if scalars.elementsEqual(lines[number - 1].drop { $0 == "\u{FEFF}" }) { return true }
    let latin = Self.lines(content.map { Unicode.Scalar($0) })
    return latin.indices.contains(number - 1) && scalars == latin[number - 1]
  }
}

extension Diagnostic {
  /// What holds of everything that is told: it lies in the file, shows the line that stands there,
  /// and sends no control character to a terminal.
  func check(in files: [String: [UInt8]]) throws(Violation) {
    for words in [message, hint ?? ""] {
      try require(
        Escaped(words).description.isWritten(words), "not escaped: \(words.debugDescription)")
    }
    guard let place else { return }
    let bytes = try require(files[place.file], "a place in a file that was not read: \(place)")
    let page = Page.of(bytes)
    try require(
      page.hasPlace(line: place.line, column: place.column), "a place outside the text: \(self)")
    if let line { try require(page.hasLine(place.line, line), "another line is shown: \(self)") }
    for scalar in description.unicodeScalars where scalar != "\n" {
      try require(
        Escaped(String(scalar)).description.isWritten(String(scalar)),
        "not escaped: \(description.debugDescription)")
    }
  }

  /// What holds of everything that is told of a single file.
  func check(in bytes: [UInt8], _ file: String) throws(Violation) {
    try check(in: [file: bytes])
  }
}
