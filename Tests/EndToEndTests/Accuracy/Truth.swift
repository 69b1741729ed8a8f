// What is true of the numbers of a manuscript that was made up, and how often a reader found it.

/// What a number is, or what was done to it.
enum Kind: String, CaseIterable {
  // What is right.
  case result, range, uncertainty, power, setting, tableCell = "cell of a table"
  // What was put in, to be found.
  case value, transposed, minus, rounding, unit, scale, permille, stale, doubled, unbound, lost,
    moved
  // What is no result.
  case name, formula, reference, citation, date, index, orbital, software, address, heading, entry

  /// The verdict that a careful reader comes to.
  var verdict: String {
    switch self {
    case .result, .range, .uncertainty, .power, .setting, .tableCell: "right"
    case .value, .transposed, .minus, .moved: "wrong: value"
    case .rounding: "wrong: rounding"
    case .unit: "wrong: unit"
    case .scale, .permille: "wrong: power of ten"
    case .stale: "stale"
    case .doubled: "ambiguous"
    case .unbound: "unbound"
    case .lost: "lost"
    case .name, .formula, .reference, .citation, .date, .index, .orbital, .software, .address,
      .heading, .entry:
      "no result"
    }
  }

  /// What it is in words, for a table.
  var words: String {
    switch self {
    case .value: "another value"
    case .transposed: "two digits changed places"
    case .minus: "a minus is missing"
    case .rounding: "rounded the wrong way or cut off"
    case .unit: "another unit"
    case .scale: "another power of ten"
    case .permille: "‰ for % or % for ‰"
    case .stale: "an input has changed since"
    case .doubled: "bound to two numbers"
    case .unbound: "bound to nothing"
    case .lost: "quoted words that are gone"
    case .moved: "quoted, and its digits changed"
    default: rawValue
    }
  }

  /// Whether it is an error that was put in.
  var isError: Bool { verdict != "right" && verdict != "no result" }
}

/// A number of a manuscript, where it stands and what it is.
struct Truth {
  let file: String
  let line: Int
  /// The columns that its text takes.
  let columns: Range<Int>
  let text: String
  let kind: Kind
}

/// A share of a count, with the interval in which the underlying probability lies with 95 %.
///
/// The interval is that of E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927), without a correction for
/// continuity.
struct Share {
  let hits: Int
  let count: Int

  var value: Double { count == 0 ? 0 : Double(hits) / Double(count) }

  var interval: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let (z, n) = (1.959963984540054, Double(count))
    let middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    let half =
      z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }

  /// `98.5 % (95.2–99.6), 197 of 200`.
  var words: String {
    func percent(_ value: Double) -> String {
      let tenths = Int((value * 1000).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
    let (low, high) = (interval.lowerBound, interval.upperBound)
    return "\(percent(value)) % (\(percent(low))–\(percent(high))), \(hits) of \(count)"
  }
}
