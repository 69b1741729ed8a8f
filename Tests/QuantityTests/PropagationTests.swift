// The propagation of uncertainty, against the GUM's own example and hand calculation.
import Quantity
import Testing

private func cell(_ row: Int, _ column: Int = 2) -> Cell {
  Cell(path: "a.csv", line: row, column: column, text: "")
}

@Test func `x minus x is exactly 0 with 0`() throws {
  let derivation = Derivation()
  let x = try derivation.cell(cell(7), value: 3, unit: .one, uncertainty: .standard(0.5))
  let again = try derivation.cell(cell(7), value: 3, unit: .one, uncertainty: .standard(0.5))
  for difference in [try x - x, try x - again] {
    let propagated = try difference.propagated()
    #expect(difference.value == 0)
    #expect(propagated.uncertainty == 0)
    #expect(propagated.contributions == [])
  }
}

@Test func `contributions carry the sign and the name of their variable`() throws {
  let derivation = Derivation()
  let mass = try derivation.cell(
    cell(7), value: 4, unit: Unit("g"), uncertainty: .standard(0.1))
  let volume = try derivation.parameter("volume", text: "2 L", uncertainty: .standard(0.2))
  let density = try mass / volume
  let propagated = try density.propagated()
  #expect(
    propagated.contributions == [
      Contribution(variable: "a.csv#B7", uncertainty: 0.05),
      Contribution(variable: "parameter:volume", uncertainty: -0.2),
    ])
  #expect(propagated.uncertainty == (0.05 * 0.05 + 0.2 * 0.2).squareRoot())
}

/// GUM, JCGM 100:2008, H.1: an end-gauge, its sensitivities and its 32 nm with 16.7 degrees of
/// freedom (the standard's printed 16 is that number cut to a whole one).
@Test func `the end gauge of GUM H1 has the standard's uncertainty and degrees of freedom`() throws
{
  let derivation = Derivation()
  let nm = try Unit("nm")
  let standard = try derivation.constant(
    "standard", 50_000_623, nm, uncertainty: .standard(25, dof: 18), reference: "H.1.3.1")
  let repeated = try derivation.constant(
    "repeated", 215, nm, uncertainty: .standard(5.8, dof: 24), reference: "H.1.3.2")
  let random = try derivation.constant(
    "random", 0, nm, uncertainty: .standard(3.9, dof: 5), reference: "H.1.3.2")
  let systematic = try derivation.constant(
    "systematic", 0, nm, uncertainty: .standard(6.7, dof: 8), reference: "H.1.3.2")
  let expansion = try derivation.constant(
    "expansion difference", 0, Unit("1/K"), uncertainty: .standard(0.58e-6, dof: 50),
    reference: "H.1.3.5")
  let temperature = try derivation.constant(
    "temperature", -0.1, Unit("K"), uncertainty: .standard(0.41), reference: "H.1.3.4")
  let difference = try derivation.constant(
    "temperature difference", 0, Unit("K"), uncertainty: .standard(0.029, dof: 2),
    reference: "H.1.3.6")
  let coefficient = try derivation.constant(
    "expansion", 11.5e-6, Unit("1/K"), uncertainty: .standard(1.2e-6), reference: "H.1.3.3")
  let length =
    try
    (standard + repeated + random + systematic
    - standard * (expansion * temperature + coefficient * difference).named("δα·θ + α·δθ"))
  let propagated = try length.propagated()
  #expect(length.value == 50_000_838)
  // 25² + 5.8² + 3.9² + 6.7² + 2.9² + 16.6² nm² (table H.1), correlated terms of zero sensitivity.
  #expect(abs((propagated.uncertainty ?? 0) - 31.71) < 0.02)
  #expect(Int(propagated.dof ?? 0) == 16)
  #expect(propagated.contributions.map(\.variable).contains("constant:temperature") == false)
}

/// GUM, JCGM 100:2008, 5.2.2, example: ten resistors of 1 kΩ calibrated against one standard with
/// u = 100 mΩ give 1 Ω in series, not 0.32 Ω.
@Test func `a variable common to all terms adds linearly`() throws {
  let derivation = Derivation()
  let resistors = try (1...10).map {
    try derivation.cell(
      cell($0), value: 1, unit: Unit("kΩ"), uncertainty: .standard(1e-4), variable: "standard")
  }
  let propagated = try Quantity.sum(resistors).propagated()
  #expect(propagated.contributions.count == 1)
  #expect(abs((propagated.uncertainty ?? 0) - 1e-3) < 1e-15)
}

/// Intercept and slope of a line through five points rest on one scatter with 3 degrees of freedom,
/// so any point of the line has 3; with a second such line it has 6 (GUM G.4.1, equal shares).
@Test func `the outputs of a procedure share its degrees of freedom`() throws {
  let derivation = Derivation()
  func point(of name: String) throws -> Quantity {
    let line = try derivation.procedure(
      Procedure(name, output: "slope", method: "least squares", inputs: []),
      outputs: [Named("intercept", .init(1, .one)), Named("slope", .init(2, .one))],
      covariance: [[0.04, -0.01], [-0.01, 0.09]], dof: 3)
    return try line[0] + 5 * line[1]
  }
  let one = try point(of: "line")
  let propagated = try one.propagated()
  #expect(propagated.contributions.map(\.variable) == ["procedure:line()#1", "procedure:line()#2"])
  #expect(abs((propagated.uncertainty ?? 0) - (0.04 - 0.1 + 25 * 0.09).squareRoot()) < 1e-14)
  #expect(abs((propagated.dof ?? 0) - 3) < 1e-14)
  let two = try (one - point(of: "other line")).propagated()
  #expect(abs((two.dof ?? 0) - 6) < 1e-13)
}

@Test func `a rectangular half-width is divided by the root of 3`() {
  #expect(Uncertainty.rectangular(halfWidth: 0.0005).standard == 0.0002886751345948129)
}

@Test func `a chain of a hundred thousand steps is walked without recursion`() throws {
  let derivation = Derivation()
  let x = try derivation.cell(cell(1), value: 1, unit: Unit("g"), uncertainty: .standard(0.5))
  var sum = x
  for _ in 1..<100_000 { sum = try sum + x }
  #expect(sum.value == 100_000)
  #expect(try sum.propagated().uncertainty == 50_000)
}

@Test func `without any stated uncertainty there is none, exact numbers have zero`() throws {
  let derivation = Derivation()
  let silent = try derivation.cell(cell(1), value: 1, unit: .one)
  let exact = try derivation.exact(2)
  #expect(try (silent * exact).propagated().uncertainty == nil)
  #expect(try (silent * exact).propagated().unstated == [silent.step])
  #expect(try (exact * exact).propagated().uncertainty == 0)
}

@Test func `an infinite derivative is told, unless nothing uncertain stands behind it`() throws {
  let derivation = Derivation()
  let zero = try derivation.cell(cell(1), value: 0, unit: .one, uncertainty: .standard(0.1))
  #expect { try zero.squareRoot().propagated() } throws: {
    "\($0)"
      == "the uncertainty of a.csv#B1 cannot be propagated: the derivative is infinite there"
  }
  #expect(try derivation.exact(0).squareRoot().propagated().uncertainty == 0)
}
