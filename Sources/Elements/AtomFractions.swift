public import Quantity

/// Atom fractions x_i = (c_i/A_i) / Σ_j (c_j/A_j) from mass concentrations c.
///
/// The common unit of the concentrations, the dilution and the mass of the sample cancel. The
/// atomic weights are the same steps for every solution of a derivation.
public struct AtomFractions {
  private let elements: [Element]
  private let weights: [Quantity]

  /// Prepares the fractions of a set of elements.
  ///
  /// - Throws: What a derivation throws.
  public init(_ elements: [Element], in derivation: Derivation) throws(QuantityError) {
    var weights: [Quantity] = []
    for element in elements { weights.append(try element.atomicWeight(in: derivation)) }
    self.elements = elements
    self.weights = weights
  }

  /// The fractions of one solution.
  ///
  /// - Parameters:
  ///   - concentrations: One for each element, in their order and of one unit.
  ///   - solution: What the labels of the steps say of the solution, such as `digest 1`.
  /// - Returns: One pure number for each element; they add up to 1.
  /// - Throws: What a derivation throws.
  public func fractions(
    of concentrations: [Quantity], in solution: String
  ) throws(QuantityError) -> [Quantity] {
    var amounts: [Quantity] = []
    for (index, element) in elements.enumerated() {
      amounts.append(
        try (concentrations[index] / weights[index]).named("n_\(element.symbol)(\(solution))"))
    }
    let total = try Quantity.sum(amounts).named("n(\(solution))")
    var fractions: [Quantity] = []
    for (element, amount) in zip(elements, amounts) {
      fractions.append(try (amount / total).named("x_\(element.symbol)(\(solution))"))
    }
    return fractions
  }
}
