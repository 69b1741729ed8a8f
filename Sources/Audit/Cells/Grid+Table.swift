// Tables with a line of headings, of which only the lines are read that changed.

import Git
import Quantity
import Tables
import Text

extension Grid {
  /// Reads the rows on changed lines; `nil` when the version is no table.
  init?(table revision: ComparedFile, _ dialect: Dialect) {
    let automatic = Dialect(hasComments: dialect.hasComments)
    let attempts = [dialect, automatic, Dialect(hasComments: true)]
    let tables = attempts.lazy.compactMap { Self.table(of: revision, $0) }
    guard
      let (table, numbers) = tables.first(where: { $0.table.headings.count > 1 }) ?? tables.first
    else { return nil }
    let rows = table.rows.map { cells in
      Row(
        name: nil,
        values: cells.map { cell in
          let line = numbers.isEmpty ? cell.cell.line : numbers[cell.cell.line - 1]
          return Value(cell.text, at: Spot(line: line, column: cell.cell.column))
        })
    }
    let block = Block(name: "", headings: table.headings.map { Self.plain($0.text) }, rows: rows)
    self.init(blocks: [block])
    if numbers.isEmpty { self = onChangedLines(of: revision) }
  }

  /// The table, and the numbers of its lines where it was read in parts.
  private static func table(
    of revision: ComparedFile, _ dialect: Dialect
  ) -> (table: Table, numbers: [Int])? {
    if let excerpt = Excerpt(of: revision, hasComments: dialect.hasComments),
      let table = try? Table(excerpt.bytes, file: revision.path, dialect: dialect)
    {
      return (table, excerpt.numbers)
    }
    let table = try? Table(revision.bytes, file: revision.path, dialect: dialect)
    return table.map { ($0, []) }
  }
}

/// The line of headings and the changed lines of a table, so that a long one is not read whole for
/// the sake of one line.
private struct Excerpt {
  private(set) var bytes: [UInt8] = []
  /// The number that each line has in the file.
  private(set) var numbers: [Int] = []

  /// `nil` where that is no less work, or where lines may not be what they look like.
  init?(of revision: ComparedFile, hasComments: Bool) {
    guard let changed = revision.lines else { return nil }
    let lines = Self.lines(of: revision.bytes)
    guard changed.reduce(0, { $0 + $1.count }) < lines.count / 2 else { return nil }
    let heading = lines.firstIndex { line in
      let text = revision.bytes[line].drop { [0xEF, 0xBB, 0xBF].contains($0) }
      let isBlank = text.allSatisfy { $0 == 0x0A || $0 == 0x0D }
      return !isBlank && !(hasComments && text.first == UInt8(ascii: "#"))
    }
    guard let heading else { return nil }
    var wanted = changed.flatMap { Array($0) }.filter { $0 > heading && $0 < lines.count }
    wanted.insert(heading, at: 0)
    for number in wanted {
      let line = revision.bytes[lines[number]]
      let quotes = line.count { $0 == UInt8(ascii: "\"") }
      let returns = line.dropLast(2).contains(0x0D)
      guard quotes.isMultiple(of: 2), !returns else { return nil }
      bytes += line
      if line.last != 0x0A { bytes.append(0x0A) }
      numbers.append(number + 1)
    }
  }

  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      lines.append(start..<end)
      start = end
    }
    return lines
  }
}
