#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

import Quantity

/// The steps of a model calculated again for many draws at once.
///
/// Only what varies is calculated: an exact or certain step is the same in every draw. Units are
/// looked at once; a draw is arithmetic on doubles alone.
struct VectorReplay {
  /// One step of a draw: `target` and `inputs` are rows of a table with a column a draw; an input
  /// that does not vary is a row that is filled once.
  private enum Action {
    case leaf([BudgetModel.Term], value: Double)
    case linear([(row: Int, factor: Double)])
    case multiply(Int, Int, factor: Double)
    case divide(Int, Int, factor: Double)
    case power(Int, exponent: Double, factor: Double)
    case sqrt(Int, factor: Double)
    case exp(Int, inner: Double, factor: Double)
    case ln(Int, inner: Double, factor: Double)
  }

  private let actions: [(row: Int, action: Action)]
  private let factor: Double
  private let last: Int
  private let count: Int
  private var table: [Double]

  /// How many steps each draw takes.
  var length: Int { actions.count }

  /// Prepares the steps of a model for draws in blocks.
  ///
  /// - Throws: What an operation throws that could not have been made.
  init(_ model: BudgetModel, count: Int) throws(QuantityError) {
    self.count = count
    factor = model.factor
    var varying: [Int: BudgetModel.Leaf] = [:]
    for leaf in model.leaves where !leaf.terms.isEmpty { varying[leaf.step.id] = leaf }
    var rows: [Int: Int] = [:]
    var isVarying = [Bool](repeating: false, count: model.steps.count)
    var constants: [(row: Int, value: Double)] = []
    var actions: [(row: Int, action: Action)] = []
    for step in model.steps {
      if let leaf = varying[step.id] {
        isVarying[step.id] = true
        rows[step.id] = rows.count
        actions.append((rows.count - 1, .leaf(leaf.terms, value: step.value)))
      } else if step.isCalculated, step.inputs.contains(where: { isVarying[$0] }) {
        for input in step.inputs where rows[input] == nil {
          rows[input] = rows.count
          constants.append((rows.count - 1, model.steps[input].value))
        }
        isVarying[step.id] = true
        let inputs = step.inputs.map { rows[$0] ?? 0 }
        rows[step.id] = rows.count
        actions.append((rows.count - 1, try Self.action(of: step, inputs, model.steps)))
      }
    }
    self.actions = actions
    last = model.steps.last.flatMap { rows[$0.id] } ?? 0
    table = Array(repeating: 0, count: count * max(1, rows.count))
    for constant in constants {
      for index in 0..<count { table[constant.row * count + index] = constant.value }
    }
  }

  private static func action(
    of step: TracedStep, _ rows: [Int], _ steps: [TracedStep]
  ) throws(QuantityError) -> Action {
    let operands = step.inputs.map { Operation.Operand(steps[$0].value, steps[$0].unit) }
    guard case .operation(let operation, _, let exponent) = step.source else {
      let factor = try BudgetModel.factor(from: operands[0].unit, to: step.unit)
      return .linear([(rows[0], factor)])
    }
    let unit = try operation.result(of: operands, exponent: exponent, target: step.unit).unit
    let factor = try BudgetModel.factor(from: unit, to: step.unit)
    switch operation {
    case .add, .subtract, .negate, .sum, .convert:
      let partials = try operation.partials(at: operands, exponent: exponent, target: step.unit)
      return .linear(zip(rows, partials).map { ($0, $1 * factor) })
    case .multiply: return .multiply(rows[0], rows[1], factor: factor)
    case .divide: return .divide(rows[0], rows[1], factor: factor)
    case .power: return .power(rows[0], exponent: exponent ?? 1, factor: factor)
    case .sqrt: return .sqrt(rows[0], factor: factor)
    case .exp:
      let inner = try BudgetModel.factor(from: operands[0].unit, to: .one)
      return .exp(rows[0], inner: inner, factor: factor)
    case .ln:
      let inner = try BudgetModel.factor(from: operands[0].unit, to: .one)
      return .ln(rows[0], inner: inner, factor: factor)
    }
  }

  /// The number, in its unit, for each draw of a block.
  mutating func values(of draws: Draws) -> [Double] {
    for (row, action) in actions { run(action, into: row * count, draws) }
    return table[last * count..<(last + 1) * count].map { $0 * factor }
  }

  private mutating func run(_ action: Action, into target: Int, _ draws: Draws) {
    switch action {
    case .leaf(let terms, let value):
      for index in 0..<count { table[target + index] = value }
      for term in terms {
        let start = term.variable * count
        for index in 0..<count {
          table[target + index] += term.uncertainty * draws.values[start + index]
        }
      }
    case .linear(let terms):
      for index in 0..<count { table[target + index] = 0 }
      for term in terms {
        let start = term.row * count
        for index in 0..<count { table[target + index] += term.factor * table[start + index] }
      }
    case .multiply(let one, let other, let factor):
      for index in 0..<count {
        table[target + index] = factor * (table[one * count + index] * table[other * count + index])
      }
    case .divide(let one, let other, let factor):
      for index in 0..<count {
        table[target + index] = factor * (table[one * count + index] / table[other * count + index])
      }
    default: runFunction(action, into: target)
    }
  }

  private mutating func runFunction(_ action: Action, into target: Int) {
    switch action {
    case .power(let row, let exponent, let factor):
      apply(row, target) { factor * pow($0, exponent) }
    case .sqrt(let row, let factor): apply(row, target) { factor * $0.squareRoot() }
    case .exp(let row, let inner, let factor):
      apply(row, target) { factor * exponential(inner * $0) }
    case .ln(let row, let inner, let factor): apply(row, target) { factor * logarithm(inner * $0) }
    case .leaf, .linear, .multiply, .divide: break
    }
  }

  private mutating func apply(_ row: Int, _ target: Int, _ function: (Double) -> Double) {
    for index in 0..<count { table[target + index] = function(table[row * count + index]) }
  }
}

// The cases `exp` and `ln` hide the functions of the C library inside the type.
private func exponential(_ value: Double) -> Double { exp(value) }
private func logarithm(_ value: Double) -> Double { log(value) }

extension TracedStep {
  /// Whether its value comes from other steps of the account.
  fileprivate var isCalculated: Bool {
    if case .number = source { return !inputs.isEmpty }
    return isArithmetic
  }
}
