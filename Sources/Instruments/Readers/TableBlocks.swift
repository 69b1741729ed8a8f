import Readings
import Tables
import Text

/// Tables with a line of headings as blocks: a unit is what stands in brackets or behind ` / `.
enum TableBlocks {
  static func blocks(_ bytes: [UInt8], _ file: String) throws(Diagnostic) -> [Block] {
    let table = try Table(bytes, file: file, dialect: Dialect(hasComments: true))
    let statements = table.comments.compactMap { cells -> Statement? in
      guard cells.count == 2 else { return nil }
      return Statement(String(cells[0].text.drop { "# ".contains($0) }), reading(cells[1]))
    }
    let columns = table.headings.enumerated().map { index, heading in
      let (name, unit) = parts(of: heading.text)
      return Column(
        name, unit: unit, count: table.rows.count,
        .readings { reading(table.rows[$0][index]) })
    }
    return [Block("", statements, columns)]
  }

  private static func reading(_ cell: TableCell) -> Reading {
    Reading(cell.cell, at: cell.place)
  }

  private static func parts(of heading: String) -> (name: String, unit: String) {
    let slash = heading.split(separator: " / ", omittingEmptySubsequences: false)
    if slash.count == 2 { return (String(slash[0]), String(slash[1])) }
    guard heading.hasSuffix(")"), let start = heading.lastIndex(of: "(") else {
      return (heading, "")
    }
    let name = heading[..<start].reversed().drop { $0 == " " }.reversed()
    return (String(name), String(heading[heading.index(after: start)...].dropLast()))
  }
}
