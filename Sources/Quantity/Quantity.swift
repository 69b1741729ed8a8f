/// A value that remembers how it was computed.
///
/// Arithmetic records a step in the derivation, checks the units, and throws when a result is not
/// finite: `let x = try (n / total).named("x")`.
public struct Quantity {
  /// The value.
  public let value: Double
  /// Its unit.
  public let unit: Unit
  /// The step that made it.
  public let step: StepID
  /// The derivation the step is in.
  public let derivation: Derivation
}

extension Quantity {
  /// The same quantity, its step shown by a symbol such as `n_Ni`.
  @discardableResult
  public func named(_ label: String) -> Quantity {
    derivation.label(step, label)
    return self
  }

  /// What each independent variable adds to the uncertainty of this value, and the whole.
  ///
  /// - Throws: `infiniteSensitivity`.
  public func propagated() throws(QuantityError) -> Propagation {
    try Propagation(of: step, in: derivation.steps)
  }
}

extension Quantity {
  /// The sum of two quantities that measure the same, in the unit of the first.
  public static func + (one: Quantity, other: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.record(.add, [one, other])
  }

  /// The difference of two quantities that measure the same, in the unit of the first.
  public static func - (one: Quantity, other: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.record(.subtract, [one, other])
  }

  /// The product of two quantities.
  public static func * (one: Quantity, other: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.record(.multiply, [one, other])
  }

  /// The quotient of two quantities; throws when the second is 0.
  public static func / (one: Quantity, other: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.record(.divide, [one, other])
  }

  /// The quantity with the other sign.
  public static prefix func - (one: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.record(.negate, [one])
  }

  /// The product with a pure number that has no uncertainty.
  public static func * (factor: Double, one: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.exact(factor) * one
  }

  /// The quotient by a pure number that has no uncertainty.
  public static func / (one: Quantity, divisor: Double) throws(QuantityError) -> Quantity {
    try one / one.derivation.exact(divisor)
  }

  /// The difference of a pure number without uncertainty and a quantity without unit.
  public static func - (number: Double, one: Quantity) throws(QuantityError) -> Quantity {
    try one.derivation.exact(number) - one
  }

  /// The sum of one quantity or more that measure the same, in the unit of the first.
  public static func sum(_ terms: [Quantity]) throws(QuantityError) -> Quantity {
    guard let first = terms.first else { throw .operandCount(.sum, 0) }
    return try first.derivation.record(.sum, terms)
  }

  /// The quantity raised to a power without uncertainty.
  public func power(_ exponent: Double) throws(QuantityError) -> Quantity {
    try derivation.record(.power, [self], exponent: exponent)
  }

  /// The square root.
  public func squareRoot() throws(QuantityError) -> Quantity {
    try derivation.record(.sqrt, [self])
  }

  /// e raised to this pure number.
  public func exponential() throws(QuantityError) -> Quantity {
    try derivation.record(.exp, [self])
  }

  /// The natural logarithm of this pure number.
  public func logarithm() throws(QuantityError) -> Quantity {
    try derivation.record(.ln, [self])
  }

  /// The quantity in another unit that measures the same.
  public func converted(to unit: Unit) throws(QuantityError) -> Quantity {
    try derivation.record(.convert, [self], target: unit)
  }
}
