import Quantity
import Tables
import Text

/// The samples of the calibration and how many ALD cycles each went through.
struct Series {
  let derivation: Derivation
  /// The samples by the labels of their solutions.
  let labels: [String]
  /// The cycles of each sample: whole numbers that were set, without uncertainty.
  let cycles: [Quantity]

  /// Reads a table with the headings `Solution Label` and `ALD cycles`.
  init(_ table: Table, in derivation: Derivation) throws {
    let labelColumn = try table.column("Solution Label")
    let cycleColumn = try table.column("ALD cycles")
    var labels: [String] = []
    var cycles: [Quantity] = []
    for row in table.rows {
      let (label, cell) = (row[labelColumn], row[cycleColumn])
      guard !labels.contains(label.text) else {
        throw label.diagnostic("the sample \"\(Escaped(label.text))\" stands in the series twice")
      }
      let count = try cell.quantity(
        Unit("cycle"), uncertainty: .standard(0), in: derivation)
      guard count.value > 0, count.value == count.value.rounded() else {
        throw cell.diagnostic("\(Escaped(cell.text)) is no number of cycles above 0")
      }
      labels.append(label.text)
      cycles.append(count.named("N(\(label.text))"))
    }
    self.derivation = derivation
    self.labels = labels
    self.cycles = cycles
  }
}
