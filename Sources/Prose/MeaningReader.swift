import Quantity

/// Tells numbers that claim no result by what stands around them: references, years, indices.
struct MeaningReader {
  private(set) var literals: [Literal]
  private let text: [Unicode.Scalar]
  private let formulas: [Range<Int>]
  /// The stretch of digits and separators looked at last.
  private var listed = 0..<0

  private static let references: Set<String> = [
    "figure", "figures", "fig", "figs", "table", "tables", "equation", "equations", "eq", "eqs",
    "eqn", "eqns",
    "section", "sections", "sec", "scheme", "schemes", "chapter", "ref", "refs", "reference",
    "references", "note", "notes", "video", "movie", "appendix", "page", "pages", "p", "pp", "vol",
    "no", "nos", "step", "steps", "panel", "panels", "§", "algorithm", "algorithms", "theorem",
    "lemma", "proposition", "corollary", "definition", "listing", "footnote", "part", "volume",
    "issue", "grant", "contract", "award", "line", "lines", "box", "supplementary",
    "reaction", "reactions", "article", "cas", "orcid", "isbn", "#",
  ]
  /// What is told apart by numbers.
  private static let kinds: Set<String> = [
    "sample", "specimen", "batch", "experiment", "type", "model", "class", "atom", "residue", "res",
    "site", "run", "cell", "electrode", "trial", "subject", "patient", "participant", "replicate",
  ]
  private static let versions: Set<String> = ["version", "versions", "release", "ver", "v"]
  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec",
  ]
  private static let beforeYear: Set<String> = [
    "in", "since", "until", "before", "after", "year", "of", "by", "©", "al", "between", "from",
    "during", "early", "late", "spring", "summer", "autumn", "winter",
  ]
  private static let planes: Set<String> = [
    "plane", "planes", "reflection", "reflections", "peak", "peaks", "facet", "facets", "axis",
    "direction", "directions", "zone", "spot", "spots",
  ]

  init(_ passage: Passage, _ literals: [Literal]) {
    let kind = passage.kind
    text = passage.text
    formulas = passage.formulas
    self.literals = literals
    if kind == .bibliography {
      for index in literals.indices { self.literals[index].meaning = .citation }
      return
    }
    for (index, literal) in literals.enumerated() {
      if literal.meaning == .value { self.literals[index].meaning = meaning(at: index, kind) }
      if literal.meaning == .name {
        let isReference = Self.references.contains(wordBefore(literal))
        self.literals[index].meaning = isReference ? .reference : continued(at: index) ?? .name
      }
    }
    readFractions()
  }

  private mutating func meaning(at index: Int, _ kind: Passage.Kind) -> Literal.Meaning {
    let literal = literals[index]
    if kind == .heading, text[..<literal.range.lowerBound].allSatisfy(\.isBlank) {
      return .numbering
    }
    if isDate(literal) || isTime(literal) { return .date }
    if literal.unit?.symbol.utf8.count == 1, isInFormula(literal, at: index) {
      // `2 m v²`: a letter of a formula, no metre.
      return .formula
    }
    guard literal.unit == nil, literal.spread == nil else { return .value }
    if isIndex(literal, at: index) { return .index }
    if isCitation(literal) { return .citation }
    let word = wordBefore(literal)
    if Self.references.contains(word) { return .reference }
    if Self.versions.contains(word) || Self.kinds.contains(word) && isWhole(literal) {
      return .name
    }
    return continued(at: index) ?? (isInFormula(literal, at: index) ? .formula : .value)
  }

  /// What the number before it in its list is, if that is a reference, an index or a date.
  private func continued(at index: Int) -> Literal.Meaning? {
    guard index > 0, [.reference, .index, .date].contains(literals[index - 1].meaning) else {
      return nil
    }
    if literals[index - 1].meaning == .date, !continuesDate(literals[index - 1], literals[index]) {
      return nil
    }
    let gap = text[literals[index - 1].range.upperBound..<literals[index].range.lowerBound]
    return LiteralReader.isList(gap, ofReferences: true) ? literals[index - 1].meaning : nil
  }

  /// Whether a number goes on with a date: a year, or the second day of `September 11–12`.
  private func continuesDate(_ date: Literal, _ literal: Literal) -> Bool {
    if isYear(literal) { return true }
    return date.digits.count <= 2 && literal.digits.count <= 2 && isWhole(literal)
      && text[date.range.upperBound..<literal.range.lowerBound].count == 1
  }

  /// The word before a number, in small letters and without a point.
  private func wordBefore(_ literal: Literal) -> String {
    var rest = text[..<literal.range.lowerBound]
    // `Eq. (4)`
    if rest.last == "(", at(literal.range.upperBound) == ")" { rest = rest.dropLast() }
    while let last = rest.last, last.isBlank || last == "." { rest = rest.dropLast() }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: rest.suffix { $0.isWordly || "§©#".unicodeScalars.contains($0) })
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
    guard isYear(literal), literal.unit == nil, !countsThings(literal) else { return false }
    let before = wordBefore(literal)
    let isAtEnd = ")a,;".unicodeScalars.contains(at(digits.upperBound) ?? " ")
    let isInParentheses = isAtEnd && (at(digits.lowerBound - 1) == "(" || isBehindAuthor(digits))
    return isInParentheses || isInRangeOfYears(digits) || Self.months.contains(before)
      || Self.beforeYear.contains(before)
      || isCapitalised(wordEndingBefore: digits.lowerBound)
  }

  /// Whether another year stands behind a dash: `2010–2019`.
  private func isInRangeOfYears(_ digits: Range<Int>) -> Bool {
    let isDash: (Unicode.Scalar?) -> Bool = { $0 == "–" || $0 == "-" }
    let behind = text[digits.upperBound...].dropFirst().prefix { $0.isDigit }
    let before = text[..<max(0, digits.lowerBound - 1)].suffix { $0.isDigit }
    func isYear(_ year: ArraySlice<Unicode.Scalar>) -> Bool {
      year.count == 4
        && (year.starts(with: "19".unicodeScalars) || year.starts(with: "20".unicodeScalars))
    }
    return isDash(at(digits.upperBound)) && isYear(behind)
      || isDash(at(digits.lowerBound - 1)) && isYear(before)
  }

  /// Whether a plural behind it says that it counts: `in 2000 particles`.
  private func countsThings(_ literal: Literal) -> Bool {
    let word = wordBehind(literal)
    return at(literal.range.upperBound)?.isBlank == true && word.count > 3 && word.hasSuffix("s")
      && !["was", "this", "thus", "does", "has"].contains(word)
  }

  /// Whether it stands behind a name and a comma: `(Smith and Li, 2013)`.
  private func isBehindAuthor(_ digits: Range<Int>) -> Bool {
    var rest = text[..<digits.lowerBound]
    while let last = rest.last, last.isBlank { rest = rest.dropLast() }
    guard rest.last == "," else { return false }
    rest = rest.dropLast()
    while rest.last == "." { rest = rest.dropLast() }
    let word = rest.suffix { $0.isLetter || $0 == "-" }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: word)
    return word.first?.properties.isUppercase == true || String(name) == "al"
  }

  /// Whether it is a part of a time of the day: `14:30`, behind `at` or with seconds.
  private func isTime(_ literal: Literal) -> Bool {
    guard isWhole(literal), literal.digits.count == 2 else { return false }
    let longest = 9
    let digits = literal.digits
    let before = text[max(0, digits.lowerBound - longest)..<digits.lowerBound]
    let start = before.suffix { $0.isDigit || $0 == ":" }.startIndex
    let run = text[start...].prefix(longest).prefix { $0.isDigit || $0 == ":" }
    let parts = run.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ $0.count == 2 && ($0.first ?? "9") <= "5" })
    else { return false }
    if parts.count == 3 { return true }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: text[run.endIndex...].drop { $0.isBlank }.prefix { $0.isLetter })
    let hints: Set<String> = ["at", "until", "from", "to", "and", "since", "till", "around"]
    let behind: Set<String> = ["UTC", "GMT", "CET", "CEST", "h", "am", "pm", "a", "p"]
    return hints.contains(wordBefore(at: text[..<start].suffix { $0.isBlank }.startIndex))
      && (parts[0].first ?? "9") <= "2" || behind.contains(String(word))
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
    return parts == [4, 2, 2] || parts == [4, 2] || isDayWithSlashes(digits)
  }

  /// Whether it is a part of `28/11/2026` or `2026/11/28`.
  private func isDayWithSlashes(_ digits: Range<Int>) -> Bool {
    let longest = 11
    let before = text[max(0, digits.lowerBound - longest)..<digits.lowerBound]
    let start = before.suffix { $0.isDigit || $0 == "/" }.startIndex
    let run = text[start...].prefix(longest).prefix { $0.isDigit || $0 == "/" }
    let counts = run.split(separator: "/", omittingEmptySubsequences: false).map(\.count)
    guard counts.count == 3, counts.allSatisfy({ $0 > 0 }), counts[1] <= 2 else { return false }
    return counts[0] <= 2 && counts[2] == 4 || counts[0] == 4 && counts[2] <= 2
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
    case ("[", "]"): return text[digits.lowerBound] == "0" || isNearPlane(literal)
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

// MARK: - Formulae

extension MeaningReader {
  private static let relations = Array("=<>≤≥≈~≃≲≳±≡∝".unicodeScalars)

  /// Whether it is a coefficient or the like: what stands in a formula, and not behind a sign that
  /// says what something is.
  private func isInFormula(_ literal: Literal, at index: Int) -> Bool {
    let range = literal.range
    let next = formulas.partitioningIndex { $0.lowerBound > range.lowerBound }
    guard next > 0 else { return false }
    let formula = formulas[next - 1]
    guard range.upperBound <= formula.upperBound else { return false }
    // `x ≥ 0` says where something is defined.
    if literal.written.value == 0, literal.bound != nil, literal.written.decimals == 0 {
      return true
    }
    // No coefficient has two decimals, and none a blank of its own before what it stands for.
    let isSpaced =
      ["\u{2009}", "\u{A0}"].contains(at(range.upperBound)) && range.upperBound < formula.upperBound
    if literal.written.decimals > 1 || isSpaced { return false }
    let before = text[formula.lowerBound..<range.lowerBound].last { !$0.isBlank }
    let behind = text[range.upperBound..<formula.upperBound].filter { !$0.isBlank }.prefix(2)
    return !isStart(before, in: formula, at: index) || !Self.isEnd(Array(behind))
  }

  /// What stands over or before a coefficient is one too: the 1 of `1/2 m v²`.
  private mutating func readFractions() {
    for index in literals.indices.dropLast().reversed()
    where literals[index].meaning == .value
      && [.formula, .name].contains(literals[index + 1].meaning)
    {
      let range = literals[index].range.upperBound..<literals[index + 1].range.lowerBound
      let next = formulas.partitioningIndex { $0.lowerBound > range.lowerBound }
      if next > 0, formulas[next - 1].contains(range.lowerBound),
        (literals[index].unit?.symbol.utf8.count ?? 0) <= 1,
        text[range].allSatisfy({ "×/·".unicodeScalars.contains($0) })
      {
        literals[index].meaning = .formula
      }
    }
  }

  /// Whether a value may stand behind a sign: at the start, behind a relation, or further on in a list.
  private func isStart(_ sign: Unicode.Scalar?, in formula: Range<Int>, at index: Int) -> Bool {
    guard let sign else { return true }
    if Self.relations.contains(sign) { return true }
    guard index > 0, ",;:×/–-\u{2212}".unicodeScalars.contains(sign) else { return false }
    let last = literals[index - 1]
    let gap = text[min(last.range.upperBound, text.count)..<literals[index].range.lowerBound]
    return last.meaning == .value && formula.contains(last.range.lowerBound)
      && gap.allSatisfy { $0.isBlank || $0 == sign }
  }

  private static func isEnd(_ behind: [Unicode.Scalar]) -> Bool {
    guard let sign = behind.first else { return true }
    // What is said of the spread above and below: `10.8⁺³₋₂`.
    if "⁺₋₊⁻".unicodeScalars.contains(sign) { return true }
    if "×/–-\u{2212}:".unicodeScalars.contains(sign) {
      return behind.count > 1 && behind[1].isDigit
    }
    guard ",;.)".unicodeScalars.contains(sign) else { return false }
    return behind.count < 2 || behind[1] != "…" && behind[1] != Passage.unreadable
  }
}
