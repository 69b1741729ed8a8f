import Quantity

/// Which rows and columns of two versions of a table are the same.
///
/// Columns are the same by their heading; those whose headings have no like are paired in order
/// when they are equally many. Rows are the same by the first column that tells all of them apart
/// in both versions and does more than count them; where there is none, or where it holds measured
/// numbers and not names, rows are also the same that are equal, and those between the same
/// neighbours that agree in half of their values.
struct BlockPairing {
  /// For each column of the newer version the one of the older.
  private(set) var columns: [Int?]
  /// For each row of the newer version the one of the older.
  private(set) var rows: [Int?]

  private let new: Grid.Block
  private let old: Grid.Block

  init(_ new: Grid.Block, _ old: Grid.Block) {
    self.new = new
    self.old = old
    columns = Self.columns(new.headings, old.headings)
    rows = Array(repeating: nil, count: new.rows.count)
    if new.rows.allSatisfy({ $0.name != nil }) {
      pair(by: new.rows.map { $0.name ?? "" }, old.rows.map { $0.name ?? "" })
      return
    }
    guard let key = keyColumn() else {
      pair(by: new.rows.map(signature), old.rows.map(formerSignature))
      pairNeighbours()
      return
    }
    pair(by: key.new, key.old)
    if key.isOfNumbers { pairNeighbours() }
  }

  /// The older value at a place of the newer version; `nil` where it has none.
  func former(row: Int, column: Int) -> Grid.Value? {
    guard let row = rows[row], columns.indices.contains(column), let column = columns[column],
      old.rows[row].values.indices.contains(column)
    else { return nil }
    return old.rows[row].values[column]
  }

  private static func columns(_ new: [String], _ old: [String]) -> [Int?] {
    var columns = matched(new, old)
    let taken = Set(columns.compactMap(\.self))
    let left = old.indices.filter { !taken.contains($0) }
    let open = new.indices.filter { columns[$0] == nil }
    if left.count == open.count { for (one, other) in zip(open, left) { columns[one] = other } }
    return columns
  }

  /// The n-th of equal texts is the n-th of the other side.
  private static func matched(_ new: [String], _ old: [String]) -> [Int?] {
    var places: [String: [Int]] = [:]
    for (index, text) in old.enumerated().reversed() { places[text, default: []].append(index) }
    return new.map { places[$0]?.popLast() }
  }

  private mutating func pair(by new: [String], _ old: [String]) {
    rows = Self.matched(new, old)
  }

  private typealias Key = (new: [String], old: [String], isOfNumbers: Bool)

  /// The texts by which the rows are told apart; numbers of which most are others tell nothing apart
  /// any more, and then a column that counts the rows serves, if there is one.
  private func keyColumn() -> Key? {
    guard !new.rows.isEmpty, !old.rows.isEmpty else { return nil }
    var count: Key?
    for (column, former) in columns.enumerated() {
      guard let former, let texts = Self.distinct(new.rows, column),
        let formerTexts = Self.distinct(old.rows, former)
      else { continue }
      let key = (texts, formerTexts, texts.allSatisfy { Cell.number(in: $0) != nil })
      if Self.isCount(texts), Self.isCount(formerTexts) {
        count = count ?? key
      } else if !key.2 || Self.agree(texts, formerTexts) {
        return key
      } else if let count {
        return count
      }
    }
    return nil
  }

  /// Whether half of the fewer texts stand on both sides.
  private static func agree(_ one: [String], _ other: [String]) -> Bool {
    let shared = Set(one).intersection(other).count
    return 2 * shared >= min(one.count, other.count)
  }

  /// The texts of a column when no two are equal and none is empty; numbers by their value, so that
  /// another way to write them leaves the row what it is.
  private static func distinct(_ rows: [Grid.Row], _ column: Int) -> [String]? {
    var seen: Set<String> = []
    var texts: [String] = []
    for row in rows {
      guard row.values.indices.contains(column) else { return nil }
      let text = row.values[column].text
      let key = Cell.number(in: text).map { "\($0)" } ?? text
      guard !text.isEmpty, seen.insert(key).inserted else { return nil }
      texts.append(key)
    }
    return texts
  }

  /// Whether numbers only count the rows, and so say nothing of them.
  private static func isCount(_ texts: [String]) -> Bool {
    guard texts.count > 1 else { return false }
    let numbers = texts.map { Cell.number(in: $0) }
    return zip(numbers, numbers.dropFirst()).allSatisfy { one, next in
      one.flatMap { one in next.map { $0 == one + 1 } } ?? false
    }
  }

  private func signature(_ row: Grid.Row) -> String {
    columns.indices.filter { columns[$0] != nil }
      .map { row.values.indices.contains($0) ? row.values[$0].text : "" }
      .joined(separator: "\u{1F}")
  }

  private func formerSignature(_ row: Grid.Row) -> String {
    columns.compactMap(\.self).map { row.values.indices.contains($0) ? row.values[$0].text : "" }
      .joined(separator: "\u{1F}")
  }

  /// Pairs what is left with what is left beside the same neighbour, first downwards, then upwards.
  private mutating func pairNeighbours() {
    var taken = Set(rows.compactMap(\.self))
    var next = 0
    for row in new.rows.indices {
      if let known = rows[row] {
        next = known + 1
      } else if next < old.rows.count, !taken.contains(next), areAlike(row, next) {
        rows[row] = next
        taken.insert(next)
        next += 1
      }
    }
    next = old.rows.count - 1
    for row in new.rows.indices.reversed() {
      if let known = rows[row] {
        next = known - 1
      } else if next >= 0, !taken.contains(next), areAlike(row, next) {
        rows[row] = next
        taken.insert(next)
        next -= 1
      }
    }
  }

  private func areAlike(_ row: Int, _ other: Int) -> Bool {
    let (row, other) = (new.rows[row].values, old.rows[other].values)
    var (equal, all) = (0, 0)
    for (column, former) in columns.enumerated() where row.indices.contains(column) {
      guard let former, other.indices.contains(former), !row[column].text.isEmpty else { continue }
      all += 1
      if row[column].text == other[former].text { equal += 1 }
    }
    return all > 0 && 2 * equal >= all
  }
}
