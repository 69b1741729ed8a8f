/// Tells numbers that claim no result by what stands around them: references, years, indices.
struct MeaningReader {
  private(set) var literals: [Literal]
  private let text: [Unicode.Scalar]
  /// The stretch of digits and separators looked at last.
  private var listed = 0..<0

  private static let references: Set<String> = [
    "figure", "figures", "fig", "figs", "table", "tables", "equation", "equations", "eq", "eqs",
    "section", "sections", "sec", "scheme", "schemes", "chapter", "ref", "refs", "reference",
    "references", "note", "notes", "video", "movie", "appendix", "page", "pages", "p", "pp", "vol",
    "no", "nos", "step", "panel", "panels", "§",
  ]
  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec",
  ]
  private static let beforeYear: Set<String> = [
    "in", "since", "until", "before", "after", "year", "of", "by", "©", "al",
  ]
  private static let planes: Set<String> = [
    "plane", "planes", "reflection", "reflections", "peak", "peaks", "facet", "facets", "axis",
    "direction", "directions", "zone", "spot", "spots",
  ]

  init(_ text: [Unicode.Scalar], _ kind: Passage.Kind, _ literals: [Literal]) {
    self.text = text
    self.literals = literals
    for (index, literal) in literals.enumerated() {
      if literal.meaning == .value { self.literals[index].meaning = meaning(at: index, kind) }
      if literal.meaning == .name {
        let isReference = Self.references.contains(wordBefore(literal))
        self.literals[index].meaning = isReference ? .reference : continued(at: index) ?? .name
      }
    }
  }

  private mutating func meaning(at index: Int, _ kind: Passage.Kind) -> Literal.Meaning {
    let literal = literals[index]
    if kind == .heading, text[..<literal.range.lowerBound].allSatisfy(\.isBlank) {
      return .numbering
    }
    if isDate(literal) { return .date }
    guard literal.unit == nil, literal.spread == nil else { return .value }
    if isIndex(literal, at: index) { return .index }
    if isCitation(literal) { return .citation }
    if Self.references.contains(wordBefore(literal)) { return .reference }
    return continued(at: index) ?? .value
  }

  /// What the number before it in its list is, if that is a reference, an index or a date.
  private func continued(at index: Int) -> Literal.Meaning? {
    guard index > 0, [.reference, .index, .date].contains(literals[index - 1].meaning) else {
      return nil
    }
    if literals[index - 1].meaning == .date, !isYear(literals[index]) { return nil }
    let gap = text[literals[index - 1].range.upperBound..<literals[index].range.lowerBound]
    return LiteralReader.isList(gap, ofReferences: true) ? literals[index - 1].meaning : nil
  }

  /// The word before a number, in small letters and without a point.
  private func wordBefore(_ literal: Literal) -> String {
    var rest = text[..<literal.range.lowerBound]
    while let last = rest.last, last.isBlank || last == "." { rest = rest.dropLast() }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: rest.suffix { $0.isWordly || $0 == "§" || $0 == "©" })
    return String(word).lowercased()
  }

  private func wordBehind(_ literal: Literal) -> String {
    let rest = text[literal.range.upperBound...].drop {
      $0.isBlank || ")>⟩".unicodeScalars.contains($0)
    }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: rest.prefix { $0.isWordly })
    return String(word).lowercased()
  }

  private func at(_ index: Int) -> Unicode.Scalar? {
    text.indices.contains(index) ? text[index] : nil
  }

  private func isWhole(_ literal: Literal) -> Bool {
    literal.written.decimals == 0 && literal.written.power == 0 && literal.bound == nil
      && literal.range == literal.digits
  }

  /// Whether it is a year, a day of a month, or a part of `2026-11-28`.
  private func isDate(_ literal: Literal) -> Bool {
    let digits = literal.digits
    guard isWhole(literal) else { return false }
    if isPartOfDay(digits) { return true }
    if digits.count <= 2 {
      return Self.months.contains(wordBehind(literal)) || Self.months.contains(wordBefore(literal))
    }
    guard isYear(literal) else { return false }
    let before = wordBefore(literal)
    let isInParentheses =
      at(digits.lowerBound - 1) == "("
      && ")a,;".unicodeScalars.contains(at(digits.upperBound) ?? " ")
    return isInParentheses || Self.months.contains(before) || Self.beforeYear.contains(before)
      || isCapitalised(wordEndingBefore: digits.lowerBound)
  }

  /// Whether it looks like a year of our time.
  private func isYear(_ literal: Literal) -> Bool {
    isWhole(literal) && literal.digits.count == 4 && (1800...2099).contains(literal.written.value)
  }

  private func isCapitalised(wordEndingBefore start: Int) -> Bool {
    var rest = text[..<start]
    while let last = rest.last, last.isBlank || last == "," { rest = rest.dropLast() }
    let word = rest.suffix { $0.isWordly }
    return word.count > 1 && word.allSatisfy(\.properties.isUppercase)
      || Self.months.contains(wordBefore(at: rest.endIndex))
  }

  private func wordBefore(at end: Int) -> String {
    var word = String.UnicodeScalarView()
    word.append(contentsOf: text[..<end].suffix { $0.isWordly })
    return String(word).lowercased()
  }

  private func isPartOfDay(_ digits: Range<Int>) -> Bool {
    // One more than a day has is enough to know that it is none.
    let longest = 11
    let before = text[max(0, digits.lowerBound - longest)..<digits.lowerBound]
    let start = before.suffix { $0.isDigit || $0 == "-" }.startIndex
    let run = text[start...].prefix(longest).prefix { $0.isDigit || $0 == "-" }
    let parts = run.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
    return parts == [4, 2, 2] || parts == [4, 2]
  }

  /// Whether it stands in square brackets that hold nothing but numbers.
  private mutating func isCitation(_ literal: Literal) -> Bool {
    let inner: (Unicode.Scalar) -> Bool = { $0.isDigit || ", –-".unicodeScalars.contains($0) }
    let range = literal.range
    var list = listed
    if range.lowerBound < list.lowerBound || range.upperBound > list.upperBound {
      let start = text[..<range.lowerBound].suffix(inner).startIndex
      list = start..<text[range.upperBound...].prefix(while: inner).endIndex
      if text[range].allSatisfy(inner) { listed = list }
    }
    return at(list.lowerBound - 1) == "[" && at(list.upperBound) == "]"
  }

  /// Whether it is a plane or a direction: `I(003)`, `⟨100⟩`, `the 104 reflection`.
  private func isIndex(_ literal: Literal, at index: Int) -> Bool {
    let digits = literal.digits
    guard isIndexLike(literal), let open = at(digits.lowerBound - 1) ?? Optional(" "),
      let close = at(digits.upperBound) ?? Optional(" ")
    else { return false }
    switch (open, close) {
    case ("⟨", "⟩"), ("〈", "〉"), ("<", ">"), ("{", "}"): return true
    case ("(", ")"):
      return text[digits.lowerBound] == "0" || at(digits.lowerBound - 2)?.isWordly == true
        || isNearPlane(literal)
    default: return digits.count == 3 && isNearPlane(literal)
    }
  }

  private func isIndexLike(_ literal: Literal) -> Bool {
    let digits = literal.digits
    return (3...4).contains(digits.count) && literal.written.decimals == 0
      && text[digits].allSatisfy(\.isDigit)
  }

  private func isNearPlane(_ literal: Literal) -> Bool {
    Self.planes.contains(wordBehind(literal)) || Self.planes.contains(wordBefore(literal))
  }
}
