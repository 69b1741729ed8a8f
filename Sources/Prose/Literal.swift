package import Quantity

/// A number as it is written in a text: its digits, uncertainty and unit, and what it may be.
package struct Literal: Sendable {
  /// How a number without a claim to be a result is told from the others.
  package enum Meaning: String, Hashable, Sendable, CaseIterable {
    /// A value: a result, a setting, a count.
    case value
    /// Part of a word: a sample, a formula, an orbital, an ordinal.
    case name
    /// The number of a figure, a table, a section, an equation.
    case reference
    /// The number of a work that is cited.
    case citation
    /// A year or a day.
    case date
    /// The indices of a plane or a direction in a crystal.
    case index
    /// The number of a heading.
    case numbering
    /// Part of a formula of mathematics.
    case formula
  }

  /// What is said of how far a value may be off.
  package enum Spread: Hashable, Sendable {
    /// In parentheses, which hold the standard uncertainty in units of the last digits.
    case parentheses(Written)
    /// Behind ±, standard or expanded.
    case plusMinus(Written)
  }

  /// A sign before a value that makes it a bound.
  package enum Bound: String, Hashable, Sendable {
    case below = "<"
    case above = ">"
    case atMost = "≤"
    case atLeast = "≥"
  }

  /// Digits as written, and what they are worth.
  package struct Written: Hashable, Sendable {
    /// The value.
    package let value: Double
    /// What one of the last digit is worth.
    package let lastDigit: Double
    /// How many decimals are written, before any power of ten.
    package let decimals: Int
    /// The power of ten behind the digits.
    package let power: Int
    /// Whether the last digit is even.
    package let endsEven: Bool
  }

  /// The part of the passage it takes: sign, digits, uncertainty, unit.
  package internal(set) var range: Range<Int>
  /// The part of it that holds the digits of the value.
  package let digits: Range<Int>
  /// The value.
  package internal(set) var written: Written
  /// Its uncertainty.
  package internal(set) var spread: Spread?
  /// The sign that makes it a bound.
  package internal(set) var bound: Bound?
  /// The unit, its own or that of the list it stands in.
  package internal(set) var unit: Unit?
  /// What it is.
  package internal(set) var meaning = Meaning.value
  /// Whether a comma stands in it for a point in a document that writes points elsewhere.
  package internal(set) var isUnclear = false
}
