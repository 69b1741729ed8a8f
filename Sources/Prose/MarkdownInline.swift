/// The running text of one block of Markdown: markup is taken away, everything keeps its place.
struct MarkdownInline {
  /// How high letters stand.
  enum Level { case base, raised, lowered }

  /// What happens where a span ends: the mark is skipped or read, and letters stand so again.
  struct End {
    let isMark: Bool
    let level: Level
  }

  private(set) var passage: Passage
  let scalars: [Unicode.Scalar]
  private let offsets: [Int]
  private var ahead: Lookahead
  var index = 0
  private var level = Level.base
  private var ends: [Int: End] = [:]
  /// Where links end, by the bracket that closes their text.
  private var links: [Int: Int] = [:]
  /// Where the formula ends that is being read.
  private(set) var formulaEnd: Int?
  /// Where its text begins.
  private var formulaStart = 0

  init(_ block: MarkdownBlocks.Block, in source: [Unicode.Scalar]) {
    passage = Passage(block.kind)
    var scalars: [Unicode.Scalar] = []
    var offsets: [Int] = []
    for piece in block.pieces {
      if !scalars.isEmpty {
        scalars.append("\n")
        offsets.append(offsets.last ?? 0)
      }
      scalars.append(contentsOf: source[piece])
      offsets.append(contentsOf: piece)
    }
    self.scalars = scalars
    self.offsets = offsets
    ahead = Lookahead(scalars)
    while index < scalars.count { read() }
    if formulaEnd != nil { passage.closeFormula(from: formulaStart) }
  }

  /// Reads one scalar, or the markup that begins with it.
  private mutating func read() {
    if !ends.isEmpty, let end = ends.removeValue(forKey: index) {
      level = end.level
      if end.isMark {
        index += 1
        return
      }
    }
    if let formulaEnd {
      guard index >= formulaEnd else { return readFormula() }
      while index < scalars.count, scalars[index] == "$" { index += 1 }
      passage.closeFormula(from: formulaStart)
      return self.formulaEnd = nil
    }
    let scalar = scalars[index]
    switch scalar {
    case "\\": readEscape()
    case "`": readCode()
    case "<": readAngle()
    case "&": readEntity()
    case "[": openBracket()
    case "]": closeBracket()
    case "*", "_": readEmphasis(scalar)
    case "~", "^": readShift(scalar)
    case "$": openFormula()
    case "{": readBrace()
    case "\n", "\t": append(" ")
    case "!" where peek(1) == "[": readImage()
    default: append(scalar)
    }
  }
}

// MARK: - The text

extension MarkdownInline {
  func peek(_ distance: Int) -> Unicode.Scalar? {
    let index = index + distance
    return scalars.indices.contains(index) ? scalars[index] : nil
  }

  /// Puts a scalar into the text in place of so many of the source.
  mutating func append(_ scalar: Unicode.Scalar, insteadOf count: Int = 1) {
    let shown =
      switch level {
      case .base: scalar
      case .raised: Shifted.raised(scalar) ?? scalar
      case .lowered: Shifted.lowered(scalar) ?? scalar
      }
    passage.append(shown, at: offsets[index])
    index += count
  }

  /// Raises or lowers what follows up to an index, whose scalar is skipped when it is a mark.
  mutating func shift(to new: Level, until end: Int, isMark: Bool) {
    ends[end] = End(isMark: isMark, level: level)
    level = new
  }

  private mutating func firstIndex(of word: String, from start: Int) -> Int? {
    ahead.next(.word(word), from: start)
  }

  mutating func show(_ image: Passage.Image) { passage.show(image) }

  /// Where a part of the block stands in the source, up to the end of its first line.
  func source(of part: Range<Int>) -> Range<Int> {
    let end = scalars[part].firstIndex { $0 == "\n" } ?? part.upperBound
    return offsets[part.lowerBound]..<offsets[part.lowerBound] + (end - part.lowerBound)
  }

  func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }
}

// MARK: - Code, tags, entities

extension MarkdownInline {
  private mutating func readEscape() {
    guard let next = peek(1), next.isASCII, !next.isWordly, next != " ", next != "\n" else {
      return append(peek(1) == "\n" ? " " : "\\", insteadOf: peek(1) == "\n" ? 2 : 1)
    }
    index += 1
    append(next)
  }

  private mutating func readCode() {
    let count = scalars[index...].prefix { $0 == "`" }.count
    // Behind the last of these: an opening run may begin with one that a backslash took away.
    guard let close = ahead.backticks(count, behind: index + count - 1) else {
      return append("`", insteadOf: count)
    }
    append(Passage.unreadable, insteadOf: close + count - index)
  }

  private mutating func readAngle() {
    if scalars[index...].starts(with: "<!--".unicodeScalars) { return readComment() }
    guard let end = firstIndex(of: ">", from: index), let first = peek(1) else {
      return append("<")
    }
    if holds("://", before: end) || holds("@", before: end), !holds(" ", before: end) {
      return append(Passage.unreadable, insteadOf: end + 1 - index)
    }
    guard first.isLetter || first == "/", first.isASCII else { return append("<") }
    let tag = scalars[(index + 1)..<end]
    switch text(tag.startIndex..<(tag.firstIndex(of: " ") ?? end)).lowercased() {
    case "sup": level = .raised
    case "sub": level = .lowered
    case "/sup", "/sub": level = .base
    case "img", "img/": readImageTag(until: end)
    case "br", "br/": return append(" ", insteadOf: end + 1 - index)
    default: break
    }
    index = end + 1
  }

  /// Whether a word stands between the scalar that is read and an index.
  private mutating func holds(_ word: String, before end: Int) -> Bool {
    firstIndex(of: word, from: index + 1).map { $0 < end } ?? false
  }

  /// A comment is no text; one that begins with `assay:` says what the numbers before it are.
  private mutating func readComment() {
    guard let end = firstIndex(of: "-->", from: index + 4) else { return append("<") }
    let words = text(index + 4..<end).split { $0 == " " || $0 == "\n" }.map(String.init)
    if words.first == "assay:" { passage.bind(Array(words.dropFirst()), at: offsets[index]) }
    index = end + 3
  }

  private mutating func readEntity() {
    let name = scalars[(index + 1)...].prefix { $0.isWordly || $0 == "#" }
    let end = index + 1 + name.count
    guard !name.isEmpty, end < scalars.count, scalars[end] == ";" else { return append("&") }
    append(Entity.scalar(text(index + 1..<end)) ?? Passage.unreadable, insteadOf: end + 1 - index)
  }
}

// MARK: - Links, emphasis, shifts, slots

extension MarkdownInline {
  private mutating func openBracket() {
    guard let close = closing(index) else { return append("[") }
    let first = scalars[index + 1]
    if first == "@" || first == "^" || first == "-" && scalars[index + 2] == "@" {
      return append(Passage.unreadable, insteadOf: close + 1 - index)
    }
    guard let end = linkEnd(behind: close + 1) else { return append("[") }
    links[close] = end
    index += 1
  }

  private mutating func closeBracket() {
    guard let end = links[index] else { return append("]") }
    index = end
  }

  /// Where a link ends whose text ends before an index; `nil` when it is none.
  private mutating func linkEnd(behind start: Int) -> Int? {
    guard start < scalars.count, scalars[start] != "{" || isAttribute(start),
      let close = closing(start)
    else { return nil }
    return linkEnd(behindTarget: close + 1)
  }

  private mutating func linkEnd(behindTarget end: Int) -> Int {
    guard isAttribute(end), let close = closing(end) else { return end }
    return close + 1
  }

  /// Whether attributes begin here: `{#name`, `{.class`, `{width=`.
  private func isAttribute(_ start: Int) -> Bool {
    guard start + 1 < scalars.count, scalars[start] == "{" else { return false }
    let first = scalars[start + 1]
    return first == "#" || first == "." || first.isASCII && first.isLetter
  }

  /// The bracket that closes the one at an index.
  mutating func closing(_ start: Int) -> Int? { ahead.closing(start) }

  /// Marks of emphasis touch a word; a star between blanks is a star.
  private mutating func readEmphasis(_ mark: Unicode.Scalar) {
    let count = scalars[index...].prefix { $0 == mark }.count
    let (before, after) = (peek(-1), peek(count))
    let isInWord = mark == "_" && before?.isWordly == true && after?.isWordly == true
    let isAlone = (before?.isBlank ?? true) && (after?.isBlank ?? true)
    guard !isInWord, !isAlone else { return append(mark) }
    index += count
  }

  /// `~2~` and `^2^` as Pandoc has them, `~~` around what is struck out, and `^-3` as people type.
  private mutating func readShift(_ mark: Unicode.Scalar) {
    if peek(1) == mark {
      index += 2
      return
    }
    let rest = scalars[(index + 1)...]
    let end = rest.prefix { $0 != mark && !$0.isBlank }.endIndex
    let new: Level = mark == "^" ? .raised : .lowered
    if end < scalars.count, scalars[end] == mark, end > index + 1 {
      index += 1
      return shift(to: new, until: end, isMark: true)
    }
    let sign = rest.prefix { "+-\u{2212}".unicodeScalars.contains($0) }.prefix(1)
    let digits = rest[sign.endIndex...].prefix { $0.isDigit }
    let isDecimal = digits.endIndex < scalars.count && scalars[digits.endIndex] == "."
    guard mark == "^", !digits.isEmpty, !isDecimal else { return append(mark) }
    index += 1
    shift(to: new, until: digits.endIndex, isMark: false)
  }

  private mutating func readBrace() {
    if peek(1) == "{", let end = firstIndex(of: "}}", from: index + 2),
      firstIndex(of: "{", from: index + 2).map({ $0 > end }) ?? true
    {
      let inside = text(index + 2..<end).split { $0.isWhitespace }
      if inside.count == 1, !inside[0].contains("}") {
        passage.open(String(inside[0]), at: offsets[index]..<offsets[end + 1] + 1)
        index = end + 2
        return
      }
    }
    if passage.kind == .heading, isAttribute(index), let close = closing(index) {
      index = close + 1
    } else {
      append("{")
    }
  }

  /// A formula opens where no blank follows, and closes where none stands before and no digit
  /// behind, so that sums of money are none.
  private mutating func openFormula() {
    let count = peek(1) == "$" ? 2 : 1
    let start = index + count
    let close = ahead.next(.dollar(isDouble: count == 2), from: start)
    guard let close, close > start, count == 2 || !scalars[start].isBlank else {
      return append("$")
    }
    index = start
    formulaStart = passage.text.count
    formulaEnd = close
  }
}
