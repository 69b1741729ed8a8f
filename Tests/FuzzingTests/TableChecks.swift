import Quantity
import Tables
import Text

/// Tables: every cell stands at its place, and is found there again as an audit looks for it.
enum TableChecks {
  private static let dialects = [
    Dialect(), Dialect(hasComments: true), Dialect(delimiter: .semicolon),
  ]

  static func check(_ bytes: [UInt8]) throws(Violation) {
    let page = Page.of(bytes)
    for dialect in dialects {
      try mayRefuse(bytes, "a.csv") {
        let table = try Table(bytes, file: "a.csv", dialect: dialect)
        try check(table.headings + table.rows.flatMap(\.self), in: page)
        let all = table.headings + (table.rows + table.comments).flatMap(\.self)
        try check(all.map(\.cell), stand: bytes)
        try look(up: table, bytes)
      }
    }
  }

  /// Each cell begins where its place says, with a quote or with its own text.
  private static func check(_ cells: [TableCell], in page: Page) throws(Violation) {
    for cell in cells {
      let place = cell.place
      try require(place.line == cell.cell.line, "two lines for one cell: \(place)")
      let stands =
        page.shows("\"", line: place.line, column: place.column)
        || page.shows(cell.text, line: place.line, column: place.column)
      try require(stands, "\(cell.text) is not at \(place)")
    }
  }

  /// An audit finds every cell again.
  static func check(_ cells: [Cell], stand bytes: [UInt8]) throws(Violation) {
    guard let texts = try? Table.texts(of: cells, in: bytes, file: "a.csv") else {
      throw Violation(description: "the table is not read again")
    }
    for (cell, text) in zip(cells, texts) {
      try require(text?.isWritten(cell.text) ?? false, "\(cell) is not found again")
    }
  }

  /// Asks for each column and number; what is refused is told at its place.
  private static func look(up table: Table, _ bytes: [UInt8]) throws(Violation) {
    for (index, heading) in table.headings.enumerated().prefix(20) {
      try mayRefuse(bytes, "a.csv") {
        let found = try table.column(heading.text)
        try require(found == index, "the column \(heading.text) is found at \(found)")
        if let cell = table.rows.first?[index] {
          _ = try cell.number()
          _ = try cell.printedResolution()
          _ = try table.row(cell.text, under: heading.text)
        }
      }
    }
  }
}
