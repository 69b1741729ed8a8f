import PatternText
import Quantity
import Readings
import Text

/// The columns of a powder pattern as one block.
enum PatternBlocks {
  static func blocks(_ bytes: [UInt8], _ file: String) throws(Diagnostic) -> [Block] {
    let pattern = try PatternText(bytes, file: file)
    let columns = [
      ("angle", pattern.angles), ("intensity", pattern.intensities),
      ("standard deviation", pattern.deviations),
    ].compactMap { name, column in
      column.map { column in
        Readings.Column(
          name, unit: column.unit.symbol, count: column.cells.count,
          .readings { Reading(column.cells[$0].cell, at: column.cells[$0].place) })
      }
    }
    return [
      Block(
        "", pattern.comments.map { Statement("comment", Reading($0)) }, columns,
        notes: ["what the columns are is taken from the name of the file, which says .xy or .xye"])
    ]
  }
}
