import Text

/// A paper in LaTeX as one stretch of text: files taken in, comments and code left out, macros
/// without arguments replaced; every scalar knows where it stands.
struct LaTeXFlat {
  /// Finds a file of the project, by its path; `nil` when there is none.
  typealias Reading = (String) throws -> [UInt8]?

  /// A comment that says what the numbers before it are.
  struct Note {
    let position: Int
    let targets: [String]
    let offset: Int
  }

  private(set) var text: [Unicode.Scalar] = []
  private(set) var offsets: [Int] = []
  private(set) var notes: [Note] = []
  private(set) var parts = SourceParts()
  /// Where `\assay{…}` stands in the source: what can be filled in.
  private(set) var slots: [Passage.Slot] = []

  private let reading: Reading?
  private let root: String
  private var macros: [String: [Unicode.Scalar]] = [:]
  /// The files that are being read, from the first to the innermost.
  private var open: [String] = []
  private var known: [String: Range<Int>] = [:]

  /// What stands further on in the file that is being read, and where that begins.
  private var ahead = Lookahead([])
  private var base = 0

  /// More text than a book has: a paper that grows beyond takes itself in over and over.
  private static let longest = 32 << 20
  private static let deepest = 40

  /// Reads a file and what it takes in; without `reading` nothing else is looked at.
  init(_ bytes: [UInt8], file: String, reading: Reading?) throws {
    self.reading = reading
    root = Self.folder(of: file)
    _ = try parts.add(bytes, file: file)
    let range = 0..<parts.source.count
    known[file] = range
    open = [file]
    try flatten(range)
  }

  private static func folder(of file: String) -> String {
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  private func at(_ index: Int, _ end: Int) -> Unicode.Scalar? {
    index < end ? parts.source[index] : nil
  }

  private mutating func append(_ scalar: Unicode.Scalar, at offset: Int) {
    text.append(scalar)
    offsets.append(offset)
  }

  private func fault(
    _ message: String, at offset: Int, width: Int, hint: String? = nil
  ) -> Diagnostic {
    let place = parts.place(of: offset)
    return Diagnostic(message, at: place, line: parts.line(at: place), width: width, hint: hint)
  }

  // MARK: The text of one file

  private mutating func flatten(_ range: Range<Int>) throws {
    let outer = (ahead, base)
    (ahead, base) = (Lookahead(Array(parts.source[range])), range.lowerBound)
    defer { (ahead, base) = outer }
    var index = range.lowerBound
    while index < range.upperBound {
      let scalar = parts.source[index]
      switch scalar {
      case "%": index = skipComment(index, range.upperBound)
      case "\\": index = try readCommand(index, range.upperBound)
      case "\r":
        if at(index + 1, range.upperBound) != "\n" { append("\n", at: index) }
        index += 1
      default:
        append(scalar, at: index)
        index += 1
      }
      guard text.count <= Self.longest else {
        throw fault("the paper has no end here", at: index - 1, width: 1)
      }
    }
  }

  /// Passes a comment, and the end of its line with the blanks behind, as TeX does.
  private mutating func skipComment(_ start: Int, _ end: Int) -> Int {
    var index = start
    while let scalar = at(index, end), scalar != "\n", scalar != "\r" { index += 1 }
    let words = string(start..<index).drop { $0 == "%" }.split { $0.isWhitespace }
    if words.first == "assay:" {
      notes.append(
        Note(position: text.count, targets: words.dropFirst().map(String.init), offset: start))
    }
    if at(index, end) == "\r" { index += 1 }
    if at(index, end) == "\n" { index += 1 }
    while let scalar = at(index, end), scalar == " " || scalar == "\t" { index += 1 }
    if let next = at(index, end), next == "\n" || next == "\r" { append("\n", at: index) }
    return index
  }

  private func string(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: parts.source[range])
    return String(text)
  }

  private func name(at start: Int, _ end: Int) -> String {
    var index = start
    while let scalar = at(index, end), scalar.isASCII, scalar.isLetter { index += 1 }
    return string(start..<index)
  }

  private mutating func readCommand(_ start: Int, _ end: Int) throws -> Int {
    let name = name(at: start + 1, end)
    guard !name.isEmpty else {
      append("\\", at: start)
      if let next = at(start + 1, end) { append(next, at: start + 1) }
      return min(start + 2, end)
    }
    let behind = start + 1 + name.unicodeScalars.count
    switch name {
    case "input", "include", "subfile", "import", "subimport", "includefrom", "subincludefrom":
      return try takeIn(name, start, behind, end)
    case "begin": return begin(start, behind, end)
    case "verb", "lstinline", "mintinline": return skipVerbatim(start, behind, end)
    case "url", "nolinkurl", "path", "doi", "href", "lstinputlisting":
      if name != "href" { append(Passage.unreadable, at: start) }
      return skipRaw(behind, end)
    case "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef",
      "NewDocumentCommand", "RenewDocumentCommand", "DeclareSIUnit", "newenvironment",
      "renewenvironment", "newcolumntype", "DeclareMathOperator":
      return define(name, behind, end)
    case "let": return blanks(skipName(blanks(skipName(blanks(behind, end), end), end), end), end)
    case "iffalse": return skipConditional(behind, end)
    case "assay": noteSlot(start, behind, end)
    default: break
    }
    if macros[name] != nil {
      try expand(name, at: start, width: behind - start, depth: 0)
      // A command takes the blanks behind it.
      var index = behind
      while let scalar = at(index, end), scalar == " " || scalar == "\t" { index += 1 }
      return index
    }
    for index in start..<behind { append(parts.source[index], at: index) }
    return behind
  }

  private mutating func noteSlot(_ start: Int, _ behind: Int, _ end: Int) {
    guard at(behind, end) == "{", let close = closing(behind, end) else { return }
    let target = string(behind + 1..<close).split { $0.isWhitespace }
    guard target.count == 1 else { return }
    slots.append(
      Passage.Slot(position: 0, target: String(target[0]), source: start..<close + 1))
  }

  /// What macros stand for can be filled in too.
  private mutating func noteSlots(in range: Range<Int>, _ end: Int) {
    let word = Array("\\assay{".unicodeScalars)
    for start in range
    where parts.source[start] == "\\" && parts.source[start...].starts(with: word) {
      noteSlot(start, start + word.count - 1, end)
    }
  }

  // MARK: Code

  private static let code: Set<String> = [
    "verbatim", "verbatim*", "Verbatim", "BVerbatim", "LVerbatim", "lstlisting", "minted",
    "comment", "alltt", "tikzpicture", "pgfpicture", "picture", "filecontents", "filecontents*",
    "algorithmic", "asy", "luacode", "luacode*", "pycode",
  ]

  private mutating func begin(_ start: Int, _ behind: Int, _ end: Int) -> Int {
    func copy() -> Int {
      for index in start..<behind { append(parts.source[index], at: index) }
      return behind
    }
    guard at(behind, end) == "{", let close = closing(behind, end) else { return copy() }
    let name = string(behind + 1..<close)
    guard Self.code.contains(name) else { return copy() }
    let mark = Array("\\end{\(name)}".unicodeScalars)
    var index = close + 1
    while index < end, !parts.source[index..<end].starts(with: mark) { index += 1 }
    for _ in 0..<2 { append("\n", at: start) }
    return min(end, index + mark.count)
  }

  private mutating func skipVerbatim(_ start: Int, _ behind: Int, _ end: Int) -> Int {
    append(Passage.unreadable, at: start)
    var index = behind
    if at(index, end) == "*" { index += 1 }
    if at(index, end) == "[", let close = closing(index, end) { index = close + 1 }
    guard let mark = at(index, end) else { return end }
    if mark == "{", let close = closing(index, end) { return close + 1 }
    let rest = parts.source[(index + 1)..<end].prefix { $0 != mark && $0 != "\n" }
    return min(end, rest.endIndex + 1)
  }

  /// Passes an argument in which a percent sign is one.
  private mutating func skipRaw(_ start: Int, _ end: Int) -> Int {
    var index = start
    if at(index, end) == "[", let close = closing(index, end) { index = close + 1 }
    guard at(index, end) == "{", let close = closing(index, end) else { return index }
    return close + 1
  }

  private func skipConditional(_ start: Int, _ end: Int) -> Int {
    var depth = 1
    var index = start
    while index < end {
      guard parts.source[index] == "\\" else {
        index += 1
        continue
      }
      let name = name(at: index + 1, end)
      index += 1 + max(1, name.unicodeScalars.count)
      if name == "fi" { depth -= 1 } else if name.hasPrefix("if") { depth += 1 }
      if depth == 0 { return index }
    }
    return end
  }
}

// MARK: - Macros

extension LaTeXFlat {
  /// The bracket that closes the one at an index; one behind a backslash does not count.
  private mutating func closing(_ start: Int, _ end: Int) -> Int? {
    ahead.closing(start - base).map { $0 + base }.flatMap { $0 < end ? $0 : nil }
  }

  private func blanks(_ start: Int, _ end: Int) -> Int {
    var index = start
    while let scalar = at(index, end), scalar.isBlank { index += 1 }
    return index
  }

  private func skipName(_ start: Int, _ end: Int) -> Int {
    guard at(start, end) == "\\" else { return start }
    return min(end, start + 1 + max(1, name(at: start + 1, end).unicodeScalars.count))
  }

  /// Reads a definition; one without arguments is kept, `\assay` is ours.
  private mutating func define(_ command: String, _ start: Int, _ end: Int) -> Int {
    var index = start
    if at(index, end) == "*" { index += 1 }
    index = blanks(index, end)
    if command == "DeclareSIUnit", at(index, end) == "[", let close = closing(index, end) {
      index = blanks(close + 1, end)
    }
    var name = ""
    if at(index, end) == "{", let close = closing(index, end) {
      name = String(string(index + 1..<close).drop { $0.isWhitespace || $0 == "\\" })
      index = close + 1
    } else if at(index, end) == "\\" {
      name = self.name(at: index + 1, end)
      index = skipName(index, end)
    } else {
      return index
    }
    var isPlain = true
    if command.hasSuffix("def") {
      while let scalar = at(index, end), scalar != "{", scalar != "\n" {
        isPlain = false
        index += 1
      }
    }
    index = blanks(index, end)
    while at(index, end) == "[", let close = closing(index, end) {
      isPlain = false
      index = blanks(close + 1, end)
    }
    if command.hasSuffix("DocumentCommand"), at(index, end) == "{",
      let close = closing(index, end)
    {
      isPlain = string(index + 1..<close).allSatisfy(\.isWhitespace)
      index = blanks(close + 1, end)
    }
    guard at(index, end) == "{", let close = closing(index, end) else { return index }
    noteSlots(in: index + 1..<close, end)
    let isMacro = !command.hasSuffix("environment") && command != "newcolumntype"
    if isMacro, name != "assay" {
      macros[name] = isPlain ? withoutComments(index + 1..<close) : nil
    }
    index = close + 1
    if command.hasSuffix("environment") { index = skipRaw(blanks(index, end), end) }
    return index
  }

  private func withoutComments(_ range: Range<Int>) -> [Unicode.Scalar] {
    var body: [Unicode.Scalar] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let scalar = parts.source[index]
      if scalar == "%" {
        while index < range.upperBound, parts.source[index] != "\n" { index += 1 }
      } else if scalar != "\r" {
        body.append(scalar)
        if scalar == "\\", index + 1 < range.upperBound {
          index += 1
          body.append(parts.source[index])
        }
      }
      index += 1
    }
    return body
  }

  /// Whether the text ends with a command, which further letters would be part of.
  private var isBehindCommand: Bool {
    let letters = text[...].suffix { $0.isASCII && $0.isLetter }
    return !letters.isEmpty && letters.startIndex > 0 && text[letters.startIndex - 1] == "\\"
  }

  /// Puts what a macro stands for in its place; all of it stands where the macro does.
  private mutating func expand(
    _ name: String, at offset: Int, width: Int, depth: Int
  ) throws {
    guard depth < Self.deepest, text.count <= Self.longest else {
      throw fault("`\\\(Escaped(name))` stands for itself, without end", at: offset, width: width)
    }
    guard let body = macros[name] else { return }
    if body.first?.isLetter == true, isBehindCommand { append(" ", at: offset) }
    var index = 0
    while index < body.count {
      let inner = body[index...].dropFirst().prefix { $0.isASCII && $0.isLetter }
      if body[index] == "\\", !inner.isEmpty {
        var word = String.UnicodeScalarView()
        word.append(contentsOf: inner)
        index = inner.endIndex
        if macros[String(word)] != nil {
          try expand(String(word), at: offset, width: width, depth: depth + 1)
          while index < body.count, body[index] == " " { index += 1 }
        } else {
          append("\\", at: offset)
          for scalar in inner { append(scalar, at: offset) }
        }
      } else {
        append(body[index], at: offset)
        if body[index] == "\\", index + 1 < body.count {
          index += 1
          append(body[index], at: offset)
        }
        index += 1
      }
    }
  }
}

// MARK: - Files

extension LaTeXFlat {
  /// What stands in files of these names is drawn or made by others, and not read.
  private static let foreign: Set<String> = [
    "pgf", "tikz", "pdf_tex", "pdf_t", "eps_tex", "bbl", "sty", "cls", "pstex_t", "latexmkrc",
  ]
  /// A file that comes with TeX.
  private static let ofTeX: Set<String> = ["glyphtounicode", "epsf", "xy", "insbox"]

  /// Reads the file that a command names, in its place.
  private mutating func takeIn(
    _ command: String, _ start: Int, _ behind: Int, _ end: Int
  ) throws -> Int {
    guard let reading else {
      append(Passage.unreadable, at: start)
      return skipRaw(behind, end)
    }
    var index = behind
    if at(index, end) == "*" { index += 1 }
    var folder = ""
    if command.contains("import") || command.contains("from") {
      guard at(index, end) == "{", let close = closing(index, end) else { return index }
      folder = string(index + 1..<close)
      index = close + 1
    }
    let words: String
    if at(index, end) == "{", let close = closing(index, end) {
      words = string(index + 1..<close)
      index = close + 1
    } else {
      let first = blanks(index, end)
      let rest = parts.source[first..<end].prefix { !$0.isBlank && $0 != "\\" && $0 != "%" }
      words = string(first..<rest.endIndex)
      index = rest.endIndex
    }
    let wanted = folder + (words.split { $0.isWhitespace || $0 == "\"" }.joined(separator: " "))
    let width = index - start
    guard !wanted.isEmpty, !wanted.contains("#"), !Self.ofTeX.contains(wanted) else { return index }
    let ending = wanted.split(separator: "/").last?.split(separator: ".").dropFirst().last
    if let ending, Self.foreign.contains(String(ending)) { return index }
    try read(wanted, with: reading, at: start, width: width)
    return index
  }

  private mutating func read(
    _ wanted: String, with reading: Reading, at start: Int, width: Int
  ) throws {
    let here = Self.folder(of: open.last ?? "")
    var candidates: [String] = []
    for folder in root == here ? [root] : [root, here] {
      guard let path = Self.path(wanted, from: folder) else { continue }
      candidates += path.hasSuffix(".tex") ? [path] : [path + ".tex", path]
    }
    guard !candidates.isEmpty else {
      throw fault(
        "`\(Escaped(wanted))` lies outside of the project", at: start, width: width,
        hint: "a paper is read from files of the project")
    }
    for path in candidates {
      if open.contains(path) {
        throw fault(
          "this file takes in itself: \((open + [path]).map { Escaped($0).description }.joined(separator: " -> "))",
          at: start, width: width)
      }
      guard let range = try range(of: path, with: reading) else { continue }
      guard open.count < Self.deepest else {
        throw fault("more than \(Self.deepest) files take in one another", at: start, width: width)
      }
      open.append(path)
      try flatten(range)
      open.removeLast()
      append("\n", at: start)
      return
    }
    throw fault(
      "there is no file `\(Escaped(candidates[0]))`", at: start, width: width,
      hint: "paths begin at the folder of the paper")
  }

  private mutating func range(
    of path: String, with reading: Reading
  ) throws -> Range<Int>? {
    if let range = known[path] { return range }
    guard let bytes = try reading(path) else { return nil }
    let start = parts.source.count
    _ = try parts.add(bytes, file: path)
    let range = start..<parts.source.count
    known[path] = range
    return range
  }

  /// A path from the root of the project; `nil` for one that leads out of it.
  private static func path(_ wanted: String, from folder: String) -> String? {
    guard !wanted.hasPrefix("/"), !folder.hasPrefix("/") else { return nil }
    var names: [Substring] = []
    for name in (folder + "/" + wanted).split(separator: "/") where name != "." {
      if name != ".." {
        names.append(name)
      } else if names.popLast() == nil {
        return nil
      }
    }
    return names.isEmpty ? nil : names.joined(separator: "/")
  }
}
