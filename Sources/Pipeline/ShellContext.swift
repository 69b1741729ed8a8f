/// Knows, at the end of a piece of shell text, whether a word may be put there in quotes of its own.
struct ShellContext {
  private enum Level {
    case backtick
    case comment
    case doubleQuote
    case hereDocument
    case parenthesis
    case singleQuote
  }

  private var levels: [Level] = []
  private var last: Unicode.Scalar = "\n"
  private var beforeLast: Unicode.Scalar = "\n"
  private var isEscaped = false
  private var awaitsHereDocument = false

  /// Whether single quotes put here would quote: not inside the author's own quotes, backticks,
  /// comments and here-documents, nor after a backslash.
  var mayQuote: Bool {
    !isEscaped && levels.allSatisfy { $0 == .parenthesis || $0 == .doubleQuote }
      && levels.last != .doubleQuote
  }

  /// Whether a new word begins here.
  var isBetweenWords: Bool { Self.separates(last) }

  /// Whether a character ends a word.
  static func separates(_ scalar: Unicode.Scalar) -> Bool {
    " \t\n;|&()<>".unicodeScalars.contains(scalar)
  }

  /// Reads on.
  mutating func read(_ text: String) {
    for scalar in text.unicodeScalars {
      let isPlain = isEscaped
      isEscaped = false
      if !isPlain { read(scalar) }
      (beforeLast, last) = (last, isPlain ? "x" : scalar)
    }
  }

  private mutating func read(_ scalar: Unicode.Scalar) {
    switch levels.last {
    case .hereDocument: break
    case .singleQuote: if scalar == "'" { levels.removeLast() }
    case .comment:
      if scalar == "\n" {
        levels.removeLast()
        beginHereDocument()
      }
    case .doubleQuote: readQuoted(scalar)
    case .backtick, .parenthesis, nil: readCode(scalar)
    }
  }

  private mutating func readQuoted(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\\": isEscaped = true
    case "\"": levels.removeLast()
    case "`": toggleBacktick()
    case "(" where last == "$": levels.append(.parenthesis)
    default: break
    }
  }

  private mutating func readCode(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\\": isEscaped = true
    case "'": levels.append(.singleQuote)
    case "\"": levels.append(.doubleQuote)
    case "`": toggleBacktick()
    case "(": levels.append(.parenthesis)
    case ")": if levels.last == .parenthesis { levels.removeLast() }
    case "#" where isBetweenWords: levels.append(.comment)
    case "<" where last == "<": awaitsHereDocument = beforeLast != "<"
    case "\n": beginHereDocument()
    default: break
    }
  }

  private mutating func toggleBacktick() {
    if levels.last == .backtick { levels.removeLast() } else { levels.append(.backtick) }
  }

  /// Where a here-document ends is not looked for: all that follows counts as its text.
  private mutating func beginHereDocument() {
    if awaitsHereDocument { levels.append(.hereDocument) }
    awaitsHereDocument = false
  }
}
