public import Text

/// A region as raw counts over binding energy: what counting statistics hold for.
public struct CountedSpectrum: Sendable {
  /// The region.
  public let region: VAMASRegion
  /// Its counts.
  public let intensity: VAMASCurve
  /// The binding energy of each point, in eV and in the order of the file.
  public let bindingEnergies: [Double]

  /// Takes a region whose signal is pulses counted one by one, without a correction.
  ///
  /// - Throws: A diagnostic at the line that speaks against it: another signal mode or unit, a dead
  ///   time, a number that is no count.
  public init(_ region: VAMASRegion) throws(Diagnostic) {
    self.region = region
    intensity = try region.curve("Intensity")
    bindingEnergies = try Self.bindingEnergies(region, count: intensity.values.count)
    guard region.signalMode.text.lowercased() == "pulse counting" else {
      throw region.signalMode.fault(.notCounted(region.signalMode.text))
    }
    guard intensity.unit.text == "d" else {
      throw intensity.unit.fault(.notCounts(intensity.unit.text))
    }
    let deadTime = region.deadTime.isUnset ? 0 : try region.deadTime.number()
    guard deadTime == 0 else {
      throw region.deadTime.fault(.deadTime(region.deadTime.text))
    }
    for (point, counts) in intensity.values.enumerated()
    where counts < 0 || counts != counts.rounded() || counts >= Self.mostCounts {
      let field = intensity.field(ofPoint: point)
      throw field.fault(.notWhole(field.name, field.text))
    }
  }

  /// Beyond this a double no longer tells one count from the next.
  private static let mostCounts = 0x1p53

  private static func bindingEnergies(
    _ region: VAMASRegion, count: Int
  ) throws(Diagnostic) -> [Double] {
    let (start, step) = (try region.start.number(), try region.increment.number())
    guard step != 0 else { throw try region.increment.fault(.noStep) }
    let photon = try region.photonEnergy.positiveNumber()
    return (0..<count).map { point in
      let energy = start + Double(point) * step
      return region.axis == .kinetic ? photon - energy : energy
    }
  }

  /// The points within a window of binding energies in eV, from the lowest to the highest.
  ///
  /// - Throws: A diagnostic at the first energy of the region when the window is not within it.
  public func points(in window: ClosedRange<Double>) throws(Diagnostic) -> [Int] {
    // Energies are decimal fractions: the edges of a window are meant to be in it.
    let rounding = 1e-6
    let covered = (bindingEnergies.min() ?? 0)...(bindingEnergies.max() ?? 0)
    guard window.lowerBound >= covered.lowerBound - rounding,
      window.upperBound <= covered.upperBound + rounding
    else { throw try region.start.fault(.windowOutside(window, covered: covered)) }
    let points = bindingEnergies.indices.filter { point in
      window.lowerBound - rounding...window.upperBound + rounding ~= bindingEnergies[point]
    }
    let isAscending = (bindingEnergies.first ?? 0) < (bindingEnergies.last ?? 0)
    return isAscending ? points : points.reversed()
  }
}
