/// How the standard uncertainty of a value was found, as a budget lists it (GUM, JCGM 100:2008, 4).
public struct Evaluation: Hashable, Sendable {
  /// The two ways to evaluate an uncertainty (GUM 2.3.2 and 2.3.3).
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// By statistics of observations made for it.
    case a = "A"
    /// By any other means: a certificate, a handbook, a resolution, a choice between models.
    case b = "B"
  }

  /// The distribution that describes what is known of the value (JCGM 101:2008, table 1).
  public enum Distribution: String, Hashable, Sendable, CaseIterable {
    /// Normal, with the standard uncertainty as its standard deviation (6.4.7).
    case normal
    /// Equally likely within ± √3 standard uncertainties (6.4.2).
    case rectangular
    /// Triangular within ± √6 standard uncertainties (6.4.5).
    case triangular
    /// Student's t with the degrees of freedom, scaled by the standard uncertainty (6.4.9).
    case t
  }

  /// How it was evaluated; `nil` when that is not said.
  public let kind: Kind?
  /// The distribution; `nil` when that is not said.
  public let distribution: Distribution?
  /// Where it comes from, in words: certificate, repeatability, resolution, model ….
  public let source: String?

  /// Says what is known of an evaluation.
  public init(_ kind: Kind?, _ distribution: Distribution? = nil, source: String? = nil) {
    self.kind = kind
    self.distribution = distribution
    self.source = source
  }

  /// An evaluation of which nothing is said.
  static let unsaid = Evaluation(nil)
}
