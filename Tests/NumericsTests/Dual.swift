// Numbers that carry their derivatives, so that a curve is written once for a fit.
import Glibc

/// A value with its derivatives with respect to some parameters (forward differentiation, exact).
struct Dual {
  let value: Double
  let slopes: [Double]

  /// One of so many parameters.
  static func parameters(_ values: [Double]) -> [Dual] {
    values.enumerated().map { index, value in
      Dual(value: value, slopes: values.indices.map { $0 == index ? 1 : 0 })
    }
  }

  /// A function of the value, given what it is there and its derivative.
  private func mapped(_ value: Double, _ derivative: Double) -> Dual {
    Dual(value: value, slopes: slopes.map { derivative * $0 })
  }

  var exp: Dual { mapped(Glibc.exp(value), Glibc.exp(value)) }
  var log: Dual { mapped(Glibc.log(value), 1 / value) }
  var sine: Dual { mapped(sin(value), cos(value)) }
  var cosine: Dual { mapped(cos(value), -sin(value)) }
  func power(_ exponent: Double) -> Dual {
    mapped(pow(value, exponent), exponent * pow(value, exponent - 1))
  }

  static func + (one: Dual, other: Dual) -> Dual {
    Dual(value: one.value + other.value, slopes: zip(one.slopes, other.slopes).map { $0 + $1 })
  }
  static func - (one: Dual, other: Dual) -> Dual { one + -1 * other }
  static func * (one: Dual, other: Dual) -> Dual {
    Dual(
      value: one.value * other.value,
      slopes: zip(one.slopes, other.slopes).map { $0 * other.value + one.value * $1 })
  }
  static func / (one: Dual, other: Dual) -> Dual { one * other.power(-1) }

  static func + (one: Dual, other: Double) -> Dual { one.mapped(one.value + other, 1) }
  static func + (one: Double, other: Dual) -> Dual { other + one }
  static func - (one: Double, other: Dual) -> Dual { -1 * other + one }
  static func * (one: Dual, other: Double) -> Dual { one.mapped(one.value * other, other) }
  static func * (one: Double, other: Dual) -> Dual { other * one }
  static func / (one: Double, other: Dual) -> Dual { one * other.power(-1) }
}
