import Git
import Pipeline
import Quantity

/// What of one table is not used: whole rows, whole columns, and the cells that are left.
///
/// Only numbers are data: headings, names, units and dates are not. A row or column that somebody
/// excludes is told apart, with the reason.
struct UnusedTable {
  private(set) var parts: [UnusedPart] = []
  /// How many cells of each exclusion there are, and how many of them are used.
  private(set) var excluded: [(all: Int, used: Int)]

  private let block: Grid.Block
  private let exclusions: [ExcludedPart]
  /// Whether the rows stand on lines of their own.
  private let areLines: Bool
  /// For each row and column: no data, used, not used, or excluded by one of the exclusions.
  private var states: [[State]] = []

  private enum State: Hashable { case none, used, unused, excluded(Int) }

  /// - Parameters:
  ///   - block: The table.
  ///   - isCurve: Whether the values of a row go together, so that one in use uses all; so they
  ///     always do where one of them is calculated by its place.
  ///   - use: What is used.
  ///   - exclusions: What is declared as left out.
  init(_ block: Grid.Block, isCurve: Bool, _ use: Reach.Use, _ exclusions: [ExcludedPart]) {
    self.block = block
    self.exclusions = exclusions
    excluded = exclusions.map { _ in (0, 0) }
    let isCurve = isCurve || block.rows.first?.values.contains { $0.spot == nil } ?? false
    areLines = block.hasOwnLines
    for row in block.rows.indices { states.append(states(ofRow: row, isCurve: isCurve, use)) }
    for index in exclusions.indices { tell(.excluded(index), exclusions[index].exclusion) }
    tell(.unused, nil)
  }

  private mutating func states(ofRow row: Int, isCurve: Bool, _ use: Reach.Use) -> [State] {
    let values = block.rows[row].values
    let held = values.map { $0.spot.map(use.holds) ?? false }
    return values.indices.map { column in
      let isUsed = isCurve ? held.contains(true) : held[column]
      guard values[column].spot != nil, Cell.number(in: values[column].text) != nil else {
        return .none
      }
      for (index, exclusion) in exclusions.enumerated()
      where exclusion.holds(row: row, column: column, of: block) {
        excluded[index].all += 1
        if isUsed { excluded[index].used += 1 }
        return isUsed ? .used : .excluded(index)
      }
      return isUsed ? .used : .unused
    }
  }

  /// Tells of the cells in a state: rows in which nothing is used, then columns, then the rest.
  private mutating func tell(_ state: State, _ exclusion: Exclusion?) {
    let isMeant = { (other: State) in other == state }
    let rows = states.indices.filter { row in
      states[row].contains(where: isMeant) && !states[row].contains(.used)
        && states[row].allSatisfy { $0 == state || $0 == .none }
    }
    let total = states.count { $0.contains { $0 != .none } }
    add(rows, of: total, exclusion)
    let left = Set(states.indices).subtracting(rows)
    let columns = block.headings.indices.filter { column in
      let column = left.compactMap {
        states[$0].indices.contains(column) ? states[$0][column] : nil
      }
      return column.contains(where: isMeant) && !column.contains(.used)
    }
    if !columns.isEmpty {
      let data = block.headings.indices.count { column in
        states.contains { $0.indices.contains(column) && $0[column] != .none }
      }
      parts.append(
        UnusedPart(
          kind: .columns, table: block.name,
          label: columns.map { block.headings[$0] }.joined(separator: ", "), places: [],
          areLines: areLines,
          count: columns.count, total: data, exclusion: exclusion))
    }
    addCells(left, Set(block.headings.indices).subtracting(columns), state, exclusion)
  }

  private mutating func addCells(
    _ rows: Set<Int>, _ columns: Set<Int>, _ state: State, _ exclusion: Exclusion?
  ) {
    var cells = 0
    var held: [Int] = []
    for row in rows.sorted() {
      let meant = states[row].indices.count { columns.contains($0) && states[row][$0] == state }
      cells += meant
      if meant > 0 { held.append(row) }
    }
    guard cells > 0 else { return }
    let headings = columns.sorted().filter { column in
      rows.contains { states[$0].indices.contains(column) && states[$0][column] == state }
    }
    parts.append(
      UnusedPart(
        kind: .cells, table: block.name,
        label: headings.map { block.headings[$0] }.joined(separator: ", "),
        places: places(held), areLines: areLines, count: cells,
        total: states.reduce(0) { $0 + $1.count { $0 != .none } }, exclusion: exclusion))
  }

  // MARK: - Rows

  private mutating func add(_ rows: [Int], of total: Int, _ exclusion: Exclusion?) {
    guard !rows.isEmpty else { return }
    func part(_ rows: [Int], _ label: String) -> UnusedPart {
      UnusedPart(
        kind: .rows, table: block.name, label: label, places: places(rows), areLines: areLines,
        count: rows.count, total: total, exclusion: exclusion)
    }
    guard rows.count < total, let (column, names) = namingColumn(rows) else {
      parts.append(part(rows, rows.count < total ? label(of: rows) : ""))
      return
    }
    let named = rows.filter { names.contains(text($0, column)) }
    let heading = block.headings[column]
    var seen: Set<String> = []
    let inOrder = named.map { text($0, column) }.filter { seen.insert($0).inserted }
    parts.append(part(named, "\(heading) \(Self.listed(inOrder))"))
    let rest = rows.filter { !names.contains(text($0, column)) }
    if !rest.isEmpty { parts.append(part(rest, label(of: rest))) }
  }

  /// The column whose names tell best which rows are not used: of at least half of them all rows of
  /// that name are not.
  private func namingColumn(_ rows: [Int]) -> (column: Int, names: Set<String>)? {
    let open = Set(rows)
    var best: (column: Int, names: Set<String>, count: Int)?
    for column in block.headings.indices where isOfNames(column) {
      var all: [String: [Int]] = [:]
      for row in block.rows.indices where states[row].contains(where: { $0 != .none }) {
        all[text(row, column), default: []].append(row)
      }
      let names = all.filter { $0.value.allSatisfy(open.contains) && !$0.key.isEmpty }
      let count = names.reduce(0) { $0 + $1.value.count }
      let isName = all.count > 1 && 2 * all.count <= block.rows.count
      guard isName, 2 * count >= rows.count, count > best?.count ?? 0
      else { continue }
      best = (column, Set(names.keys), count)
    }
    return best.map { ($0.column, $0.names) }
  }

  /// Whether a column holds names, or the numbers of cycles.
  private func isOfNames(_ column: Int) -> Bool {
    column == block.cycleColumn
      || !block.rows.indices.contains { Cell.number(in: text($0, column)) != nil }
  }

  /// Rows by the first column: what it says of the first and the last.
  private func label(of rows: [Int]) -> String {
    guard let heading = block.headings.first, let first = rows.first, let last = rows.last else {
      return ""
    }
    let ends = [text(first, 0), text(last, 0)]
    guard rows.count == last - first + 1, !ends.contains("") else { return "" }
    return "\(heading) " + (ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])")
  }

  /// Names, those of whole numbers that follow each other as ranges.
  private static func listed(_ names: [String]) -> String {
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count, numbers == numbers.sorted() else {
      return names.joined(separator: ", ")
    }
    return runs(numbers).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }
    .joined(separator: ", ")
  }

  private func text(_ row: Int, _ column: Int) -> String {
    let values = block.rows[row].values
    return values.indices.contains(column) ? values[column].text : ""
  }

  private static func line(of row: Grid.Row?) -> Int? {
    row?.values.lazy.compactMap(\.spot).first?.line
  }

  /// Where ascending rows stand: those that follow each other told together.
  private func places(_ rows: [Int]) -> [ClosedRange<Int>] {
    Self.runs(rows).map { run in
      guard areLines, let first = Self.line(of: block.rows[run.lowerBound]),
        let last = Self.line(of: block.rows[run.upperBound]), first <= last
      else { return run.lowerBound + 1...run.upperBound + 1 }
      return first...last
    }
  }

  /// Ascending numbers as ranges.
  private static func runs(_ numbers: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, number <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...max(last.upperBound, number)
      } else {
        runs.append(number...number)
      }
    }
    return runs
  }
}
