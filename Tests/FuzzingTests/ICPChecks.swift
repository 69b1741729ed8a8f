import ICPExport
import Quantity
import Tables

/// Exports of an ICP-OES: each reading is refused at its cell, or is the number that stands there.
enum ICPChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "a.csv") {
      let export = try ICPExport(bytes, file: "a.csv")
      let derivation = Derivation()
      for reading in export.readings {
        try mayRefuse(bytes, "a.csv") { _ = try reading.concentration(in: derivation) }
        try mayRefuse(bytes, "a.csv") { _ = try reading.intensity(in: derivation) }
      }
      let lines = Array(Set(export.readings.map(\.line)).prefix(3)).sorted()
      let labels = Array(Set(export.readings.map(\.label)).prefix(3)).sorted()
      try mayRefuse(bytes, "a.csv") { _ = try export.samples(labels, at: lines) }
      for line in lines {
        for kind in [Reading.Kind.blank, .standard, .check, .sample] {
          try mayRefuse(bytes, "a.csv") { _ = try export.readings(of: kind, at: line, atLeast: 2) }
        }
      }
    }
  }
}
