package import Text

/// A manuscript that was read: its passages, and where everything in them stands.
package struct Paper: Sendable {
  /// The path as the user knows it.
  package let file: String
  /// What it is written in.
  package let format: PaperFormat
  /// The passages in the order of the text.
  package let passages: [Passage]
  /// The images that it shows, in the order of the text.
  package internal(set) var images: [Image] = []
  /// The places that are filled in, in the order of the source.
  private let slots: [Passage.Slot]
  private let parts: SourceParts
  /// What a reader calls the place of each line; none where they are counted in the file.
  private let addresses: [String]

  init(
    _ parts: SourceParts, file: String, format: PaperFormat, passages: [Passage],
    slots: [Passage.Slot]? = nil, addresses: [String] = []
  ) {
    self.file = file
    self.format = format
    self.passages = Self.finished(passages)
    self.slots = slots ?? passages.flatMap(\.slots)
    self.parts = parts
    self.addresses = addresses
  }

  /// Reads a text in Markdown: CommonMark with the tables of GitHub and the raised, lowered and
  /// mathematical text of Pandoc.
  ///
  /// - Throws: A diagnostic when the bytes are no UTF-8.
  package init(markdown bytes: [UInt8], file: String) throws(Diagnostic) {
    var parts = SourceParts()
    let lines = try parts.add(bytes, file: file)
    let blocks = MarkdownBlocks(parts.source, lines).blocks
    self.init(
      parts, file: file, format: .markdown,
      passages: Self.passages(of: blocks, in: parts.source))
    images = markdownImages
  }

  /// A text that was taken out of a document without lines: each passage is one.
  init(_ lines: [[Unicode.Scalar]], _ passages: [Passage], addresses: [String], file: String) {
    var parts = SourceParts()
    parts.add(lines: lines, file: file)
    self.init(parts, file: file, format: .word, passages: passages, addresses: addresses)
  }

  /// Reads a text without markup: empty lines part its paragraphs.
  ///
  /// - Throws: A diagnostic when the bytes are no UTF-8.
  package init(plain bytes: [UInt8], file: String) throws(Diagnostic) {
    var parts = SourceParts()
    let lines = try parts.add(bytes, file: file)
    var passages: [Passage] = []
    var open = Passage(.paragraph)
    for line in lines {
      if parts.source[line].allSatisfy(\.isBlank) {
        passages.append(open)
        open = Passage(.paragraph)
        continue
      }
      if !open.text.isEmpty { open.append(" ", at: line.lowerBound) }
      for index in line { open.append(parts.source[index], at: index) }
    }
    self.init(
      parts, file: file, format: .plain,
      passages: (passages + [open]).filter { !$0.text.isEmpty })
  }

  /// Passages that know what the document as a whole says of them: which list works, and whether a
  /// comma is a point.
  private static func finished(_ passages: [Passage]) -> [Passage] {
    var passages = passages
    var (isListing, isThanking) = (false, false)
    for index in passages.indices {
      let words = passages[index].text.count < 40 ? passages[index].words : nil
      let isTitle = words.map { Self.isTitleOfReferences($0) } ?? false
      if passages[index].kind == .heading { isThanking = words.map { Self.isThanks($0) } ?? false }
      if isThanking { passages[index].kind = .bibliography }
      if isTitle || passages[index].kind == .heading { isListing = isTitle }
      if isListing, !isTitle, passages[index].namesYear { passages[index].kind = .bibliography }
    }
    let mark = DecimalMark(of: passages)
    for index in passages.indices { passages[index].mark = mark }
    return passages
  }

  /// Whether grants and the like are named under a heading, and no results.
  private static func isThanks(_ words: String) -> Bool {
    let title = words.lowercased().drop { !$0.isLetter }
    return ["acknowledg", "funding", "author contributions"].contains { title.hasPrefix($0) }
  }

  private static func isTitleOfReferences(_ words: String) -> Bool {
    let letters = words.lowercased().filter { $0.isLetter || $0 == " " }
    let title = letters.split(separator: " ").joined(separator: " ")
    return ["references", "bibliography", "literature cited", "works cited"].contains(title)
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
  /// The text of its files, one behind the other.
  package var source: [Unicode.Scalar] { parts.source }

  /// The place of a scalar of the source.
  package func place(of offset: Int) -> Place { parts.place(of: offset) }

  /// The text of the line in which a place lies.
  package func line(at place: Place) -> String? { parts.line(at: place) }

  /// What a reader of a document without lines calls the place of some of the source, with its words
  /// and the two before them: `¶34 'ratio are 2.32 %'`, `Table 2 R3 C4`; `nil` where lines are counted.
  package func address(of offset: Int, width: Int) -> String? {
    let place = place(of: offset)
    guard addresses.indices.contains(place.line - 1) else { return nil }
    let address = addresses[place.line - 1]
    if address.hasPrefix("Table ") { return address }
    let first = offset - place.column + 1
    var start = offset
    for _ in 0..<2 {
      while start > first, source[start - 1].isBlank { start -= 1 }
      while start > first, !source[start - 1].isBlank { start -= 1 }
    }
    var words = String.UnicodeScalarView()
    words.append(contentsOf: source[start..<min(offset + width, source.count)].suffix(60))
    return "\(address) '\(String(words))'"
  }

  /// Places in words: `lines 3, 7`, or `¶3, Table 2 R1 C1` of a document without lines.
  package func places(of offsets: [Int]) -> String {
    let lines = offsets.map { place(of: $0).line }
    let names = lines.map { addresses.isEmpty ? "\($0)" : addresses[$0 - 1] }
    return (addresses.isEmpty ? "lines " : "") + names.joined(separator: ", ")
  }

  /// The source with every slot filled in by `text`, and what it is beside each.
  package func filled(_ text: (Passage.Slot) throws -> String) rethrows -> String {
    var filled = String.UnicodeScalarView()
    var end = 0
    for slot in slots {
      filled.append(contentsOf: source[end..<slot.source.lowerBound])
      filled.append(contentsOf: self.text(of: slot, try text(slot)).unicodeScalars)
      end = slot.source.upperBound
    }
    filled.append(contentsOf: source[end...])
    return String(filled)
  }

  private func text(of slot: Passage.Slot, _ text: String) -> String {
    switch format {
    case .markdown: "\(text)<!-- assay: \(slot.target) -->"
    case .latex: "\\assay[\(LaTeXSpelling.text(text))]{\(slot.target)}"
    case .plain, .word: text
    }
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
