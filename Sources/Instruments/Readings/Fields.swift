package import Quantity
package import Text

/// The fields of the lines of a text, split without quotes: the dialects `fields, …`.
///
/// A cell's column is the number of the field in its line, counted from 1. `\n`, `\r\n` and a lone
/// `\r` end a line. A text that is not UTF-8 is read as ISO 8859-1, in which every byte is a letter.
package struct Fields: Sendable {
  /// What stands between two fields.
  package enum Separator: String, CaseIterable, Sendable {
    /// One tab.
    case tab
    /// One comma.
    case comma
    /// One semicolon.
    case semicolon
    /// An equals sign.
    case equals
    /// A double quote: the text within the first pair is field 2.
    case quote
    /// The first ` : ` of a line; spaces around the two fields belong to none.
    case stated
    /// Any number of spaces and tabs; those around the line belong to no field.
    case space
    /// Any number of spaces, tabs, commas, `<` and `>`: numbers within markup.
    case markup

    /// The name of the dialect, as it goes with a cell.
    package var dialect: String { "fields, \(rawValue)" }

    var isRun: Bool { self == .space || self == .markup }

    func separates(_ byte: UInt8) -> Bool {
      switch self {
      case .tab: byte == 0x09
      case .comma: byte == UInt8(ascii: ",")
      case .semicolon: byte == UInt8(ascii: ";")
      case .equals: byte == UInt8(ascii: "=")
      case .quote: byte == UInt8(ascii: "\"")
      case .stated: false
      case .space: byte == 0x09 || byte == 0x20
      case .markup: byte == 0x09 || byte == 0x20 || [0x2C, 0x3C, 0x3E].contains(byte)
      }
    }
  }

  /// The path as the program was given it.
  package let file: String
  private let bytes: [UInt8]
  private let lines: [Range<Int>]
  private let isUTF8: Bool
  /// Put before the name of the dialect, where the text is a member of an archive.
  private let container: String

  /// Finds the lines of a file; a byte-order mark at its beginning belongs to none.
  package init(_ bytes: [UInt8], file: String, container: String = "") {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var lines: [Range<Int>] = []
    var position = bytes.starts(with: mark) ? mark.count : 0
    while position < bytes.count {
      var end = position
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      lines.append(position..<end)
      let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
      position = end + (isPair ? 2 : 1)
    }
    self.file = file
    self.bytes = bytes
    self.lines = lines
    self.container = container
    isUTF8 = String(validating: bytes, as: UTF8.self) != nil
  }

  /// How many lines there are.
  package var count: Int { lines.count }

  /// Whether a line end stands after the last line.
  package var isEnded: Bool { bytes.last == 0x0A || bytes.last == 0x0D }

  /// The text of a line with a number counted from 1; there must be one.
  package func line(_ number: Int) -> String { text(lines[number - 1]) }

  /// Whether a line holds nothing but spaces and tabs.
  package func isBlank(_ number: Int) -> Bool {
    bytes[lines[number - 1]].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// How many fields a line has.
  package func count(ofLine number: Int, _ separator: Separator) -> Int {
    ranges(ofLine: number, separator).count
  }

  /// The fields of a line, as readings.
  package func readings(
    ofLine number: Int, _ separator: Separator, sign: DecimalSign = .point
  ) -> [Reading] {
    ranges(ofLine: number, separator).enumerated().map { index, range in
      reading(range, line: number, field: index + 1, separator, sign)
    }
  }

  /// The fields that stand wholly within a stretch of bytes of one line.
  package func readings(in range: Range<Int>, _ separator: Separator) -> [Reading] {
    guard let line = lineNumber(at: range.lowerBound) else { return [] }
    return ranges(ofLine: line, separator).enumerated().compactMap { index, field in
      guard range.lowerBound <= field.lowerBound, field.upperBound <= range.upperBound else {
        return nil
      }
      return reading(field, line: line, field: index + 1, separator, .point)
    }
  }

  /// The number of the line that holds a byte.
  package func lineNumber(at offset: Int) -> Int? {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].upperBound < offset { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low].lowerBound <= offset ? low + 1 : nil
  }

  /// One field of a line; an empty one stands at the end of a line that has fewer.
  package func reading(
    line number: Int, field: Int, _ separator: Separator, sign: DecimalSign = .point
  ) -> Reading {
    let ranges = ranges(ofLine: number, separator)
    let end = lines[number - 1].upperBound
    let range = ranges.indices.contains(field - 1) ? ranges[field - 1] : end..<end
    return reading(range, line: number, field: field, separator, sign)
  }

  /// A diagnostic that marks a whole line; its number may be one beyond the last.
  package func diagnostic(_ message: String, line number: Int, hint: String? = nil) -> Diagnostic {
    let text = lines.indices.contains(number - 1) ? line(number) : nil
    return Diagnostic(
      message, at: Place(file: shownFile, line: number, column: 1), line: text,
      width: text?.unicodeScalars.count ?? 1, hint: hint)
  }

  /// The texts of cells of one file, found by the same rules by which readers read them.
  ///
  /// - Parameters:
  ///   - cells: The places, all of one dialect of `fields, …`.
  ///   - bytes: The content of the file.
  ///   - separator: What stands between two fields in that dialect.
  /// - Returns: A text for each cell; `nil` where there is no such field.
  package static func texts(
    of cells: [Cell], in bytes: [UInt8], _ separator: Separator
  ) -> [String?] {
    let fields = Fields(bytes, file: "")
    return cells.map { cell in
      guard fields.lines.indices.contains(cell.line - 1) else { return nil }
      let ranges = fields.ranges(ofLine: cell.line, separator)
      guard ranges.indices.contains(cell.column - 1) else { return nil }
      return fields.text(ranges[cell.column - 1])
    }
  }

  /// The file as messages name it: a member of an archive stands after the archive.
  private var shownFile: String { container.isEmpty ? file : "\(file)/\(container)" }

  private func reading(
    _ range: Range<Int>, line number: Int, field: Int, _ separator: Separator,
    _ sign: DecimalSign
  ) -> Reading {
    let line = lines[number - 1]
    let column =
      isUTF8
      ? bytes[line.lowerBound..<range.lowerBound].count { $0 & 0xC0 != 0x80 }
      : range.lowerBound - line.lowerBound
    let dialect = container.isEmpty ? separator.dialect : "in \(container): \(separator.dialect)"
    return Reading(
      Cell(path: file, line: number, column: field, text: text(range), dialect: dialect),
      at: Place(file: shownFile, line: number, column: column + 1), line: text(line), sign: sign)
  }

  private func ranges(ofLine number: Int, _ separator: Separator) -> [Range<Int>] {
    let line = lines[number - 1]
    if separator == .stated { return statedRanges(line) }
    var ranges: [Range<Int>] = []
    var start = line.lowerBound
    for position in line where separator.separates(bytes[position]) {
      if !separator.isRun || position > start { ranges.append(start..<position) }
      start = position + 1
    }
    if !separator.isRun || start < line.upperBound { ranges.append(start..<line.upperBound) }
    return ranges
  }

  private func statedRanges(_ line: Range<Int>) -> [Range<Int>] {
    let colon = line.first { index in
      bytes[index] == UInt8(ascii: ":") && index > line.lowerBound
        && index + 1 < line.upperBound && bytes[index - 1] == 0x20 && bytes[index + 1] == 0x20
    }
    guard let colon else { return [trimmed(line)] }
    return [trimmed(line.lowerBound..<colon), trimmed(colon + 1..<line.upperBound)]
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let isBlank: (Int) -> Bool = { [bytes] in bytes[$0] == 0x20 || bytes[$0] == 0x09 }
    let start = range.first { !isBlank($0) } ?? range.upperBound
    let end = range.last { !isBlank($0) }.map { $0 + 1 } ?? start
    return start..<end
  }

  private func text(_ range: Range<Int>) -> String {
    guard !isUTF8 else { return String(decoding: bytes[range], as: UTF8.self) }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes[range].lazy.map { Unicode.Scalar($0) })
    return String(scalars)
  }
}
