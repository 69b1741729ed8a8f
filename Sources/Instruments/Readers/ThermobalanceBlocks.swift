import Quantity
import Readings
import Text
import Thermobalance

/// The run of a thermobalance as one block: time, temperature and mass in the units of the file.
enum ThermobalanceBlocks {
  static func blocks(_ bytes: [UInt8], _ file: String) throws(Diagnostic) -> [Block] {
    let run = try ThermobalanceFile(bytes, file: file)
    let statements = run.sampleMass.map { mass in
      [Statement("mass of the sample (\(mass.unit.symbol))", Reading(mass.cell.cell))]
    }
    return [
      Block(
        "", statements ?? [],
        [
          column("time", of: run) { $0.time }, column("temperature", of: run) { $0.temperature },
          column("mass", of: run) { $0.mass },
        ])
    ]
  }

  private static func column(
    _ name: String, of run: ThermobalanceFile,
    _ value: @escaping @Sendable (ThermobalanceReading) -> ThermobalanceValue
  ) -> Column {
    Column(
      name, unit: run.readings.first.map { value($0).unit.symbol } ?? "",
      count: run.readings.count,
      .readings { Reading(value(run.readings[$0]).cell.cell) })
  }
}
