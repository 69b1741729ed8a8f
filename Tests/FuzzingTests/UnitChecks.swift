import Text

@testable import Quantity

/// Units and decimal numbers: each line of the text is read as both.
enum UnitChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      if let unit = try? Unit(text) { try check(unit) }
      try require(Unit(foreign: text).symbol.isWritten(text), "another symbol for \(text)")
      if let decimal = Decimal(text) { try check(decimal, text) }
    }
  }

  /// A unit that a calculation spells anew still measures the same.
  private static func check(_ unit: Unit) throws(Violation) {
    for made in [unit * unit, unit / unit, (unit * unit) / unit, Unit.one / unit]
    where made.factors.allSatisfy({ $0.exponent.magnitude <= 24 }) {
      guard let again = try? Unit(made.symbol) else {
        throw Violation(description: "\(made) cannot be read again")
      }
      try require(
        again.measuresTheSame(as: made) && Set(again.factors) == Set(made.factors),
        "\(made) reads back as \(again.factors)")
    }
    _ = try? unit.power(0.5)
  }

  /// A number printed with all of its digits is the same number.
  private static func check(_ decimal: Decimal, _ text: String) throws(Violation) {
    guard let value = decimal.double else { return }
    try require(Decimal(value).double?.bitPattern == value.bitPattern || value == 0, "not \(value)")
    let written = try require(Decimal(decimal.text), "\(decimal.text) is no number")
    try require(written.double == value, "\(text) is written as \(decimal.text)")
    for uncertainty in [nil, 0, value.magnitude, value.magnitude / 100] {
      let printed = Printed(value, uncertainty: uncertainty, unit: .one)
      try require(!printed.description.isEmpty, "nothing is printed of \(text)")
    }
  }
}
