import Pipeline
import Quantity

/// What a condition calls an operation is less than this.
private typealias Arithmetic = Operation

/// A value calculated for a condition, with what each variable contributes to its uncertainty.
struct Estimate {
  let value: Double
  let unit: Unit
  /// Sensitivity × standard uncertainty of each variable, in the unit of the value.
  let contributions: [String: Double]
  /// Whether it is a nought without a unit, which can be held against anything.
  var isBareZero = false

  init(_ value: Double, _ unit: Unit, _ contributions: [String: Double] = [:]) {
    self.value = value
    self.unit = unit
    self.contributions = contributions
  }

  /// The standard uncertainty; 0 where nothing in it has one.
  var uncertainty: Double {
    contributions.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The value as it is printed.
  func printed(withUncertainty isShown: Bool) -> String {
    let spread = uncertainty
    return Printed(value, uncertainty: isShown && spread > 0 ? spread : nil, unit: unit).description
  }
}

extension Estimate {
  /// Does an operation on values; contributions of one variable are added up (GUM, JCGM 100:2008,
  /// 5.2.2, first order).
  static func result(
    of operation: Condition.Operation, on operands: [Estimate]
  ) throws(QuantityError) -> Estimate {
    if operation == .absolute {
      let sign = operands[0].value < 0 ? -1.0 : 1
      return Estimate(
        sign * operands[0].value, operands[0].unit,
        operands[0].contributions.mapValues { sign * $0 })
    }
    let values = alike(operands, in: operation).map { Arithmetic.Operand($0.value, $0.unit) }
    let arithmetic = operation.arithmetic
    let result = try arithmetic.result(of: values)
    let partials = try arithmetic.partials(at: values)
    var contributions: [String: Double] = [:]
    for (operand, partial) in zip(operands, partials) {
      for (variable, part) in operand.contributions {
        contributions[variable, default: 0] += partial * part
      }
    }
    var estimate = Estimate(result.value, result.unit, contributions)
    estimate.isBareZero = operation == .negate && operands[0].isBareZero
    return estimate
  }

  /// A nought takes the unit of what it is added to.
  private static func alike(
    _ operands: [Estimate], in operation: Condition.Operation
  ) -> [Estimate] {
    guard operation == .add || operation == .subtract, operands.count == 2,
      operands[0].isBareZero != operands[1].isBareZero
    else { return operands }
    return operands[0].isBareZero
      ? [Estimate(0, operands[1].unit), operands[1]] : [operands[0], Estimate(0, operands[0].unit)]
  }
}

extension Condition.Operation {
  /// How many values it takes.
  var count: Int { self == .negate || self == .absolute ? 1 : 2 }

  fileprivate var arithmetic: Arithmetic {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .negate, .absolute: .negate
    }
  }
}
