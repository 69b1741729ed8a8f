#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Numerics

/// Figures S6 and S8: patterns of two samples, one every 25 °C while they are heated at 2 °C/min.
///
/// All that the analyses count as uncertain is drawn: the counts, the width of the instrument, the
/// brightness of each pattern, and how far the temperature that is told is from the sample's own.
struct HeatingModel {
  /// The temperatures told, in °C.
  static let temperatures = (1...24).map { 25 * Double($0) }
  /// How fast it gets hotter, in °C/min.
  static let ramp = 2.0

  /// Standard deviations of what is drawn.
  static let widthSpread = 0.005
  static let transferSpread = 0.003
  static let temperatureSpread = 8.0
  static let brightnessSpread = 0.01

  /// The width of the line of the standard, in degrees 2θ.
  let standardWidth: Double
  /// The width the instrument gives the lines of the samples, in degrees 2θ.
  let instrument: Double
  /// The sample's own temperature less the one that is told, in °C.
  let offset: Double
  /// By how much later than in the table all changes happen, in °C.
  let shift: Double
  /// The angles of the points.
  let angles: [Double]
  private let seed: UInt32

  /// Draws the circumstances of a run.
  ///
  /// - Parameters:
  ///   - seed: Which run.
  ///   - shift: By how much later all changes happen, in °C.
  ///   - points: Which points of 15° + 0.04° · n are measured.
  init(seed: UInt32, shift: Double = 0, points: ClosedRange<Int> = 0...875) {
    let random = RandomNumbers(seed: seed)
    standardWidth = random.normal(0.08, Self.widthSpread)
    instrument = standardWidth + random.normal(0, Self.transferSpread)
    offset = random.normal(0, Self.temperatureSpread)
    angles = points.map { 15 + 0.04 * Double($0) }
    self.shift = shift
    self.seed = seed
  }

  /// What a sample holds when a temperature is told.
  func state(of sample: HeatingState.Sample, at told: Double) -> HeatingState {
    HeatingState(of: sample, at: told + offset, shift: shift)
  }

  /// The counts to be expected at each angle.
  func expected(_ sample: HeatingState.Sample, at told: Double) -> [Double] {
    let state = state(of: sample, at: told)
    let lines = HeatingLines(state, at: told + offset, instrument: instrument).lines
      .filter { $0.area > 1e-3 }
    return angles.map { angle in
      lines.reduce(Self.background(angle)) { $0 + $1.value(at: angle) }
    }
  }

  /// The counts of a pattern; the same seed gives the same counts, whatever else is drawn.
  func counts(_ sample: HeatingState.Sample, at told: Double) -> [Int] {
    let number = UInt32(told) + (sample.name.hasPrefix("Bare") ? 0 : 1000)
    let random = RandomNumbers(seed: seed &* 48271 &+ number)
    let brightness = random.normal(1, Self.brightnessSpread)
    return expected(sample, at: told).map { random.poisson(brightness * $0) }
  }

  /// Angles and counts around the 100 line of LaB₆ (a = 4.156826 Å, SRM 660c), in degrees 2θ.
  var standard: [(Double, Int)] {
    let place = asin(HeatingLines.kAlpha1 / 2 / 4.156_826) * 360 / .pi
    let line = HeatingLines.Line(place: place, area: 3000, width: standardWidth, mixing: 0.8)
    let random = RandomNumbers(seed: seed &* 48271 &+ 9999)
    return (0...100).map { point in
      let angle = 20.36 + 0.02 * Double(point)
      return (angle, random.poisson(Self.background(angle) + line.value(at: angle)))
    }
  }
}
