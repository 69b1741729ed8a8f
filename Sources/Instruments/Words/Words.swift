package import Quantity
public import Text

/// The words of a text, each with its place: the dialect `words` of cells.
///
/// A word ends at white space, at a line end, and at `<` and `>`: the numbers of XML files and of
/// free texts are words. A cell's column is the number of the word in its line, counted from 1.
public struct Words: Sendable {
  /// The name of the dialect, as it goes with a cell.
  package static let dialect = "words"

  /// One word: where it stands.
  struct Word {
    /// The line, counted from 1.
    let line: Int
    /// The number of the word in its line, counted from 1.
    let number: Int
    /// The bytes of the word in the file.
    let bytes: Range<Int>
  }

  /// The path as the program was given it.
  public let file: String
  private let bytes: [UInt8]
  /// In the order of the file.
  private let words: [Word]
  /// Where each line begins.
  private let lines: [Int]

  /// Finds the words of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content; a byte-order mark at its beginning is no word.
  ///   - file: The path, as it goes into the names of cells.
  public init(_ bytes: [UInt8], file: String) {
    var splitter = WordSplitter(bytes)
    words = splitter.words()
    lines = splitter.lines
    self.bytes = bytes
    self.file = file
  }

  /// The words that stand wholly within a stretch of bytes, in their order.
  ///
  /// - Parameter range: The stretch; it should begin and end between words.
  /// - Returns: A cell for each.
  public func cells(in range: Range<Int>) -> [WordCell] {
    words[index(of: range.lowerBound)...].prefix { $0.bytes.upperBound <= range.upperBound }
      .map(cell)
  }

  /// The index of the first word that does not begin before an offset.
  private func index(of offset: Int) -> Int {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].bytes.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func cell(_ word: Word) -> WordCell {
    let cell = Cell(
      path: file, line: word.line, column: word.number, text: text(word.bytes),
      dialect: Self.dialect)
    return WordCell(cell: cell, start: word.bytes.lowerBound, words: self)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

extension Words {
  /// A diagnostic at an offset of the file, with the line shown.
  public func diagnostic(
    _ message: String, at offset: Int, width: Int = 1, hint: String? = nil
  ) -> Diagnostic {
    let line = lines.lastIndex { $0 <= offset } ?? 0
    let start = lines[line]
    let end = bytes[start...].firstIndex { WordSplitter.endsLine($0) } ?? bytes.count
    let column = bytes[start..<min(offset, end)].count { $0 & 0xC0 != 0x80 } + 1
    return Diagnostic(
      message, at: Place(file: file, line: line + 1, column: column), line: text(start..<end),
      width: width, hint: hint)
  }
}

extension Words {
  /// The texts of cells of one file, found by the same rules by which readers read them.
  ///
  /// - Parameters:
  ///   - cells: The places: line, and number of the word in it.
  ///   - bytes: The content of the file.
  /// - Returns: A text for each cell; `nil` where there is no such word.
  package static func texts(of cells: [Cell], in bytes: [UInt8]) -> [String?] {
    let words = Words(bytes, file: "")
    return cells.map { words.text(line: $0.line, number: $0.column) }
  }

  private func text(line: Int, number: Int) -> String? {
    guard lines.indices.contains(line - 1) else { return nil }
    let first = index(of: lines[line - 1])
    guard number <= words.count - first, words[first + number - 1].line == line else { return nil }
    return text(words[first + number - 1].bytes)
  }
}
