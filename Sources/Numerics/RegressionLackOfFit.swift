internal import CGSL

/// Whether repeated points leave the line by more than they scatter among themselves.
///
/// The sum of squares about the line is split into that about the mean of each place (pure error)
/// and the rest (lack of fit); F is the ratio of their mean squares (N. R. Draper and H. Smith,
/// Applied Regression Analysis, 3rd ed., 1998, section 2.1).
public struct LackOfFit: Hashable, Sendable {
  /// The mean square of the lack of fit over that of the pure error.
  public let ratio: Double
  /// Places less coefficients of the line.
  public let dofOfFit: Int
  /// Points less places.
  public let dofOfError: Int
  /// How probable so large a ratio is when the line is right.
  public let probability: Double

  /// Splits the scatter about a line.
  ///
  /// - Parameters:
  ///   - line: The line that is fitted to all points.
  ///   - x: The abscissas; points at the same one are repetitions.
  ///   - y: The ordinates.
  ///   - weights: One for each point, above 0; all 1 when not given.
  /// - Throws: Why there is no such test.
  public init(
    of line: Regression.Line, x: [Double], y: [Double], weights: [Double]? = nil
  ) throws(RegressionError) {
    let regression = try Regression(line, x: x, y: y, weights: weights)
    let places = Dictionary(grouping: x.indices) { x[$0] }
    // In the order of the points: a dictionary's order would move the last bits of the sum.
    let pureError = x.indices.reduce(0.0) { sum, index in
      let same = places[x[index]] ?? []
      let weight = weights.map { weights in same.map { weights[$0] } } ?? same.map { _ in 1 }
      let mean =
        zip(same, weight).reduce(0) { $0 + y[$1.0] * $1.1 } / weight.reduce(0, +)
      return sum + (weights?[index] ?? 1) * (y[index] - mean) * (y[index] - mean)
    }
    dofOfFit = places.count - line.coefficients
    dofOfError = x.count - places.count
    guard dofOfFit > 0 else {
      throw .tooFewPoints(places.count, wanted: line.coefficients + 1)
    }
    guard dofOfError > 0, pureError > 0 else { throw .noRepetition }
    let lack = max(0, regression.chiSquared - pureError)
    ratio = lack / Double(dofOfFit) / (pureError / Double(dofOfError))
    probability = gsl_cdf_fdist_Q(ratio, Double(dofOfFit), Double(dofOfError))
  }
}
