// What is said of a text that is not the YAML we read: every sentence of this room.

import Text

extension SyntaxFault {
  /// The fault in words, with the line it stands in.
  func diagnostic(in text: SourceText) -> Diagnostic {
    let (message, hint) = words(in: text)
    if concernsWholeFile {
      return Diagnostic(message, at: Place(file: text.file, line: 1, column: 1), hint: hint)
    }
    return text.diagnostic(
      message, line: mark.line, column: mark.column, width: mark.width, hint: hint)
  }

  /// Whether there is no line worth showing.
  private var concernsWholeFile: Bool {
    switch fact {
    case .empty, .tooLarge, .utf16: true
    default: false
    }
  }

  private func words(in text: SourceText) -> (message: String, hint: String?) {
    switch fact {
    case .aliasUnknown(let name):
      ("nothing above is anchored as `&\(name)`", "an alias `*name` repeats what stands at `&name`")
    case .characterForbidden("\0"):
      ("this is no text file: it holds a NUL byte", nil)
    case .characterForbidden(let scalar):
      ("the character \(Self.code(scalar)) may not stand here", "write it as an escape in \"…\"")
    case .documentSecond:
      ("a second document begins here", "one file holds one document: remove the `---`")
    case .empty:
      ("the file is empty", nil)
    case .exhausted:
      ("the file could not be read to its end", nil)
    case .grammar(let problem, let context):
      grammar(problem, context, line: text.line(mark.line) ?? "")
    case .keyDuplicate(let key, let first):
      (
        "`\(Escaped(key))` stands here twice, first at "
          + "\(Place(file: text.file, line: first.line, column: first.column))", nil
      )
    case .keyNotText:
      ("a key must be a text, not a list or a map", "to write braces as text, quote them: \"{…}\"")
    case .mergeKey:
      ("merge keys `<<` are not read", "write the keys out")
    case .notUTF8:
      ("the text is not UTF-8 from here on", "save the file as UTF-8")
    case .tag(let tag):
      ("tags like `\(Escaped(tag))` are not read", "to begin a text with `!`, quote it")
    case .tooDeep(let limit):
      ("lists and maps stand more than \(limit) deep in one another", nil)
    case .tooLarge(let limit):
      ("the file is larger than \(limit >> 20) MB", nil)
    case .tooManyNodes(let limit, repeated: true):
      ("the file unfolds to more than \(limit) values", "aliases repeat too much")
    case .tooManyNodes(let limit, repeated: false):
      ("the file holds more than \(limit) values", nil)
    case .utf16:
      ("the file is UTF-16", "save the file as UTF-8")
    }
  }

  /// libyaml's words made plain; a problem of which nothing better can be said is passed on.
  private func grammar(
    _ problem: String, _ context: String?, line: String
  ) -> (message: String, hint: String?) {
    switch (problem, context) {
    case ("mapping values are not allowed in this context", _):
      colon(in: line)
    case ("could not find expected ':'", _):
      ("a line that is neither `key: value` nor `- item`", "is a `:` or a quote missing?")
    case ("found character that cannot start any token", _), ("found a tab character", _):
      character(startingAt: line)
    case (_, _) where problem.contains("tab character"):
      ("a tab may not indent", Self.spaces)
    case ("found unexpected end of stream", .some(let context)) where context.contains("scalar"):
      ("a quote that is never closed", nil)
    case ("found unknown escape character", _), (_, .some("while parsing a quoted scalar")):
      ("an unknown escape after `\\`", "in '…' a backslash stands for itself")
    case ("did not find expected ',' or ']'", _):
      (
        "a `[` that is not closed by `]`, or a missing comma",
        line.unicodeScalars.dropFirst(mark.column).contains("{") ? Self.word : nil
      )
    case ("did not find expected ',' or '}'", _):
      ("a `{` that is not closed by `}`, or a missing comma", Self.braces)
    case ("did not find expected key", _):
      unexpected(in: line)
    case ("did not find expected '-' indicator", _):
      ("a line that does not continue the list above it", "items begin with `- ` in one column")
    case ("block sequence entries are not allowed in this context", _):
      ("a list may not begin here", "begin it on a line of its own")
    case ("did not find expected node content", _):
      ("a value is missing here", nil)
    case ("did not find expected <document start>", _):
      ("text after the end of the document", nil)
    default:
      ([problem, context].compactMap(\.self).joined(separator: ", "), nil)
    }
  }

  private func colon(in line: String) -> (message: String, hint: String?) {
    let before = line.unicodeScalars.prefix(mark.column - 1)
    return String(before).contains(": ")
      ? ("a second `: ` in one value", "quote the value if the colon belongs to it")
      : ("a key in the middle of the value above it", Self.columns)
  }

  private func unexpected(in line: String) -> (message: String, hint: String?) {
    line.unicodeScalars.prefix(mark.column - 1).allSatisfy { $0 == " " }
      ? ("a line that does not continue the map above it", Self.columns)
      : (
        "text after the end of a value",
        "a value that begins with a quote or a bracket ends with it: quote the value whole"
      )
  }

  private func character(startingAt line: String) -> (message: String, hint: String?) {
    switch line.unicodeScalars.dropFirst(mark.column - 1).first {
    case "\t": ("a tab may not indent", Self.spaces)
    case "`": ("a value may not begin with a backtick", "quote it")
    case .some(let scalar): ("a value may not begin with `\(scalar)`", "quote it")
    case nil: ("a value is missing here", nil)
    }
  }

  private static let columns = "keys of one map begin in the same column"
  private static let spaces = "use spaces"
  private static let word = "a word with braces in it needs quotes: [\"raw/{foreach.x}\"]"
  private static let braces = "to write braces as text, quote them: \"{…}\""

  /// A character by its number: `U+001B`.
  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
