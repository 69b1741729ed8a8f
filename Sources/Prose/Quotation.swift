/// Finds words that are quoted from a manuscript, also when the numbers in them have changed since.
package struct Quotation: Sendable {
  /// Where the words stand in one passage.
  package struct Match: Hashable, Sendable {
    /// The passage, by its place among all.
    package let passage: Int
    /// The part of its text.
    package let range: Range<Int>

    /// Whether two matches share words.
    package func overlaps(_ other: Match) -> Bool {
      passage == other.passage && range.overlaps(other.range)
    }
  }

  /// How words were found.
  package enum Finding: Hashable, Sendable {
    /// As quoted.
    case exact([Match])
    /// With other numbers.
    case changed([Match])
    /// Not at all.
    case lost
  }

  /// Texts without what typesetting changes, each scalar with where it came from, one behind the
  /// other: a line ends before each and behind the last.
  private struct Folded {
    private(set) var text: [Unicode.Scalar] = ["\n"]
    private(set) var places = [0]
    /// Where each begins.
    private(set) var starts: [Int] = []
    private let hidesNumbers: Bool

    /// Folds blanks to one, raised and lowered signs and dashes to plain ones; with `#` for numbers
    /// if they are of no matter.
    init(hidingNumbers: Bool) { hidesNumbers = hidingNumbers }

    mutating func append(_ words: [Unicode.Scalar]) {
      let source = words.map(Self.plain)
      starts.append(text.count)
      var index = 0
      while index < source.count {
        let scalar = source[index]
        if hidesNumbers, scalar.isDigit, index == 0 || !source[index - 1].isWordly {
          add("#", index)
          index = Self.end(ofNumberAt: index, in: source)
        } else {
          if !scalar.isBlank { add(scalar, index) }
          if scalar.isBlank, text.last != " ", text.last != "\n" { add(" ", index) }
          index += 1
        }
      }
      if text.last == " " {
        text.removeLast()
        places.removeLast()
      }
      add("\n", source.count)
    }

    private mutating func add(_ scalar: Unicode.Scalar, _ place: Int) {
      text.append(scalar)
      places.append(place)
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
      if scalar.isASCII { return scalar }
      switch scalar {
      case "\u{2212}", "–", "\u{2010}", "\u{2011}": return "-"
      case "“", "”": return "\""
      case "’", "‘": return "'"
      default: return Shifted.base(of: scalar) ?? scalar
      }
    }

    private static func end(ofNumberAt start: Int, in source: [Unicode.Scalar]) -> Int {
      var end = start
      while end < source.count {
        let isPoint =
          (source[end] == "." || source[end] == ",") && end + 1 < source.count
          && source[end + 1].isDigit
        guard source[end].isDigit || isPoint else { break }
        end += 1
      }
      return end
    }

    /// Where words begin.
    ///
    /// R. N. Horspool, Software: Practice and Experience 10, 501, 1980.
    func starts(of wanted: ArraySlice<Unicode.Scalar>) -> [Int] {
      guard let last = wanted.last else { return [] }
      var skips = [Int](repeating: wanted.count, count: 256)
      for index in wanted.indices.dropLast() {
        skips[Int(wanted[index].value & 0xFF)] = wanted.endIndex - 1 - index
      }
      var starts: [Int] = []
      var start = 0
      while start + wanted.count <= text.count {
        let scalar = text[start + wanted.count - 1]
        if scalar == last, text[start..<start + wanted.count].elementsEqual(wanted) {
          starts.append(start)
        }
        start += skips[Int(scalar.value & 0xFF)]
      }
      return starts
    }
  }

  private let passages: [Passage]
  private let exact: Folded

  /// Prepares a search in passages.
  package init(in passages: [Passage]) {
    self.passages = passages
    exact = Self.folded(passages, hidingNumbers: false)
  }

  private static func folded(_ passages: [Passage], hidingNumbers: Bool) -> Folded {
    var folded = Folded(hidingNumbers: hidingNumbers)
    for passage in passages { folded.append(passage.text) }
    return folded
  }

  /// Finds the places of words; typography and the breaking of lines are of no matter.
  package func find(_ words: String) -> Finding { find([words])[0] }

  /// Finds the places of several quotes, one after the other.
  package func find(_ quotes: [String]) -> [Finding] {
    // Made only when a quote is not found as it stands.
    var changed: Folded?
    return quotes.map { quote in
      let words = Array(quote.unicodeScalars)
      let found = Self.matches(words, in: exact, hidingNumbers: false)
      if !found.isEmpty { return .exact(found) }
      let others = changed ?? Self.folded(passages, hidingNumbers: true)
      changed = others
      let matches = Self.matches(words, in: others, hidingNumbers: true)
      return matches.isEmpty ? .lost : .changed(matches)
    }
  }

  private static func matches(
    _ words: [Unicode.Scalar], in folded: Folded, hidingNumbers: Bool
  ) -> [Match] {
    var quote = Folded(hidingNumbers: hidingNumbers)
    quote.append(words)
    let wanted = quote.text.dropFirst().dropLast()
    return folded.starts(of: wanted).filter { isWhole(folded.text, $0, wanted) }.map { start in
      let passage = folded.starts.partitioningIndex { $0 > start } - 1
      return Match(
        passage: passage, range: folded.places[start]..<folded.places[start + wanted.count])
    }
  }

  /// Whether words are cut at neither end: `1 %` is not quoted from `11 %`.
  private static func isWhole(
    _ text: [Unicode.Scalar], _ start: Int, _ wanted: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    let isCutBefore = text[start - 1].isWordly && text[start].isWordly
    let end = start + wanted.count
    let isCutBehind = text[end].isWordly && text[end - 1].isWordly
    return !isCutBefore && !isCutBehind
  }
}
