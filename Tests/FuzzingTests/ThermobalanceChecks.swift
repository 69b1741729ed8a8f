import Quantity
import Tables
import Thermobalance
import Words

/// Files of thermobalances: times go on, and every value is found again as an audit looks for it.
enum ThermobalanceChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "a.txt") {
      let file = try ThermobalanceFile(bytes, file: "a.txt")
      try require(!file.readings.isEmpty, "a file without readings")
      let times = file.readings.map(\.time.value)
      try require(
        zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "the time goes back: \(times)")
      let values = file.readings.flatMap { [$0.time, $0.temperature, $0.mass] }
      try check(values + [file.sampleMass].compactMap(\.self), bytes)
      try require(
        file.cells(of: 0..<file.readings.count).split(separator: ":").count == 2,
        "the readings are no rectangle")
    }
  }

  private static func check(_ values: [ThermobalanceValue], _ bytes: [UInt8]) throws {
    let cells = values.map(\.cell.cell)
    let words = cells.filter { $0.dialect == "words" }
    for (cell, text) in zip(words, Words.texts(of: words, in: bytes)) {
      try require(text?.isWritten(cell.text) ?? false, "\(cell) is not found again")
    }
    try TableChecks.check(cells.filter { $0.dialect != "words" }, stand: bytes)
    let derivation = Derivation()
    for value in values.prefix(20) {
      let quantity = try value.cell.quantity(value.unit, in: derivation)
      try require(
        quantity.value == Cell.number(in: value.cell.text), "\(value.cell.text) has another value")
    }
  }
}
