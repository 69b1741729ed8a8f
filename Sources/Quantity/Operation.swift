#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What an arithmetic step does: a pure function of values and units, so that anyone can replay it.
public enum Operation: String, Hashable, Sendable, CaseIterable {
  /// The sum of two inputs, in the unit of the first.
  case add
  /// The difference of two inputs, in the unit of the first.
  case subtract
  /// The product of two inputs.
  case multiply
  /// The quotient of two inputs.
  case divide
  /// The input with the other sign.
  case negate
  /// The input raised to an exponent that is written in the step.
  case power
  /// The square root of the input.
  case sqrt
  /// e raised to the input, a pure number.
  case exp
  /// The natural logarithm of the input, a pure number.
  case ln
  /// The sum of one input or more, in the unit of the first.
  case sum
  /// The input in another unit: the one written in the step.
  case convert
}

extension Operation {
  /// A value with its unit.
  public struct Operand: Hashable, Sendable {
    /// The value.
    public let value: Double
    /// Its unit.
    public let unit: Unit

    /// Makes an operand from its parts.
    public init(_ value: Double, _ unit: Unit) {
      self.value = value
      self.unit = unit
    }
  }

  /// Does the operation.
  ///
  /// - Parameters:
  ///   - inputs: The inputs in the order of the step.
  ///   - exponent: The exponent of `power`; ignored by the others.
  ///   - target: The unit to `convert` to; ignored by the others.
  /// - Returns: The value and its unit.
  /// - Throws: `operandCount`, `differentDimensions`, `notPureNumber`, `fractionalUnit`,
  ///   `missingExponent`, `missingTarget` or `notFinite`.
  public func result(
    of inputs: [Operand], exponent: Double? = nil, target: Unit? = nil
  ) throws(QuantityError) -> Operand {
    try checkCount(of: inputs)
    let unit = try unit(of: inputs, exponent: exponent, target: target)
    let value = try value(of: inputs, in: unit, exponent: exponent)
    guard value.isFinite else { throw .notFinite(self, inputs) }
    return Operand(value, unit)
  }

  /// The partial derivative of the result with respect to each input, in the unit of the result
  /// over the unit of the input.
  ///
  /// A derivative may be infinite where the result is not, as for `sqrt` at 0.
  public func partials(
    at inputs: [Operand], exponent: Double? = nil, target: Unit? = nil
  ) throws(QuantityError) -> [Double] {
    try checkCount(of: inputs)
    let first = inputs[0]
    switch self {
    case .add, .sum: return try factors(of: inputs, to: first.unit)
    case .subtract: return [1, -(try inputs[1].unit.convert(1, to: first.unit))]
    case .multiply: return [inputs[1].value, first.value]
    case .divide:
      let second = inputs[1].value
      return [1 / second, -first.value / (second * second)]
    case .negate: return [-1]
    case .power:
      guard let exponent else { throw .missingExponent }
      return [exponent == 0 ? 0 : exponent * pow(first.value, exponent - 1)]
    case .sqrt: return [0.5 / first.value.squareRoot()]
    case .exp:
      let factor = try first.unit.convert(1, to: .one)
      return [factor * exponential(first.value * factor)]
    case .ln: return [1 / first.value]
    case .convert:
      guard let target else { throw .missingTarget }
      return [try first.unit.convert(1, to: target)]
    }
  }

  private func factors(of inputs: [Operand], to unit: Unit) throws(QuantityError) -> [Double] {
    var factors: [Double] = []
    for input in inputs { factors.append(try input.unit.convert(1, to: unit)) }
    return factors
  }

  /// Whether the operation can have so many inputs.
  func takes(_ count: Int) -> Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: count == 2
    case .negate, .power, .sqrt, .exp, .ln, .convert: count == 1
    case .sum: count >= 1
    }
  }

  private func checkCount(of inputs: [Operand]) throws(QuantityError) {
    guard takes(inputs.count) else { throw .operandCount(self, inputs.count) }
  }

  private func unit(
    of inputs: [Operand], exponent: Double?, target: Unit?
  ) throws(QuantityError) -> Unit {
    let first = inputs[0].unit
    switch self {
    case .add, .subtract, .sum, .negate: return first
    case .multiply: return first * inputs[1].unit
    case .divide: return first / inputs[1].unit
    case .power:
      guard let exponent else { throw .missingExponent }
      return try first.power(exponent)
    case .sqrt: return try first.power(0.5)
    case .exp, .ln:
      guard first.measuresTheSame(as: .one) else { throw .notPureNumber(self, first) }
      return .one
    case .convert:
      guard let target else { throw .missingTarget }
      return target
    }
  }

  private func value(
    of inputs: [Operand], in unit: Unit, exponent: Double?
  ) throws(QuantityError) -> Double {
    let first = inputs[0]
    switch self {
    case .add: return first.value + (try inputs[1].unit.convert(inputs[1].value, to: unit))
    case .subtract: return first.value - (try inputs[1].unit.convert(inputs[1].value, to: unit))
    case .multiply: return first.value * inputs[1].value
    case .divide: return first.value / inputs[1].value
    case .negate: return -first.value
    case .power: return pow(first.value, exponent ?? 1)
    case .sqrt: return first.value.squareRoot()
    case .exp: return exponential(try first.unit.convert(first.value, to: .one))
    case .ln: return logarithm(try first.unit.convert(first.value, to: .one))
    case .sum:
      var sum = 0.0
      for input in inputs { sum += try input.unit.convert(input.value, to: unit) }
      return sum
    case .convert: return try first.unit.convert(first.value, to: unit)
    }
  }
}

// The cases `exp` and `ln` hide the functions of the C library inside the type.
private func exponential(_ value: Double) -> Double { exp(value) }
private func logarithm(_ value: Double) -> Double { log(value) }
