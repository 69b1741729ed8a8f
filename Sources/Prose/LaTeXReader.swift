/// The passages of a paper in LaTeX: markup is taken away, everything keeps its place.
struct LaTeXReader {
  /// How high letters stand.
  enum Level { case base, raised, lowered }

  /// What formulae are made of differs from what text is.
  enum Mode { case text, formula, upright }

  let flat: LaTeXFlat
  let text: [Unicode.Scalar]
  var ahead: Lookahead
  var index = 0
  /// The passages that are complete, in the order in which they end.
  private(set) var passages: [Passage] = []
  /// The passage that is being read.
  var passage = Passage(.paragraph)
  /// What passages are where no more is said.
  var kind = Passage.Kind.paragraph
  var level = Level.base
  var mode = Mode.text
  /// How many groups are open one in another.
  var depth = 0
  private var nextNote = 0
  /// Where environments end, by where they begin.
  private let ends: [Int: Int]
  /// The table that is being read.
  var table: LaTeXTable?

  /// Groups deeper than that are read as if they had no braces.
  static let deepest = 60

  init(_ flat: LaTeXFlat) {
    self.flat = flat
    text = flat.text
    ahead = Lookahead(flat.text)
    ends = Self.environments(in: flat.text)
    readPaper()
    closePassage()
  }

  /// Reads the title, then the document; a file without a document is read from its start.
  private mutating func readPaper() {
    let mark = Array("\\begin{document}".unicodeScalars)
    guard let begin = text.firstRange(of: mark)?.lowerBound else { return read(until: text.count) }
    for command in ["\\title", "\\abstract"] {
      index = 0
      while let start = ahead.next(.word(command), from: index), start < begin {
        index = start
        readCommand()
        if index <= start { index = start + 1 }
      }
    }
    nextNote = flat.notes.partitioningIndex { $0.position >= begin }
    index = begin + mark.count
    let end = text[index...].firstRange(of: Array("\\end{document}".unicodeScalars))
    read(until: end?.lowerBound ?? text.count)
  }

  /// Where each environment ends, by where it begins.
  private static func environments(in text: [Unicode.Scalar]) -> [Int: Int] {
    let (begin, end) = (Array("\\begin{".unicodeScalars), Array("\\end{".unicodeScalars))
    var open: [(name: ArraySlice<Unicode.Scalar>, start: Int)] = []
    var ends: [Int: Int] = [:]
    var index = 0
    while index < text.count {
      guard text[index] == "\\" else {
        index += 1
        continue
      }
      let rest = text[index...]
      let mark = rest.starts(with: begin) ? begin : rest.starts(with: end) ? end : []
      let name = rest.dropFirst(mark.count).prefix(40).prefix { $0 != "}" && $0 != "\n" }
      if mark == begin {
        open.append((name, index))
      } else if mark == end, let last = open.last, last.name == name {
        ends[last.start] = index
        open.removeLast()
      }
      index += mark.isEmpty ? 2 : mark.count
    }
    return ends
  }

  /// Where the environment ends that begins at an index.
  func end(ofEnvironmentAt start: Int) -> Int? { ends[start] }

  // MARK: Reading on

  mutating func read(until end: Int) {
    while index < end {
      bindNotes()
      readOne()
    }
    bindNotes()
  }

  /// Reads a group as something, up to the bracket that closes it, and passes that.
  mutating func readGroup(closedAt close: Int, _ body: (inout Self) -> Void = { _ in }) {
    index += 1
    guard depth < Self.deepest else { return }
    depth += 1
    let (outerLevel, outerMode) = (level, mode)
    body(&self)
    read(until: close)
    (level, mode) = (outerLevel, outerMode)
    depth -= 1
    index = max(index, close + 1)
  }

  mutating func readOne() {
    let scalar = text[index]
    switch scalar {
    case "\\": readCommand()
    case "{", "}": index += 1
    case "$": openFormula()
    case "~": append("\u{A0}")
    case "&": append(" ")
    case "\n", "\t": readBlank()
    case "-" where mode == .formula: append("\u{2212}")
    case "-": readDash()
    case "`": append(peek(1) == "`" ? "“" : "‘", insteadOf: peek(1) == "`" ? 2 : 1)
    case "'" where mode != .formula:
      append(peek(1) == "'" ? "”" : "’", insteadOf: peek(1) == "'" ? 2 : 1)
    case "^" where mode != .text: readShift(.raised)
    case "_" where mode != .text: readShift(.lowered)
    default: append(scalar)
    }
  }

  private mutating func readDash() {
    let count = text[index...].prefix(3).prefix { $0 == "-" }.count
    append(count == 3 ? "—" : count == 2 ? "–" : "-", insteadOf: count)
  }

  /// A line ends, or with an empty one behind it a paragraph.
  private mutating func readBlank() {
    var next = index + 1
    while next < text.count, text[next] == " " || text[next] == "\t" { next += 1 }
    let isEnd = text[index] == "\n" && next < text.count && text[next] == "\n"
    guard isEnd else { return append(" ") }
    if table == nil, mode == .text { closePassage() }
    index = next
  }

  private mutating func readShift(_ new: Level) {
    index += 1
    guard index < text.count, !"^_$".unicodeScalars.contains(text[index]) else { return }
    if new == .lowered, let first = text[index...].first(where: { $0 != "{" && !$0.isBlank }),
      first == "\\" || first.isLetter
    {
      // No unit goes on with the letters of an index: `5 M_J`.
      put("_", at: index)
    }
    if text[index] == "{", let close = ahead.closing(index) {
      return readGroup(closedAt: close) { $0.level = new }
    }
    let outer = level
    level = new
    if text[index] == "\\" { readCommand() } else { readOne() }
    level = outer
  }
}

// MARK: - The text

extension LaTeXReader {
  func peek(_ distance: Int) -> Unicode.Scalar? {
    text.indices.contains(index + distance) ? text[index + distance] : nil
  }

  /// Puts a scalar into the passage in place of so many of the source.
  mutating func append(_ scalar: Unicode.Scalar, insteadOf count: Int = 1) {
    put(scalar, at: min(index, text.count - 1))
    index += count
  }

  /// Puts a scalar into the passage, as standing at an index.
  mutating func put(_ scalar: Unicode.Scalar, at index: Int) {
    let shown =
      switch level {
      case .base: scalar
      case .raised: Shifted.raised(scalar) ?? scalar
      case .lowered: Shifted.lowered(scalar) ?? scalar
      }
    passage.append(shown, at: flat.offsets[index])
  }

  func string(_ range: Range<Int>) -> String {
    var words = String.UnicodeScalarView()
    words.append(contentsOf: text[range])
    return String(words)
  }

  /// Whether there is something to read in the passage.
  var isEmpty: Bool {
    passage.bindings.isEmpty && passage.slots.isEmpty && passage.text.allSatisfy(\.isBlank)
  }

  /// Ends the passage; the next one begins.
  mutating func closePassage() {
    if !isEmpty { passages.append(passage) }
    passage = Passage(kind)
  }

  mutating func setKind(_ kind: Passage.Kind, ofPassage index: Int) { passages[index].kind = kind }

  /// Reads something as a passage of its own, within or beside the one that is being read.
  mutating func inPassage(_ kind: Passage.Kind, _ body: (inout Self) -> Void) {
    let (outer, outerKind, outerTable) = (passage, self.kind, table)
    if outerKind != .bibliography { self.kind = kind }
    passage = Passage(self.kind)
    table = nil
    body(&self)
    closePassage()
    (passage, self.kind, table) = (outer, outerKind, outerTable)
  }

  /// Binds what notes up to here say: to what stands before them, also when that was just ended.
  mutating func bindNotes() {
    while nextNote < flat.notes.count, flat.notes[nextNote].position <= index {
      let note = flat.notes[nextNote]
      nextNote += 1
      if let row = table?.rowBefore(hasText: !isEmpty, passages.count) {
        if isEmpty {
          passages[row.upperBound - 1].bind(note.targets, at: note.offset, reaching: row.count - 1)
        } else {
          passage.bind(note.targets, at: note.offset, reaching: row.count)
        }
      } else if isEmpty, !passages.isEmpty {
        passages[passages.count - 1].bind(note.targets, at: note.offset)
      } else {
        passage.bind(note.targets, at: note.offset)
      }
    }
  }
}

// MARK: - Formulae

extension LaTeXReader {
  /// Reads what dollars enclose; one that none closes in its paragraph is a dollar.
  private mutating func openFormula() {
    let count = peek(1) == "$" ? 2 : 1
    let start = index + count
    guard mode != .formula else { return index = start }
    guard let close = closingDollar(count, from: start), close > start,
      count == 2 || !text[start..<close].isParted
    else { return append("$", insteadOf: count) }
    index = start
    readFormula(until: close, isDisplayed: count == 2)
    index = max(index, min(text.count, close + count))
  }

  private mutating func closingDollar(_ count: Int, from start: Int) -> Int? {
    if count == 2 { return ahead.next(.word("$$"), from: start) }
    var close = ahead.next(.word("$"), from: start)
    while let place = close, place > 0, text[place - 1] == "\\" {
      close = ahead.next(.word("$"), from: place + 1)
    }
    return close
  }

  /// Reads a formula; one that is displayed is a passage of its own.
  mutating func readFormula(until end: Int, isDisplayed: Bool) {
    guard mode != .formula, depth < Self.deepest else { return }
    if isDisplayed, table == nil { closePassage() }
    let (outer, start) = (mode, passage.text.count)
    mode = .formula
    depth += 1
    read(until: end)
    depth -= 1
    mode = outer
    passage.closeFormula(from: start)
    if isDisplayed, table == nil { closePassage() }
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether an empty line parts it.
  fileprivate var isParted: Bool {
    var isBehindEnd = false
    for scalar in self {
      if scalar == "\n" {
        if isBehindEnd { return true }
        isBehindEnd = true
      } else if !scalar.isBlank {
        isBehindEnd = false
      }
    }
    return false
  }
}
