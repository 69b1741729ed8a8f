import Quantity

/// Reads the unit that stands behind a number: `%`, ` mAh g⁻¹`, ` °C/min`, ` ‰ per cycle`.
struct UnitReader {
  let unit: Unit
  /// Behind the last scalar of the unit.
  let end: Int

  /// Units as people spell them out.
  private static let spelled = [
    "percent": "%", "permille": "‰", "seconds": "s", "second": "s", "minute": "min",
    "minutes": "min", "hour": "h", "hours": "h", "days": "d", "day": "d", "gram": "g",
    "grams": "g", "cycle": "cycle", "cycles": "cycle", "volt": "V", "volts": "V",
    // Of what a percentage is one is said beside it.
    "wt%": "%", "wt.%": "%", "at%": "%", "at.%": "%", "mol%": "%", "mol.%": "%", "vol%": "%",
    "vol.%": "%",
  ]

  /// How many scalars a word may have, and how many further factors there may be: no unit has so many.
  private static let (longest, most) = (64, 16)

  /// Reads the unit behind a number that ends at an index; `nil` when none stands there.
  init?(_ text: ArraySlice<Unicode.Scalar>, behind start: Int) {
    var index = start
    while index < text.endIndex, text[index].isBlank, index - start < 2 { index += 1 }
    guard
      let (first, end) = Self.inverse(text, at: index, behind: start)
        ?? Self.first(text, at: index)
    else { return nil }
    var (symbol, last) = (first, end)
    var count = 0
    while count < Self.most, let (next, end, isBelow) = Self.further(text, behind: last) {
      count += 1
      let joined = isBelow ? "\(symbol)/\(next)" : "\(symbol)·\(next)"
      guard (try? Unit(joined)) != nil else { break }
      (symbol, last) = (joined, end)
    }
    guard let unit = try? Unit(symbol) else { return nil }
    self.unit = unit
    self.end = last
  }

  /// A unit that begins with a word, not with a digit.
  private static func first(_ text: ArraySlice<Unicode.Scalar>, at index: Int) -> (String, Int)? {
    guard index < text.endIndex, !text[index].isDigit else { return nil }
    return factor(text, at: index)
  }

  /// A unit without a numerator, a blank behind its number: ` 1/cycle`.
  private static func inverse(
    _ text: ArraySlice<Unicode.Scalar>, at index: Int, behind start: Int
  ) -> (String, Int)? {
    guard index > start, index + 2 < text.endIndex, text[index] == "1", text[index + 1] == "/",
      let (unit, end) = first(text, at: index + 2), (try? Unit("1/\(unit)")) != nil
    else { return nil }
    return ("1/\(unit)", end)
  }

  /// A word at an index that is a unit: the longest part of it before a hyphen that is one.
  private static func factor(_ text: ArraySlice<Unicode.Scalar>, at start: Int) -> (String, Int)? {
    if let end = celsius(text, at: start) { return ("°C", end) }
    for length in [3, 2] {
      if let (words, end) = words(length, text, at: start), let symbol = phrase(words) {
        return (symbol, end)
      }
    }
    let word = text[min(start, text.endIndex)...].prefix(longest).prefix { !isEnd($0) }
    for end in word.indices.reversed().map({ $0 + 1 }) where isWhole(text, at: end) {
      var name = String.UnicodeScalarView()
      name.append(contentsOf: word[..<end])
      if let symbol = symbol(String(name)) { return (symbol, end) }
    }
    return nil
  }

  /// Behind a degree Celsius that is written with a blank, or with the sign of ordinals.
  private static func celsius(_ text: ArraySlice<Unicode.Scalar>, at start: Int) -> Int? {
    guard start < text.endIndex, text[start] == "°" || text[start] == "º" else { return nil }
    let blanks = text[(start + 1)...].prefix { $0.isBlank }.count
    let end = start + 1 + blanks
    guard blanks < 2, end < text.endIndex, text[end] == "C" else { return nil }
    guard blanks > 0 || text[start] == "º", isWhole(text, at: end + 1) else { return nil }
    return end + 1
  }

  /// What a word means as a unit.
  private static func symbol(_ word: String) -> String? {
    if let symbol = spelled[word] { return symbol }
    return (try? Unit(word)) == nil ? nil : word
  }

  private static func phrase(_ words: [String]) -> String? {
    switch words {
    case ["per", "cent"]: "%"
    case ["per", "mille"], ["per", "mil"]: "‰"
    case ["degrees", "Celsius"], ["degree", "Celsius"]: "°C"
    default: nil
    }
  }

  /// So many words from an index on, one blank between two.
  private static func words(
    _ count: Int, _ text: ArraySlice<Unicode.Scalar>, at start: Int
  ) -> ([String], Int)? {
    var words: [String] = []
    var index = start
    while words.count < count {
      let word = text[min(index, text.endIndex)...].prefix(longest).prefix { $0.isWordly }
      guard !word.isEmpty else { return nil }
      var name = String.UnicodeScalarView()
      name.append(contentsOf: word)
      words.append(String(name))
      index += word.count
      if words.count < count {
        guard index < text.endIndex, text[index].isBlank else { return nil }
        index += 1
      }
    }
    return (words, index)
  }

  /// Whether a unit may end at an index: not within a word.
  private static func isWhole(_ text: ArraySlice<Unicode.Scalar>, at end: Int) -> Bool {
    guard end < text.endIndex else { return true }
    let next = text[end]
    if next.isWordly || Shifted.base(of: next) != nil || next == "_" { return false }
    guard next == "-" || next == "\u{2010}" || next == "\u{2011}", end + 1 < text.endIndex else {
      return true
    }
    return !text[end + 1].properties.isUppercase
  }

  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isBlank || ",;:!?\"'“”‘’(){}[]—–=<>≤≥±×+|…".unicodeScalars.contains(scalar)
      || scalar == Passage.unreadable
  }

  /// A further factor: ` g⁻¹` or ` per cycle`.
  private static func further(
    _ text: ArraySlice<Unicode.Scalar>, behind end: Int
  ) -> (String, Int, isBelow: Bool)? {
    guard end < text.endIndex, text[end].isBlank else { return nil }
    if let (words, next) = words(1, text, at: end + 1), words == ["per"], next < text.endIndex,
      text[next].isBlank, let (unit, end) = factor(text, at: next + 1)
    {
      return (unit, end, true)
    }
    guard let (unit, last) = factor(text, at: end + 1),
      unit.unicodeScalars.contains(where: { $0 == "⁻" || $0 == "^" })
    else { return nil }
    return (unit, last, false)
  }
}
