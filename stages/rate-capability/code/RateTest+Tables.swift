import Analysis
import Cycler
import Quantity

/// What a figure draws of a cell: its cycles, and how the voltage goes with the charge.
extension RateTest {
  /// A line for each cycle.
  func cyclesFile() throws -> ResultFile {
    let rows = try blocks.flatMap { block in
      try block.cycles.map { cycle in
        let capacity = try (cycle.discharge / mass).converted(to: Unit("mAh/g")).value
        let efficiency = 100 * cycle.discharge.value / cycle.charge.value
        return names + ["\(cycle.number)", block.rate.text, "\(capacity)", "\(efficiency)"]
      }
    }
    return .table(
      "cycles.csv",
      headings: ["sample", "cell", "cycle", "rate (C)", "capacity (mAh/g)", "efficiency (%)"],
      rows: rows)
  }

  /// Voltage against specific charge in the last cycle of each block, charge and discharge: each
  /// from 0, over all steps of the direction.
  func curvesFile() throws -> ResultFile {
    let specific = try 1e6 / mass.converted(to: Unit("mg")).value
    let rows = blocks.flatMap { block in
      block.cycles.suffix(1).flatMap { cycle in
        Direction.allCases.flatMap { direction in
          Self.curve(of: cycle, direction).map { point in
            names + [
              "\(cycle.number)", block.rate.text, direction.rawValue,
              "\(specific * point.charge)", "\(point.voltage)",
            ]
          }
        }
      }
    }
    return .table(
      "curves.csv",
      headings: [
        "sample", "cell", "cycle", "rate (C)", "direction", "charge (mAh/g)", "voltage (V)",
      ], rows: rows)
  }

  private var names: [String] { [settings.sample, settings.cell] }

  private static func curve(
    of cycle: RateCycle, _ direction: Direction
  ) -> [(charge: Double, voltage: Double)] {
    var before = 0.0
    var curve: [(charge: Double, voltage: Double)] = []
    for step in cycle.steps where step.direction == direction {
      curve += step.curve.map { (before + $0.charge, $0.voltage) }
      before += step.curve.last?.charge ?? 0
    }
    return curve
  }
}
