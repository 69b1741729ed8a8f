/// A cell of a table, or a block of cells, as spreadsheets write it: `raw/a.csv#B2:B6`.
package struct CellBlock: Hashable, Sendable {
  /// The path of the table.
  package let path: String
  /// The lines it spans, counted from 1.
  package let lines: ClosedRange<Int>
  /// The columns it spans, counted from 1.
  package let columns: ClosedRange<Int>

  /// Reads the corners, `B2` or `B2:B6`; `nil` when they are none.
  package init?(path: String, corners text: Substring) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.corner)
    guard (1...2).contains(corners.count), let first = corners[0],
      let last = corners[corners.count - 1], first.line <= last.line, first.column <= last.column
    else { return nil }
    self.path = path
    lines = first.line...last.line
    columns = first.column...last.column
  }

  /// The line and column of a cell such as `B2`.
  private static func corner(_ text: Substring) -> (line: Int, column: Int)? {
    let letters = text.utf8.prefix { (65...90).contains($0) }
    let digits = text.utf8.dropFirst(letters.count)
    guard (1...4).contains(letters.count), (1...9).contains(digits.count), digits.first != 48,
      digits.allSatisfy({ (48...57).contains($0) }),
      let line = Int(String(decoding: Array(digits), as: UTF8.self))
    else { return nil }
    return (line, letters.reduce(0) { $0 * 26 + Int($1) - 64 })
  }
}
