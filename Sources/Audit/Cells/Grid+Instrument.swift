// What the readers of instrument files see, as a grid.

import Formats
import Git
import Quantity
import Readers
import Readings
import Text

extension Grid {
  /// Reads a version by the reader of its format; `nil` when there is none or it refuses the file.
  ///
  /// Spots are given to cells of one dialect.
  init?(instrument revision: ComparedFile, _ dialect: String?) {
    guard let file = try? InstrumentFile(revision.bytes, file: revision.path) else { return nil }
    self.init(file) { $0 == dialect }
  }

  /// What the reader of an instrument file saw; spots are given to cells of the dialects meant.
  init(_ file: InstrumentFile, _ isMeant: (String?) -> Bool) {
    let isSheets = file.format == .xlsx
    blocks = file.blocks.flatMap { block in
      [Self.statements(of: block, isMeant)]
        + (isSheets ? Self.sheet(block, isMeant) : [Self.table(of: block, isMeant)])
    }
  }

  private static func statements(of block: Readings.Block, _ isMeant: (String?) -> Bool) -> Block {
    var counts: [String: Int] = [:]
    let rows = block.statements.map { statement in
      counts[statement.name, default: 0] += 1
      return Row(
        name: "\(statement.name) \(counts[statement.name] ?? 1)",
        values: [Value(statement.reading, isMeant)])
    }
    return Block(name: "\(block.name) statements", headings: ["value"], rows: rows)
  }

  private static func table(of block: Readings.Block, _ isMeant: (String?) -> Bool) -> Block {
    let rows = (0..<block.count).map { row in
      Row(
        name: nil,
        values: block.columns.map { column in
          column.reading(row).map { Value($0, isMeant) }
            ?? Value((try? column.number(row)).map { "\($0)" } ?? "", at: nil)
        })
    }
    return Block(name: block.name, headings: block.columns.map(\.name), rows: rows)
  }

  /// The first row of a sheet that holds anything names its columns, and is itself found by these.
  private static func sheet(_ block: Readings.Block, _ isMeant: (String?) -> Bool) -> [Block] {
    var rows = table(of: block, isMeant).rows
    let first = rows.firstIndex { $0.values.contains { !$0.text.isEmpty } }
    guard let first else { return [] }
    var heading = rows[first]
    rows.removeSubrange(...first)
    heading.name = "headings"
    let headings = heading.values.map(\.text)
    return [
      Block(name: block.name, headings: headings, rows: rows),
      Block(name: "\(block.name) headings", headings: headings, rows: [heading]),
    ]
  }
}

extension Grid.Value {
  fileprivate init(_ reading: Reading, _ isMeant: (String?) -> Bool) {
    let cell = reading.cell
    self.init(
      cell.text, at: isMeant(cell.dialect) ? Spot(line: cell.line, column: cell.column) : nil)
  }
}
