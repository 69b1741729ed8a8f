import Text
import VAMAS

/// A region as raw counts over binding energy: what counting statistics hold for.
struct Spectrum {
  let region: VAMASRegion
  let intensity: VAMASCurve
  /// The binding energy of each point, in eV and in the order of the file.
  let bindingEnergies: [Double]

  /// Takes a region whose signal is pulses counted one by one, without a correction.
  init(_ region: VAMASRegion) throws {
    self.region = region
    intensity = try region.curve("Intensity")
    bindingEnergies = try Self.bindingEnergies(region, count: intensity.values.count)
    guard region.signalMode.text.lowercased() == "pulse counting" else {
      throw QuantificationFault.notCounted(region.signalMode.text).at(region.signalMode)
    }
    guard intensity.unit.text == "d" else {
      throw QuantificationFault.notCounts(intensity.unit.text).at(intensity.unit)
    }
    guard try region.deadTime.isUnset || region.deadTime.number() == 0 else {
      throw QuantificationFault.deadTime(region.deadTime.text).at(region.deadTime)
    }
    for (point, counts) in intensity.values.enumerated()
    where counts < 0 || counts != counts.rounded() || counts >= Self.mostCounts {
      let field = intensity.field(ofPoint: point)
      throw QuantificationFault.notWhole(field.name, field.text).at(field)
    }
  }

  /// Beyond this a double no longer tells one count from the next.
  private static let mostCounts = 0x1p53

  private static func bindingEnergies(
    _ region: VAMASRegion, count: Int
  ) throws -> [Double] {
    let (start, step) = (try region.start.number(), try region.increment.number())
    guard step != 0 else { throw QuantificationFault.noStep.at(region.increment) }
    let photon = try region.photonEnergy.positiveNumber()
    return (0..<count).map { point in
      let energy = start + Double(point) * step
      return region.axis == .kinetic ? photon - energy : energy
    }
  }

  /// The points within a window, from the lowest binding energy to the highest.
  func points(in window: ClosedRange<Double>) throws -> [Int] {
    // Energies are decimal fractions: the edges of a window are meant to be in it.
    let rounding = 1e-6
    let covered = (bindingEnergies.min() ?? 0)...(bindingEnergies.max() ?? 0)
    guard window.lowerBound >= covered.lowerBound - rounding,
      window.upperBound <= covered.upperBound + rounding
    else { throw QuantificationFault.windowOutside(window, covered: covered).at(region.start) }
    let points = bindingEnergies.indices.filter { point in
      window.lowerBound - rounding...window.upperBound + rounding ~= bindingEnergies[point]
    }
    let isAscending = (bindingEnergies.first ?? 0) < (bindingEnergies.last ?? 0)
    return isAscending ? points : points.reversed()
  }
}
