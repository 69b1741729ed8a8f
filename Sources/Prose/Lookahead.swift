/// What stands further on in a text: every kind of question is answered in one pass over it, however
/// often it is asked.
///
/// Markup that never closes would otherwise be looked for once by each of its marks.
struct Lookahead {
  /// What can be looked for.
  enum Sought: Hashable {
    /// A word.
    case word(String)
    /// A dollar that can close a formula; a double one closes wherever it is not escaped.
    case dollar(isDouble: Bool)
  }

  private let scalars: [Unicode.Scalar]
  /// From where on each was looked for last, and where it was found: the end if nowhere.
  private var found: [Sought: Range<Int>] = [:]
  /// The bracket that closes each, by the kind that opens.
  private var partners: [Unicode.Scalar: [Int: Int]] = [:]
  /// Where runs of backticks begin, by how long they are.
  private var runs: [Int: [Int]]?

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// The first place at or behind an index where something stands.
  mutating func next(_ sought: Sought, from start: Int) -> Int? {
    guard start < scalars.count else { return nil }
    if let known = found[sought], known.lowerBound <= start, start <= known.upperBound {
      return known.upperBound < scalars.count ? known.upperBound : nil
    }
    let place = (start..<scalars.count).first { stands(sought, at: $0) }
    found[sought] = start..<(place ?? scalars.count)
    return place
  }

  private func stands(_ sought: Sought, at index: Int) -> Bool {
    switch sought {
    case .word(let word): return scalars[index...].starts(with: word.unicodeScalars)
    case .dollar(let isDouble):
      guard scalars[index] == "$", index > 0, scalars[index - 1] != "\\" else { return false }
      let isBeforeDigit = index + 1 < scalars.count && scalars[index + 1].isDigit
      return isDouble || !scalars[index - 1].isBlank && !isBeforeDigit
    }
  }

  /// The bracket that closes the one at an index; brackets behind a backslash do not count.
  mutating func closing(_ start: Int) -> Int? {
    let pairs: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]
    guard start < scalars.count, let close = pairs[scalars[start]] else { return nil }
    let open = scalars[start]
    if let known = partners[open] { return known[start] }
    let found = matched(open, close)
    partners[open] = found
    return found[start]
  }

  private func matched(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var waiting: [Int] = []
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\\" {
        index += 1
      } else if scalars[index] == open {
        waiting.append(index)
      } else if scalars[index] == close, let start = waiting.popLast() {
        pairs[start] = index
      }
      index += 1
    }
    return pairs
  }

  /// Where the first run of exactly so many backticks begins behind an index.
  mutating func backticks(_ count: Int, behind index: Int) -> Int? {
    let known = runs ?? allRuns()
    runs = known
    guard let starts = known[count] else { return nil }
    let next = starts.partitioningIndex { $0 > index }
    return next < starts.count ? starts[next] : nil
  }

  private func allRuns() -> [Int: [Int]] {
    var runs: [Int: [Int]] = [:]
    var index = 0
    while index < scalars.count {
      let count = scalars[index...].prefix { $0 == "`" }.count
      if count > 0 { runs[count, default: []].append(index) }
      index += max(count, 1)
    }
    return runs
  }
}
