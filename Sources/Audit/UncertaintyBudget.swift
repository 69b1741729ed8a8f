package import Quantity

/// The uncertainty of a number, told by its components (GUM, JCGM 100:2008, 5 and annexes G and H).
package struct UncertaintyBudget: Sendable {
  /// What one component brings.
  package struct Component: Sendable {
    /// The project-wide name: a variable, or a procedure with its output.
    package let name: String
    /// The step of the account that it is.
    package let step: Int
    /// The stage that brought it in.
    package let stage: String
    /// Its value and unit; `nil` when only what it contributes is known.
    package let value: Operation.Operand?
    /// Its standard uncertainty, in its unit; `nil` when only what it contributes is known.
    package let uncertainty: Double?
    /// How that was found; the distribution is the one that is drawn from.
    package let evaluation: Evaluation
    /// Its degrees of freedom; `nil` for infinitely many.
    package let dof: Double?
    /// The derivative of the number with respect to it, and its unit.
    package let sensitivity: Operation.Operand?
    /// |sensitivity| × standard uncertainty, in the unit of the number.
    package let contribution: Double
    /// The part of the variance of the number, so that all add up to 1.
    ///
    /// What correlated components have in common is halved between each two of them: a share may
    /// be negative.
    package let share: Double
  }

  /// The correlation with another number of the same stage.
  package struct Correlation: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// The coefficient, from -1 to 1.
    package let coefficient: Double
  }

  /// The number's value and unit.
  package let number: Operation.Operand
  /// The components, the greatest share first.
  package let components: [Component]
  /// The combined standard uncertainty, in the unit of the number; `nil` when none is stated.
  package let uncertainty: Double?
  /// The effective degrees of freedom (Welch–Satterthwaite, G.4.1); `nil` for infinitely many.
  package let dof: Double?
  /// What is known to be left out, by the id of the number that says so.
  package let missing: [Named<String>]
  /// The leaves that state no uncertainty, by their steps.
  package let unstated: [Int]
  /// The other numbers of the stage it hangs together with, the strongest first.
  package internal(set) var correlations: [Correlation] = []
  /// The check by drawing; `nil` when there is nothing to draw.
  package internal(set) var monteCarlo: MonteCarlo?

  /// The coverage probability of all intervals.
  package static let coverage = 0.95
  /// From which correlation coefficient on another number is named.
  package static let leastCorrelation = 0.1

  /// The power of ten of the second significant digit of the uncertainty; `nil` without one.
  package var lastDigit: Int? {
    guard let uncertainty, uncertainty > 0 else { return nil }
    return MonteCarlo.lastDigit(of: uncertainty)
  }

  /// The coverage factor k (G.3).
  package var factor: Double { StudentQuantile.factor(coverage: Self.coverage, dof: dof) }

  /// The expanded uncertainty U = k·u.
  package var expanded: Double? { uncertainty.map { factor * $0 } }
}

extension UncertaintyBudget {
  init(_ model: BudgetModel, of account: Account) throws(QuantityError) {
    let contributions = model.contributions
    let variance = contributions.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }
    let rows = BudgetRows(model)
    let isStated =
      model.leaves.contains { $0.step.source != .exact && $0.step.isUncertaintyStated }
      || model.leaves.allSatisfy { $0.step.source == .exact }
    number = model.number
    uncertainty = isStated ? variance.squareRoot() : nil
    dof = Propagation.effectiveDegreesOfFreedom(contributions)
    let totals = Dictionary(
      contributions.map { ($0.variable, $0.uncertainty) }, uniquingKeysWith: +)
    var components: [Component] = []
    for row in rows.rows {
      let component = try row.component(of: model, totals, variance)
      if component.contribution > 0 { components.append(component) }
    }
    self.components = components.enumerated().sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }.map(\.element)
    let own = account.entry.number.missing.map { [Named(account.entry.id, $0)] } ?? []
    missing = own + model.missing
    unstated = model.leaves.filter { !$0.step.isUncertaintyStated }.map(\.step.id)
  }
}

/// The leaves of a model that are one component each, added up by name.
private struct BudgetRows {
  struct Row {
    let name: String
    let leaf: BudgetModel.Leaf
    /// The value's own uncertainty; `nil` when only contributions are known.
    var uncertainty: Double?
    var sensitivity: Double
    /// What it adds to the number by variable.
    var sums: [Int: Double] = [:]
  }

  private(set) var rows: [Row] = []
  private var places: [String: Int] = [:]

  init(_ model: BudgetModel) {
    for leaf in model.leaves where !leaf.terms.isEmpty {
      if leaf.isOneComponent {
        add(leaf, leaf.terms, named: leaf.name(in: model))
      } else {
        for term in leaf.terms {
          let variable = model.variables[term.variable].name
          add(leaf, [term], named: String(Procedure.estimate(behind: variable)))
        }
      }
    }
  }

  private mutating func add(
    _ leaf: BudgetModel.Leaf, _ terms: [BudgetModel.Term], named name: String
  ) {
    let own = leaf.isOneComponent ? leaf.uncertainty : nil
    let place = places[name] ?? rows.count
    if place == rows.count {
      places[name] = place
      rows.append(Row(name: name, leaf: leaf, uncertainty: own, sensitivity: leaf.sensitivity))
    } else if rows[place].uncertainty != own || rows[place].leaf.step.unit != leaf.step.unit {
      rows[place].uncertainty = nil
    } else {
      rows[place].sensitivity += leaf.sensitivity
    }
    for term in terms {
      rows[place].sums[term.variable, default: 0] += leaf.sensitivity * term.uncertainty
    }
  }
}

extension BudgetRows.Row {
  func component(
    of model: BudgetModel, _ totals: [String: Double], _ variance: Double
  ) throws(QuantityError) -> UncertaintyBudget.Component {
    // In the order of the variables, so that the last digit is the same each time.
    let sums = sums.sorted { $0.key < $1.key }
    let own = sums.reduce(0) { $0 + $1.value * $1.value }
    let common = sums.reduce(0) { $0 + $1.value * (totals[model.variables[$1.key].name] ?? 0) }
    let step = leaf.step
    let value = uncertainty == nil ? nil : Operation.Operand(step.value, step.unit)
    let unit = try Operation.divide.result(
      of: [Operation.Operand(1, model.number.unit), Operation.Operand(1, step.unit)]
    ).unit
    let variables = sums.map { model.variables[$0.key] }
    return UncertaintyBudget.Component(
      name: name, step: step.id, stage: step.stage, value: value, uncertainty: uncertainty,
      evaluation: Evaluation(
        step.evaluation.kind, variables.first?.distribution, source: step.evaluation.source),
      dof: variables.compactMap(\.dof).min(),
      sensitivity: value.map { _ in Operation.Operand(sensitivity, unit) },
      contribution: own.squareRoot(), share: variance > 0 ? common / variance : 0)
  }
}

extension BudgetModel.Leaf {
  /// Whether its value and its uncertainty say all; the number of another stage that could not be
  /// followed has many components.
  fileprivate var isOneComponent: Bool {
    switch step.work {
    case .step(let index, let steps):
      if case .procedure = steps[index].source { return true }
      return steps[index].contributions.isEmpty
    case .stated(let index, let numbers): return numbers[index].contributions.isEmpty
    }
  }

  fileprivate var uncertainty: Double {
    terms.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot()
  }

  /// The outputs of a procedure share variables but are components of their own.
  fileprivate func name(in model: BudgetModel) -> String {
    let variable = terms.first.map { model.variables[$0.variable].name } ?? ""
    guard case .procedure(let procedure) = step.source else { return variable }
    return "\(Procedure.estimate(behind: variable)) \(procedure.output)"
  }
}
