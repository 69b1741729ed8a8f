import Quantity
import Readers
import Readings

/// What `cells --csv` answers: one line a value, by RFC 4180.
struct CellsCSV {
  private static let headings = [
    "block", "name", "row", "column", "unit", "number", "text", "cell",
  ]

  /// Writes a file's values: what is stated of a block, with row 0, then its rows.
  ///
  /// Blocks and rows are counted from 1. A number that is calculated has the cells it comes from.
  static func write(_ file: InstrumentFile, _ write: (String) -> Void) {
    var text = line(headings)
    defer { if !text.isEmpty { write(text) } }
    func add(_ fields: [String]) {
      text += line(fields)
      guard text.utf8.count > 1 << 16 else { return }
      write(text)
      text = ""
    }
    for (index, block) in file.blocks.enumerated() {
      let start = ["\(index + 1)", block.name]
      for statement in block.statements {
        add(start + ["0", statement.name, ""] + fields(of: statement.reading))
      }
      for row in 0..<block.count {
        for column in block.columns {
          add(start + ["\(row + 1)", column.name, column.unit] + fields(column, row))
        }
      }
    }
  }

  private static func fields(_ column: Column, _ row: Int) -> [String] {
    guard let reading = column.reading(row) else {
      let number = (try? column.number(row)).map { "\($0)" } ?? ""
      return [number, "", column.origin(ofRow: row)]
    }
    return fields(of: reading)
  }

  private static func fields(of reading: Reading) -> [String] {
    [reading.value.map { "\($0)" } ?? "", reading.text, reading.cell.address]
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      let isPlain = !field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      return isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\""
    }.joined(separator: ",") + "\n"
  }
}

extension Column {
  /// Where the number of a row comes from: its cell, or those it is calculated from.
  func origin(ofRow row: Int) -> String {
    switch source {
    case .readings(let reading): reading(row).cell.address
    case .steps(let start, let step): "\(start.cell.address) + \(row) * \(step.cell.address)"
    case .between(let start, let end): "\(start.cell.address) to \(end.cell.address)"
    }
  }
}
