#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Moran's I: whether neighbours are alike.
///
///     I = n/S₀ · Σ w·z·z'/Σz²      w = 1 for neighbours, z = value − mean
///
/// P. A. P. Moran, Biometrika 37 (1950) 17. Expectation and variance if the values are dealt out to the places by chance ("under
/// randomisation"): A. D. Cliff and J. K. Ord, Spatial Processes (1981), eqs. 1.38, 1.44.
struct SpatialCorrelation {
  /// Moran's I: positive where neighbours are alike, negative where they alternate.
  let index: Double
  /// What is expected of it by chance: −1/(n − 1).
  let expectation: Double
  /// Its standard deviation by chance.
  let deviation: Double

  /// How far the index is off its expectation, in standard deviations.
  var score: Double { (index - expectation) / deviation }

  /// - Parameters:
  ///   - values: A value for each place; at least 4, not all the same.
  ///   - pairs: The pairs of neighbours, each once.
  init(of values: [Double], pairs: [(Int, Int)]) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let z = values.map { $0 - mean }
    let squares = z.reduce(0) { $0 + $1 * $1 }
    let fourths = z.reduce(0) { $0 + $1 * $1 * $1 * $1 }
    var degrees = [Double](repeating: 0, count: values.count)
    for (one, other) in pairs {
      degrees[one] += 1
      degrees[other] += 1
    }
    let s0 = 2 * Double(pairs.count)
    let s1 = 2 * s0
    let s2 = degrees.reduce(0) { $0 + 4 * $1 * $1 }
    let kurtosis = n * fourths / (squares * squares)
    index = n / s0 * 2 * pairs.reduce(0) { $0 + z[$1.0] * z[$1.1] } / squares
    expectation = -1 / (n - 1)
    let first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
    let second = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
    let variance =
      (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - expectation * expectation
    deviation = variance.squareRoot()
  }
}

/// Pearson's r of two lists, with the interval of Fisher's z.
///
/// R. A. Fisher, Metron 1 (1921) 3.
struct PairCorrelation {
  let r: Double
  private let count: Double

  /// - Parameters:
  ///   - one: At least 4 values, not all the same.
  ///   - other: As many.
  init(of one: [Double], _ other: [Double]) {
    count = Double(one.count)
    let means = [one, other].map { $0.reduce(0, +) / Double($0.count) }
    var (cross, first, second) = (0.0, 0.0, 0.0)
    for (x, y) in zip(one, other) {
      cross += (x - means[0]) * (y - means[1])
      first += (x - means[0]) * (x - means[0])
      second += (y - means[1]) * (y - means[1])
    }
    r = cross / (first * second).squareRoot()
  }

  /// The standard uncertainty of r.
  var uncertainty: Double { (1 - r * r) / (count - 3).squareRoot() }

  /// The 95 % interval: r is that of a sample from a bivariate normal distribution.
  var interval: (lower: Double, upper: Double) {
    let half = 1.959963984540054 / (count - 3).squareRoot()
    return (tanh(atanh(r) - half), tanh(atanh(r) + half))
  }
}
