import Cycler
import Quantity
import Tables

/// Exports of cyclers: every reading is the number in its cell, which an audit finds again.
enum CyclerChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "a.csv") {
      let file = try CyclerFile(bytes, file: "a.csv")
      let steps = file.cycles.flatMap(\.steps)
      let readings = steps.flatMap { [$0.current, $0.voltage] }
      let cells = file.cycles.map(\.cell) + file.headings + readings.map(\.cell)
      try TableChecks.check(cells.map(\.cell), stand: bytes)
      for cycle in file.cycles { try check(cycle, bytes) }
      for name in ["Active mass", "Voltage"] {
        try mayRefuse(bytes, "a.csv") {
          let stated = try file.statement(name) ?? []
          try TableChecks.check(stated.map(\.cell), stand: bytes)
        }
      }
    }
  }

  private static func check(_ cycle: CyclerCycle, _ bytes: [UInt8]) throws {
    let derivation = Derivation()
    for direction in [Direction.charge, .discharge] {
      _ = cycle.constantCurrentStep(direction)
      _ = cycle.lastStep(direction)
      try mayRefuse(bytes, "a.csv") {
        guard let counter = cycle.counter(direction) else { return }
        try TableChecks.check(counter.ends.map(\.cell.cell), stand: bytes)
        _ = try counter.charge(in: derivation)
      }
      try mayRefuse(bytes, "a.csv") {
        _ = try cycle.integral(direction)?.charge(in: derivation)
      }
    }
  }
}
