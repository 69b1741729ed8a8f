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
  func diagnostic(in file: String, _ bytes: [UInt8]) -> Diagnostic {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    var line = 1
    var start = content.startIndex
    let end = max(start, min(offset, bytes.count))
    for index in start..<end where bytes[index] == 0x0A || bytes[index] == 0x0D {
      start = index + 1
      // A pair ends one line: it is counted at its second half, where the next line begins.
      if !bytes[index...].starts(with: [0x0D, 0x0A]) { line += 1 }
    }
    let column = bytes[start..<end].count { $0 & 0xC0 != 0x80 } + 1
    let text = bytes.count > Document.sizeLimit ? "" : String(decoding: content, as: UTF8.self)
    return SourceText(file: file, text: text).diagnostic(
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
