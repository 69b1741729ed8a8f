// Uncertainty budgets and their Monte Carlo check, held against the examples of the GUM
// (JCGM 100:2008) and its supplement 1 (JCGM 101:2008).

import Quantity
import Testing

@testable import Audit

@Suite struct BudgetTests {
  /// The model and the budget of a number that a stage calculates.
  private func budget(
    of calculation: (Derivation) throws -> Quantity, budget: Budget = .complete,
    _ check: (BudgetModel, UncertaintyBudget) throws -> Void
  ) throws {
    var publication = Publication()
    try publication.publish(
      "y", calculation(Derivation()), definition: "an example", budget: budget)
    try Paper.inScratch(numbers: publication.file.text) {
      var audit = try Paper.audit()
      let account = try audit.account(of: "y")
      let model = try BudgetModel(account)
      try check(model, UncertaintyBudget(model, of: account))
    }
  }

  /// The length of an end gauge from its comparison with a standard (GUM H.1).
  private func endGauge(_ derivation: Derivation) throws -> Quantity {
    let nanometre = try Unit("nm")
    let (degree, perDegree) = (try Unit("K"), try Unit("1/K"))
    func quantity(
      _ name: String, _ value: Double, _ unit: Unit, _ uncertainty: Uncertainty
    ) throws -> Quantity {
      try derivation.constant(name, value, unit, uncertainty: uncertainty, reference: "GUM H.1")
        .named(name)
    }
    let standard = try quantity(
      "l_S", 50_000_623, nanometre, .standard(25, dof: 18, Evaluation(.b, source: "certificate")))
    let difference = try quantity(
      "d", 215, nanometre, .standard(5.8, dof: 24, Evaluation(.a, source: "repeatability")))
    let random = try quantity("d_1", 0, nanometre, .standard(3.9, dof: 5, Evaluation(.b)))
    let systematic = try quantity("d_2", 0, nanometre, .standard(6.7, dof: 8, Evaluation(.b)))
    let expansion = try quantity(
      "δα", 0, perDegree, .standard(1e-6 / 3.0.squareRoot(), dof: 50, Evaluation(.b, .rectangular)))
    let temperature = try quantity("θ", -0.1, degree, .standard(0.41))
    let coefficient = try quantity("α_S", 11.5e-6, perDegree, .rectangular(halfWidth: 2e-6))
    let offset = try quantity(
      "δθ", 0, degree, .standard(0.05 / 3.0.squareRoot(), dof: 2, Evaluation(.b, .rectangular)))
    let one = try (expansion * temperature)
    let other = try (coefficient * offset)
    let strain = try one + other
    let measured = try standard + difference + random + systematic
    return try measured - standard * strain
  }

  @Test func `the end gauge of GUM H.1 has its budget`() throws {
    try budget(of: endGauge) { _, budget in
      let byName = Dictionary(
        uniqueKeysWithValues: budget.components.map { ($0.name, $0) })
      // Table H.1: |c|u in nm.
      let published = [
        "constant:l_S": 25, "constant:d": 5.8, "constant:d_1": 3.9, "constant:d_2": 6.7,
        "constant:δα": 2.9, "constant:δθ": 16.6,
      ]
      #expect(Set(byName.keys) == Set(published.keys))
      for (name, contribution) in published {
        let found = try #require(byName[name]?.contribution)
        #expect(abs(found - contribution) < 0.051, "\(name)")
      }
      #expect(budget.components.map(\.name).prefix(2) == ["constant:l_S", "constant:δθ"])
      #expect(abs(budget.components.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      #expect(budget.number.value == 50_000_838)
      #expect(abs(try #require(budget.uncertainty) - 31.7) < 0.05, "u² = 1002 nm²")
      #expect(abs(try #require(budget.dof) - 16.7) < 0.1)
      let heating = try #require(byName["constant:δθ"])
      #expect(heating.evaluation == Evaluation(.b, .rectangular))
      #expect(heating.dof == 2)
      #expect(abs(try #require(heating.sensitivity).value + 575) < 0.1, "-l_S·α_S in nm/K")
    }
  }

  @Test func `correlated inputs share as in GUM H 2`() throws {
    // Table H.3: u(V) = 0.0032 V, u(I) = 0.0095 mA, r(V, I) = -0.36.
    let common = -0.36 * 0.0032 * 0.0095e-3
    let covariance = [[0.0032 * 0.0032, common], [common, 0.0095e-3 * 0.0095e-3]]
    try budget(of: { derivation in
      let outputs = try derivation.procedure(
        Procedure("readings", output: "V", method: "five simultaneous readings", inputs: []),
        outputs: [
          Named("V", .init(4.9990, Unit("V"))), Named("I", .init(19.6610e-3, Unit("A"))),
        ], covariance: covariance)
      return try outputs[0] / outputs[1]
    }) { model, budget in
      // Table H.4: |Z| = 254.260 Ω, u = 0.236 Ω, from inputs with more digits than are printed.
      #expect(abs(budget.number.value - 254.260) < 0.0005)
      #expect(abs(try #require(budget.uncertainty) - 0.236) < 0.001)
      #expect(budget.components.count == 2)
      #expect(abs(budget.components.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      #expect(budget.components.allSatisfy { $0.evaluation.kind == .a })
      // Without the correlation it would be 0.204 Ω: the draws must know of it too.
      let outcome = try #require(try MonteCarlo(model, budget, most: 20_000).outcome)
      #expect(abs(outcome.standardDeviation - 0.236) < 0.004)
    }
  }

  /// The sum of four variables around 0 (JCGM 101, 9.2).
  private func sum(_ uncertainties: [Uncertainty]) -> (Derivation) throws -> Quantity {
    { derivation in
      try Quantity.sum(
        uncertainties.enumerated().map {
          try derivation.constant(
            "X\($0 + 1)", 0, .one, uncertainty: $1, reference: "JCGM 101:2008, 9.2")
        })
    }
  }

  private static let rectangular = Uncertainty.rectangular(halfWidth: 3.0.squareRoot())

  @Test(arguments: [
    // Tables 2, 3 and 4 of JCGM 101: u, end of the linear interval, end of the drawn one.
    ([Uncertainty](repeating: .standard(1), count: 4), 2.0, 3.92, 3.92, true),
    ([Uncertainty](repeating: rectangular, count: 4), 2.0, 3.92, 3.88, true),
    (
      [rectangular, rectangular, rectangular, .rectangular(halfWidth: 300.0.squareRoot())],
      10.1, 19.9, 17.0, false
    ),
  ])
  func `sums of four have the intervals of JCGM 101, 9 2`(
    _ terms: [Uncertainty], _ uncertainty: Double, _ linear: Double, _ drawn: Double, _ agrees: Bool
  ) throws {
    try budget(of: sum(terms)) { model, budget in
      #expect(abs(try #require(budget.uncertainty) - uncertainty) < 0.051)
      #expect(abs(try #require(budget.expanded) - linear) < 0.051)
      let check = try MonteCarlo(model, budget, most: 100_000)
      let outcome = try #require(check.outcome)
      let scale = uncertainty / 2
      #expect(abs(outcome.mean) < 0.03 * scale)
      #expect(abs(outcome.standardDeviation - uncertainty) < 0.03 * scale)
      #expect(abs(outcome.symmetric.upperBound - drawn) < 0.04 * scale)
      #expect(abs(outcome.symmetric.lowerBound + drawn) < 0.04 * scale)
      #expect(outcome.agrees == agrees)
      #expect(outcome.tolerance == (uncertainty > 10 ? 0.5 : 0.05))
    }
  }

  @Test func `the mass calibration of JCGM 101, 9 3 is not linear`() throws {
    try budget(of: { derivation in
      let milligram = try Unit("mg")
      func quantity(_ name: String, _ value: Double, _ unit: Unit, _ u: Uncertainty) throws
        -> Quantity
      {
        try derivation.constant(name, value, unit, uncertainty: u, reference: "JCGM 101:2008, 9.3")
      }
      let density = Unit(opaque: "kg/m3")
      let reference = try quantity("m_R,c", 100_000, milligram, .standard(0.050))
      let weight = try quantity("δm_R,c", 1.234, milligram, .standard(0.020))
      let air = try quantity("ρ_a", 1.20, density, .rectangular(halfWidth: 0.10))
      let body = try quantity("ρ_W", 8000, density, .rectangular(halfWidth: 1000))
      let standard = try quantity("ρ_R", 8000, density, .rectangular(halfWidth: 50))
      let buoyancy =
        try (air - derivation.exact(1.2, density)) * (body.power(-1) - standard.power(-1))
      return try (reference + weight) * (derivation.exact(1) + buoyancy)
        - derivation.exact(100_000, milligram)
    }) { model, budget in
      // Table 6: GUF1 and MCM.
      #expect(abs(try #require(budget.uncertainty) - 0.0539) < 5e-5)
      let expanded = try #require(budget.expanded)
      #expect(abs(1.234 - expanded - 1.1285) < 1e-4)
      let outcome = try #require(try MonteCarlo(model, budget, most: 100_000).outcome)
      #expect(abs(outcome.mean - 1.2341) < 0.001)
      #expect(abs(outcome.standardDeviation - 0.0754) < 0.0008)
      #expect(abs(outcome.shortest.lowerBound - 1.0834) < 0.004)
      #expect(abs(outcome.shortest.upperBound - 1.3825) < 0.004)
      #expect(!outcome.agrees)
    }
  }

  @Test func `few degrees of freedom draw from Student's t`() throws {
    try budget(of: { derivation in
      try derivation.constant(
        "x", 10, .one, uncertainty: .standard(0.1, dof: 4, Evaluation(.a)), reference: "Table 1")
    }) { model, budget in
      // GUM table G.2: t(95 %, 4) = 2.78.
      #expect(abs(budget.factor - 2.776) < 0.001)
      let outcome = try #require(try MonteCarlo(model, budget, most: 100_000).outcome)
      // JCGM 101, 6.4.9.4: the variance of t with 4 degrees of freedom is 4/(4 - 2).
      #expect(abs(outcome.standardDeviation - 0.1 * 2.0.squareRoot()) < 0.004)
      #expect(abs(outcome.symmetric.upperBound - 10.2776) < 0.004)
    }
  }

  @Test func `a triangular variable has the deviation that is stated of it`() throws {
    try budget(of: { derivation in
      try derivation.constant(
        "x", 0, .one, uncertainty: .triangular(halfWidth: 1), reference: "Table 1")
    }) { model, budget in
      let outcome = try #require(try MonteCarlo(model, budget, most: 100_000).outcome)
      #expect(abs(outcome.standardDeviation - 1 / 6.0.squareRoot()) < 0.003)
      // 2.5 % of the triangle lie above 1 - √0.05.
      #expect(abs(outcome.symmetric.upperBound - (1 - 0.05.squareRoot())) < 0.006)
    }
  }

  @Test func `the same seed draws the same`() throws {
    try budget(of: endGauge) { model, budget in
      let means = try [1, 1, 2].map {
        try MonteCarlo(model, budget, seed: $0, most: 20_000).outcome?.mean
      }
      #expect(means[0] == means[1])
      #expect(means[0] != means[2])
    }
  }

  @Test func `a number without a value in some draws has no result`() throws {
    try budget(of: { derivation in
      try derivation.constant("x", 1, .one, uncertainty: .standard(0.5), reference: "Table 1")
        .squareRoot()
    }) { model, budget in
      let check = try MonteCarlo(model, budget, most: 20_000)
      #expect(check.outcome == nil)
      #expect((1...).contains(check.impossible))
    }
  }

  @Test func `an exact factor states no uncertainty for a cell that has none`() throws {
    try budget(
      of: { derivation in
        let cell = Cell(path: "raw/table.csv", line: 2, column: 2, text: "6.0")
        return try 2 * derivation.cell(cell, value: 6, unit: Unit("g")).named("m")
      }, budget: .partial(missing: "weighing")
    ) { model, budget in
      #expect(budget.uncertainty == nil)
      #expect(budget.unstated.map { model.steps[$0].label } == ["m"])
      #expect(budget.missing == [Named("share.y", "weighing")])
    }
  }

  @Test func `what cancels has no uncertainty and is no component`() throws {
    try budget(of: { derivation in
      let mass = try derivation.constant(
        "m", 6, Unit("g"), uncertainty: .standard(0.1), reference: "Table 1")
      return try mass - mass
    }) { _, budget in
      #expect(budget.uncertainty == 0)
      #expect(budget.components.isEmpty)
    }
  }

  private static let chain =
    Paper.yaml + """
        double:
          run: [python3, double.py, share.json]
          inputs: [double.py, share.json]
          outputs: [double.json]
          numbers: double.json

      """

  /// Twice the share of nickel, taken from the stage that has it with its contributions.
  private func inChain(_ check: (UncertaintyBudget) throws -> Void, cut: Bool = false) throws {
    try Paper.inScratch(Self.chain) {
      let share = try NumbersFile.read(Array(Paper.numbers().utf8), file: "share.json")
      let derivation = Derivation()
      let taken = try derivation.number("ni", from: share, of: "share").named("w")
      var publication = Publication()
      try publication.publish("twice", 2 * taken, definition: "twice the share", budget: .complete)
      try publication.publish(
        "rest", (derivation.exact(100, Unit("%")) - taken), definition: "the rest",
        budget: .complete)
      try Paper.write("print(2)\n", to: "double.py")
      try Paper.record(
        "double", publication.file.text, at: "double.json", inputs: ["double.py", "share.json"])
      if cut { try Paper.edit("pipeline.yaml", "  share:", "  other:") }
      var audit = try Paper.audit()
      audit.tellsBudgets = true
      try check(try #require(try audit.account(of: "twice").budget).get())
    }
  }

  @Test func `components come along from another stage, with all that is known there`() throws {
    try inChain { budget in
      #expect(budget.components.map(\.stage) == ["share", "share"])
      #expect(budget.components.map(\.name) == ["raw/table.csv#B3", "raw/table.csv#B2"])
      #expect(budget.components.map(\.value?.value) == [2, 6])
      // d(2w)/d(m_Co) = -2·6/64 g⁻¹ = -18.75 %/g; 2·2/64 for nickel: 6.25 %/g.
      let found = budget.components.compactMap(\.sensitivity?.value)
      #expect(zip(found, [-18.75, 6.25]).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(budget.components[0].sensitivity?.unit.symbol == "%/g")
      #expect(budget.correlations.map(\.name) == ["rest"])
      #expect(abs(budget.correlations[0].coefficient + 1) < 1e-12)
      #expect(budget.monteCarlo?.byContributions == [])
      // The share is not linear in the masses: its draws lie a little otherwise, and only a little.
      let deviation = try #require(budget.monteCarlo?.outcome?.standardDeviation)
      #expect(abs(deviation / (try #require(budget.uncertainty)) - 1) < 0.01)
    }
  }

  @Test func `a number that cannot be followed is drawn from its contributions`() throws {
    try inChain(
      { budget in
        #expect(budget.components.map(\.name) == ["raw/table.csv#B3", "raw/table.csv#B2"])
        #expect(budget.components.allSatisfy { $0.value == nil && $0.stage == "double" })
        #expect(abs(budget.components.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(budget.monteCarlo?.byContributions == ["share.ni"])
        #expect(budget.monteCarlo?.outcome?.agrees == true)
      }, cut: true)
  }
}
