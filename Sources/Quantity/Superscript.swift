/// Whole numbers in raised digits, as exponents are printed: `⁻³`.
enum Superscript {
  private static let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  /// The raised text of a number.
  static func text(_ number: Int) -> String {
    String("\(number)".map { $0 == "-" ? "⁻" : digits[$0.wholeNumberValue ?? 0] })
  }

  /// The plain character of a raised digit or minus sign; `nil` for every other character.
  static func plain(_ character: Character) -> Character? {
    if character == "⁻" { return "-" }
    return digits.firstIndex(of: character).flatMap { "\($0)".first }
  }
}
