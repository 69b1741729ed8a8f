/// The blocks of a Markdown text that hold running text; code, front matter and definitions do not.
struct MarkdownBlocks {
  /// The place of a cell: its table, its line in it from 0, its column from 0.
  struct Cell: Hashable {
    let table: Int
    let line: Int
    let column: Int

    /// The cell that names the column.
    var head: Cell { Cell(table: table, line: 0, column: column) }
    /// The cell that names the line.
    var label: Cell { Cell(table: table, line: line, column: 0) }
  }

  /// A block: the parts of lines it is made of.
  struct Block {
    var kind = Passage.Kind.paragraph
    var cell: Cell?
    var pieces: [Range<Int>] = []
  }

  private(set) var blocks: [Block] = []
  private let source: [Unicode.Scalar]
  private let lines: [Range<Int>]
  private var index = 0
  private var tables = 0
  /// The paragraph that is being read.
  private var open: Block?
  /// How far the text of the item of a list is indented that is being read; 0 outside lists.
  private var itemIndent = 0
  /// Whether the line before was blank.
  private var isBehindBlank = true

  init(_ source: [Unicode.Scalar], _ lines: [Range<Int>]) {
    self.source = source
    self.lines = lines
    skipFrontMatter()
    while index < lines.count { readLine() }
    close()
  }

  private mutating func close() {
    if let open { blocks.append(open) }
    open = nil
  }

  private mutating func skipFrontMatter() {
    guard text(lines[0]) == "---" else { return }
    let end = lines.indices.dropFirst().first { ["---", "..."].contains(text(lines[$0])) }
    if let end { index = end + 1 }
  }

  private mutating func readLine() {
    let line = unquoted(lines[index])
    let content = line.drop { source[$0] == " " || source[$0] == "\t" }
    defer { isBehindBlank = content.isEmpty }
    guard let first = content.first.map({ source[$0] }) else {
      close()
      index += 1
      return
    }
    let indent = indent(of: line)
    if isBehindBlank, indent < itemIndent { itemIndent = 0 }
    if isBehindBlank, indent >= itemIndent + 4 {
      close()
      skipIndentedCode()
    } else if let fence = fence(content) {
      close()
      skipCode(until: fence)
    } else if isTableHead(at: index) {
      close()
      readTable()
    } else {
      readText(content, first)
    }
  }

  /// Reads a line of text: of a paragraph, or one that opens a block of its own.
  private mutating func readText(_ content: Range<Int>, _ first: Unicode.Scalar) {
    if first == "#", let heading = heading(content) {
      close()
      blocks.append(Block(kind: .heading, pieces: [heading]))
      index += 1
    } else if isRule(content) || hasPrefix(content, ":::") {
      close()
      index += 1
    } else if open == nil, first == "[", let note = definition(content) {
      if let note { open = Block(pieces: [note]) }
      index += 1
    } else {
      let item = withoutMarkers(content)
      if item != content {
        close()
        itemIndent = item.lowerBound - lines[index].lowerBound
      }
      add(item)
    }
  }

  /// Adds a line, and all lines of a comment that it opens.
  private mutating func add(_ line: Range<Int>) {
    // Taken, not copied: its pieces may be many.
    var block = open.take() ?? Block()
    block.pieces.append(line)
    index += 1
    var last = line
    while opensComment(last), index < lines.count {
      last = lines[index]
      block.pieces.append(last)
      index += 1
      if closesComment(last) { break }
    }
    open = block
  }

  private func opensComment(_ line: Range<Int>) -> Bool {
    guard let start = lastIndex(of: "<!--", in: line) else { return false }
    return firstIndex(of: "-->", in: start..<line.upperBound) == nil
  }

  private func closesComment(_ line: Range<Int>) -> Bool {
    firstIndex(of: "-->", in: line) != nil && !opensComment(line)
  }
}

// MARK: - Kinds of lines

extension MarkdownBlocks {
  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[range])
    return String(text)
  }

  private func hasPrefix(_ range: Range<Int>, _ prefix: String) -> Bool {
    source[range].starts(with: prefix.unicodeScalars)
  }

  private func firstIndex(of word: String, in range: Range<Int>) -> Int? {
    range.first { source[$0..<range.upperBound].starts(with: word.unicodeScalars) }
  }

  private func lastIndex(of word: String, in range: Range<Int>) -> Int? {
    range.last { source[$0..<range.upperBound].starts(with: word.unicodeScalars) }
  }

  /// The line behind the marks of quoted text.
  private func unquoted(_ line: Range<Int>) -> Range<Int> {
    var rest = line
    while true {
      let content = rest.drop { source[$0] == " " }
      guard content.count > rest.count - 4, let first = content.first, source[first] == ">" else {
        return rest
      }
      rest = content.dropFirst()
      if let next = rest.first, source[next] == " " { rest = rest.dropFirst() }
    }
  }

  /// The mark of a fence and how often it stands: three times or more.
  private func fence(_ content: Range<Int>) -> (mark: Unicode.Scalar, count: Int)? {
    guard let mark = content.first.map({ source[$0] }), mark == "`" || mark == "~" else {
      return nil
    }
    let count = content.prefix { source[$0] == mark }.count
    let rest = content.dropFirst(count)
    guard count >= 3, mark == "~" || !rest.contains(where: { source[$0] == "`" }) else {
      return nil
    }
    return (mark, count)
  }

  private mutating func skipCode(until open: (mark: Unicode.Scalar, count: Int)) {
    index += 1
    while index < lines.count {
      let content = unquoted(lines[index]).drop { source[$0] == " " }
      let count = content.prefix { source[$0] == open.mark }.count
      index += 1
      if count >= open.count, content.dropFirst(count).allSatisfy({ source[$0] == " " }) { return }
    }
  }

  private func heading(_ content: Range<Int>) -> Range<Int>? {
    let level = content.prefix { source[$0] == "#" }.count
    let rest = content.dropFirst(level)
    guard level <= 6, rest.first.map({ source[$0] == " " }) ?? true else { return nil }
    return rest.drop { source[$0] == " " }
  }

  /// Whether a line only separates, or underlines the one above.
  private func isRule(_ content: Range<Int>) -> Bool {
    content.count >= 2 && content.allSatisfy { "-=*_ ".unicodeScalars.contains(source[$0]) }
  }

  /// What a definition says: the text of a note, or nothing to read; `nil` when it is none.
  private func definition(_ content: Range<Int>) -> Range<Int>?? {
    guard let close = firstIndex(of: "]:", in: content) else { return nil }
    let rest = (close + 2..<content.upperBound).drop { source[$0] == " " }
    return hasPrefix(content, "[^") ? .some(rest) : .some(nil)
  }

  /// How many columns a line is indented; a tab leads to the next fourth one.
  private func indent(of line: Range<Int>) -> Int {
    var columns = 0
    for index in line {
      guard source[index] == " " || source[index] == "\t" else { break }
      columns = source[index] == " " ? columns + 1 : columns / 4 * 4 + 4
    }
    return columns
  }

  private mutating func skipIndentedCode() {
    let least = itemIndent + 4
    while index < lines.count {
      let line = unquoted(lines[index])
      guard line.allSatisfy({ source[$0].isBlank }) || indent(of: line) >= least else { return }
      index += 1
    }
  }

  /// The line behind the marks of list items: `- `, `12. `, `12) `.
  private func withoutMarkers(_ content: Range<Int>) -> Range<Int> {
    var rest = content
    while let first = rest.first {
      let digits = rest.prefix { ("0"..."9").contains(source[$0]) }.count
      let mark = rest.dropFirst(digits)
      guard let sign = mark.first.map({ source[$0] }) else { return rest }
      let isMark =
        digits == 0 ? "-+*".unicodeScalars.contains(source[first]) : sign == "." || sign == ")"
      let behind = mark.dropFirst()
      guard isMark, digits < 10, let blank = behind.first, source[blank] == " " else { return rest }
      rest = behind.drop { source[$0] == " " }
    }
    return rest
  }
}

// MARK: - Tables

extension MarkdownBlocks {
  private func isTableHead(at index: Int) -> Bool {
    guard index + 1 < lines.count, lines[index].contains(where: { source[$0] == "|" }) else {
      return false
    }
    let rule = unquoted(lines[index + 1])
    return rule.contains { source[$0] == "-" } && rule.contains { source[$0] == "|" }
      && rule.allSatisfy { "|-: \t".unicodeScalars.contains(source[$0]) }
  }

  private mutating func readTable() {
    tables += 1
    var line = 0
    while index < lines.count {
      let content = unquoted(lines[index])
      guard content.contains(where: { source[$0] == "|" }) else { return }
      index += 1
      for (column, piece) in cells(of: content).enumerated() {
        let cell = Cell(table: tables, line: line, column: column)
        blocks.append(Block(cell: cell, pieces: [piece]))
      }
      if line == 0 { index += 1 }
      line += 1
    }
  }

  private func cells(of line: Range<Int>) -> [Range<Int>] {
    var rest = trimmed(line)
    if let first = rest.first, source[first] == "|" { rest = rest.dropFirst() }
    var cells: [Range<Int>] = []
    var start = rest.lowerBound
    for index in rest where source[index] == "|" && source[index - 1] != "\\" {
      cells.append(trimmed(start..<index))
      start = index + 1
    }
    if start < rest.upperBound { cells.append(trimmed(start..<rest.upperBound)) }
    return cells
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let rest = range.drop { source[$0] == " " || source[$0] == "\t" }
    let blanks = rest.reversed().prefix { source[$0] == " " || source[$0] == "\t" }.count
    return rest.lowerBound..<(rest.upperBound - blanks)
  }
}
