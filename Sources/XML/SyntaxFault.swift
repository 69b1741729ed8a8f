import Text

/// What can be wrong with an XML text and where; the words for each fact stand here.
struct SyntaxFault: Error {
  /// What is wrong.
  enum Fact {
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case notUTF8
    case encoding(String)
    case documentType
    case unfinished(String?)
    case grammar(String)
    case exhausted
  }

  let fact: Fact
  /// The offset in the file.
  let offset: Int

  init(_ fact: Fact, at offset: Int) {
    self.fact = fact
    self.offset = offset
  }

  /// The fault with its place and line.
  func diagnostic(in text: SourceText, _ bytes: [UInt8]) -> Diagnostic {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return text.diagnostic(
      Escaped(message).description, line: line, column: column, hint: hint)
  }

  private var message: String {
    switch fact {
    case .tooLarge(let limit): "the file is larger than \(limit >> 20) MiB"
    case .tooDeep(let limit): "more than \(limit) elements stand in one another here"
    case .notUTF8: "the file is not UTF-8"
    case .encoding(let name): "the file says it is \(name); only UTF-8 is read"
    case .documentType: "a document type is not read, nor the entities it may define"
    case .unfinished(let name?): "the file ends before <\(name)> is closed"
    case .unfinished(nil): "the file ends before its first element"
    case .grammar(let words): "this is not XML: \(words)"
    case .exhausted: "the file cannot be read: out of memory"
    }
  }

  private var hint: String? {
    switch fact {
    case .unfinished: "was it cut off when it was copied?"
    case .notUTF8, .encoding: "save it as UTF-8"
    case .documentType: "instrument files have none; take the line out if it is only a name"
    default: nil
    }
  }
}
