/// A standard uncertainty and how well it is known.
public struct Uncertainty: Hashable, Sendable {
  /// The standard uncertainty, in the unit of the value; finite and not negative.
  public let standard: Double
  /// Degrees of freedom; `nil` for infinitely many.
  public let dof: Double?

  /// A standard uncertainty, with its degrees of freedom where it was estimated from few values.
  public static func standard(_ standard: Double, dof: Double? = nil) -> Uncertainty {
    Uncertainty(standard: standard, dof: dof)
  }

  /// The standard uncertainty of a value that lies anywhere within ± a half-width, equally likely.
  ///
  /// It is the half-width over the square root of 3 (GUM, JCGM 100:2008, 4.3.7).
  public static func rectangular(halfWidth: Double) -> Uncertainty {
    Uncertainty(standard: halfWidth / 3.0.squareRoot(), dof: nil)
  }
}

extension Uncertainty {
  /// Whether a standard uncertainty and degrees of freedom can have these values.
  var isPossible: Bool {
    standard.isFinite && standard >= 0 && (dof.map { $0.isFinite && $0 > 0 } ?? true)
  }
}
