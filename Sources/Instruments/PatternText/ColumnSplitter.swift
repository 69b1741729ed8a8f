internal import Lines
package import Quantity
internal import Text

/// Splits the lines of a column text into fields: the dialect `columns` of cells.
///
/// The first line that is neither blank nor a comment says what stands between two fields: a
/// semicolon; a comma, where blanks follow it or no blank stands in the line; else blanks and tabs,
/// and a comma is the decimal sign.
struct ColumnSplitter {
  /// The name of the dialect, as it goes with a cell.
  static let dialect = "columns"

  /// What stands between two fields.
  enum Separator {
    case blanks, semicolon, comma
  }

  /// One field of a line.
  struct Field {
    /// The text without blanks around it.
    let text: String
    /// Where it begins in its line, counted from 1 in Unicode scalars.
    let column: Int
  }

  let lines: Lines
  let separator: Separator

  init(_ lines: Lines) {
    self.lines = lines
    let first = lines.texts.first { !Self.isBlank($0) && !Self.isComment($0) }
    separator = Self.separator(of: first ?? "")
  }

  static func isBlank(_ line: String) -> Bool {
    line.unicodeScalars.allSatisfy(isBlank)
  }

  /// Whether a line is a comment: `#` of many programs, `'` of TOPAS, `!` of FullProf.
  static func isComment(_ line: String) -> Bool {
    guard let first = line.unicodeScalars.first(where: { !isBlank($0) }) else { return false }
    return first == "#" || first == "'" || first == "!"
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

  private static func separator(of line: String) -> Separator {
    let scalars = Array(line.withoutOuterSpaces.unicodeScalars)
    if scalars.contains(";") { return .semicolon }
    guard scalars.contains(",") else { return .blanks }
    let isFollowed = zip(scalars, scalars.dropFirst()).contains { $0 == "," && isBlank($1) }
    return isFollowed || !scalars.contains(where: isBlank) ? .comma : .blanks
  }

  /// The fields of the line with a number counted from 1; none of a blank one.
  func fields(ofLine number: Int) -> [Field] {
    guard !Self.isBlank(lines.texts[number - 1]) else { return [] }
    let scalars = Array(lines.texts[number - 1].unicodeScalars)
    guard separator != .blanks else {
      return scalars.indices.split { Self.isBlank(scalars[$0]) }.map { Self.field(scalars, $0) }
    }
    let mark: Unicode.Scalar = separator == .comma ? "," : ";"
    return scalars.indices.split(omittingEmptySubsequences: false) { scalars[$0] == mark }
      .map { Self.field(scalars, $0) }
  }

  private static func field(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Field {
    let start = scalars[range].firstIndex { !isBlank($0) } ?? range.lowerBound
    let end = scalars[range].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<end])
    return Field(text: String(text), column: start + 1)
  }

  /// A field's text with a decimal point where it has a decimal comma.
  func pointed(_ text: String) -> String {
    separator == .comma ? text : String(text.map { $0 == "," ? "." : $0 })
  }
}

extension PatternText {
  /// The name of the dialect in which its cells are found again.
  package static let dialect = ColumnSplitter.dialect

  /// The texts of cells of one file, found by the same rules by which the reader reads them.
  ///
  /// - Parameters:
  ///   - cells: The places: line, and number of the field in it.
  ///   - bytes: The content of the file.
  /// - Returns: A text for each cell; `nil` where there is no such field.
  package static func texts(of cells: [Cell], in bytes: [UInt8]) -> [String?] {
    let splitter = ColumnSplitter(Lines(bytes, file: ""))
    return cells.map { cell in
      guard splitter.lines.texts.indices.contains(cell.line - 1) else { return nil }
      let fields = splitter.fields(ofLine: cell.line)
      guard fields.indices.contains(cell.column - 1) else { return nil }
      return splitter.pointed(fields[cell.column - 1].text)
    }
  }
}
