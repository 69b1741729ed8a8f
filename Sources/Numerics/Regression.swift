internal import CGSL

/// A straight line through points, fitted by weighted least squares (GSL).
///
/// Weights are relative: the scatter of the points about the line sets the scale of the covariance.
/// Only the Birge ratio takes them as 1/u².
public struct Regression: Hashable, Sendable {
  /// Which line is fitted.
  public enum Line: String, Hashable, Sendable {
    /// y = b·x: the line passes through the origin.
    case throughOrigin
    /// y = a + b·x.
    case withIntercept

    var coefficients: Int { self == .throughOrigin ? 1 : 2 }
  }

  /// Which line was fitted.
  public let line: Line
  /// The ordinate at 0; exactly 0 for a line through the origin.
  public let intercept: Double
  /// The rise of the line.
  public let slope: Double
  /// The covariance matrix, scaled by χ²/dof: of the slope alone, or of intercept and slope.
  public let covariance: [[Double]]
  /// Ordinate less line, point by point, not weighted.
  public let residuals: [Double]
  /// The weighted sum of the squares of the residuals.
  public let chiSquared: Double
  /// Points less coefficients.
  public let dof: Int
  /// 1 − χ²/Σwy², about 0 and not about the mean.
  ///
  /// It is close to 1 for any line that is far from 0, and never to be compared with the usual R²
  /// about the mean.
  public let uncentredR2: Double

  /// Fits a line.
  ///
  /// - Parameters:
  ///   - line: Through the origin, or with an intercept.
  ///   - x: The abscissas, taken as exact.
  ///   - y: The ordinates.
  ///   - weights: One for each point, above 0; all 1 when not given.
  /// - Throws: Why there is no such line.
  public init(
    _ line: Line, x: [Double], y: [Double], weights: [Double]? = nil
  ) throws(RegressionError) {
    let weights = weights ?? x.map { _ in 1 }
    try Self.check(x, y, weights, wanted: line.coefficients + 1)
    let solution =
      switch line {
      case .throughOrigin: try Solution(throughOrigin: x, y, weights)
      case .withIntercept: try Solution(withIntercept: x, y, weights)
      }
    let scale = solution.chiSquared / Double(x.count - line.coefficients)
    let (intercept, slope) = (solution.intercept, solution.slope)
    self.line = line
    self.intercept = intercept
    self.slope = slope
    covariance = solution.inverse.map { $0.map { $0 * scale } }
    residuals = zip(x, y).map { $1 - (intercept + slope * $0) }
    chiSquared = solution.chiSquared
    dof = x.count - line.coefficients
    let total = zip(weights, y).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
    uncentredR2 = total > 0 ? 1 - chiSquared / total : 1
  }

  private static func check(
    _ x: [Double], _ y: [Double], _ weights: [Double], wanted: Int
  ) throws(RegressionError) {
    guard x.count == y.count, x.count == weights.count else { throw .differentCounts }
    guard x.count >= wanted else { throw .tooFewPoints(x.count, wanted: wanted) }
    for index in x.indices where !(x[index].isFinite && y[index].isFinite) {
      throw .pointNotFinite(index)
    }
    for (index, weight) in weights.enumerated() where !(weight.isFinite && weight > 0) {
      throw .impossibleWeight(index)
    }
  }
}

extension Regression {
  /// The standard deviation of a point of weight 1 about the line, √(χ²/dof).
  public var scatter: Double { (chiSquared / Double(dof)).squareRoot() }

  /// √(χ²/dof) of weights that are 1/u².
  ///
  /// Far above 1 the points scatter more than their own uncertainties say (Birge, Physical Review 40
  /// (1932) 207).
  public var birgeRatio: Double { scatter }

  /// The standard uncertainty of the slope.
  public var slopeUncertainty: Double { covariance[covariance.count - 1].last?.squareRoot() ?? 0 }

  /// The standard uncertainty of the intercept; 0 for a line through the origin.
  public var interceptUncertainty: Double {
    line == .throughOrigin ? 0 : covariance[0][0].squareRoot()
  }
}

/// What the library says: the coefficients and (XᵀWX)⁻¹, not scaled.
private struct Solution {
  var intercept = 0.0
  var slope = 0.0
  var inverse: [[Double]] = []
  var chiSquared = 0.0

  // The library would stop the process on its first error.
  private static let isQuiet: Bool = {
    _ = gsl_set_error_handler_off()
    return true
  }()

  init(throughOrigin x: [Double], _ y: [Double], _ weights: [Double]) throws(RegressionError) {
    guard Self.isQuiet, x.contains(where: { $0 != 0 }) else { throw .noSpread }
    var variance = 0.0
    try Self.check(
      gsl_fit_wmul(x, 1, weights, 1, y, 1, x.count, &slope, &variance, &chiSquared))
    inverse = [[variance]]
  }

  init(withIntercept x: [Double], _ y: [Double], _ weights: [Double]) throws(RegressionError) {
    guard Self.isQuiet, let work = gsl_multifit_linear_alloc(x.count, 2),
      let design = gsl_matrix_alloc(x.count, 2), let covariance = gsl_matrix_alloc(2, 2),
      let coefficients = gsl_vector_alloc(2)
    else { throw .library("out of memory") }
    defer {
      gsl_vector_free(coefficients)
      gsl_matrix_free(covariance)
      gsl_matrix_free(design)
      gsl_multifit_linear_free(work)
    }
    for (row, abscissa) in x.enumerated() {
      gsl_matrix_set(design, row, 0, 1)
      gsl_matrix_set(design, row, 1, abscissa)
    }
    var rank = 0
    var (y, weights) = (y, weights)
    let status = y.withUnsafeMutableBufferPointer { y in
      weights.withUnsafeMutableBufferPointer { weights in
        var ordinates = gsl_vector_view_array(y.baseAddress, y.count)
        var weighing = gsl_vector_view_array(weights.baseAddress, weights.count)
        return gsl_multifit_wlinear_tsvd(
          design, &weighing.vector, &ordinates.vector, GSL_DBL_EPSILON, coefficients, covariance,
          &chiSquared, &rank, work)
      }
    }
    try Self.check(status)
    guard rank == 2 else { throw .noSpread }
    intercept = gsl_vector_get(coefficients, 0)
    slope = gsl_vector_get(coefficients, 1)
    let shared = gsl_matrix_get(covariance, 0, 1)
    inverse = [
      [gsl_matrix_get(covariance, 0, 0), shared], [shared, gsl_matrix_get(covariance, 1, 1)],
    ]
  }

  private static func check(_ status: Int32) throws(RegressionError) {
    guard status == 0 else { throw .library(String(cString: gsl_strerror(status))) }
  }
}
