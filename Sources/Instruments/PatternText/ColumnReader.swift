internal import Lines
internal import Quantity
internal import Text

/// Reads the lines of a column text one after another into rows of numbers.
struct ColumnReader {
  private let splitter: ColumnSplitter
  private(set) var comments: [Cell] = []
  /// The numbers of each line that has some.
  private(set) var rows: [[PatternCell]] = []
  /// The decimal sign that was seen first.
  private var decimalSign: Character?

  /// Values from here on stand for no value in files of instruments (1E+37 of ISO 14976).
  private static let unset = 1e30
  private static let angles = -30.0...180.0

  init(_ lines: Lines) { splitter = ColumnSplitter(lines) }

  /// The number of columns.
  var width: Int { rows.first?.count ?? 0 }

  mutating func read() throws(Diagnostic) {
    for (index, text) in splitter.lines.texts.enumerated() where !ColumnSplitter.isBlank(text) {
      if ColumnSplitter.isComment(text) {
        comments.append(splitter.lines.cell(index + 1))
      } else {
        try readRow(index + 1)
      }
    }
    guard rows.count >= 2 else { throw fault(.tooFew(rows.count), line: 1) }
    if splitter.separator == .comma, decimalSign == nil { throw rows[0][0].fault(.ambiguousComma) }
  }

  private mutating func readRow(_ line: Int) throws(Diagnostic) {
    let fields = splitter.fields(ofLine: line)
    var cells: [PatternCell] = []
    for (index, field) in fields.enumerated() {
      cells.append(try number(field, line: line, column: index + 1))
    }
    guard 2...3 ~= cells.count else { throw fault(.fieldCount(cells.count), line: line) }
    guard rows.isEmpty || cells.count == width else {
      throw fault(.columnCount(found: cells.count, wanted: width), line: line)
    }
    try check(cells)
    rows.append(cells)
  }

  private mutating func number(
    _ field: ColumnSplitter.Field, line: Int, column: Int
  ) throws(Diagnostic) -> PatternCell {
    let text = splitter.pointed(field.text)
    let value = Cell.number(in: text)
    let found = PatternCell(
      cell: Cell(
        path: splitter.lines.file, line: line, column: column, text: text,
        dialect: ColumnSplitter.dialect),
      place: Place(file: splitter.lines.file, line: line, column: field.column),
      value: value ?? 0, sourceLine: splitter.lines.texts[line - 1],
      width: field.text.unicodeScalars.count)
    guard value != nil else { throw found.fault(.notNumbers(field.text)) }
    guard found.value.magnitude < Self.unset else { throw found.fault(.unset(field.text)) }
    if let sign = field.text.first(where: { $0 == "," || $0 == "." }) {
      guard decimalSign ?? sign == sign else { throw found.fault(.decimalSigns) }
      decimalSign = sign
    }
    return found
  }

  private func check(_ row: [PatternCell]) throws(Diagnostic) {
    guard Self.angles.contains(row[0].value) else { throw row[0].fault(.angle(row[0].cell.text)) }
    if let last = rows.last, row[0].value <= last[0].value { throw row[0].fault(.notAscending) }
    if row.count == 3, row[2].value <= 0 { throw row[2].fault(.deviation(row[2].cell.text)) }
    // A background may have been taken off where σ is kept beside it; counts are never negative.
    if row.count == 2, row[1].value < 0 { throw row[1].fault(.negative(row[1].cell.text)) }
  }

  private func fault(_ fault: PatternTextFault, line: Int) -> Diagnostic {
    splitter.lines.diagnostic(fault.message, line: line, hint: fault.hint)
  }
}
