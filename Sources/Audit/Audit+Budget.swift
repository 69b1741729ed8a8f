// The uncertainty budget of one number, with its check by drawing.

import Pipeline
import Quantity

extension Audit {
  /// The uncertainty budget of the number of an account.
  ///
  /// - Throws: What an operation throws that could not have been made, or `infiniteSensitivity`.
  func budget(of account: Account) throws(QuantityError) -> UncertaintyBudget {
    let model = try BudgetModel(account)
    var budget = try UncertaintyBudget(model, of: account)
    budget.correlations = correlations(of: account, model)
    if let uncertainty = budget.uncertainty, uncertainty > 0 {
      budget.monteCarlo = try MonteCarlo(model, budget)
    }
    return budget
  }

  /// The other numbers of the stage whose uncertainty has to do with this one's.
  private func correlations(
    of account: Account, _ model: BudgetModel
  ) -> [UncertaintyBudget.Correlation] {
    guard let stage = pipeline.stage(named: account.entry.stage),
      let file = replay(of: stage.id)?.holding.file
    else { return [] }
    let own = model.contributions
    let sums = Dictionary(own.map { ($0.variable, $0.uncertainty) }, uniquingKeysWith: +)
    let length = own.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot()
    var found: [UncertaintyBudget.Correlation] = []
    for number in file.numbers where number.name != account.entry.number.name {
      let other = number.contributions
      let otherLength = other.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot()
      let common = other.reduce(0) { $0 + $1.uncertainty * (sums[$1.variable] ?? 0) }
      guard length > 0, otherLength > 0 else { continue }
      let coefficient = max(-1, min(1, common / length / otherLength))
      if abs(coefficient) >= UncertaintyBudget.leastCorrelation {
        found.append(.init(name: number.name, coefficient: coefficient))
      }
    }
    return found.enumerated().sorted {
      (abs($1.element.coefficient), $0.offset) < (abs($0.element.coefficient), $1.offset)
    }.map(\.element)
  }
}
