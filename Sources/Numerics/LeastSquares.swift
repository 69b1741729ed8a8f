import CGSL

/// A curve fitted to points by weighted least squares: Levenberg–Marquardt with the author's own
/// derivatives (GSL, gsl_multifit_nlinear).
struct LeastSquares {
  /// A curve with parameters, as it is to be fitted.
  protocol Curve {
    /// The values at all points.
    func values(_ parameters: [Double]) -> [Double]
    /// The derivatives of each value with respect to each parameter.
    func derivatives(_ parameters: [Double]) -> [[Double]]
  }

  /// The parameters at the least sum of squares.
  let parameters: [Double]
  /// The inverse of JᵀWJ there: the covariance if the weights are the inverses of the variances.
  let covariance: [[Double]]
  /// The sum of the weighted squares.
  let chiSquared: Double

  private static let stepLimit = 500
  /// The relative change of the parameters, and of the gradient, below which the fit ends.
  private static let tolerance = 1e-10

  /// Fits a curve to values with weights, beginning at a guess.
  init(
    _ curve: any Curve, to values: [Double], weights: [Double], from start: [Double]
  ) throws(PeakFitError) {
    gsl_set_error_handler_off()
    var settings = gsl_multifit_nlinear_default_parameters()
    guard values.count >= start.count,
      let workspace = gsl_multifit_nlinear_alloc(
        cgsl_trust_region(), &settings, values.count, start.count)
    else { throw .tooFewPoints(values.count, wanted: start.count) }
    defer { gsl_multifit_nlinear_free(workspace) }
    let problem = Problem(curve: curve, values: values)
    var functions = problem.functions(parameterCount: start.count)
    var info: Int32 = 0
    // The problem, the lists and the functions live as long as the workspace uses them.
    let code = withExtendedLifetime(problem) {
      Self.withVectors(start, weights) { start, weights in
        let code = gsl_multifit_nlinear_winit(start, weights, &functions, workspace)
        guard code == 0 else { return code }
        return gsl_multifit_nlinear_driver(
          Self.stepLimit, Self.tolerance, Self.tolerance, 0, nil, nil, &info, workspace)
      }
    }
    guard code == 0 else { throw .notConverged(Self.words(code)) }
    parameters = Self.list(workspace.pointee.x)
    chiSquared = Self.list(workspace.pointee.f).reduce(0) { $0 + $1 * $1 }
    covariance = Self.covariance(of: workspace, size: start.count)
    guard (parameters + covariance.joined()).allSatisfy(\.isFinite) else {
      throw .notConverged("the parameters depend on one another")
    }
  }

  private static func covariance(
    of workspace: UnsafeMutablePointer<gsl_multifit_nlinear_workspace>, size: Int
  ) -> [[Double]] {
    guard let matrix = gsl_matrix_alloc(size, size) else { return [[.nan]] }
    defer { gsl_matrix_free(matrix) }
    gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(workspace), 0, matrix)
    return (0..<size).map { row in
      // The two triangles are equal but for rounding.
      (0..<size).map { gsl_matrix_get(matrix, max(row, $0), min(row, $0)) }
    }
  }

  private static func words(_ code: Int32) -> String {
    gsl_strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  private static func list(_ vector: UnsafeMutablePointer<gsl_vector>) -> [Double] {
    (0..<vector.pointee.size).map { gsl_vector_get(vector, $0) }
  }

  private static func withVectors(
    _ one: [Double], _ other: [Double],
    _ body: (UnsafePointer<gsl_vector>, UnsafePointer<gsl_vector>) -> Int32
  ) -> Int32 {
    one.withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        var first = gsl_vector_const_view_array(one.baseAddress, one.count).vector
        var second = gsl_vector_const_view_array(other.baseAddress, other.count).vector
        return body(&first, &second)
      }
    }
  }
}

/// A curve and the values it is fitted to, where C functions find them again.
private final class Problem {
  let curve: any LeastSquares.Curve
  let values: [Double]

  init(curve: any LeastSquares.Curve, values: [Double]) {
    self.curve = curve
    self.values = values
  }

  func functions(parameterCount: Int) -> gsl_multifit_nlinear_fdf {
    var functions = gsl_multifit_nlinear_fdf()
    functions.n = values.count
    functions.p = parameterCount
    functions.params = Unmanaged.passUnretained(self).toOpaque()
    functions.f = { parameters, problem, residuals in
      guard let (problem, parameters) = Problem.found(problem, parameters) else {
        return Int32(GSL_EFAULT)
      }
      let values = problem.curve.values(parameters)
      for (index, value) in values.enumerated() {
        gsl_vector_set(residuals, index, value - problem.values[index])
      }
      return values.allSatisfy(\.isFinite) ? 0 : Int32(GSL_EBADFUNC)
    }
    functions.df = { parameters, problem, jacobian in
      guard let (problem, parameters) = Problem.found(problem, parameters) else {
        return Int32(GSL_EFAULT)
      }
      for (row, derivatives) in problem.curve.derivatives(parameters).enumerated() {
        for (column, value) in derivatives.enumerated() {
          gsl_matrix_set(jacobian, row, column, value)
        }
      }
      return 0
    }
    return functions
  }

  private static func found(
    _ problem: UnsafeMutableRawPointer?, _ parameters: UnsafePointer<gsl_vector>?
  ) -> (Problem, [Double])? {
    guard let problem, let parameters else { return nil }
    let list = (0..<parameters.pointee.size).map { gsl_vector_get(parameters, $0) }
    return (Unmanaged<Problem>.fromOpaque(problem).takeUnretainedValue(), list)
  }
}
