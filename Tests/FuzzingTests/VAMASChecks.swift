import Lines
import Quantity
import VAMAS

/// VAMAS: each value of a curve is the number on its line, which an audit finds again.
enum VAMASChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    try mayRefuse(bytes, "a.vms") {
      let file = try VAMASFile(bytes, file: "a.vms")
      for region in file.regions {
        try check(fields(of: region), bytes)
        switch region.abscissa {
        case .steps(let start, let increment): try check([start, increment], bytes)
        case .curve(let energies): try check(energies, bytes)
        }
        for curve in region.curves { try check(curve, bytes) }
        try mayRefuse(bytes, "a.vms") { _ = try region.curve("intensity") }
        try mayRefuse(bytes, "a.vms") { _ = try file.region(region.name.text) }
      }
    }
  }

  private static func fields(of region: VAMASRegion) -> [VAMASField] {
    [
      region.name, region.sample, region.source, region.photonEnergy, region.sourcePower,
      region.analyserMode, region.passEnergy, region.magnification, region.signalMode,
      region.dwellTime, region.sweeps, region.deadTime,
    ]
  }

  private static func check(_ curve: VAMASCurve, _ bytes: [UInt8]) throws {
    let fields = curve.values.indices.map { curve.field(ofPoint: $0) }
    try check([curve.label, curve.unit] + fields, bytes)
    for (value, field) in zip(curve.values, fields) {
      try require(
        Cell.number(in: field.cell.text) == value, "\(value) is not on line \(field.cell.line)")
    }
  }

  private static func check(_ fields: [VAMASField], _ bytes: [UInt8]) throws {
    let texts = Lines.texts(of: fields.map(\.cell), in: bytes)
    for (field, text) in zip(fields, texts) {
      try require(text?.isWritten(field.cell.text) ?? false, "\(field.cell) is not found again")
      try mayRefuse(bytes, "a.vms") {
        _ = try field.positiveNumber()
        _ = try field.quantity(.one, in: Derivation())
      }
    }
  }
}
