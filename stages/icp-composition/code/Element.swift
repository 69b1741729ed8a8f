import Quantity

/// A transition metal of the precursor with its standard atomic weight.
struct Element {
  /// The symbol, which is also the heading of its column.
  let symbol: String
  /// The name under which its fraction is published.
  let number: String
  /// The standard atomic weight in g/mol.
  let weight: Double
  /// The uncertainty in brackets, in units of the last digit given: a half-width.
  let halfWidth: Double

  /// CIAAW, Standard Atomic Weights 2021: Ni 58.6934(4), Co 58.933194(3), Mn 54.938043(2).
  static let all = [
    Element(symbol: "Ni", number: "ni", weight: 58.6934, halfWidth: 0.0004),
    Element(symbol: "Co", number: "co", weight: 58.933194, halfWidth: 0.000003),
    Element(symbol: "Mn", number: "mn", weight: 54.938043, halfWidth: 0.000002),
  ]

  /// The atomic weight as a constant of a derivation.
  func atomicWeight(in derivation: Derivation) throws -> Quantity {
    try derivation.constant(
      "atomic weight/\(symbol)", weight, Unit("g/mol"),
      uncertainty: .rectangular(halfWidth: halfWidth),
      reference: "CIAAW, Standard Atomic Weights 2021"
    ).named("A_\(symbol)")
  }
}
