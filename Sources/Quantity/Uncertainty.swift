/// A standard uncertainty, how well it is known, and how it was found.
public struct Uncertainty: Hashable, Sendable {
  /// The standard uncertainty, in the unit of the value; finite and not negative.
  public let standard: Double
  /// Degrees of freedom; `nil` for infinitely many.
  public let dof: Double?
  /// How it was found; nothing is said where it was propagated.
  public let evaluation: Evaluation

  /// A standard uncertainty, with its degrees of freedom where it was estimated from few values.
  public static func standard(
    _ standard: Double, dof: Double? = nil, _ evaluation: Evaluation? = nil
  ) -> Uncertainty {
    Uncertainty(standard: standard, dof: dof, evaluation: evaluation ?? .unsaid)
  }

  /// The standard uncertainty of a value that lies anywhere within ± a half-width, equally likely.
  ///
  /// It is the half-width over the square root of 3 (GUM, JCGM 100:2008, 4.3.7).
  public static func rectangular(halfWidth: Double, source: String? = nil) -> Uncertainty {
    Uncertainty(
      standard: halfWidth / 3.0.squareRoot(), dof: nil,
      evaluation: Evaluation(.b, .rectangular, source: source))
  }

  /// The standard uncertainty of a value within ± a half-width that is likeliest in the middle.
  ///
  /// It is the half-width over the square root of 6 (GUM, JCGM 100:2008, 4.3.9).
  public static func triangular(halfWidth: Double, source: String? = nil) -> Uncertainty {
    Uncertainty(
      standard: halfWidth / 6.0.squareRoot(), dof: nil,
      evaluation: Evaluation(.b, .triangular, source: source))
  }
}

extension Uncertainty {
  /// Whether a standard uncertainty and degrees of freedom can have these values.
  var isPossible: Bool {
    standard.isFinite && standard >= 0 && (dof.map { $0.isFinite && $0 > 0 } ?? true)
      && (evaluation.distribution != .t || dof != nil)
  }
}
