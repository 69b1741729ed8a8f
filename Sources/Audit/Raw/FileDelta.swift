import Git
import Quantity

/// How two versions of a data file differ, in the words of what it is.
package enum FileDelta: Hashable, Sendable {
  /// Values of a table or of a file of keys.
  case values(Values)
  /// Lines of another text; `changes` where as many came as went.
  case lines(added: Int, removed: Int, changes: [Change])
  /// Nothing but quotes, spaces, line ends or the order.
  case spelling
  /// The bytes of a file that is not read.
  case bytes(old: Int, new: Int)

  /// What differs between two tables or trees.
  package struct Values: Hashable, Sendable {
    /// The values that are others.
    package internal(set) var changed: [Change] = []
    /// How many rows, or keys, are new.
    package internal(set) var added = 0
    /// How many are gone.
    package internal(set) var removed = 0
    /// The headings of new columns.
    package internal(set) var columnsAdded: [String] = []
    /// The headings of columns that are gone.
    package internal(set) var columnsRemoved: [String] = []
  }

  /// A value that is another now.
  package struct Change: Hashable, Sendable {
    /// Where it stands, in words.
    package let place: String
    /// What stood there.
    package let old: String
    /// What stands there.
    package let new: String
  }

  init(from old: [UInt8], _ formerPath: String, to new: [UInt8], _ path: String) {
    let newer = ComparedFile(path: path, bytes: new, lines: nil)
    let older = ComparedFile(path: formerPath, bytes: old, lines: nil)
    switch (DataView(new, path: path), DataView(old, path: formerPath)) {
    case (.tables(let new, _), .tables(let old, _)): self = Self.told(Values(from: old, to: new))
    case (.tree, .tree): self = Self.told(Values(from: older, to: newer))
    case (.bytes, _), (_, .bytes): self = .bytes(old: old.count, new: new.count)
    default: self = Self.lines(newer, older)
    }
  }

  private static func told(_ values: Values) -> FileDelta {
    values == Values() ? .spelling : .values(values)
  }

  private static func lines(_ newer: ComparedFile, _ older: ComparedFile) -> FileDelta {
    guard let new = GridShape.lines.grid(of: newer)?.blocks[0],
      let old = GridShape.lines.grid(of: older)?.blocks[0]
    else { return .spelling }
    let pairing = BlockPairing(new, old)
    let taken = Set(pairing.rows.compactMap(\.self))
    let added = new.rows.indices.filter { pairing.rows[$0] == nil }
    let removed = old.rows.indices.filter { !taken.contains($0) }
    if added.isEmpty, removed.isEmpty { return .spelling }
    let changes =
      added.count == removed.count
      ? zip(added, removed).map { line, former in
        Change(
          place: "line \(line + 1)", old: old.rows[former].values[0].text,
          new: new.rows[line].values[0].text)
      } : []
    return .lines(added: added.count, removed: removed.count, changes: changes)
  }
}

extension FileDelta.Values {
  fileprivate init(from old: Grid, to new: Grid) {
    for (index, block) in new.blocks.enumerated() {
      if let former = old.block(like: block, at: index) {
        compare(block, former)
      } else {
        added += block.rows.count
      }
    }
    for (index, block) in old.blocks.enumerated() where new.block(like: block, at: index) == nil {
      removed += block.rows.count
    }
  }

  private mutating func compare(_ block: Grid.Block, _ former: Grid.Block) {
    let pairing = BlockPairing(block, former)
    let rows = Set(pairing.rows.compactMap(\.self))
    let columns = Set(pairing.columns.compactMap(\.self))
    removed += former.rows.indices.count { !rows.contains($0) }
    // What has names of its own, such as the row of headings of a sheet, is no table of columns.
    let isTable = block.rows.contains { $0.name == nil }
    for (column, other) in pairing.columns.enumerated() where isTable {
      guard let other else {
        columnsAdded.append(block.headings[column])
        continue
      }
      if block.headings[column] != former.headings[other] {
        changed.append(
          .init(
            place: "heading", old: former.headings[other], new: block.headings[column]))
      }
    }
    if isTable {
      columnsRemoved += former.headings.indices.filter { !columns.contains($0) }
        .map { former.headings[$0] }
    }
    for (index, row) in block.rows.enumerated() {
      guard pairing.rows[index] != nil else {
        added += 1
        continue
      }
      for (column, value) in row.values.enumerated() {
        guard let old = pairing.former(row: index, column: column), old.text != value.text else {
          continue
        }
        changed.append(
          .init(place: block.place(row: index, column: column), old: old.text, new: value.text))
      }
    }
  }

  fileprivate init(from older: ComparedFile, to newer: ComparedFile) {
    for pair in TreeMatch(newer, older)?.pairs ?? [] {
      guard let old = pair.formerText else {
        added += 1
        continue
      }
      if old != pair.text { changed.append(.init(place: pair.path, old: old, new: pair.text)) }
    }
    removed = TreeMatch(older, newer)?.pairs.count { $0.formerText == nil } ?? 0
  }
}

extension Grid.Block {
  /// A value's place in words: its column, and the name or number of its row.
  func place(row: Int, column: Int) -> String {
    let heading = headings.indices.contains(column) ? headings[column] : ""
    if let name = rows[row].name { return name }
    let table = name.isEmpty ? "" : "\(name): "
    let line = hasOwnLines ? rows[row].values[column].spot?.line : nil
    let place = line.map { "on line \($0)" } ?? "in row \(row + 1)"
    return "\(table)\(heading) \(place)" + (label(ofRow: row).map { " (\($0))" } ?? "")
  }

  /// Whether the rows do not all stand on one line.
  var hasOwnLines: Bool {
    let ends = [rows.first, rows.last].map { $0?.values.lazy.compactMap(\.spot).first?.line }
    return ends[0] != ends[1] || rows.count == 1
  }

  /// What a row calls itself: its first text, if that is no number.
  func label(ofRow row: Int) -> String? {
    guard let text = rows[row].values.first?.text, !text.isEmpty, Cell.number(in: text) == nil
    else { return nil }
    return text
  }
}
