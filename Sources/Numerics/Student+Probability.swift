// How probable a value of Student's t is.

internal import CGSL

extension Student {
  /// How probable a value of t below this one is.
  ///
  /// - Parameters:
  ///   - value: The value of t, such as a slope over its standard uncertainty.
  ///   - dof: The degrees of freedom; `nil` for infinitely many.
  /// - Returns: The probability, from 0 to 1.
  public static func probability(below value: Double, dof: Double?) -> Double {
    guard let dof else { return gsl_cdf_ugaussian_P(value) }
    return gsl_cdf_tdist_P(value, dof)
  }
}
