import Quantity

/// The calculation behind a number as a function of independent variables: the steps that lead to
/// leaves, what each leaf varies with, and the derivative of the number with respect to it.
///
/// Steps of other stages are followed as far as their numbers were linked; where one was not, the
/// contributions it came with stand for it.
struct BudgetModel {
  /// An independent variable.
  struct Variable {
    let name: String
    /// The smallest that is stated of it; `nil` for infinitely many.
    var dof: Double?
    /// As one of its leaves says, or as its degrees of freedom suggest.
    var distribution: Evaluation.Distribution
  }

  /// What a leaf varies with, by how much in its own unit for one standard uncertainty.
  struct Term {
    let variable: Int
    let uncertainty: Double
  }

  /// A step that is not calculated from others.
  struct Leaf {
    let step: TracedStep
    let terms: [Term]
    /// The derivative of the number with respect to it, in their units.
    let sensitivity: Double
  }

  /// The steps of the account; the last is the number.
  let steps: [TracedStep]
  /// What a value in the unit of the last step is multiplied by for the unit of the number.
  let factor: Double
  /// The number's value and unit.
  let number: Operation.Operand
  private(set) var variables: [Variable] = []
  private(set) var leaves: [Leaf] = []
  /// What the numbers of other stages on the way leave out, by their ids.
  private(set) var missing: [Named<String>] = []

  /// Sweeps backwards over the steps of an account (GUM, JCGM 100:2008, 5.1.3).
  init(_ account: Account) throws(QuantityError) {
    steps = account.steps
    let published = account.entry.number
    number = Operation.Operand(published.value, published.unit)
    factor =
      try steps.last.map { (step) throws(QuantityError) in
        try Self.factor(from: step.unit, to: published.unit)
      } ?? 1
    var adjoints = [Double?](repeating: nil, count: steps.count)
    if !steps.isEmpty { adjoints[steps.count - 1] = factor }
    for step in steps.reversed() {
      guard let adjoint = adjoints[step.id] else { continue }
      noteMissing(step)
      guard let partials = try step.partials(in: steps) else {
        try add(step, sensitivity: adjoint)
        continue
      }
      for (input, partial) in zip(step.inputs, partials) {
        // An infinite derivative matters only where something uncertain stands behind it.
        adjoints[input] = (adjoints[input] ?? 0) + (adjoint == 0 ? 0 : adjoint * partial)
      }
    }
    leaves.reverse()
    missing.reverse()
  }

  /// What a value in one unit is multiplied by for another.
  static func factor(from unit: Unit, to other: Unit) throws(QuantityError) -> Double {
    unit == other
      ? 1 : try Operation.convert.result(of: [Operation.Operand(1, unit)], target: other).value
  }

  /// What each variable contributes to the uncertainty of the number, in its unit.
  var contributions: [Contribution] {
    var sums = [Double](repeating: 0, count: variables.count)
    for leaf in leaves {
      for term in leaf.terms { sums[term.variable] += leaf.sensitivity * term.uncertainty }
    }
    return zip(variables, sums).compactMap { variable, sum in
      sum == 0
        ? nil : Contribution(variable: variable.name, uncertainty: sum, dof: variable.dof)
    }
  }

  private var places: [String: Int] = [:]

  private mutating func add(_ step: TracedStep, sensitivity: Double) throws(QuantityError) {
    let evaluation = step.evaluation
    var terms: [Term] = []
    for own in step.contributions where own.uncertainty != 0 {
      guard (sensitivity * own.uncertainty).isFinite else {
        throw .infiniteSensitivity(variable: own.variable)
      }
      let place = places[own.variable] ?? variables.count
      if place == variables.count {
        places[own.variable] = place
        variables.append(
          Variable(
            name: own.variable, dof: own.dof,
            distribution: evaluation.distribution ?? (own.dof == nil ? .normal : .t)))
      } else {
        if let dof = own.dof { variables[place].dof = min(dof, variables[place].dof ?? dof) }
        variables[place].distribution =
          evaluation.distribution ?? variables[place].distribution
      }
      terms.append(Term(variable: place, uncertainty: own.uncertainty))
    }
    leaves.append(Leaf(step: step, terms: terms, sensitivity: sensitivity))
  }

  private mutating func noteMissing(_ step: TracedStep) {
    guard case .number(let id, let text?) = step.source else { return }
    missing.append(Named(id, text))
  }
}

extension TracedStep {
  /// The independent variables of a leaf and what each adds to the uncertainty of its value.
  var contributions: [Contribution] {
    switch work {
    case .step(let index, let steps): return steps[index].ownContributions
    case .stated(let index, let numbers):
      let number = numbers[index]
      if !number.contributions.isEmpty { return number.contributions }
      guard let uncertainty = number.uncertainty else { return [] }
      return [
        Contribution(
          variable: "number:\(stage).\(number.name)", uncertainty: uncertainty.standard,
          dof: uncertainty.dof)
      ]
    }
  }

  /// What is said of the uncertainty, or is plain from where the value comes from: a procedure
  /// evaluates observations, constants and parameters are known from elsewhere (GUM 4.2.1, 4.3.1).
  var evaluation: Evaluation {
    guard case .step(let index, let steps) = work else { return Evaluation(nil) }
    let said = steps[index].uncertainty?.evaluation ?? Evaluation(nil)
    let kind: Evaluation.Kind? =
      switch steps[index].source {
      case .procedure: .a
      case .constant, .parameter: .b
      case .cell, .exact, .number, .operation: nil
      }
    return Evaluation(said.kind ?? kind, said.distribution, source: said.source)
  }

  /// Whether a leaf says how uncertain it is; an exact number has no need to.
  var isUncertaintyStated: Bool { source == .exact || uncertainty != nil || !contributions.isEmpty }

  /// The derivative with respect to each input, in their units; `nil` of a leaf.
  fileprivate func partials(in steps: [TracedStep]) throws(QuantityError) -> [Double]? {
    switch source {
    case .number where !inputs.isEmpty:
      return [try BudgetModel.factor(from: steps[inputs[0]].unit, to: unit)]
    case .operation(let operation, _, let exponent):
      let operands = inputs.map { Operation.Operand(steps[$0].value, steps[$0].unit) }
      let own = try operation.result(of: operands, exponent: exponent, target: unit).unit
      let factor = try BudgetModel.factor(from: own, to: unit)
      return try operation.partials(at: operands, exponent: exponent, target: unit)
        .map { $0 * factor }
    default: return nil
    }
  }
}
