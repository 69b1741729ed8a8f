/// A table that is being read: where its cells stand, and which of its lines are heads.
struct LaTeXTable {
  private struct Cell {
    let passage: Int
    let text: String
    let line: Int
    let columns: Range<Int>
    let lines: Range<Int>
  }

  private var cells: [Cell] = []
  private var line = 0
  private var column = 0
  /// The first passage of the line that is being read, and the passages of the one before.
  private var first: Int
  private var last = 0..<0
  /// Behind the last line of the heads; `nil` when no rule has said so.
  private var heads: Int?
  private var isRuled = false
  /// How far the cell goes that is being read.
  var width = 1
  var height = 1

  init(firstPassage: Int) { first = firstPassage }

  /// The passages of the line that a note binds: of the one that is being read, up to here, or of the
  /// one that has just ended.
  func rowBefore(hasText: Bool, _ count: Int) -> Range<Int>? {
    if hasText || count > first { return first..<count }
    return last.isEmpty ? nil : last
  }

  mutating func closeCell(_ text: String?, passage: Int) {
    if let text {
      cells.append(
        Cell(
          passage: passage, text: text, line: line, columns: column..<column + max(1, width),
          lines: line..<line + max(1, height)))
    }
    column += max(1, width)
    (width, height) = (1, 1)
  }

  /// Ends a line; one without any text is none.
  mutating func closeLine(_ count: Int) {
    if count > first {
      last = first..<count
      line += 1
    }
    column = 0
    first = count
  }

  /// A rule: the first one below a line ends the heads, one that is made for that decides.
  mutating func rule(_ name: String) {
    guard line > 0 else { return }
    if name == "midrule" || name == "endhead" || name == "endfirsthead" {
      if !isRuled { heads = line }
      isRuled = true
    } else if heads == nil {
      heads = line
    }
  }

  /// What each passage is: a cell with what its column and its line are called.
  var kinds: [(passage: Int, kind: Passage.Kind)] {
    let heads = heads ?? 1
    let above = cells.filter { $0.line < heads }
    let labels = cells.filter { $0.columns.contains(0) && $0.columns.count == 1 }
    return cells.map { cell in
      let names =
        above.filter { $0.line < cell.line && $0.columns.overlaps(cell.columns) }
        + labels.filter { $0.lines.contains(cell.line) && $0.passage != cell.passage }
      return (cell.passage, .cell(heads: names.map(\.text)))
    }
  }
}

extension LaTeXReader {
  private static let rules: Set<String> = [
    "hline", "toprule", "midrule", "bottomrule", "endhead", "endfirsthead", "endfoot",
    "endlastfoot", "hhline",
  ]

  /// Reads the cells of a table, each as a passage.
  mutating func readTable(until end: Int) {
    closePassage()
    table = LaTeXTable(firstPassage: passages.count)
    while index < end {
      bindNotes()
      readCell(until: end)
    }
    closeCell()
    table?.closeLine(passages.count)
    bindNotes()
    for (passage, kind) in table?.kinds ?? [] { setKind(kind, ofPassage: passage) }
    table = nil
  }

  private mutating func closeCell() {
    let text = isEmpty ? nil : passage.words(0..<passage.text.count)
    let count = passages.count
    closePassage()
    table?.closeCell(text, passage: count)
  }

  /// Reads on in a cell, or over its end.
  private mutating func readCell(until end: Int) {
    if text[index] == "&" {
      index += 1
      return closeCell()
    }
    guard text[index] == "\\" else { return readOne() }
    let name = commandName(at: index)
    let behind = index + 1 + name.unicodeScalars.count
    if name == "\\" || name == "tabularnewline" {
      index = behind
      if peek(0) == "*" { index += 1 }
      skipOption()
      closeCell()
      table?.closeLine(passages.count)
    } else if Self.rules.contains(name) {
      index = behind
      skipArguments(name == "hhline" ? 1 : 0)
      table?.rule(name)
    } else if name == "multicolumn" {
      index = behind
      let width = takeArgument().flatMap { Int(string($0)) } ?? 1
      table?.width = min(100, width)
      _ = takeArgument()
    } else if name == "multirow" {
      index = behind
      skipOption()
      let height = takeArgument().flatMap { Int(string($0)) } ?? 1
      table?.height = Int(min(1000, height.magnitude))
      skipArguments(1)
    } else {
      readOne()
    }
  }
}
