import Numerics
import Text

/// The mass without buoyancy at equal steps of time, smoothed, with its derivatives.
struct MassCurve {
  /// In min.
  let times: [Double]
  /// In °C, smoothed.
  let temperatures: [Double]
  /// In mg, as measured and smoothed.
  let masses: [Double]
  let smoothed: [Double]
  /// −dm/dt in mg/min and −d²m/dt² in mg/min².
  let rates: [Double]
  let accelerations: [Double]
  /// dT/dt in °C/min.
  let heating: [Double]
  /// The blank in mg; 0 without one.
  let blank: [Double]
  /// The standard deviation of the noise of a reading, in mg.
  let noise: Double
  /// In min.
  let spacing: Double
  /// The readings in the window of the smoothing.
  let window: Int
  private let filters: Filters

  /// The degree for smoothing and slopes; that of the second derivative is two more.
  static let degree = 3

  private struct Filters {
    let value: SavitzkyGolay
    let slope: SavitzkyGolay
    let second: SavitzkyGolay
  }

  init(_ sample: Run, _ blank: Blank?, smoothing minutes: Double) throws {
    let under = blank?.masses ?? sample.masses.map { _ in 0 }
    let series = try EvenSeries(
      sample.times, [sample.temperatures, zip(sample.masses, under).map { $0 - $1 }, under])
    let count = Int((minutes / series.spacing).rounded())
    let window = count + 1 - count % 2
    guard window > Self.degree + 2 else {
      throw sample.told(.fewForSmoothing(window, wanted: Self.degree + 3), at: 0)
    }
    guard series.times.count >= window else {
      throw sample.told(.fewForSmoothing(series.times.count, wanted: window), at: 0)
    }
    filters = Filters(
      value: try SavitzkyGolay(window: window, degree: Self.degree),
      slope: try SavitzkyGolay(window: window, degree: Self.degree, derivative: 1),
      second: try SavitzkyGolay(window: window, degree: Self.degree + 2, derivative: 2))
    self.window = window
    spacing = series.spacing
    times = series.times
    masses = series.columns[1]
    self.blank = series.columns[2]
    temperatures = try filters.value.filtered(series.columns[0])
    heating = try filters.slope.filtered(series.columns[0], spacing: spacing)
    smoothed = try filters.value.filtered(masses)
    rates = try filters.slope.filtered(masses, spacing: spacing).map { -$0 }
    accelerations = try filters.second.filtered(masses, spacing: spacing).map { -$0 }
    noise = Self.noise(of: masses)
  }

  /// The noise of the smoothed mass, the rate and its derivative, as of white noise of the readings.
  var noises: (mass: Double, rate: Double, acceleration: Double) {
    (
      noise * filters.value.noise(), noise * filters.slope.noise(spacing: spacing),
      noise * filters.second.noise(spacing: spacing)
    )
  }

  /// The noise of single readings, by third differences: a curve that bends slowly has none, and
  /// those of white noise have 1 + 9 + 9 + 1 times its variance.
  private static func noise(of masses: [Double]) -> Double {
    var sum = 0.0
    for index in masses.indices.dropFirst(3) {
      let difference =
        masses[index] - 3 * masses[index - 1] + 3 * masses[index - 2] - masses[index - 3]
      sum += difference * difference
    }
    return (sum / 20 / Double(max(1, masses.count - 3))).squareRoot()
  }
}

/// Series at equal steps of time: as they are, or on straight lines between the readings where the
/// steps differ by more than a hundredth.
private struct EvenSeries {
  let times: [Double]
  let columns: [[Double]]
  let spacing: Double

  init(_ times: [Double], _ columns: [[Double]]) throws {
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }.sorted()
    guard let shortest = steps.first, let longest = steps.last else {
      throw SmoothingError.tooFewValues(times.count, wanted: 2)
    }
    let whole = times[times.count - 1] - times[0]
    guard longest - shortest > 0.01 * shortest else {
      spacing = whole / Double(steps.count)
      self.times = times
      self.columns = columns
      return
    }
    spacing = steps[steps.count / 2]
    let spacing = spacing
    let count = Int(whole / spacing) + 1
    let even = (0..<count).map { times[0] + Double($0) * spacing }
    self.times = even
    self.columns = try columns.map { column in
      let line = try LinearInterpolation(times, column)
      return even.map { line.value(at: $0) ?? column[column.count - 1] }
    }
  }
}
