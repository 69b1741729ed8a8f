import Readings
import Text
import VAMAS

/// The regions of a VAMAS file as blocks.
enum VAMASBlocks {
  static func blocks(_ bytes: [UInt8], _ file: String) throws(Diagnostic) -> [Block] {
    try VAMASFile(bytes, file: file).regions.map { region in
      let statements = [
        ("sample", region.sample), ("source", region.source),
        ("photon energy (eV)", region.photonEnergy), ("source power (W)", region.sourcePower),
        ("analyser mode", region.analyserMode), ("pass energy (eV)", region.passEnergy),
        ("signal mode", region.signalMode), ("dwell time (s)", region.dwellTime),
        ("sweeps", region.sweeps), ("dead time (s)", region.deadTime),
      ].map { Statement($0.0, reading($0.1)) }
      return Block(
        region.name.text, statements,
        [energies(of: region)]
          + region.curves.map { curve in
            column(curve.label.text, unit: unit(curve.unit.text), of: curve)
          })
    }
  }

  private static func energies(of region: VAMASRegion) -> Column {
    let name = region.axis == .kinetic ? "kinetic energy" : "binding energy"
    switch region.abscissa {
    case .curve(let curve): return column(name, unit: "eV", of: curve)
    case .steps(let start, let increment):
      return Column(
        name, unit: "eV", count: region.curves.first?.values.count ?? 0,
        .steps(from: reading(start), by: reading(increment)))
    }
  }

  private static func column(_ name: String, unit: String, of curve: VAMASCurve) -> Column {
    Column(
      name, unit: unit, count: curve.values.count,
      .readings { reading(curve.field(ofPoint: $0)) })
  }

  /// ISO 14976: `d` is a pure number.
  private static func unit(_ text: String) -> String { text == "d" ? "1" : text }

  private static func reading(_ field: VAMASField) -> Reading { Reading(field.cell) }
}
