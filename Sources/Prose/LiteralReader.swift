import Quantity

/// Finds every number in a passage, with its uncertainty, its unit and what it may be.
struct LiteralReader {
  private let text: [Unicode.Scalar]
  /// Where the word ends that has digits and is no number, at each scalar of it; empty without any.
  private let nameEnds: [Int]
  /// Where notes stand: what is behind one is not of the number before it.
  private let notes: [Int]
  private let mark: DecimalMark
  private let formulas: [Range<Int>]
  /// Where addresses end, at each scalar of them; empty without any.
  private let addressEnds: [Int]
  private var index = 0
  private(set) var literals: [Literal] = []

  /// Reads a passage; `names` are words that are names whatever they look like.
  init(_ passage: Passage, names: [[Unicode.Scalar]]) {
    text = passage.text
    notes = passage.bindings.filter { $0.start == nil }.map(\.position)
    mark = passage.mark
    formulas = passage.formulas
    addressEnds = Addresses.ends(in: passage.text)
    nameEnds = Self.ends(of: names, in: passage)
    while index < text.count { readNext() }
    shareUnits()
    literals = MeaningReader(passage, literals).literals
  }

  /// Where words end that stand by themselves: no letter or digit touches them.
  ///
  /// Of two that share a scalar the first in the list counts.
  private static func ends(
    of names: [[Unicode.Scalar]], in passage: Passage
  ) -> [Int] {
    let text = passage.text
    let plain = names.isEmpty ? [] : text.map { Shifted.base(of: $0) ?? $0 }
    var ends: [Int] = []
    for name in names where !name.isEmpty && name.count <= plain.count {
      for start in 0...(plain.count - name.count)
      where plain[start] == name[0] && plain[start...].starts(with: name) {
        let end = start + name.count
        let isWhole =
          (start == 0 || !plain[start - 1].isWordly) && (end == plain.count || !plain[end].isWordly)
        guard isWhole else { continue }
        if ends.isEmpty { ends = Array(repeating: 0, count: plain.count) }
        for index in start..<end where ends[index] == 0 { ends[index] = end }
      }
    }
    for name in passage.names {
      if ends.isEmpty { ends = Array(repeating: 0, count: text.count) }
      for index in name { ends[index] = name.upperBound }
    }
    return ends
  }

  private mutating func readNext() {
    if !addressEnds.isEmpty, addressEnds[index] > 0 {
      appendName(from: index, to: addressEnds[index], meaning: .citation)
    } else if !nameEnds.isEmpty, nameEnds[index] > 0 {
      appendName(from: index, to: wordEnd(from: nameEnds[index]))
    } else if text[index].isDigit || isBarePoint(index) {
      readNumber(from: index)
    } else {
      index += 1
    }
  }

  /// Takes a word with digits that is no number; one without digits is no matter.
  private mutating func appendName(
    from start: Int, to end: Int, meaning: Literal.Meaning = .name
  ) {
    defer { index = end }
    guard let digit = (start..<end).first(where: { text[$0].isDigit }),
      let numeral = Numeral(text, at: digit)
    else { return }
    var literal = Literal(
      range: start..<end, digits: digit..<min(numeral.end, end), written: numeral.written)
    literal.meaning = meaning
    literals.append(literal)
  }

  /// Whether decimals begin here that no digit stands before: `p < .05`.
  private func isBarePoint(_ index: Int) -> Bool {
    guard text[index] == ".", at(index + 1)?.isDigit == true else { return false }
    guard let before = at(index - 1) else { return true }
    return before.isBlank || "([=<>≤≥≈~±+-\u{2212}".unicodeScalars.contains(before)
  }

  private mutating func readNumber(from digit: Int) {
    if isJoined(digit) {
      return appendName(from: wordStart(before: digit), to: wordEnd(from: digit))
    }
    let sign = sign(before: digit)
    let isNegative = sign.map { text[$0] != "+" } ?? false
    guard let numeral = Numeral(text, at: digit, isNegative: isNegative, mark: mark) else {
      return skipOverlong()
    }
    if numeral.isVersion { return appendName(from: digit, to: numeral.end) }
    var literal = Literal(
      range: (sign ?? digit)..<numeral.end, digits: digit..<numeral.end, written: numeral.written)
    literal.isUnclear = numeral.isUnclear
    readSpread(&literal)
    readUnit(&literal)
    readBound(&literal)
    index = literal.range.upperBound
    literals.append(literal)
  }

  /// Digits that make too large a value: what may still be one is looked at again from the next on.
  private mutating func skipOverlong() {
    let most = 533  // No value has more than 400 digits, with the marks of their thousands.
    let digits = text[index...].prefix { $0.isDigit || Numeral.groupMarks.contains($0) }
    index += max(1, digits.count - most)
  }
}

// MARK: - Around the digits

extension LiteralReader {
  private func at(_ index: Int) -> Unicode.Scalar? {
    text.indices.contains(index) ? text[index] : nil
  }

  /// Whether digits continue a word: `NCM90`, `(OH)2`, `R-3m`.
  private func isJoined(_ digit: Int) -> Bool {
    guard let before = at(digit - 1) else { return false }
    if before.isLetter || before == "_" || Shifted.base(of: before) != nil {
      return true
    }
    switch before {
    case ")": return isFormula(closing: digit - 1)
    case "-", "+", "\u{2010}", "\u{2011}": return at(digit - 2)?.isLetter == true
    default: return false
    }
  }

  /// Whether parentheses hold the letters of a formula.
  private func isFormula(closing end: Int) -> Bool {
    let longest = 40
    let start = max(0, end - longest)
    guard let open = (start..<end).last(where: { text[$0] == "(" }) else { return false }
    let inside = text[(open + 1)..<end]
    return inside.contains { $0.isLetter } && !inside.contains { $0.isBlank }
  }

  private func isPartOfWord(_ index: Int) -> Bool {
    at(index).map { $0.isWordly || Shifted.base(of: $0) != nil || $0 == "_" } ?? false
  }

  /// Whether a sign joins what stands before and behind it to one word.
  private func isLink(_ index: Int) -> Bool {
    at(index).map { "-·./()\u{2010}\u{2011}".unicodeScalars.contains($0) } ?? false
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while isPartOfWord(end) || isLink(end) && isPartOfWord(end + 1) { end += 1 }
    return end
  }

  private func wordStart(before end: Int) -> Int {
    let last = literals.last?.range.upperBound ?? 0
    var start = end
    while start > last, isPartOfWord(start - 1) || isLink(start - 1) && isPartOfWord(start - 2) {
      start -= 1
    }
    return start
  }

  /// The sign of a number: one that stands behind a blank or an opening, not between two numbers.
  private func sign(before digit: Int) -> Int? {
    if at(digit - 1)?.isBlank == true { return signInFormula(before: digit) }
    guard let sign = at(digit - 1), "+-\u{2212}–".unicodeScalars.contains(sign) else { return nil }
    guard let before = at(digit - 2) else { return digit - 1 }
    let isOpening = before.isBlank || "([{=<>≤≥~≈|/,;:".unicodeScalars.contains(before)
    return isOpening ? digit - 1 : nil
  }

  /// The sign of a number in a formula, where blanks mean nothing: `P = - 9.2`.
  private func signInFormula(before digit: Int) -> Int? {
    let next = formulas.partitioningIndex { $0.lowerBound > digit }
    guard next > 0, formulas[next - 1].contains(digit) else { return nil }
    let start = formulas[next - 1].lowerBound
    guard let sign = text[start..<digit].lastIndex(where: { !$0.isBlank }),
      text[sign] == "\u{2212}" || text[sign] == "+"
    else { return nil }
    let before = text[start..<sign].last { !$0.isBlank }
    return before.map { "=<>≤≥≈~≡([{".unicodeScalars.contains($0) } ?? true ? sign : nil
  }

  private func blanks(from start: Int) -> Int {
    var index = start
    while at(index)?.isBlank == true { index += 1 }
    return index
  }

  /// Reads `(4)` in units of the last digit, `(0.04)`, or `± 0.04`.
  private mutating func readSpread(_ literal: inout Literal) {
    let end = literal.range.upperBound
    if at(end) == "(", let inner = Numeral(text, at: end + 1, mark: mark), at(inner.end) == ")" {
      literal.spread = .parentheses(Self.inLastDigits(inner.written, of: literal.written))
      extend(&literal, to: inner.end + 1)
      readCommonPower(&literal, inner: (end + 1)..<inner.end)
      return
    }
    if let upper = bound(in: end), let lower = bound(in: upper.end) {
      // `1.234(+24)(-31)`: what is not the same both ways is no standard uncertainty.
      if upper.inner.written == lower.inner.written {
        literal.spread = .parentheses(Self.inLastDigits(upper.inner.written, of: literal.written))
      }
      extend(&literal, to: lower.end)
      return readCommonPower(&literal, inner: (end + 2)..<(upper.end - 1))
    }
    guard let behind = plusMinusEnd(from: blanks(from: end)) else { return }
    let start = blanks(from: behind)
    guard let inner = Numeral(text, at: start, mark: mark) else { return }
    literal.spread = .plusMinus(inner.written)
    extend(&literal, to: inner.end)
    let open = literal.range.lowerBound - 1
    if at(open) == "(", at(inner.end) == ")" {
      // `(2.32 ± 0.04) %`, `(2.32 ± 0.04)×10⁻³`
      literal.range = open..<inner.end + 1
      readCommonPower(&literal, inner: start..<inner.end)
    } else if inner.written.power != 0, literal.written.power == 0,
      let value = scaled(literal.digits, behind: start..<inner.end, literal.written.value < 0)
    {
      literal.written = value
    }
  }

  /// Reads `(+24)`.
  private func bound(in start: Int) -> (inner: Numeral, end: Int)? {
    guard at(start) == "(", let sign = at(start + 1), "+-\u{2212}".unicodeScalars.contains(sign),
      let inner = Numeral(text, at: start + 2, mark: mark), at(inner.end) == ")"
    else { return nil }
    return (inner, inner.end + 1)
  }

  /// Behind a sign that a spread follows.
  private func plusMinusEnd(from start: Int) -> Int? {
    if at(start) == "±" { return start + 1 }
    guard at(start) == "+" else { return nil }
    if at(start + 1) == "-" { return start + 2 }
    return at(start + 1) == "/" && (at(start + 2) == "-" || at(start + 2) == "\u{2212}")
      ? start + 3 : nil
  }

  /// Digits with the power of ten that ends other ones.
  private func scaled(
    _ digits: Range<Int>, behind other: Range<Int>, _ isNegative: Bool
  ) -> Literal.Written? {
    guard
      let plain = (other.lowerBound..<other.upperBound).first(where: {
        Numeral.powerEnd(text, at: $0) == other.upperBound
      })
    else { return nil }
    let whole = Array(text[digits]) + Array(text[plain..<other.upperBound])
    return Numeral(whole, at: 0, isNegative: isNegative, mark: mark)?.written
  }

  /// Reads the power of ten behind parentheses, which is that of the value and of its spread:
  /// `1.714(50)×10⁻³`.
  private func readCommonPower(_ literal: inout Literal, inner: Range<Int>) {
    let start = literal.range.upperBound
    guard literal.written.power == 0, let end = Numeral.powerEnd(text, at: start) else { return }
    func scaled(_ digits: Range<Int>, isNegative: Bool) -> Literal.Written? {
      let whole = Array(text[digits]) + Array(text[start..<end])
      return Numeral(whole, at: 0, isNegative: isNegative, mark: mark)?.written
    }
    guard let value = scaled(literal.digits, isNegative: literal.written.value < 0) else { return }
    switch literal.spread {
    case nil: break
    case .plusMinus:
      guard let spread = scaled(inner, isNegative: false) else { return }
      literal.spread = .plusMinus(spread)
    case .parentheses:
      let plain = Numeral(Array(text[inner]), at: 0, mark: mark)?.written
      guard let spread = plain?.decimals == 0 ? plain : scaled(inner, isNegative: false) else {
        return
      }
      literal.spread = .parentheses(Self.inLastDigits(spread, of: value))
    }
    literal.written = value
    extend(&literal, to: end)
  }

  private func extend(_ literal: inout Literal, to end: Int) {
    literal.range = literal.range.lowerBound..<end
  }

  /// Digits without a point count in units of the last digit of the value.
  private static func inLastDigits(
    _ inner: Literal.Written, of value: Literal.Written
  ) -> Literal.Written {
    guard inner.decimals == 0 else { return inner }
    return Literal.Written(
      value: inner.value * value.lastDigit, lastDigit: value.lastDigit, decimals: value.decimals,
      power: value.power, endsEven: inner.endsEven)
  }

  private mutating func readUnit(_ literal: inout Literal) {
    var end = literal.range.upperBound
    if at(end) == "-" || at(end) == "\u{2010}" || at(end) == "\u{2011}" {
      // `12-h` is a time, `25-NCM` a name, `3-fold` a number.
      guard at(end + 1)?.isWordly == true, at(end + 1)?.isDigit == false else { return }
      end += 1
      if at(end)?.properties.isUppercase == true, UnitReader(text[...], behind: end) == nil {
        return makeName(&literal)
      }
    }
    if isOrbital(literal) || isLocant(literal) { return makeName(&literal) }
    if let unit = UnitReader(textToNote(behind: literal), behind: end) {
      literal.unit = unit.unit
      return extend(&literal, to: unit.end)
    }
    let isFactor = (at(end) == "x" || at(end) == "×") && at(end + 1)?.isWordly != true
    if at(literal.range.upperBound)?.isLetter == true, !isFactor {
      makeName(&literal)
    }
  }

  /// The text up to the note that stands behind a number.
  private func textToNote(behind literal: Literal) -> ArraySlice<Unicode.Scalar> {
    let next = notes.partitioningIndex { $0 >= literal.range.upperBound }
    return next < notes.count ? text[..<notes[next]] : text[...]
  }

  private func makeName(_ literal: inout Literal) {
    literal.meaning = .name
    extend(&literal, to: wordEnd(from: literal.range.upperBound))
  }

  /// Whether it is a level of an atom, as in `O 1s` and `W 4f7/2`.
  private func isOrbital(_ literal: Literal) -> Bool {
    let digits = literal.digits
    guard digits.count == 1, let letter = at(digits.upperBound),
      "spdf".unicodeScalars.contains(letter), let blank = at(digits.lowerBound - 1), blank.isBlank
    else { return false }
    let symbol = text[..<(digits.lowerBound - 1)].suffix { $0.isWordly }
    guard (1...2).contains(symbol.count), let first = symbol.first else { return false }
    return first.properties.isUppercase && symbol.dropFirst().allSatisfy(\.properties.isLowercase)
  }

  /// Whether it tells where a group stands in a molecule, as in `2-propanol` and `1,4-dioxane`.
  private func isLocant(_ literal: Literal) -> Bool {
    let end = literal.range.upperBound
    guard at(end) == "-", literal.written.decimals == 0 else { return false }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: text[(end + 1)...].prefix { $0.isLetter || $0 == "-" })
    let name = String(word)
    return Self.groups.contains { name.hasPrefix($0) }
      || Self.compounds.contains { name.hasSuffix($0) }
  }

  private static let groups = ["methyl", "ethyl", "propyl", "butyl", "hydroxy", "amino", "phenyl"]
  private static let compounds = [
    "anol", "diol", "oxane", "olane", "idone", "amine", "butene", "propene", "azole",
  ]

  private func readBound(_ literal: inout Literal) {
    var index = literal.range.lowerBound - 1
    if at(index)?.isBlank == true { index -= 1 }
    guard let sign = at(index) else { return }
    literal.bound = Literal.Bound(rawValue: String(sign))
  }

  /// A number without a unit has that of the next one in its list: `2.1–2.4 %`, `25 and 50 °C`.
  private mutating func shareUnits() {
    for index in literals.indices.reversed().dropFirst() {
      let (own, next) = (literals[index], literals[index + 1])
      guard own.unit == nil, own.meaning == .value, next.meaning == .value else { continue }
      let gap = text[own.range.upperBound..<next.range.lowerBound]
      if Self.isList(gap) { literals[index].unit = next.unit }
    }
  }

  /// Whether words between two numbers make them a list or a range; between references brackets and
  /// the letters of panels may stand too: `(003) and (104)`, `2a–c, 3`.
  static func isList(_ gap: ArraySlice<Unicode.Scalar>, ofReferences: Bool = false) -> Bool {
    guard !gap.isEmpty, gap.count < longestGap else { return false }
    let separators = ",;–—-‐‑&:/" + (ofReferences ? "()<>⟨⟩{}" : "")
    var words = String.UnicodeScalarView()
    words.append(contentsOf: gap)
    let parts = String(words).split { $0.isWhitespace || separators.contains($0) }
    return parts.allSatisfy { part in
      ["and", "or", "to", "by", "through"].contains(part)
        || ofReferences && part.count == 1 && ("a"..."h").contains(part)
    }
  }

  private static let longestGap = 12
}

extension ArraySlice<Unicode.Scalar> {
  /// The longest end of which something holds of each scalar.
  func suffix(_ holds: (Unicode.Scalar) -> Bool) -> ArraySlice<Unicode.Scalar> {
    var start = endIndex
    while start > startIndex, holds(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
