import Quantity
import Readers
import Readings
import Text

/// Instrument files of any format: columns of one length, and every value is found again at its place
/// as an audit looks for it, or what is wrong is told.
enum InstrumentChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let file: InstrumentFile
    do throws(Diagnostic) {
      file = try InstrumentFile(bytes, file: "a")
    } catch {
      // A place within a member of an archive is no place in the archive.
      guard !bytes.starts(with: [0x50, 0x4B]) else { return }
      return try error.check(in: bytes, "a")
    }
    for block in file.blocks { try check(block, bytes) }
  }

  private static func check(_ block: Block, _ bytes: [UInt8]) throws(Violation) {
    var cells = block.statements.map(\.reading.cell)
    for column in block.columns {
      try require(column.count == block.count, "\(column.name) has \(column.count) rows")
      let rows = 0..<min(column.count, 50)
      switch column.source {
      case .readings(let reading): cells += rows.map { reading($0).cell }
      case .steps(let one, let other), .between(let one, let other):
        cells += [one.cell, other.cell]
      }
      for row in rows {
        let number = try? column.number(row)
        try require(!(number?.isNaN ?? false), "\(column.name) has a number that is none")
      }
    }
    for (dialect, cells) in Dictionary(grouping: cells, by: { $0.dialect ?? "" }) {
      // Tables, words and lines are held against their places by checks of their own.
      guard let texts = try? PlacedTexts.texts(of: cells, in: bytes, file: "a", dialect) else {
        continue
      }
      for (cell, text) in zip(cells, texts) {
        try require(text?.isWritten(cell.text) ?? false, "\(cell) is not found again")
      }
    }
  }
}
