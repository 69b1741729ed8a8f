/// Numbers as instruments write them: with so many decimals, whatever their size.
enum FixedDecimals {
  /// The text of a number, a half rounded away from 0.
  ///
  /// - Parameters:
  ///   - value: A finite number below 10¹⁵ in its last digit.
  ///   - decimals: How many digits stand behind the point.
  /// - Returns: The text, such as `-0.087`.
  static func text(_ value: Double, _ decimals: Int) -> String {
    let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let whole = Int((value.magnitude * power).rounded())
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// A time of day or a duration as on a clock, `09:30:21`, from whole seconds below a day.
  static func clock(_ seconds: Int) -> String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }
}
