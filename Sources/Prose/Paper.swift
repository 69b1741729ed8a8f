package import Text

/// A manuscript that was read: its passages, and where everything in them stands.
package struct Paper: Sendable {
  /// The path as the user knows it.
  package let file: String
  /// The passages in the order of the text.
  package let passages: [Passage]
  /// The text as it stands in the file.
  package let source: [Unicode.Scalar]
  /// Where each line begins.
  private let starts: [Int]

  /// Reads a text in Markdown: CommonMark with the tables of GitHub and the raised, lowered and
  /// mathematical text of Pandoc.
  ///
  /// - Throws: A diagnostic when the bytes are no UTF-8.
  package init(markdown bytes: [UInt8], file: String) throws(Diagnostic) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        "`\(Escaped(file))` is not UTF-8", hint: "save it as UTF-8: manuscripts are read as that")
    }
    self.file = file
    source = Array(text.unicodeScalars)
    let lines = Self.lines(of: source)
    starts = lines.map(\.lowerBound)
    passages = Self.passages(of: MarkdownBlocks(source, lines).blocks, in: source)
  }

  /// The lines of a text, each without its end: `\n`, `\r\n` or a lone `\r`.
  private static func lines(of source: [Unicode.Scalar]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, scalar) in source.enumerated() where scalar == "\n" || scalar == "\r" {
      if scalar == "\n", index > 0, source[index - 1] == "\r" {
        start = index + 1
        continue
      }
      lines.append(start..<index)
      start = index + 1
    }
    return lines + [start..<source.count]
  }

  private static func passages(
    of blocks: [MarkdownBlocks.Block], in source: [Unicode.Scalar]
  ) -> [Passage] {
    var passages = blocks.map { MarkdownInline($0, in: source).passage }
    var texts: [MarkdownBlocks.Cell: String] = [:]
    for (block, passage) in zip(blocks, passages) {
      if let cell = block.cell { texts[cell] = passage.words(0..<passage.text.count) }
    }
    for (index, block) in blocks.enumerated() {
      guard let cell = block.cell else { continue }
      let heads = [cell.head, cell.label].filter { $0 != cell }.compactMap { texts[$0] }
      passages[index].kind = .cell(heads: heads)
    }
    return passages
  }
}

extension Paper {
  /// The place of a scalar of the source.
  package func place(of offset: Int) -> Place {
    let line = starts.partitioningIndex { $0 > offset }
    return Place(file: file, line: line, column: offset - starts[line - 1] + 1)
  }

  /// The text of a line, by its number counted from 1.
  package func line(_ number: Int) -> String? {
    guard starts.indices.contains(number - 1) else { return nil }
    let start = starts[number - 1]
    var line = String.UnicodeScalarView()
    line.append(contentsOf: source[start...].prefix { $0 != "\n" && $0 != "\r" })
    return String(line)
  }

  /// The source with every slot filled in by `text`, a note of what it is behind each.
  package func filled(_ text: (Passage.Slot) throws -> String) rethrows -> String {
    var filled = String.UnicodeScalarView()
    var end = 0
    for slot in passages.flatMap(\.slots) {
      filled.append(contentsOf: source[end..<slot.source.lowerBound])
      filled.append(contentsOf: try text(slot).unicodeScalars)
      filled.append(contentsOf: "<!-- assay: \(slot.target) -->".unicodeScalars)
      end = slot.source.upperBound
    }
    filled.append(contentsOf: source[end...])
    return String(filled)
  }
}

extension Array {
  /// The first index of which something holds, when it holds of all behind it.
  func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
