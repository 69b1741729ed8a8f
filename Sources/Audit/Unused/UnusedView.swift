import Git
import Quantity
import YAML

/// The parts of one file that are not used, whatever kind of file it is.
struct UnusedView {
  private(set) var parts: [UnusedPart] = []
  private(set) var excluded: [(all: Int, used: Int)]

  init(_ bytes: [UInt8], path: String, _ use: Reach.Use, _ exclusions: [ExcludedPart]) {
    excluded = exclusions.map { _ in (0, 0) }
    let revision = ComparedFile(path: path, bytes: bytes, lines: nil)
    switch DataView(bytes, path: path) {
    case .tables(let grid, let isCurve):
      for block in grid.blocks where block.rows.contains(where: { $0.name == nil }) {
        add(UnusedTable(block, isCurve: isCurve, use, exclusions))
      }
    case .tree: addKeys(revision, use)
    case .lines:
      var block = GridShape.words.grid(of: revision)?.blocks[0]
      block?.rows.removeAll { Cell.number(in: $0.values.first?.text ?? "") == nil }
      if let block { add(UnusedTable(block, isCurve: true, use, exclusions)) }
    case .bytes: addPixels(bytes, use)
    }
  }

  private mutating func add(_ table: UnusedTable) {
    parts += table.parts
    for (index, count) in table.excluded.enumerated() {
      excluded[index].all += count.all
      excluded[index].used += count.used
    }
  }

  private mutating func addKeys(_ revision: ComparedFile, _ use: Reach.Use) {
    let numbers =
      TreeMatch(revision, revision)?.pairs.filter { Cell.number(in: $0.text) != nil } ?? []
    let lines = Set(use.spots.map(\.line))
    let open = numbers.filter { pair in
      !lines.contains(pair.mark.line) && !use.ranges.contains { $0.lines.contains(pair.mark.line) }
    }
    guard !open.isEmpty else { return }
    parts.append(
      UnusedPart(
        kind: .keys, table: "", label: open.map(\.path).joined(separator: ", "),
        places: open.map { $0.mark.line...$0.mark.line }, areLines: true, count: open.count,
        total: numbers.count,
        exclusion: nil))
  }

  /// Of an image the pixels outside of the largest rectangle that is used.
  private mutating func addPixels(_ bytes: [UInt8], _ use: Reach.Use) {
    guard let tags = TIFFTags(bytes), tags.width > 0, tags.height > 0 else { return }
    let all = tags.width.multipliedReportingOverflow(by: tags.height)
    let used = use.ranges.map { $0.lines.count * $0.columns.count }.max() ?? 0
    guard !all.overflow, used < all.partialValue else { return }
    parts.append(
      UnusedPart(
        kind: .pixels, table: "", label: "", places: [], areLines: false,
        count: all.partialValue - used,
        total: all.partialValue, exclusion: nil))
  }
}
