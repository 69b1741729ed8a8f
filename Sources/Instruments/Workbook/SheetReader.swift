import Quantity
import Readings
import Text
import XML

/// Reads the cells of one sheet.
struct SheetReader {
  let file: String
  let name: String
  let strings: SharedStrings
  let dates: DateStyles

  private struct Place: Hashable {
    let row: Int
    let column: Int
  }

  /// Excel's own bounds (ECMA-376): a larger number is a fault.
  private static let (lastRow, lastColumn) = (1_048_576, 16_384)
  /// A sheet whose used part has more cells is refused, as its grid would be laid out whole.
  private static let cellLimit = 4_000_000

  func block(_ sheet: Element) throws(Diagnostic) -> Block {
    var texts: [Place: String] = [:]
    var (rows, columns) = (0, 0)
    for row in sheet.all("sheetData").flatMap({ $0.all("row") }) {
      for cell in row.all("c") {
        let place = try place(of: cell)
        guard let text = try text(of: cell) else { continue }
        guard texts.updateValue(text, forKey: place) == nil else {
          throw fault("the cell stands twice in the sheet", at: place)
        }
        (rows, columns) = (max(rows, place.row), max(columns, place.column))
      }
    }
    guard rows * columns <= Self.cellLimit else {
      throw Diagnostic("\(Escaped(file)): the sheet \"\(Escaped(name))\" is too large")
    }
    let (filled, count) = (texts, rows)
    return Block(
      name, [],
      (0..<columns).map { index in
        Column(
          Cell.letters(ofColumn: index + 1), count: count,
          .readings { row in
            let place = Place(row: row + 1, column: index + 1)
            return Reading(cell(at: place, text: filled[place] ?? ""))
          })
      })
  }

  /// The text of a cell; `nil` where it is only formatted.
  private func text(of cell: Element) throws(Diagnostic) -> String? {
    let value = cell.all("v").first?.text
    switch cell.attributes["t"] ?? "n" {
    case "s":
      guard let value, let text = strings.text(value) else {
        throw fault("the cell refers to a text that is not there", at: try place(of: cell))
      }
      return text
    case "inlineStr": return cell.all("is").first.map { SharedStrings.text($0) }
    case "b": return value == "1" ? "TRUE" : "FALSE"
    case "n": return dates.isDate(cell.attributes["s"]) ? value.map { "serial date \($0)" } : value
    case "str", "e", "d": return value
    case let other:
      throw fault(
        "the kind \"\(Escaped(other))\" of the cell is not known", at: try place(of: cell))
    }
  }

  /// The place that the reference of a cell says, such as `K8`.
  private func place(of cell: Element) throws(Diagnostic) -> Place {
    let reference = cell.attributes["r"] ?? ""
    let letters = reference.utf8.prefix { 0x41...0x5A ~= $0 }
    let column = letters.prefix(4).reduce(0) { $0 * 26 + Int($1) - 0x40 }
    guard (1...3).contains(letters.count), column <= Self.lastColumn,
      let row = Int(reference.dropFirst(letters.count)), (1...Self.lastRow).contains(row)
    else {
      throw Diagnostic(
        "\(Escaped(file)): a cell of the sheet \"\(Escaped(name))\" has the reference "
          + "\"\(Escaped(reference))\", which is no place")
    }
    return Place(row: row, column: column)
  }

  private func cell(at place: Place, text: String) -> Cell {
    Cell(
      path: file, line: place.row, column: place.column, text: text, dialect: "sheet \(name)")
  }

  private func fault(_ message: String, at place: Place) -> Diagnostic {
    Reading(cell(at: place, text: "")).diagnostic(message)
  }
}
