import Quantity

/// Reads the digits of one number: groups of thousands, decimals, a power of ten.
struct Numeral {
  let written: Literal.Written
  /// Behind the last scalar that belongs to the number.
  let end: Int
  /// Whether more points follow, as in a version.
  let isVersion: Bool

  /// Whether a comma was read as a point without being sure.
  let isUnclear: Bool

  /// What may stand between groups of thousands.
  static let groupMarks: [Unicode.Scalar] = [",", "\u{2009}", "\u{202F}", "\u{A0}"]
  /// The same where a comma stands before the decimals.
  private static let groupMarksBesideComma: [Unicode.Scalar] = [
    ".", "\u{2009}", "\u{202F}", "\u{A0}",
  ]

  /// Reads the number whose first digit or point stands at an index.
  ///
  /// - Returns: `nil` when no number stands there.
  init?(
    _ text: [Unicode.Scalar], at start: Int, isNegative: Bool = false,
    mark: DecimalMark = .point
  ) {
    var reader = Reader(text: text, mark: mark, index: start)
    reader.readDigits()
    guard !reader.digits.isEmpty else { return nil }
    reader.readPower()
    let mantissa = (isNegative ? "-" : "") + reader.digits
    let exponent = reader.power - reader.decimals
    guard let value = Decimal("\(mantissa)e\(exponent)")?.double,
      let last = Decimal("1e\(exponent)")?.double
    else { return nil }
    written = Literal.Written(
      value: value, lastDigit: last, decimals: reader.decimals, power: reader.power,
      endsEven: reader.digits.last.map { "02468".contains($0) } ?? true)
    end = reader.index
    isVersion = reader.isVersion
    isUnclear = reader.isUnclear
  }

  /// Behind the power of ten that begins at an index, such as the `×10⁻³` of `1.2(3)×10⁻³`; `nil`
  /// when none stands there.
  static func powerEnd(_ text: [Unicode.Scalar], at start: Int) -> Int? {
    var reader = Reader(text: text, mark: .point, index: start)
    reader.readPower()
    return reader.index > start ? reader.index : nil
  }

  private struct Reader {
    let text: [Unicode.Scalar]
    let mark: DecimalMark
    var index: Int
    /// All digits, the point left out.
    var digits = ""
    var decimals = 0
    var power = 0
    var isVersion = false
    var isUnclear = false

    func at(_ distance: Int) -> Unicode.Scalar? {
      text.indices.contains(index + distance) ? text[index + distance] : nil
    }

    private func areDigits(_ range: Range<Int>) -> Bool {
      range.allSatisfy { at($0)?.isDigit == true }
    }

    mutating func take() {
      if let scalar = at(0) { digits.unicodeScalars.append(scalar) }
      index += 1
    }

    mutating func readDigits() {
      while at(0)?.isDigit == true { take() }
      // `.05`
      if digits.isEmpty, at(0) == ".", at(1)?.isDigit == true { digits = "0" }
      guard digits.count <= 3 else { return readDecimals() }
      while isGroup {
        index += 1
        for _ in 0..<3 { take() }
      }
      readDecimals()
    }

    private mutating func readDecimals() {
      guard isPoint, at(1)?.isDigit == true else { return }
      isUnclear = mark == .mixed && at(0) == ","
      index += 1
      while at(0)?.isDigit == true {
        take()
        decimals += 1
      }
      while at(0) == ".", at(1)?.isDigit == true {
        isVersion = true
        index += 1
        while at(0)?.isDigit == true { index += 1 }
      }
    }

    private var isPoint: Bool {
      switch mark {
      case .point: at(0) == "."
      case .comma: at(0) == ","
      case .mixed: at(0) == "." || at(0) == "," && digits == "0"
      }
    }

    /// Whether three digits follow behind a comma or a narrow blank: thousands.
    private var isGroup: Bool {
      let marks = mark == .comma ? Numeral.groupMarksBesideComma : Numeral.groupMarks
      guard let scalar = at(0), marks.contains(scalar), !digits.isEmpty, digits != "0" else {
        return false
      }
      return areDigits(1..<4) && at(4)?.isDigit != true
    }

    /// Reads `×10⁻³`, `x 10⁻³`, `e-3`, or digits raised behind a ten.
    mutating func readPower() {
      if digits == "10", decimals == 0, let (value, count) = raised(at: 0) {
        (digits, power) = ("1", value)
        index += count
        return
      }
      if let sign = at(0), sign == "e" || sign == "E" {
        let isSigned = at(1) == "-" || at(1) == "+" || at(1) == "\u{2212}"
        let start = isSigned ? 2 : 1
        let count = text[min(index + start, text.count)...].prefix { $0.isDigit }.count
        guard (1...3).contains(count), at(start + count)?.isWordly != true else { return }
        power = value(start..<start + count) * (isSigned && at(1) != "+" ? -1 : 1)
        index += start + count
        return
      }
      var start = 0
      while at(start)?.isBlank == true { start += 1 }
      guard let sign = at(start), "×x·⋅∙*".unicodeScalars.contains(sign) else { return }
      start += 1
      while at(start)?.isBlank == true { start += 1 }
      guard at(start) == "1", at(start + 1) == "0", let (value, count) = raised(at: start + 2)
      else { return }
      power = value
      index += start + 2 + count
    }

    private func value(_ range: Range<Int>) -> Int {
      range.reduce(0) { $0 * 10 + Int((at($1)?.value ?? 48) - 48) }
    }

    /// A raised whole number of up to three digits: `⁻³`, `^-3`, `^{-3}`, `**-3`.
    private func raised(at start: Int) -> (value: Int, count: Int)? {
      var plain = ""
      var end = start
      if at(end) == "^" || at(end) == "*" && at(end + 1) == "*" {
        end += at(end) == "^" ? 1 : 2
        let isEnclosed = at(end) == "{" || at(end) == "("
        if isEnclosed { end += 1 }
        while let scalar = at(end),
          scalar.isDigit || plain.isEmpty && "-+\u{2212}".unicodeScalars.contains(scalar)
        {
          plain.unicodeScalars.append(scalar == "\u{2212}" ? "-" : scalar)
          end += 1
        }
        if isEnclosed {
          guard at(end) == "}" || at(end) == ")" else { return nil }
          end += 1
        }
      } else {
        while let scalar = at(end), let base = Shifted.base(ofRaised: scalar) {
          plain.unicodeScalars.append(base)
          end += 1
        }
      }
      guard let value = Int(plain), abs(value) < 1000 else { return nil }
      return (value, end - start)
    }
  }
}
