package import Quantity

/// What one cell or parameter does to a number, where the derivation gives it.
package struct Effect: Sendable {
  /// The cell or parameter, by its project-wide name.
  package let name: String
  /// The derivative of the number with respect to it, and its unit.
  package let sensitivity: Operation.Operand
  /// Its part of the variance of the number; `nil` when it states no uncertainty.
  package let share: Double?
}

extension Audit {
  /// What the leaves that are meant do to a number; nothing where they reach it otherwise than by
  /// arithmetic.
  func effects(of subject: Subject, on number: Number, of replay: Replay) -> [Effect] {
    let walk = Walk(to: number, of: replay, in: self)
    guard walk.steps.contains(where: { subject.isLeaf($0.source) }) else { return [] }
    let account = Account(
      entry: Listing.Entry(number, of: replay.holding.stage, on: Ground()), isDoubted: false,
      steps: walk.steps, findings: [], stages: [], claims: [])
    guard let model = try? BudgetModel(account) else { return [] }
    let totals = Dictionary(
      model.contributions.map { ($0.variable, $0.uncertainty) }, uniquingKeysWith: +)
    let variance = totals.values.reduce(0) { $0 + $1 * $1 }
    var effects: [Effect] = []
    for leaf in model.leaves where subject.isLeaf(leaf.step.source) {
      guard
        let unit = try? Operation.divide.result(
          of: [Operation.Operand(1, model.number.unit), Operation.Operand(1, leaf.step.unit)]
        ).unit
      else { continue }
      let common = leaf.terms.reduce(0) { sum, term in
        sum + leaf.sensitivity * term.uncertainty
          * (totals[model.variables[term.variable].name] ?? 0)
      }
      effects.append(
        Effect(
          name: leaf.step.source?.name ?? "",
          sensitivity: Operation.Operand(leaf.sensitivity, unit),
          share: leaf.terms.isEmpty || variance <= 0 ? nil : common / variance))
    }
    return effects
  }
}

extension Step.Source {
  fileprivate var name: String {
    switch self {
    case .cell(let cell): cell.name
    case .parameter(let name, _): "parameters.\(name)"
    default: ""
    }
  }
}
