import Quantity
import Readings
import Text
import Words
import XRDML

/// The scans of an XRDML file as blocks.
enum XRDMLBlocks {
  static func blocks(_ bytes: [UInt8], _ file: String) throws(Diagnostic) -> [Block] {
    let scans = try PowderScan.all(bytes, file: file)
    return scans.enumerated().map { index, scan in
      let radiation = scan.radiation
      return Block(
        scans.count == 1 ? "" : "scan \(index + 1)",
        [
          Statement("wavelength 1 (\(radiation.unit.symbol))", reading(radiation.kAlpha1)),
          Statement("wavelength 2 (\(radiation.unit.symbol))", reading(radiation.kAlpha2)),
          Statement("wavelength ratio", reading(radiation.ratio)),
        ], columns(of: scan))
    }
  }

  private static func columns(of scan: PowderScan) -> [Column] {
    let (angles, intensities) = (scan.angles, scan.intensities)
    let source: Column.Source =
      switch angles.source {
      case .steps(let start, let end): .between(from: reading(start), to: reading(end))
      case .list(let cells): .readings { reading(cells[$0]) }
      }
    var columns = [
      Column("2theta", unit: angles.unit.symbol, count: intensities.count, source),
      column("intensity", unit: intensities.unit.symbol, intensities.cells),
    ]
    if !intensities.attenuation.isEmpty {
      columns.append(column("attenuation", unit: "1", intensities.attenuation))
    }
    return columns
  }

  private static func column(_ name: String, unit: String, _ cells: [WordCell]) -> Column {
    Column(name, unit: unit, count: cells.count, .readings { reading(cells[$0]) })
  }

  private static func reading(_ word: WordCell) -> Reading { Reading(word.cell) }
}
