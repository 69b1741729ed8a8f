import Archive
import Text
import XML

/// Reads the text of a Word document as its reader sees it: deleted text is gone, inserted text is
/// there, fields show their results, and each note and text box stands behind its paragraph.
struct WordReader {
  /// A text beside the text that is still to be read.
  private struct Story {
    let name: String
    let blocks: [Element]
    let anchor: Int?
  }

  private(set) var text = WordText()
  /// The paragraph that is being read.
  private var line = WordText.Line()
  private let styles: WordStyles
  private var notes: [String: [String: Element]] = [:]
  private var noteCounts: [String: Int] = [:]
  private var boxes = 0
  private var waiting: [Story] = []
  /// The ids of headers and footers, in the order of the sections.
  private var margins: [(kind: String, id: String)] = []
  /// The pictures of the text: what names each among the parts, and the line that it stands in or before.
  private(set) var pictures: [(id: String, line: Int)] = []
  /// The fields that are open, each within the one before it.
  private var fields: [WordField] = []
  private let file: String

  // Where signs come from that are read now.
  private var cell: WordText.Cell?
  private var story: String?
  private var outer: Int?
  private var anchor: Int?
  private var level = WordStyles.Level.base
  /// Whether what is read lies where no comment may stand: in a note, a text box, a margin.
  private var isBeside = false

  /// Reads all of a document that its reader sees.
  init(_ parts: inout WordParts) throws(Diagnostic) {
    file = parts.archive.file
    styles = WordStyles(try parts.parts("styles").first?.root)
    for kind in ["footnote", "endnote"] {
      for part in try parts.parts(kind + "s") {
        for note in part.root.all(kind) {
          if let id = note.value("id") { notes[kind, default: [:]][id] = note }
        }
      }
    }
    try readBlocks(parts.main.root.first("body")?.children ?? [])
    try endLine()
    for (kind, id) in margins {
      guard let part = try parts.part(id: id) else { continue }
      waiting.append(Story(name: kind, blocks: part.root.children, anchor: nil))
    }
    // They stand beside no place of the text.
    try endLine()
  }
}

// MARK: - Paragraphs

extension WordReader {
  mutating func readBlocks(_ elements: [Element]) throws(Diagnostic) {
    for element in elements {
      switch element.name {
      case "p": try readParagraph(element)
      case "tbl": try readTable(element)
      case "sdt":
        try readControl(element) { (reader, blocks) throws(Diagnostic) in
          try reader.readBlocks(blocks)
        }
      case "customXml", "ins", "moveTo", "smartTag": try readBlocks(element.children)
      case "AlternateContent": try readBlocks(Self.choice(of: element))
      case "oMathPara", "oMath":
        try readInline([element])
        try endLine()
      case "sectPr": readSection(element)
      case "altChunk", "subDoc":
        throw Diagnostic(
          "\(Escaped(file)): a part of the document lies in another file, which is not read",
          hint: "open it in Word and save it again, so that it holds all of its text")
      default: break
      }
    }
  }

  private mutating func readParagraph(_ paragraph: Element) throws(Diagnostic) {
    let properties = paragraph.first("pPr")
    if line.signs.isEmpty { line.isHeading = styles.isHeading(properties) }
    try readInline(paragraph.children)
    if let section = properties?.first("sectPr") { readSection(section) }
    // Whose mark was deleted goes on in the next one.
    let mark = properties?.first("rPr")
    if mark?.first("del") == nil, mark?.first("moveFrom") == nil { try endLine() }
  }

  private mutating func readSection(_ section: Element) {
    for reference in section.children {
      let kind = ["headerReference": "header", "footerReference": "footer"][reference.name]
      guard let kind, let id = reference.attributes["r:id"] ?? reference.value("id"),
        !margins.contains(where: { $0.id == id })
      else { continue }
      margins.append((kind, id))
    }
  }

  /// Ends the paragraph, and reads what stands beside it.
  private mutating func endLine() throws(Diagnostic) {
    line.cell = cell
    line.story = story
    if !line.isEmpty { text.lines.append(line) }
    line = WordText.Line()
    while !waiting.isEmpty {
      let next = waiting.removeFirst()
      let kept = (cell, story, outer, anchor, fields, level, waiting, isBeside)
      (cell, story, outer, anchor, fields, waiting) = (nil, next.name, next.anchor, nil, [], [])
      isBeside = true
      try readBlocks(next.blocks)
      try endLine()
      (cell, story, outer, anchor, fields, level, waiting, isBeside) = kept
    }
  }

  /// What is read of the ways in which something is kept: the newest.
  private static func choice(of element: Element) -> [Element] {
    (element.first("Choice") ?? element.first("Fallback"))?.children ?? []
  }
}

// MARK: - Content controls

extension WordReader {
  /// Reads a content control; its tag may say what the numbers in it are, or that it is a citation.
  private mutating func readControl(
    _ control: Element, _ body: (inout WordReader, [Element]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let properties = control.first("sdtPr")
    let content = control.first("sdtContent")?.children ?? []
    let tag = properties?.first("tag")?.value("val") ?? ""
    if let role = WordField.role(ofTag: tag, properties) {
      open(WordField(role: role))
      try body(&self, content)
      fields.removeLast()
      return
    }
    let (lines, start) = (text.lines.count, line.signs.count)
    try body(&self, content)
    guard tag.hasPrefix("assay:") else { return }
    let targets = tag.dropFirst("assay:".count).split { $0.isWhitespace }.map(String.init)
    if text.lines.count == lines {
      line.controls.append(WordText.Control(range: start..<line.signs.count, targets: targets))
    } else {
      // Behind the first one may stand its notes.
      let range = 0..<text.lines[lines].signs.count
      text.lines[lines].controls.append(WordText.Control(range: range, targets: targets))
    }
  }

  /// Opens a field that shows its result from here on.
  private mutating func open(_ field: WordField) {
    if field.role == .citation { append(Passage.unreadable, nil) }
    fields.append(field)
  }
}

// MARK: - Runs

extension WordReader {
  private mutating func readInline(_ elements: [Element]) throws(Diagnostic) {
    for element in elements {
      switch element.name {
      case "r": try readRun(element)
      case "hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo":
        try readInline(element.children)
      case "sdt":
        try readControl(element) { (reader, runs) throws(Diagnostic) in
          try reader.readInline(runs)
        }
      case "fldSimple":
        open(WordField(role: WordField.role(ofCode: element.value("instr") ?? "")))
        try readInline(element.children)
        fields.removeLast()
      case "oMath": readFormula(element)
      case "oMathPara": for formula in element.all("oMath") { readFormula(formula) }
      case "AlternateContent": try readInline(Self.choice(of: element))
      default: break
      }
    }
  }

  private mutating func readRun(_ run: Element) throws(Diagnostic) {
    let properties = run.first("rPr")
    guard !styles.hides(properties) else { return }
    anchor = addAnchor(run)
    level = styles.level(ofRun: properties)
    let isSymbol = properties?.first("rFonts")?.value("ascii") == "Symbol"
    try readContent(run.children, isSymbol: isSymbol)
    level = .base
  }

  private mutating func readContent(
    _ elements: [Element], isSymbol: Bool
  ) throws(Diagnostic) {
    for element in elements {
      switch element.name {
      case "t": read(element, isSymbol: isSymbol)
      case "tab", "br", "cr", "ptab": append(" ", nil)
      case "noBreakHyphen": append("-", nil)
      case "sym": append(Self.symbol(element), nil)
      case "fldChar": readMark(element.value("fldCharType") ?? "")
      case "instrText":
        if let last = fields.indices.last, !fields[last].isResult {
          fields[last].code += element.text
        }
      case "footnoteReference": refer(to: "footnote", element)
      case "endnoteReference": refer(to: "endnote", element)
      case "ruby":
        let base = element.first("rubyBase")?.children ?? []
        for run in base.filter({ $0.name == "r" }) {
          try readContent(run.children, isSymbol: false)
        }
      case "AlternateContent": try readContent(Self.choice(of: element), isSymbol: isSymbol)
      case "drawing", "pict", "object": readDrawing(element)
      default: break
      }
    }
  }

  /// Reads the text of a run; blanks at its ends count only where it says so.
  private mutating func read(_ element: Element, isSymbol: Bool) {
    let scalars = Array(element.text.unicodeScalars)
    var range = scalars.indices
    if !element.keepsBlanks {
      range = scalars.trimmed(range)
    }
    for index in range {
      let scalar = scalars[index]
      if scalar == "\u{AD}" { continue }
      if isSymbol, scalar.isASCII {
        append(WordSymbol.scalar(code: scalar.value) ?? Passage.unreadable, index)
      } else {
        append(scalar.isBlank && scalar.isASCII ? " " : WordSymbol.shown(scalar), index)
      }
    }
  }

  private static func symbol(_ element: Element) -> Unicode.Scalar {
    let font = element.value("font") ?? "Symbol"
    guard let code = element.value("char").flatMap({ UInt32($0, radix: 16) }), font == "Symbol"
    else { return Passage.unreadable }
    return WordSymbol.scalar(code: code) ?? Passage.unreadable
  }

  private mutating func readMark(_ type: String) {
    switch type {
    case "begin": fields.append(WordField())
    case "separate":
      guard let field = fields.popLast() else { return }
      open(WordField(role: WordField.role(ofCode: field.code)))
    case "end": _ = fields.popLast()
    default: break
    }
  }

  private mutating func refer(to kind: String, _ reference: Element) {
    append(Passage.unreadable, nil)
    guard let id = reference.value("id"),
      let note = notes[kind]?.removeValue(forKey: id)
    else { return }
    let number = noteCounts[kind, default: 0] + 1
    noteCounts[kind] = number
    wait(for: "\(kind) \(number)", note.children)
  }

  /// A picture stands in the line as one sign; the text of text boxes in it is read behind.
  private mutating func readDrawing(_ drawing: Element) {
    if !isBeside {
      pictures += Self.pictures(in: drawing).map { ($0, text.lines.count) }
    }
    let found = Self.boxes(in: drawing)
    for box in found {
      boxes += 1
      wait(for: "text box \(boxes)", box.children)
    }
    if found.isEmpty, drawing.first("anchor") == nil { append(Passage.unreadable, nil) }
  }

  private mutating func wait(for name: String, _ blocks: [Element]) {
    waiting.append(Story(name: name, blocks: blocks, anchor: isBeside ? outer : anchor))
  }

  /// The ids of the pictures in a drawing, of today's Word and of that before 2007.
  private static func pictures(in element: Element) -> [String] {
    let id =
      switch element.name {
      case "blip": element.value("embed")
      case "imagedata": element.value("id")
      default: String?.none
      }
    let within = element.name == "AlternateContent" ? choice(of: element) : element.children
    return (id.map { [$0] } ?? []) + within.flatMap(pictures)
  }

  private static func boxes(in element: Element) -> [Element] {
    if element.name == "txbxContent" { return [element] }
    let within = element.name == "AlternateContent" ? choice(of: element) : element.children
    return within.flatMap(boxes)
  }
}

// MARK: - Signs

extension WordReader {
  private mutating func addAnchor(_ element: Element) -> Int? {
    // Notes and boxes lie in other parts, or where no comment may stand.
    guard !isBeside else { return nil }
    let content = element.children.filter { $0.name != "rPr" }
    let texts = content.filter { $0.name == "t" }
    text.anchors.append(
      WordText.Anchor(
        element: element, properties: element.first("rPr"),
        text: texts.count == 1 ? texts[0] : nil, isFirst: content.first?.name == "t",
        isLast: content.last?.name == "t"))
    return text.anchors.count - 1
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ index: Int?) {
    guard fields.allSatisfy(\.isRead) else { return }
    let meaning = fields.lazy.compactMap(\.meaning).first
    let source =
      isBeside
      ? WordText.Source(anchor: outer, index: nil) : WordText.Source(anchor: anchor, index: index)
    line.signs.append(
      WordText.Sign(scalar: Self.shown(scalar, level), source: source, meaning: meaning))
  }

  /// A sign as it stands at a level; dashes are typed for raised minus signs.
  private static func shown(
    _ scalar: Unicode.Scalar, _ level: WordStyles.Level
  ) -> Unicode.Scalar {
    let sign = ["–", "\u{2010}", "\u{2011}"].contains(scalar) ? "-" : scalar
    switch level {
    case .base: return scalar
    case .raised: return Shifted.raised(sign) ?? scalar
    case .lowered: return Shifted.lowered(sign) ?? scalar
    }
  }

  private mutating func readFormula(_ formula: Element) {
    anchor = addAnchor(formula)
    for (scalar, level) in WordFormula(formula).signs {
      self.level = level
      append(scalar, nil)
    }
    level = .base
  }
}

// MARK: - Tables

extension WordReader {
  /// No table of Word is wider; a wider one is cut.
  private static let columnLimit = 1000

  private mutating func readTable(_ table: Element) throws(Diagnostic) {
    try endLine()
    let number = text.heads.count
    text.heads.append(1)
    let kept = cell
    var row = 0
    var isHead = true
    for (element, _) in Self.unwrapped(table.children, "tr") {
      let properties = element.first("trPr")
      if properties?.first("del") != nil { continue }
      if isHead, row > 0, properties?.isOn("tblHeader") == true { text.heads[number] = row + 1 }
      isHead = properties?.isOn("tblHeader") ?? false
      var column = Self.count(properties?.first("gridBefore"), least: 0)
      for (item, control) in Self.unwrapped(element.children, "tc") {
        let place = WordText.Cell(table: number, row: row, column: column)
        column += try readCell(item, place, in: control)
      }
      row += 1
    }
    cell = kept
  }

  /// Reads a cell, and says how many columns it is wide.
  private mutating func readCell(
    _ element: Element, _ place: WordText.Cell, in control: Element?
  ) throws(Diagnostic) -> Int {
    let properties = element.first("tcPr")
    if properties?.first("cellDel") != nil { return 0 }
    let width = Self.count(properties?.first("gridSpan"), least: 1)
    let merge = properties?.first("vMerge").map { $0.value("val") ?? "continue" }
    let above = WordText.Cell(table: place.table, row: place.row - 1, column: place.column)
    let owner = merge == "continue" && place.row > 0 ? text.owners[above] ?? above : place
    for column in place.column..<min(place.column + width, Self.columnLimit) {
      text.owners[WordText.Cell(table: place.table, row: place.row, column: column)] = owner
    }
    guard owner == place else { return width }
    cell = place
    let content = element.children
    if let control {
      try readControl(control) { (reader, _) throws(Diagnostic) in
        try reader.readBlocks(content)
        try reader.endLine()
      }
    } else {
      try readBlocks(content)
      try endLine()
    }
    return width
  }

  /// Rows or cells, also those in content controls, each with its own, and in marks of revisions.
  private static func unwrapped(
    _ elements: [Element], _ name: String, in control: Element? = nil
  ) -> [(element: Element, control: Element?)] {
    elements.flatMap { element -> [(element: Element, control: Element?)] in
      switch element.name {
      case name: [(element, control)]
      case "sdt": unwrapped(element.first("sdtContent")?.children ?? [], name, in: element)
      case "customXml", "ins", "moveTo": unwrapped(element.children, name, in: control)
      default: []
      }
    }
  }

  private static func count(_ element: Element?, least: Int) -> Int {
    let count = element?.value("val").flatMap { Int($0) } ?? least
    return max(least, min(count, columnLimit))
  }
}

extension Element {
  /// Whether blanks at the ends of its text are text.
  var keepsBlanks: Bool { attributes["xml:space"] == "preserve" }
}

extension [Unicode.Scalar] {
  /// A part without the blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let start = range.first { !self[$0].isBlank } ?? range.upperBound
    let end = range.last { !self[$0].isBlank } ?? start - 1
    return start..<end + 1
  }
}
