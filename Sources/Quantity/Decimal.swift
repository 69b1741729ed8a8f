/// A decimal number as its digits: what is printed is rounded here, never in binary.
package struct Decimal: Hashable, Sendable {
  let isNegative: Bool
  /// The digits without leading zeros; none for zero.
  let digits: [UInt8]
  /// The power of ten of the last digit.
  let exponent: Int

  init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    self.isNegative = isNegative
    self.digits = Array(digits.drop { $0 == 0 })
    self.exponent = exponent
  }

  /// The shortest decimal that reads back as a finite value.
  init(_ value: Double) {
    self = Decimal("\(value)") ?? Decimal(isNegative: false, digits: [], exponent: 0)
  }

  /// Reads a sign, digits with at most one point, and an exponent; nothing else is a number.
  package init?(_ text: some StringProtocol) {
    var rest = Array(text.utf8)[...]
    let sign = rest.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = rest.prefix { $0.isDigit }
    rest = rest[whole.endIndex...]
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.prefix { $0.isDigit }
      rest = rest[fraction.endIndex...]
    }
    guard whole.count + fraction.count > 0 else { return nil }
    var power = 0
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
        exponent.magnitude < 10_000
      else { return nil }
      power = exponent
      rest = []
    }
    guard rest.isEmpty else { return nil }
    self.init(
      isNegative: sign == UInt8(ascii: "-"), digits: (whole + fraction).map { $0 - 0x30 },
      exponent: power - fraction.count)
  }

  /// The nearest double; `nil` beyond the largest.
  package var double: Double? {
    let text = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    let value = digits.isEmpty ? 0 : Double("\(text)e\(exponent)")
    guard let value, value.isFinite else { return nil }
    return isNegative ? -value : value
  }

  /// Half of one unit of the last digit written.
  package var halfLastDigit: Double { Double("5e\(exponent - 1)") ?? 0 }

  /// The power of ten of the first digit; `nil` for zero.
  var leading: Int? { digits.isEmpty ? nil : digits.count - 1 + exponent }
}

extension Decimal {
  /// The number with its last digit at a power of ten, a half rounded to the even digit.
  func rounded(at position: Int) -> Decimal {
    let dropped = position - exponent
    guard dropped > 0 else {
      let zeros = [UInt8](repeating: 0, count: digits.isEmpty ? 0 : -dropped)
      return Decimal(isNegative: isNegative, digits: digits + zeros, exponent: position)
    }
    guard dropped <= digits.count else {
      return Decimal(isNegative: isNegative, digits: [], exponent: position)
    }
    var kept = Array(digits.dropLast(dropped))
    let rest = digits.suffix(dropped)
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isOdd = (kept.last ?? 0) % 2 == 1
    if isHalf ? isOdd : (rest.first ?? 0) >= 5 { kept = Self.incremented(kept) }
    return Decimal(isNegative: isNegative, digits: kept, exponent: position)
  }

  /// The number with a count of significant digits; 0.0996 with two is 0.10.
  func rounded(significant count: Int) -> Decimal {
    guard let leading else { return self }
    let rounded = rounded(at: leading - count + 1)
    return rounded.leading == leading ? rounded : self.rounded(at: leading - count + 2)
  }

  /// The number without zeros at the end of its fraction.
  var trimmed: Decimal {
    guard !digits.isEmpty else { return Decimal(isNegative: false, digits: [], exponent: 0) }
    let zeros = min(digits.reversed().prefix { $0 == 0 }.count, max(0, -exponent))
    return Decimal(
      isNegative: isNegative, digits: Array(digits.dropLast(zeros)), exponent: exponent + zeros)
  }

  /// The number times a power of ten.
  func scaled(by power: Int) -> Decimal {
    Decimal(isNegative: isNegative, digits: digits, exponent: exponent + power)
  }

  /// The number with all its digits and without an exponent; zero has no sign.
  var text: String {
    let whole = digits + [UInt8](repeating: 0, count: max(0, digits.isEmpty ? 0 : exponent))
    let decimals = max(0, -exponent)
    let zeros = [UInt8](repeating: 0, count: max(0, decimals + 1 - whole.count))
    var text = String(decoding: (zeros + whole).map { $0 + 0x30 }, as: UTF8.self)
    if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
    return isNegative && !digits.isEmpty ? "-" + text : text
  }

  /// The digits without point and sign.
  var bareDigits: String { String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self) }

  private static func incremented(_ digits: [UInt8]) -> [UInt8] {
    var digits = digits
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return digits
      }
      digits[index] = 0
    }
    return [1] + digits
  }
}

extension String {
  /// The text without the spaces around it.
  package var withoutOuterSpaces: String {
    let space = UInt8(ascii: " ")
    guard utf8.first == space || utf8.last == space else { return self }
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { 0x30...0x39 ~= self }
}
