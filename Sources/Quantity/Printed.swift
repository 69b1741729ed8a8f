/// A number as it is printed: `0.1108(11) ‰/cycle`, `1.10(13)×10⁻³ mol`, `89.91 %`.
///
/// Parentheses hold the standard uncertainty in units of the last digits, two of them
/// (GUM, JCGM 100:2008, 7.2.2 and 7.2.6). Without an uncertainty the author's decimals decide, or
/// six significant digits do.
public struct Printed: CustomStringConvertible, Sendable {
  /// The text with the unit; a pure number has none.
  public let description: String

  /// Prints a number.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - uncertainty: The standard uncertainty; `nil` when none may be shown, 0 for an exact value.
  ///   - unit: The unit.
  ///   - decimals: How many decimals to print where no uncertainty decides.
  public init(_ value: Double, uncertainty: Double?, unit: Unit, decimals: Int? = nil) {
    let number = Self.number(Decimal(value), uncertainty.map { Decimal($0) }, decimals)
    description = unit == .one ? number : "\(number) \(unit)"
  }

  /// Prints a value with so many significant digits, as uncertainties are (GUM 7.2.6).
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - significant: How many digits, zeros at the end among them.
  ///   - unit: The unit.
  public init(_ value: Double, significant: Int, unit: Unit = .one) {
    let shown = Decimal(value).rounded(significant: significant)
    let leading = shown.leading ?? 0
    let number =
      Self.needsExponent(leading, lastDigit: shown.exponent)
      ? shown.scaled(by: -leading).text + Self.power(leading) : shown.text
    description = unit == .one ? number : "\(number) \(unit)"
  }

  private static func number(
    _ value: Decimal, _ uncertainty: Decimal?, _ decimals: Int?
  ) -> String {
    if let uncertainty, let leading = uncertainty.rounded(significant: 2).leading {
      return withParentheses(value, uncertainty.rounded(significant: 2), leading)
    }
    if let decimals { return value.rounded(at: -decimals).text }
    let shown = (uncertainty == nil ? value.rounded(significant: 6) : value).trimmed
    guard let leading = shown.leading, needsExponent(leading, lastDigit: shown.exponent) else {
      return shown.text
    }
    return shown.scaled(by: -leading).trimmed.text + power(leading)
  }

  private static func withParentheses(
    _ value: Decimal, _ uncertainty: Decimal, _ leading: Int
  ) -> String {
    let value = value.rounded(at: uncertainty.exponent)
    let leading = max(value.leading ?? leading, leading)
    let parentheses = "(\(uncertainty.bareDigits))"
    guard leading < -2 || uncertainty.exponent > 0 else { return value.text + parentheses }
    return value.scaled(by: -leading).text + parentheses + power(leading)
  }

  /// Whether zeros before or after the digits would be more than a reader counts at a glance.
  private static func needsExponent(_ leading: Int, lastDigit: Int) -> Bool {
    leading < -2 || lastDigit > 0
  }

  private static func power(_ exponent: Int) -> String { "×10\(Superscript.text(exponent))" }
}
