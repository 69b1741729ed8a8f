/// The size of a unit as coefficient × 10^power.
///
/// The power of ten is kept apart because 10^-3 is no binary number: a conversion between decimal
/// multiples multiplies or divides once by an exact power of ten and so is correctly rounded.
struct Scale: Hashable, Sendable {
  let coefficient: Double
  let power: Int

  static let one = Scale(1, 0)

  init(_ coefficient: Double, _ power: Int) {
    self.coefficient = coefficient
    self.power = power
  }

  static func * (one: Scale, other: Scale) -> Scale {
    Scale(one.coefficient * other.coefficient, one.power + other.power)
  }

  func ratio(to other: Scale) -> Scale {
    Scale(coefficient / other.coefficient, power - other.power)
  }

  /// The scale raised to a whole power.
  func power(_ exponent: Int) -> Scale {
    var coefficient = 1.0
    for _ in 0..<min(exponent.magnitude, 64) { coefficient *= self.coefficient }
    return Scale(exponent < 0 ? 1 / coefficient : coefficient, power * exponent)
  }

  /// A value multiplied by the scale.
  func times(_ value: Double) -> Double {
    let scaled = value * coefficient
    return power < 0 ? scaled / Self.tenTo(-power) : scaled * Self.tenTo(power)
  }

  /// 10^n, exact up to n = 22.
  private static func tenTo(_ n: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(n, 400) { power *= 10 }
    return power
  }
}
