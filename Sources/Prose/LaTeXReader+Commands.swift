// Commands and environments: what each has as arguments, and what of that is text.

extension LaTeXReader {
  /// The name of the command at an index: letters, or one sign.
  func commandName(at start: Int) -> String {
    let letters = text[(start + 1)...].prefix { $0.isASCII && $0.isLetter }
    return letters.isEmpty
      ? string(start + 1..<min(start + 2, text.count))
      : string(start + 1..<letters.endIndex)
  }

  /// Reads the command at the index, with what belongs to it.
  mutating func readCommand() {
    let start = index
    let name = commandName(at: start)
    index += 1 + name.unicodeScalars.count
    guard let first = name.unicodeScalars.first else { return }
    if !first.isLetter { return readSign(name, start) }
    if let accent = LaTeXSymbols.accents[name], readAccent(accent, start) { return }
    if peek(0) == "*" { index += 1 }
    if readQuantity(name, start) || readStructure(name, start) || readFormulaCommand(name, start) {
      return
    }
    if let sign = LaTeXSymbols.signs[name] {
      for scalar in sign.unicodeScalars { put(scalar, at: start) }
      // The blanks around signs in formulae are set by what they are.
      return mode == .formula ? () : skipBlanks()
    }
    if let count = LaTeXSymbols.silent[name] { return skipArguments(count) }
    if LaTeXSymbols.pointers.contains(name) || name.lowercased().contains("cite") {
      skipArguments(name.hasSuffix("range") ? 2 : name == "footnotemark" ? 0 : 1)
      return put(Passage.unreadable, at: start)
    }
    if LaTeXSymbols.lengths.contains(name) { return skipLength() }
    if mode == .text { skipOption() }
    if mode == .formula, peek(0) != "{", !Self.plain.contains(name) {
      put(Passage.unreadable, at: start)
    }
    skipBlanks()
  }

  /// Commands in formulae that only say how things look.
  private static let plain: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle",
    "textstyle", "limits", "nolimits", "nonumber", "notag", "rm", "bf", "it", "hline", "bar",
    "overline", "hat", "vec", "tilde", "dot", "mathrm", "mathbf", "mathit", "mathsf", "boldsymbol",
  ]

  private mutating func readSign(_ name: String, _ start: Int) {
    switch name {
    case ",": put("\u{2009}", at: start)
    case " ", ";", ":", ">", "\n", "\t": put(" ", at: start)
    case "%", "&", "_", "#", "$", "{", "}":
      for scalar in name.unicodeScalars { put(scalar, at: start) }
    case "\\":
      put(" ", at: start)
      if peek(0) == "*" { index += 1 }
      skipOption()
    case "(":
      guard mode != .formula, let close = ahead.next(.word("\\)"), from: index) else { return }
      readFormula(until: close, isDisplayed: false)
      index = max(index, close + 2)
    case "[":
      guard mode != .formula, let close = ahead.next(.word("\\]"), from: index) else { return }
      readFormula(until: close, isDisplayed: true)
      index = max(index, close + 2)
    default:
      if let accent = LaTeXSymbols.accents[name] { _ = readAccent(accent, start) }
    }
  }

  /// Reads a letter with its accent; `false` when there is no such letter.
  private mutating func readAccent(
    _ accent: [Unicode.Scalar: Unicode.Scalar], _ start: Int
  ) -> Bool {
    var next = index
    while next < text.count, text[next] == " " || text[next] == "{" || text[next] == "\\" {
      next += 1
    }
    guard next < text.count, let whole = accent[text[next]] else { return false }
    put(whole, at: start)
    let isEnclosed = text[index..<next].contains("{")
    index = next + 1
    if isEnclosed, peek(0) == "}" { index += 1 }
    return true
  }

  // MARK: Arguments

  /// Passes the blanks behind a command, not the end of a paragraph.
  mutating func skipBlanks() {
    var next = index
    while next < text.count, text[next] == " " || text[next] == "\t" { next += 1 }
    if next < text.count, text[next] == "\n" {
      var further = next + 1
      while further < text.count, text[further] == " " || text[further] == "\t" { further += 1 }
      if further < text.count, text[further] != "\n" { next = further }
    }
    index = next
  }

  /// Where an option ends that begins here; one that goes on for long, or over an empty line, is none.
  mutating func optionEnd() -> Int? {
    let longest = 2000
    guard peek(0) == "[", let close = ahead.closing(index), close - index < longest else {
      return nil
    }
    let inside = text[index..<close]
    return zip(inside, inside.dropFirst()).contains { $0 == "\n" && $1 == "\n" } ? nil : close
  }

  mutating func skipOption() {
    while let close = optionEnd() { index = close + 1 }
  }

  /// Where the argument in braces stands that begins here, blanks before it left out.
  mutating func argument() -> Range<Int>? {
    var next = index
    while next < text.count, text[next].isBlank { next += 1 }
    guard next < text.count, text[next] == "{", let close = ahead.closing(next) else { return nil }
    return next + 1..<close
  }

  /// Takes the argument in braces that begins here.
  mutating func takeArgument() -> Range<Int>? {
    guard let range = argument() else { return nil }
    index = range.upperBound + 1
    return range
  }

  /// Passes options, and so many arguments that are no text.
  mutating func skipArguments(_ count: Int) {
    skipOption()
    if peek(0) == "(", let close = ahead.closing(index), close - index < 10 { index = close + 1 }
    for _ in 0..<count {
      if takeArgument() == nil {
        // `\setlength\parindent{0pt}`
        guard peek(0) == "\\" else { return }
        index += 1 + commandName(at: index).unicodeScalars.count
      }
      skipOption()
    }
  }

  /// Passes `=3.2pt plus 1fil minus \x`.
  private mutating func skipLength() {
    while let next = peek(0) {
      let word = text[index...].prefix { $0.isASCII && ($0.isLetter || $0.isDigit) || $0 == "." }
      let first = word.first
      if next == " " || next == "=" || next == "-" {
        index += 1
      } else if let first, first.isDigit || first == "." {
        let units = ["pt", "mm", "cm", "in", "em", "ex", "mu", "bp", "sp", "pc", "fil"]
        index += word.prefix { $0.isDigit || $0 == "." }.count
        if let unit = units.first(where: { text[index...].starts(with: $0.unicodeScalars) }) {
          index += unit.count
        }
        if ![" plus", " minu"].contains(string(index..<min(index + 5, text.count))) { return }
      } else if ["plus", "minus"].contains(string(word.startIndex..<word.endIndex)) {
        index += word.count
      } else {
        if next == "\\" { index += 1 + commandName(at: index).unicodeScalars.count }
        return
      }
    }
  }
}

// MARK: - Structure

extension LaTeXReader {
  /// Reads what makes passages, and what binds numbers; `false` when the command does neither.
  fileprivate mutating func readStructure(_ name: String, _ start: Int) -> Bool {
    switch name {
    case "begin": beginEnvironment(start)
    case "end":
      _ = takeArgument()
      if table == nil, mode == .text { closePassage() }
    case "par", "item", "newpage", "clearpage", "bigskip", "medskip", "maketitle":
      if table == nil, mode == .text { closePassage() }
    case "assay": readSlot(start)
    case "ce", "ch", "cf", "chemformula": readCompound()
    case "textsuperscript", "textsubscript", "sp", "sb":
      guard let range = argument() else { return true }
      index = range.lowerBound - 1
      readGroup(closedAt: range.upperBound) {
        $0.level = name == "textsuperscript" || name == "sp" ? .raised : .lowered
      }
    case "subfloat":
      if let close = optionEnd() {
        inPassage(.paragraph) { $0.readGroup(closedAt: close) }
      }
    case "appendix": break
    default:
      guard let kind = LaTeXSymbols.passages[name] else { return false }
      readPassage(kind, skipping: name == "captionof" ? 1 : 0)
    }
    return true
  }

  private mutating func readPassage(_ kind: Passage.Kind, skipping count: Int) {
    skipArguments(count)
    guard let range = argument() else { return }
    if kind == .heading { closePassage() }
    index = range.lowerBound - 1
    inPassage(kind) { reader in reader.readGroup(closedAt: range.upperBound) { $0.mode = .text } }
  }

  /// Reads `\assay{stage.number}`, a place to fill in, or `\assay[2.32]{stage.number}`, filled in.
  private mutating func readSlot(_ start: Int) {
    if let close = optionEnd() { readGroup(closedAt: close) }
    let isFilled = index > start + 6
    guard let range = takeArgument() else { return }
    let targets = string(range).split { $0.isWhitespace }.map(String.init)
    if isFilled {
      passage.bind(targets, at: flat.offsets[start])
    } else if targets.count == 1 {
      let (first, last) = (flat.offsets[start], flat.offsets[range.upperBound])
      passage.open(targets[0], at: first..<max(first, last) + 1)
    } else {
      passage.bind(targets, at: flat.offsets[start])
    }
  }

  /// Reads the formula of a compound, which is one name.
  private mutating func readCompound() {
    guard let range = takeArgument() else { return }
    let start = passage.text.count
    for place in range where !"{}_^$\\ ".unicodeScalars.contains(text[place]) {
      put(text[place], at: place)
    }
    passage.closeName(from: start)
  }

  private mutating func beginEnvironment(_ start: Int) {
    guard let range = takeArgument() else { return }
    let name = string(range)
    guard depth < Self.deepest, let end = end(ofEnvironmentAt: start) else {
      skipArguments(LaTeXSymbols.environments[name] ?? 0)
      return
    }
    if LaTeXSymbols.displays.contains(name) || name == "math" {
      skipArguments(LaTeXSymbols.environments[name] ?? 0)
      readFormula(until: end, isDisplayed: name != "math")
    } else if let before = LaTeXSymbols.tables[name] {
      skipArguments(before + 1)
      depth += 1
      if table == nil, mode == .text { readTable(until: end) } else { read(until: end) }
      depth -= 1
    } else if name == "thebibliography" || name.hasPrefix("acknowledg") {
      skipArguments(LaTeXSymbols.environments[name] ?? 0)
      depth += 1
      inPassage(.bibliography) { $0.read(until: end) }
      depth -= 1
    } else {
      if table == nil, mode == .text { closePassage() }
      skipArguments(LaTeXSymbols.environments[name] ?? (name == "array" ? 1 : 0))
    }
  }
}

// MARK: - Formulae

extension LaTeXReader {
  private static let fractions: Set<String> = [
    "frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac",
  ]
  private static let fonts: Set<String> = [
    "text", "textrm", "textit", "textbf", "textsf", "textnormal", "mathrm", "mbox", "operatorname",
    "mathsf", "rm", "hbox",
  ]

  fileprivate mutating func readFormulaCommand(_ name: String, _ start: Int) -> Bool {
    if Self.fractions.contains(name) {
      skipOption()
      let outer = passage.text.count
      for part in 0..<2 {
        guard let range = argument() else { return true }
        if part == 1 { put("/", at: start) }
        index = range.lowerBound - 1
        readGroup(closedAt: range.upperBound)
      }
      if mode == .text { passage.closeFormula(from: outer) }
      return true
    }
    if name == "ensuremath", let range = argument() {
      let outer = passage.text.count
      index = range.lowerBound - 1
      readGroup(closedAt: range.upperBound) { $0.mode = .formula }
      passage.closeFormula(from: outer)
      return true
    }
    guard mode != .text, Self.fonts.contains(name), let range = argument() else { return false }
    index = range.lowerBound - 1
    readGroup(closedAt: range.upperBound) { $0.mode = .upright }
    return true
  }
}
