// Atom fractions against the printed Table S1 of the paper and its digits by independent code.
import Elements
import Quantity
import Testing

@Test func `the concentrations of Table S1 give its fractions`() throws {
  let derivation = Derivation()
  let concentrations = try [580.706, 32.859, 30.345].map {
    try derivation.constant("c\($0)", $0, Unit("ppm"), reference: "Table S1")
  }
  let atoms = try AtomFractions(Element.transitionMetals, in: derivation)
  let fractions = try atoms.fractions(of: concentrations, in: "S1")
  let expected = [0.8991336816, 0.0506700794, 0.0501962390]
  #expect(zip(fractions, expected).allSatisfy { abs($0.value / $1 - 1) < 1e-9 })
  #expect(fractions.allSatisfy { $0.unit == .one })
  let labels = derivation.steps.suffix(4).map(\.label)
  #expect(labels == ["n(S1)", "x_Ni(S1)", "x_Co(S1)", "x_Mn(S1)"])
}

/// CIAAW, Standard Atomic Weights 2021: W 183.84(1), the bracket a half-width.
@Test func `an atomic weight has the uncertainty of its bracket`() throws {
  let weight = try Element.tungsten.atomicWeight(in: Derivation())
  #expect(weight.value == 183.84)
  #expect(abs((try weight.propagated().uncertainty ?? 0) - 0.01 / 3.0.squareRoot()) < 1e-15)
  #expect(try weight.propagated().contributions.map(\.variable) == ["constant:atomic weight/W"])
}
