import Quantity
import Readings
import Text

/// What holds of every spectrum.
enum Spectrum {
  /// Energies rise or fall all along, and nothing is counted below zero.
  static func check(energies: Column, counts: Column) throws(Diagnostic) {
    let values = try energies.numbers()
    let rises = values.count > 1 && values[1] > values[0]
    for row in values.indices.dropFirst()
    where rises ? values[row] <= values[row - 1] : values[row] >= values[row - 1] {
      throw told("the energies turn round here", energies, row)
    }
    for (row, value) in try counts.numbers().enumerated() where value < 0 {
      throw told("a count cannot be below 0", counts, row)
    }
  }

  private static func told(_ message: String, _ column: Column, _ row: Int) -> Diagnostic {
    column.reading(row)?.diagnostic(message) ?? Diagnostic(message)
  }
}

extension Fields {
  /// The last line is not ended: a number that is cut off is a number still.
  func cut() -> Diagnostic {
    diagnostic(
      "the file ends within this line: it may be cut off", line: max(1, count),
      hint: "export it again; if it is whole, end its last line")
  }
}
