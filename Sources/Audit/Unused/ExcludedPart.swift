import Git
import Pipeline
import Quantity

/// What an exclusion means of a table: cells, lines, columns or cycles.
struct ExcludedPart {
  let exclusion: Exclusion
  private let region: Region

  private enum Region {
    case cells([CellRange])
    case lines(ClosedRange<Int>)
    case column(String)
    case cycles(ClosedRange<Int>)
  }

  /// `nil` where its words name no place that is understood: `B7`, `B2:C9`, `rows 12-40`,
  /// `column mass`, `cycles 3-5`.
  init?(_ exclusion: Exclusion) {
    guard let part = exclusion.part else { return nil }
    self.exclusion = exclusion
    if let ranges = CellRange.list(part) {
      region = .cells(ranges)
      return
    }
    guard let space = part.firstIndex(of: " ") else { return nil }
    let rest = part[part.index(after: space)...].trimmingSpaces
    switch part[..<space] {
    case "row", "rows", "line", "lines":
      guard let range = Self.range(rest) else { return nil }
      region = .lines(range)
    case "cycle", "cycles":
      guard let range = Self.range(rest) else { return nil }
      region = .cycles(range)
    case "column": region = .column(String(rest))
    default: return nil
    }
  }

  /// Whether it means a value at a place of a block.
  func holds(row: Int, column: Int, of block: Grid.Block) -> Bool {
    let spot = block.rows[row].values[column].spot
    switch region {
    case .cells(let ranges):
      return spot.map { spot in ranges.contains { $0.contains(spot) } } ?? false
    case .lines(let lines): return spot.map { lines.contains($0.line) } ?? false
    case .column(let heading):
      return block.headings.indices.contains(column) && block.headings[column] == heading
    case .cycles(let cycles):
      guard let column = block.cycleColumn, block.rows[row].values.indices.contains(column),
        let number = Cell.number(in: block.rows[row].values[column].text)
      else { return false }
      return cycles.contains(Int(exactly: number.rounded()) ?? -1)
    }
  }

  /// `12`, `12-40`, `12–40` or `12 to 40`.
  private static func range(_ text: Substring) -> ClosedRange<Int>? {
    let ends = text.replacing("to", with: "-").replacing("–", with: "-").split(separator: "-")
      .map { Int(place: $0.trimmingSpaces) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first <= last
    else { return nil }
    return first...last
  }
}

extension Grid.Block {
  /// The column that counts the cycles of a cell.
  var cycleColumn: Int? {
    headings.firstIndex { heading in
      let words = heading.lowercased().split { !$0.isLetter }
      return words.contains("cycle") && !words.contains("time")
    }
  }
}
