import Numerics

/// The spots of an image as reflections of a zone.
struct Indexing {
  /// A spot with its place among the reflections of the zone.
  struct Reflection {
    let m: Int
    let n: Int
    /// The spot, or its opposite: the one the indices mean.
    let spot: PowerSpectrum.Spot
    /// Periods per pixel.
    let frequency: PlaneVector
  }

  let zone: Zone
  /// The strongest first.
  let reflections: [Reflection]
  /// The share of the indexed spots in the power of all.
  let share: Double
  /// How far the two spanning reflections are from those expected, relative to their lengths.
  let misfit: Double

  /// How many of the strongest spots may span the lattice.
  private static let spanning = 12
  /// How far the angle between two reflections may be from the expected, degrees.
  private static let angleTolerance = 2.0

  /// The best way to see spots as reflections of a zone; `nil` where its two spanning reflections
  /// are not there.
  ///
  /// - Parameters:
  ///   - spots: The spots, the strongest first.
  ///   - zone: The zone.
  ///   - pixel: The size of a pixel, nm.
  ///   - tolerance: How far a length may be from the expected, relative.
  ///   - blur: How far a spot may lie beside its place, periods per pixel.
  init?(
    _ spots: [PowerSpectrum.Spot], as zone: Zone, pixel: Double, tolerance: Double, blur: Double
  ) {
    let strong = spots.prefix(Self.spanning).map(\.frequency)
    var best: Indexing?
    for one in strong {
      for other in strong + strong.map({ -1 * $0 }) {
        guard
          let misfit = Self.misfit(
            (1 / pixel) * one, (1 / pixel) * other, of: zone, tolerance)
        else { continue }
        let found = Indexing(spots, zone, one, other, misfit: misfit, blur: blur)
        if best.map({ (found.share, -found.misfit) > ($0.share, -$0.misfit) }) ?? true {
          best = found
        }
      }
    }
    guard let best else { return nil }
    self = best
  }

  private static func misfit(
    _ one: PlaneVector, _ other: PlaneVector, of zone: Zone, _ tolerance: Double
  ) -> Double? {
    let lengths = [
      abs(one.length / zone.first.length - 1), abs(other.length / zone.second.length - 1),
    ]
    let angle = abs(one.angle(to: other) - zone.first.angle(to: zone.second))
    guard lengths.allSatisfy({ $0 <= tolerance }), angle <= angleTolerance else { return nil }
    return lengths[0] + lengths[1] + angle / 57.3
  }

  private init(
    _ spots: [PowerSpectrum.Spot], _ zone: Zone, _ one: PlaneVector, _ other: PlaneVector,
    misfit: Double, blur: Double
  ) {
    self.zone = zone
    self.misfit = misfit
    let determinant = one.cross(other)
    reflections = spots.compactMap { spot in
      let g = spot.frequency
      let m = (g.cross(other) / determinant).rounded()
      let n = (one.cross(g) / determinant).rounded()
      guard (g - (m * one + n * other)).length <= blur, m != 0 || n != 0 else { return nil }
      // Of two opposite spots the one with the indices that are reported.
      let isOpposite = zone.reported.contains { $0.m == -Int(m) && $0.n == -Int(n) }
      let sign = isOpposite ? -1.0 : 1.0
      return Reflection(
        m: Int(sign * m), n: Int(sign * n), spot: spot, frequency: sign * g)
    }
    let all = spots.reduce(0) { $0 + $1.powerOverNoise }
    share = reflections.reduce(0) { $0 + $1.spot.powerOverNoise } / all
  }

  /// The spot of a reflection.
  func reflection(_ m: Int, _ n: Int) -> Reflection? {
    reflections.first { $0.m == m && $0.n == n }
  }
}
