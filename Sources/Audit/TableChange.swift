import Quantity
import Tables
import Text

/// How a table, or any text in lines and words, differs between two versions of its file.
///
/// Cells are matched by the heading of their column and the key of their row, so that a new column or
/// rows in another order change no cell. Where rows have no key, lines are matched by what they say.
package struct TableChange: Hashable, Sendable {
  /// Where a cell stands in one of the versions, and what stands there.
  package struct Spot: Hashable, Sendable {
    /// The line, counted from 1.
    package let line: Int
    /// The number of the field in its line; 0 of a whole row.
    package let column: Int
    /// The text; of a row its fields with commas between them.
    package let text: String

    /// Whether it is a whole row.
    package var isRow: Bool { column == 0 }
  }

  /// A cell with another text, or a row that only one of the versions has.
  package struct Change: Hashable, Sendable {
    /// The text that tells its row from the others; `nil` where nothing does.
    package let row: String?
    /// The heading of its column; `nil` of a whole row, or where there are no headings.
    package let heading: String?
    /// What stood there; `nil` for a row that is new.
    package let old: Spot?
    /// What stands there; `nil` for a row that is gone.
    package let new: Spot?
  }

  /// The changes in the order of the new version, rows that are gone behind them.
  let changes: [Change]
  /// Whether fields are those of a table, by which other programs count columns too.
  let isTable: Bool

  /// Compares two versions of a file; `nil` when they are no text.
  init?(from old: [UInt8], to new: [UInt8], dialect: String?) {
    if let old = ChangedTable(table: old, dialect), let new = ChangedTable(table: new, dialect) {
      isTable = true
      changes = Self.changes(from: old, to: new)
    } else {
      guard let old = ChangedTable(words: old), let new = ChangedTable(words: new) else {
        return nil
      }
      isTable = false
      changes = Self.changes(from: old, to: new)
    }
  }
}

// MARK: - Matching

extension TableChange {
  private static func changes(from old: ChangedTable, to new: ChangedTable) -> [Change] {
    let columns = Columns(old, new)
    var changes: [Change] = []
    var gone: [Change] = []
    for pair in pairs(old, new, columns) {
      switch (pair.old.map { old.rows[$0] }, pair.new.map { new.rows[$0] }) {
      case (let before?, let after?):
        changes += cells(from: before, to: after, columns, key: pair.key)
      case (nil, let row?):
        changes.append(Change(row: pair.key, heading: nil, old: nil, new: row.whole))
      case (let row?, nil):
        gone.append(Change(row: pair.key, heading: nil, old: row.whole, new: nil))
      case (nil, nil): break
      }
    }
    return changes + gone
  }

  private static func cells(
    from old: ChangedTable.Row, to new: ChangedTable.Row, _ columns: Columns, key: String?
  ) -> [Change] {
    var changes: [Change] = []
    for (before, after) in columns.matched(old.count, new.count) {
      let (one, other) = (before.map { old.spot($0) }, after.map { new.spot($0) })
      guard one?.text != other?.text else { continue }
      let heading = (after ?? before).flatMap { columns.heading($0, isNew: after != nil) }
      changes.append(Change(row: key, heading: heading, old: one, new: other))
    }
    return changes
  }

  private typealias Pair = (old: Int?, new: Int?, key: String?)

  /// Which rows are the same one: by key where both versions have one, else by what they say.
  private static func pairs(_ old: ChangedTable, _ new: ChangedTable, _ columns: Columns) -> [Pair]
  {
    guard let (before, after) = columns.keys(of: old, new) else {
      return aligned(old.rows.map(\.texts), new.rows.map(\.texts))
    }
    let places = Dictionary(before.enumerated().map { ($1, $0) }) { first, _ in first }
    let kept = Set(after)
    let found: [Pair] = after.enumerated().map { (places[$1], $0, $1) }
    return found
      + before.enumerated().filter { !kept.contains($1) }.map { (Optional($0), nil, $1) }
  }

  /// More rows than these between the beginning and the end in common are matched by their order.
  private static let most = 1000

  private static func aligned(_ old: [[String]], _ new: [[String]]) -> [Pair] {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (ones, others) = (start..<old.count - end, start..<new.count - end)
    guard ones.count != others.count, max(ones.count, others.count) <= most else {
      return paired(ones, others)
    }
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in Array(new[others]).difference(from: Array(old[ones])) {
      switch change {
      case .remove(let offset, _, _): removed.insert(ones.lowerBound + offset)
      case .insert(let offset, _, _): inserted.insert(others.lowerBound + offset)
      }
    }
    var pairs: [Pair] = []
    var (one, other) = (ones.lowerBound, others.lowerBound)
    while one < ones.upperBound || other < others.upperBound {
      let (first, second) = (one, other)
      while removed.contains(one) { one += 1 }
      while inserted.contains(other) { other += 1 }
      pairs += paired(first..<one, second..<other)
      // What both have stands here.
      (one, other) = (one + 1, other + 1)
    }
    return pairs
  }

  private static func paired(_ old: Range<Int>, _ new: Range<Int>) -> [Pair] {
    (0..<max(old.count, new.count)).map { index in
      (
        index < old.count ? old.lowerBound + index : nil,
        index < new.count ? new.lowerBound + index : nil, nil
      )
    }
  }
}

/// Which columns of two versions of a table are the same one.
private struct Columns {
  private let old: [String]
  private let new: [String]
  /// By heading; `nil` when there are none, or not each only once: then by their order.
  private let byHeading: [(Int?, Int?)]?

  init(_ old: ChangedTable, _ new: ChangedTable) {
    (self.old, self.new) = (old.headings, new.headings)
    guard !new.headings.isEmpty, Set(old.headings).count == old.headings.count,
      Set(new.headings).count == new.headings.count
    else {
      byHeading = nil
      return
    }
    let places = Dictionary(uniqueKeysWithValues: old.headings.enumerated().map { ($1, $0) })
    let kept = Set(new.headings)
    byHeading =
      new.headings.enumerated().map { (places[$1], $0) }
      + old.headings.enumerated().filter { !kept.contains($1) }.map { ($0.offset, nil) }
  }

  func matched(_ old: Int, _ new: Int) -> [(Int?, Int?)] {
    byHeading ?? (0..<max(old, new)).map { ($0 < old ? $0 : nil, $0 < new ? $0 : nil) }
  }

  func heading(_ column: Int, isNew: Bool) -> String? {
    let headings = isNew ? new : old
    return headings.indices.contains(column) ? headings[column] : nil
  }

  /// The keys of all rows: the texts of a column, or of the first two or three, that tell all rows apart
  /// in both versions; of several such the one with most in common.
  func keys(of old: ChangedTable, _ new: ChangedTable) -> (old: [String], new: [String])? {
    guard let byHeading else { return nil }
    let common = byHeading.compactMap { old, new in
      old.flatMap { old in new.map { new in (old: old, new: new) } }
    }.sorted { $0.old < $1.old }
    let choices =
      common.map { [$0] } + (2...3).filter { $0 < common.count }.map { Array(common.prefix($0)) }
    guard common.count > 1 else { return nil }
    let best = choices.compactMap { Self.keys(of: old, new, $0) }
      .enumerated().max { ($0.element.common, $1.offset) < ($1.element.common, $0.offset) }
    return best.map { ($0.element.old, $0.element.new) }
  }

  /// The texts of some columns, if they tell all rows apart in both, and how many both have.
  private static func keys(
    of old: ChangedTable, _ new: ChangedTable, _ columns: [(old: Int, new: Int)]
  ) -> (old: [String], new: [String], common: Int)? {
    let before = old.rows.map { row in columns.map { row.texts[$0.old] }.joined(separator: ", ") }
    let after = new.rows.map { row in columns.map { row.texts[$0.new] }.joined(separator: ", ") }
    let (one, other) = (Set(before), Set(after))
    guard one.count == before.count, other.count == after.count else { return nil }
    return (before, after, one.intersection(other).count)
  }
}

/// One version of a file as rows of texts.
private struct ChangedTable {
  struct Row {
    let line: Int
    let texts: [String]

    var count: Int { texts.count }

    var whole: TableChange.Spot {
      TableChange.Spot(line: line, column: 0, text: texts.joined(separator: ", "))
    }

    func spot(_ column: Int) -> TableChange.Spot {
      TableChange.Spot(line: line, column: column + 1, text: texts[column])
    }
  }

  let headings: [String]
  let rows: [Row]

  /// Reads a table with headings; `nil` when it is none, or has only one column.
  init?(table bytes: [UInt8], _ dialect: String?) {
    let dialects = [Dialect(named: dialect), Dialect(hasComments: true)].compactMap(\.self)
    for dialect in dialects {
      guard let table = try? Table(bytes, file: "", dialect: dialect), table.headings.count > 1
      else { continue }
      headings = table.headings.map(\.text)
      rows = table.rows.map { Row(line: $0.first?.cell.line ?? 0, texts: $0.map(\.text)) }
      return
    }
    return nil
  }

  /// Reads lines of words; `nil` when it is no text.
  init?(words bytes: [UInt8]) {
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    headings = []
    rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { index, line in
        Row(line: index + 1, texts: line.split(whereSeparator: \.isWhitespace).map(String.init))
      }
  }
}
