/// Finds words that are quoted from a manuscript, also when the numbers in them have changed since, or
/// the words between the same surroundings.
package struct Quotation: Sendable {
  /// Words, and what stands around them where they stand several times.
  package struct Quote: Hashable, Sendable {
    /// The words.
    package let words: String
    /// What stands before them; `nil` where that is of no matter.
    package let prefix: String?
    /// What stands behind them; `nil` where that is of no matter.
    package let suffix: String?

    /// Makes a quote from its parts.
    package init(_ words: String, prefix: String? = nil, suffix: String? = nil) {
      self.words = words
      self.prefix = prefix
      self.suffix = suffix
    }
  }

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
    /// With other numbers, with other words between the same surroundings, or with other
    /// surroundings.
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

    /// The place of a part of the folded text.
    func match(_ hit: Range<Int>) -> Match {
      let passage = starts.partitioningIndex { $0 > hit.lowerBound } - 1
      return Match(passage: passage, range: places[hit.lowerBound]..<places[hit.upperBound])
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
  package func find(_ words: String) -> Finding { find([Quote(words)])[0] }

  /// Finds the places of several quotes, one after the other.
  package func find(_ quotes: [Quote]) -> [Finding] {
    // Made only when a quote is not found as it stands.
    var changed: Folded?
    return quotes.map { quote in
      let standing = Search(quote, in: exact, hidingNumbers: false)
      let found = standing.hits.filter(standing.isSurrounded)
      if !found.isEmpty { return .exact(found.map(exact.match)) }
      let others = changed ?? Self.folded(passages, hidingNumbers: true)
      changed = others
      let search = Search(quote, in: others, hidingNumbers: true)
      for hits in [search.hits.filter(search.isSurrounded), search.between] where !hits.isEmpty {
        return .changed(hits.map(others.match))
      }
      let elsewhere =
        standing.hits.isEmpty ? search.hits.map(others.match) : standing.hits.map(exact.match)
      return elsewhere.isEmpty ? .lost : .changed(elsewhere)
    }
  }
}

// MARK: - Searching

extension Quotation {
  /// A quote looked for in a folded text.
  private struct Search {
    private let folded: Folded
    private let prefix: ArraySlice<Unicode.Scalar>
    private let words: ArraySlice<Unicode.Scalar>
    private let suffix: ArraySlice<Unicode.Scalar>

    init(_ quote: Quote, in folded: Folded, hidingNumbers: Bool) {
      func fold(_ text: String?) -> ArraySlice<Unicode.Scalar> {
        var folded = Folded(hidingNumbers: hidingNumbers)
        folded.append(Array((text ?? "").unicodeScalars))
        return folded.text.dropFirst().dropLast()
      }
      self.folded = folded
      (prefix, words, suffix) = (fold(quote.prefix), fold(quote.words), fold(quote.suffix))
    }

    private var text: [Unicode.Scalar] { folded.text }

    /// Where the words stand whole.
    var hits: [Range<Int>] {
      folded.starts(of: words).map { $0..<$0 + words.count }.filter(isWhole)
    }

    /// Whether the surroundings of a hit are those of the quote.
    func isSurrounded(_ hit: Range<Int>) -> Bool {
      let end = text[hit.lowerBound - 1] == " " ? hit.lowerBound - 1 : hit.lowerBound
      let start = text[hit.upperBound] == " " ? hit.upperBound + 1 : hit.upperBound
      return text[..<end].suffix(prefix.count).elementsEqual(prefix)
        && text[start...].starts(with: suffix)
    }

    /// Where other words stand between the surroundings: not many more of them.
    var between: [Range<Int>] {
      guard !prefix.isEmpty, !suffix.isEmpty else { return [] }
      let most = max(3 * words.count, 100)
      let ends = folded.starts(of: suffix)
      return folded.starts(of: prefix).compactMap { before in
        var start = before + prefix.count
        if text[start] == " " { start += 1 }
        let stop = text[start...].firstIndex(of: "\n") ?? text.count
        let next = ends.partitioningIndex { $0 > start }
        guard next < ends.count, ends[next] < min(stop, start + most) else { return nil }
        let end = text[ends[next] - 1] == " " ? ends[next] - 1 : ends[next]
        return start < end && isWhole(start..<end) ? start..<end : nil
      }
    }

    /// Whether words are cut at neither end: `1 %` is quoted neither from `11 %` nor from `0.1 %`.
    private func isWhole(_ hit: Range<Int>) -> Bool {
      let (start, end) = (hit.lowerBound, hit.upperBound)
      let isCutBefore =
        text[start].isWordly && text[start - 1].isWordly
        || text[start].isDigit && isPoint(start - 1) && text[start - 2].isDigit
      let isCutBehind =
        text[end - 1].isWordly && text[end].isWordly
        || text[end - 1].isDigit && isPoint(end) && text[end + 1].isDigit
      return !isCutBefore && !isCutBehind
    }

    /// Whether a point stands between two scalars of the text; its ends are ends of lines.
    private func isPoint(_ index: Int) -> Bool {
      (text[index] == "." || text[index] == ",") && index > 0 && index + 1 < text.count
    }
  }
}
