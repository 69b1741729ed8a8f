import Git
import Lines
import Quantity
import Readings
import Tables
import Text
import Words

/// Finds cells of a file again in an older version of it: the same row, the same column, the same
/// text.
struct CellFollower {
  /// Whether the spots are lines of the file as git counts them.
  let isByLine: Bool
  private let isTree: Bool
  /// Ways to take the file apart; the first that knows a spot in both versions decides about it.
  private let shapes: [GridShape]

  /// How to follow cells of a dialect in a file that now holds these bytes.
  init(_ dialect: String?, path: String, bytes: [UInt8]) {
    let isContainer = ["sheet ", "bytes, ", "in ", "pixels"].contains {
      dialect?.hasPrefix($0) ?? false
    }
    isByLine = !isContainer && !Self.hasLoneReturns(bytes)
    isTree = TreeMatch.isTree(path) && !isContainer
    shapes = isTree ? [] : Self.shapes(dialect, bytes)
  }

  private static func shapes(_ dialect: String?, _ bytes: [UInt8]) -> [GridShape] {
    switch dialect {
    case Lines.dialect: return [.instrument(dialect: dialect), .lines]
    case Words.dialect:
      let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
      return first == UInt8(ascii: "<") ? [.elements] : [.instrument(dialect: dialect), .words]
    case "columns": return [.pattern]
    default: break
    }
    if let separator = Fields.Separator.allCases.first(where: { $0.dialect == dialect }) {
      return [.instrument(dialect: dialect), .fields(separator)]
    }
    return Dialect(named: dialect).map { [.table($0)] } ?? [.instrument(dialect: dialect)]
  }

  /// Lines that end with a carriage return alone are none to git.
  private static func hasLoneReturns(_ bytes: [UInt8]) -> Bool {
    guard var index = bytes.firstIndex(of: 0x0D) else { return false }
    while index + 1 < bytes.count {
      if bytes[index] == 0x0D, bytes[index + 1] != 0x0A { return true }
      index += 1
    }
    return bytes[index] == 0x0D
  }

  /// The spot of a cell as it is followed: in a tree the character at which its text begins.
  func spot(of cell: Cell, in lines: Lines?) -> Spot {
    guard isTree, cell.dialect == Words.dialect, let lines,
      lines.texts.indices.contains(cell.line - 1)
    else { return Spot(line: cell.line, column: isTree ? 1 : cell.column) }
    var (word, isInWord) = (0, false)
    for (index, scalar) in lines.texts[cell.line - 1].unicodeScalars.enumerated() {
      let isSpace = " \t<>".unicodeScalars.contains(scalar)
      if !isSpace, !isInWord { word += 1 }
      isInWord = !isSpace
      if word == cell.column { return Spot(line: cell.line, column: index + 1) }
    }
    return Spot(line: cell.line, column: 1)
  }

  /// Where what stands at spots stood; `nil` where the same value did not stand.
  func follow(_ spots: [Spot], _ newer: ComparedFile, _ older: ComparedFile) -> [Spot?] {
    if isTree {
      let found = TreeMatch(newer, older)?.spots(of: spots) ?? [:]
      return spots.map { found[$0] ?? nil }
    }
    var found: [Spot: Spot?] = [:]
    for shape in shapes {
      let open = Set(spots.filter { found[$0] == nil })
      guard !open.isEmpty, let new = shape.grid(of: newer), let old = shape.grid(of: older) else {
        continue
      }
      found.merge(Self.spots(of: open, in: new, old)) { first, _ in first }
    }
    return spots.map { found[$0] ?? nil }
  }

  private static func spots(of asked: Set<Spot>, in new: Grid, _ old: Grid) -> [Spot: Spot?] {
    var found: [Spot: Spot?] = [:]
    for (index, block) in new.blocks.enumerated() {
      var places: [(spot: Spot, row: Int, column: Int)] = []
      for (row, values) in block.rows.enumerated() {
        for (column, value) in values.values.enumerated() {
          if let spot = value.spot, asked.contains(spot) { places.append((spot, row, column)) }
        }
      }
      guard !places.isEmpty else { continue }
      let pairing = old.block(like: block, at: index).map { BlockPairing(block, $0) }
      for place in places {
        let former = pairing?.former(row: place.row, column: place.column)
        let isSame = former?.text == block.rows[place.row].values[place.column].text
        found[place.spot] = .some(isSame ? former?.spot : nil)
      }
    }
    return found
  }
}

extension Grid {
  /// The block of the same name, else the one at the same place.
  func block(like block: Block, at index: Int) -> Block? {
    let named = blocks.filter { $0.name == block.name }
    if named.count == 1 { return named[0] }
    return blocks.indices.contains(index) ? blocks[index] : nil
  }
}
