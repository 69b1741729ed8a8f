import PatternText
import Quantity

/// Column texts: as many angles as intensities, rising, and every number is found again.
enum PatternTextChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    // What is not UTF-8 has no columns that another reader would count alike.
    guard String(validating: bytes, as: UTF8.self) != nil else {
      _ = try? PatternText(bytes, file: "a.xy")
      return
    }
    try mayRefuse(bytes, "a.xy") {
      let pattern = try PatternText(bytes, file: "a.xy")
      try check(pattern, bytes)
      _ = pattern.unevenStep
      _ = try pattern.variances()
    }
  }

  private static func check(_ pattern: PatternText, _ bytes: [UInt8]) throws {
    let angles = pattern.angles.values
    try require(
      angles.count >= 2 && pattern.intensities.values.count == angles.count
        && pattern.deviations?.values.count ?? angles.count == angles.count,
      "\(angles.count) angles, \(pattern.intensities.values.count) intensities")
    try require(zip(angles, angles.dropFirst()).allSatisfy(<), "angles do not rise")
    let columns = [pattern.angles, pattern.intensities, pattern.deviations].compactMap(\.self)
    let cells = columns.flatMap(\.cells)
    for (cell, text) in zip(cells, PatternText.texts(of: cells.map(\.cell), in: bytes)) {
      try require(text?.isWritten(cell.cell.text) ?? false, "\(cell.cell) is not found again")
      try require(Cell.number(in: cell.cell.text) == cell.value, "\(cell.cell) is another number")
    }
    let derivation = Derivation()
    for cell in cells.prefix(20) { _ = try cell.quantity(.one, in: derivation) }
  }
}
