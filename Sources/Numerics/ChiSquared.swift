internal import CGSL

/// The χ² distribution: how far a variance of few values may lie off.
public enum ChiSquared {
  /// The value below which a fraction of the distribution lies.
  ///
  /// - Parameters:
  ///   - probability: The fraction, between 0 and 1.
  ///   - dof: The degrees of freedom, greater than 0; they need not be whole.
  /// - Returns: The value; 18.307 for 0.95 and 10 degrees of freedom.
  public static func quantile(_ probability: Double, dof: Double) -> Double {
    gsl_cdf_chisq_Pinv(probability, dof)
  }

  /// How probable a value of χ² above this one is.
  ///
  /// - Parameters:
  ///   - value: The value of χ².
  ///   - dof: The degrees of freedom, greater than 0.
  /// - Returns: The probability, from 0 to 1.
  public static func probability(above value: Double, dof: Double) -> Double {
    gsl_cdf_chisq_Q(value, dof)
  }
}
