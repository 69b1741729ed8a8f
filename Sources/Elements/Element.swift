public import Quantity

/// A chemical element with its standard atomic weight.
public struct Element: Hashable, Sendable {
  /// The symbol, such as `Ni`.
  public let symbol: String
  /// The standard atomic weight in g/mol.
  public let weight: Double
  /// The uncertainty in brackets behind the weight: half the width of a rectangular distribution.
  public let halfWidth: Double

  /// Ni 58.6934(4).
  public static let nickel = Element(symbol: "Ni", weight: 58.6934, halfWidth: 0.0004)
  /// Co 58.933194(3).
  public static let cobalt = Element(symbol: "Co", weight: 58.933194, halfWidth: 0.000003)
  /// Mn 54.938043(2).
  public static let manganese = Element(symbol: "Mn", weight: 54.938043, halfWidth: 0.000002)
  /// W 183.84(1).
  public static let tungsten = Element(symbol: "W", weight: 183.84, halfWidth: 0.01)

  /// The transition metals of the oxide, in the order in which the paper names them.
  public static let transitionMetals = [nickel, cobalt, manganese]

  /// The atomic weight as a constant of a derivation.
  ///
  /// - Throws: What a derivation throws.
  public func atomicWeight(in derivation: Derivation) throws(QuantityError) -> Quantity {
    try derivation.constant(
      "atomic weight/\(symbol)", weight, Unit("g/mol"),
      uncertainty: .rectangular(halfWidth: halfWidth, source: "table of atomic weights"),
      reference: "CIAAW, Standard Atomic Weights 2021"
    ).named("A_\(symbol)")
  }
}
