import XML

/// The text of a Word document as it is gathered: lines of signs, each with where it came from.
struct WordText {
  /// A cell of a table by its table, row and column, all from 0.
  struct Cell: Hashable {
    let table: Int
    let row: Int
    let column: Int
  }

  /// A character with where it came from.
  struct Sign {
    let scalar: Unicode.Scalar
    let source: Source
    /// What numbers here are, where a field says so.
    let meaning: Literal.Meaning?
  }

  /// Where a character stands in the XML of the main part.
  struct Source: Hashable {
    /// The run or formula, by its place among the anchors; `nil` for what stands beside no text.
    let anchor: Int?
    /// Which character of the run's text it is; `nil` where it is none.
    let index: Int?
  }

  /// An element of a paragraph beside which something can be put.
  struct Anchor {
    let element: Element
    /// What the run's letters look like, as an element.
    let properties: Element?
    /// The only text in it, which can be cut in two.
    let text: Element?
    /// Whether the run begins with its text.
    let isFirst: Bool
    /// Whether the run ends with its text.
    let isLast: Bool
  }

  /// Signs that a content control binds to numbers of the project.
  struct Control {
    let range: Range<Int>
    let targets: [String]
  }

  /// A paragraph.
  struct Line {
    var isHeading = false
    var cell: Cell?
    /// The part of the document it stands in, if not in its text: `footnote 2`.
    var story: String?
    var signs: [Sign] = []
    var controls: [Control] = []

    /// Whether there is anything to see.
    var isEmpty: Bool {
      signs.allSatisfy { $0.scalar.isBlank || $0.scalar == Passage.unreadable }
    }
  }

  var lines: [Line] = []
  var anchors: [Anchor] = []
  /// The cell that stands at a place of a table's grid, where it is not one that begins there.
  var owners: [Cell: Cell] = [:]
  /// How many rows at the top of each table are its head.
  var heads: [Int] = []
}

// MARK: - Passages

extension WordText {
  /// The passages, over the source in which each line of it is one.
  var passages: [Passage] {
    var passages: [Passage] = []
    var start = 0
    for line in lines {
      passages.append(Self.passage(of: line, at: start))
      start += line.signs.count + 1
    }
    var texts: [Cell: String] = [:]
    for (line, passage) in zip(lines, passages) {
      guard let cell = line.cell else { continue }
      let words = passage.words(0..<passage.text.count)
      texts[cell] = texts[cell].map { "\($0) \(words)" } ?? words
    }
    for (index, line) in lines.enumerated() {
      guard let cell = line.cell else { continue }
      passages[index].kind = .cell(heads: names(of: cell).compactMap { texts[$0] })
    }
    return passages
  }

  /// The cells that say what one holds: those above it in the head of the table, and the first of
  /// its row.
  private func names(of cell: Cell) -> [Cell] {
    var names: [Cell] = []
    let above = (0..<min(heads[cell.table], cell.row)).map {
      Cell(table: cell.table, row: $0, column: cell.column)
    }
    for place in above + [Cell(table: cell.table, row: cell.row, column: 0)] {
      let owner = owners[place] ?? place
      if owner != cell, !names.contains(owner) { names.append(owner) }
    }
    return names
  }

  private static func passage(of line: Line, at start: Int) -> Passage {
    var passage = Passage(line.isHeading ? .heading : .paragraph)
    let signs = line.signs
    /// Where each sign stands in the text of the passage.
    var positions: [Int] = []
    func bind(upTo index: Int) {
      for control in line.controls where control.range.upperBound == index {
        let first = positions.indices.contains(control.range.lowerBound)
        passage.bind(
          control.targets, at: start + index,
          from: first ? positions[control.range.lowerBound] : passage.text.count)
      }
    }
    var index = 0
    while index < signs.count {
      bind(upTo: index)
      if let (target, count) = slot(in: signs, at: index) {
        positions += Array(repeating: passage.text.count, count: count)
        passage.open(target, at: start + index..<start + index + count)
        index += count
        continue
      }
      positions.append(passage.text.count)
      passage.append(signs[index].scalar, at: start + index)
      index += 1
      if let meaning = signs[index - 1].meaning { passage.know(meaning) }
    }
    bind(upTo: index)
    return passage
  }

  /// A place to fill in, `{{stage.number}}`, that begins at a sign, and how many signs it takes.
  private static func slot(in signs: [Sign], at start: Int) -> (target: String, count: Int)? {
    guard signs[start].scalar == "{", start + 1 < signs.count, signs[start + 1].scalar == "{" else {
      return nil
    }
    let inside = signs[(start + 2)...].prefix { $0.scalar != "{" && $0.scalar != "}" }
    let end = inside.endIndex
    guard end + 1 < signs.count, signs[end].scalar == "}", signs[end + 1].scalar == "}" else {
      return nil
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: inside.map(\.scalar))
    let words = String(text).split { $0.isWhitespace }
    return words.count == 1 ? (String(words[0]), end + 2 - start) : nil
  }

  /// What a reader calls the place of each line: `¶34`, `Table 2 R3 C4`, `footnote 2`.
  var addresses: [String] {
    lines.enumerated().map { index, line in
      if let cell = line.cell {
        return "Table \(cell.table + 1) R\(cell.row + 1) C\(cell.column + 1)"
      }
      return line.story ?? "¶\(index + 1)"
    }
  }
}
