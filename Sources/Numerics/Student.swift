internal import CGSL

/// Student's t distribution: how far a mean of few values may lie off.
public enum Student {
  /// The factor t so that a fraction of the distribution lies within ± t.
  ///
  /// - Parameters:
  ///   - level: The fraction, such as 0.95; between 0 and 1.
  ///   - dof: The degrees of freedom; `nil` for infinitely many.
  /// - Returns: The factor (GUM, JCGM 100:2008, G.3.2); 2.776 for 95 % and 4 degrees of freedom.
  public static func factor(level: Double, dof: Double?) -> Double {
    let tail = 0.5 + level / 2
    guard let dof else { return gsl_cdf_ugaussian_Pinv(tail) }
    return gsl_cdf_tdist_Pinv(tail, dof)
  }
}
