internal import Text

/// Splits the bytes of a table into cells that know their places (RFC 4180).
///
/// Quotes may enclose a cell, delimiters and line ends within them belong to it, and `""` stands for
/// a quote. A byte-order mark, `\r\n` and a lone `\r` are taken in stride; blank lines are skipped.
struct Splitter {
  /// One cell as it stands in the file.
  struct Field {
    let text: String
    /// The line the cell begins on, counted from 1.
    let line: Int
    /// Where the cell begins in its line, counted from 1 in Unicode scalars.
    let column: Int
    /// The whole line the cell begins on.
    let sourceLine: String
  }

  /// The cells of one line.
  struct Line {
    let fields: [Field]
    /// Whether it begins with `#` where such lines are comments; quotes mean nothing in it.
    let isComment: Bool
  }

  let file: String
  private let bytes: [UInt8]
  private let hasComments: Bool
  private let delimiter: UInt8
  private var position = 0
  private var line = 1
  private var lineStart = 0
  // Columns are counted from the last cell, so that a long line is still split in linear time.
  private var counted = 0
  private var countedColumn = 1
  private var shown: (start: Int, text: String)?

  init(_ bytes: [UInt8], file: String, dialect: Dialect) throws(Diagnostic) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    self.file = file
    self.bytes = bytes
    hasComments = dialect.hasComments
    delimiter = (dialect.delimiter ?? Self.delimiter(of: bytes[start...], dialect)).byte
    position = start
    lineStart = start
    counted = start
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw encodingFault(at: error.byteOffsets.lowerBound)
    }
  }

  /// The next line that is not blank; `nil` at the end.
  mutating func next() throws(Diagnostic) -> Line? {
    while position < bytes.count, endLine() {}
    guard position < bytes.count else { return nil }
    let isComment = hasComments && bytes[position] == UInt8(ascii: "#")
    var fields = [try field(hasQuotes: !isComment)]
    while position < bytes.count, !endLine() {
      position += 1
      fields.append(try field(hasQuotes: !isComment))
    }
    return Line(fields: fields, isComment: isComment)
  }

  /// A diagnostic at the beginning of a cell.
  func fault(_ fault: TableFault, at field: Field) -> Diagnostic {
    Diagnostic(
      fault.message, at: Place(file: file, line: field.line, column: field.column),
      line: field.sourceLine, hint: fault.hint)
  }

  /// A diagnostic at an offset of the line that is being read.
  mutating func fault(_ fault: TableFault, at offset: Int? = nil) -> Diagnostic {
    let place = Place(file: file, line: line, column: column(of: offset ?? position))
    return Diagnostic(fault.message, at: place, line: sourceLine(), hint: fault.hint)
  }
}

extension Splitter {
  /// The delimiter that stands most often in the first line, quoted cells left out.
  ///
  /// A tab wins over a semicolon and a semicolon over a comma where both stand equally often: prose
  /// and decimal numbers have commas.
  private static func delimiter(
    of content: ArraySlice<UInt8>, _ dialect: Dialect
  ) -> Dialect.Delimiter {
    let lines = content.split(maxSplits: .max) { $0 == 0x0A || $0 == 0x0D }
    let first = lines.first { !dialect.hasComments || $0.first != UInt8(ascii: "#") } ?? []
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in first {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates: [Dialect.Delimiter] = [.tab, .semicolon, .comma]
    var best = Dialect.Delimiter.comma
    for candidate in candidates.reversed()
    where counts[candidate.byte, default: 0] >= max(1, counts[best.byte, default: 0]) {
      best = candidate
    }
    return best
  }

  /// Reads one cell and stops at its delimiter or line end.
  private mutating func field(hasQuotes: Bool) throws(Diagnostic) -> Field {
    let (line, column, sourceLine) = (line, column(of: position), sourceLine())
    let isQuoted = hasQuotes && position < bytes.count && bytes[position] == UInt8(ascii: "\"")
    let text = isQuoted ? try quoted() : plain()
    let field = Field(text: text ?? "", line: line, column: column, sourceLine: sourceLine)
    guard text != nil else { throw fault(.unterminatedQuote, at: field) }
    return field
  }

  /// The line that is being read; all cells of a line share one copy.
  private mutating func sourceLine() -> String {
    if let shown, shown.start == lineStart { return shown.text }
    var end = lineStart
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    let text = String(decoding: bytes[lineStart..<end], as: UTF8.self)
    shown = (lineStart, text)
    return text
  }

  private mutating func plain() -> String {
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads a quoted cell; `nil` when its quote is never closed.
  private mutating func quoted() throws(Diagnostic) -> String? {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
          try checkEndOfQuotes()
          return String(decoding: text, as: UTF8.self)
        }
      } else if byte == 0x0A || byte == 0x0D {
        let start = position
        _ = endLine()
        text += bytes[start..<position]
        continue
      }
      text.append(byte)
      position += 1
    }
    return nil
  }

  private mutating func checkEndOfQuotes() throws(Diagnostic) {
    guard position < bytes.count, !isEnd(bytes[position]) else { return }
    throw fault(.textAfterQuote)
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

  /// Steps over a line end, if one stands here.
  private mutating func endLine() -> Bool {
    guard bytes[position] == 0x0A || bytes[position] == 0x0D else { return false }
    let isPair = bytes[position...].starts(with: [0x0D, 0x0A])
    position += isPair ? 2 : 1
    line += 1
    lineStart = position
    counted = position
    countedColumn = 1
    return true
  }

  private mutating func column(of offset: Int) -> Int {
    for byte in bytes[counted..<offset] where byte & 0xC0 != 0x80 { countedColumn += 1 }
    counted = offset
    return countedColumn
  }

  private mutating func encodingFault(at offset: Int) -> Diagnostic {
    while position < offset {
      if !endLine() { position += 1 }
    }
    return fault(.notUTF8(bytes[offset]), at: offset)
  }
}
