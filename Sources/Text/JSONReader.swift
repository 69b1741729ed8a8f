/// Reads JSON strictly (RFC 8259) and in one pass; the first fault is told with its place.
///
/// Beyond the RFC it refuses duplicate keys, a byte-order mark and nesting deeper than 128 levels.
struct JSONReader {
  let file: String
  let bytes: [UInt8]
  var position = 0
  var depth = 0
  private var line = 1
  private var lineStart = 0
  // Columns are counted in scalars from the last place asked for, so that a file of one long line
  // is still read in linear time.
  private var counted = 0
  private var countedColumn = 1

  static let deepest = 128

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }
}

extension JSON {
  /// Reads one JSON value from the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole content, UTF-8 without a byte-order mark.
  ///   - file: The path to name when something is wrong.
  /// - Returns: The value; it and all it holds know their places.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func read(_ bytes: [UInt8], file: String) throws(Diagnostic) -> JSON {
    var reader = JSONReader(bytes: bytes, file: file)
    return try reader.document { (reader) throws(Diagnostic) -> JSON in try reader.value() }
  }

  /// Reads one JSON value, but hands out the elements of one list of the outermost object as they
  /// are read, so that they need not all be kept; that list comes back empty.
  package static func read(
    _ bytes: [UInt8], file: String, list: String,
    element: (JSON) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> JSON {
    var reader = JSONReader(bytes: bytes, file: file)
    return try reader.document { (reader) throws(Diagnostic) -> JSON in
      try reader.value(handingOut: list, element)
    }
  }
}

extension JSONReader {
  /// Reads what stands in a member of an object, whose key is given.
  typealias MemberReading = (inout JSONReader, String) throws(Diagnostic) -> JSON

  mutating func document(
    _ read: (inout JSONReader) throws(Diagnostic) -> JSON
  ) throws(Diagnostic) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw fault("the file begins with a byte-order mark", hint: "save it as UTF-8 without BOM")
    }
    try checkEncoding()
    skipSpace()
    guard position < bytes.count else { throw fault("there is no JSON in the file") }
    let value = try read(&self)
    skipSpace()
    guard position == bytes.count else { throw fault("more text after the end of the JSON value") }
    return value
  }

  private mutating func checkEncoding() throws(Diagnostic) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let wrong = error.byteOffsets.lowerBound
      while position < wrong { step() }
      let byte = String(bytes[wrong], radix: 16, uppercase: true)
      throw fault("the file is not UTF-8: byte 0x\(byte)", hint: "save it as UTF-8")
    }
  }

  mutating func value() throws(Diagnostic) -> JSON {
    try value(readingMembers: { (reader, _) throws(Diagnostic) -> JSON in try reader.value() })
  }

  /// Reads a value; of an object the elements of one list are handed out.
  mutating func value(
    handingOut list: String, _ element: (JSON) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> JSON {
    try value(readingMembers: { (reader, key) throws(Diagnostic) -> JSON in
      guard key == list, reader.peek == UInt8(ascii: "[") else { return try reader.value() }
      let column = reader.column()
      let line = reader.line
      try reader.elements(element)
      return JSON(.array([]), line: line, column: column)
    })
  }

  /// Reads a value; of an object each member in a way of its own.
  private mutating func value(
    readingMembers member: MemberReading
  ) throws(Diagnostic) -> JSON {
    let column = column()
    let line = line
    guard let byte = peek else { throw fault("the file ends where a value should stand") }
    let kind: JSON.Kind =
      switch byte {
      case UInt8(ascii: "{"): try object(member)
      case UInt8(ascii: "["): try array()
      case UInt8(ascii: "\""): .string(try string())
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number(try number())
      default: try word()
      }
    return JSON(kind, line: line, column: column)
  }

  private mutating func array() throws(Diagnostic) -> JSON.Kind {
    var values: [JSON] = []
    try elements { (value) throws(Diagnostic) in values.append(value) }
    return .array(values)
  }

  private mutating func elements(
    _ take: (JSON) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try enter()
    var isFirst = true
    while try anotherElement(isFirst: isFirst, closing: UInt8(ascii: "]")) {
      isFirst = false
      try take(try value())
    }
    depth -= 1
  }

  private mutating func object(_ member: MemberReading) throws(Diagnostic) -> JSON.Kind {
    try enter()
    var members: [JSON.Member] = []
    // Most objects are small: their keys are compared, those of large ones looked up.
    let few = 16
    members.reserveCapacity(few / 2)
    var keys: Set<String> = []
    while try anotherElement(isFirst: members.isEmpty, closing: UInt8(ascii: "}")) {
      let start = position
      let column = column()
      let line = line
      guard peek == UInt8(ascii: "\"") else {
        throw fault("a key in double quotes should stand here")
      }
      let key = try string()
      if members.count == few { keys = Set(members.map(\.key)) }
      let isNew =
        members.count < few
        ? !members.indices.contains { members[$0].key == key } : keys.insert(key).inserted
      guard isNew else {
        let first = members.first { $0.key == key }.map { "line \($0.line), column \($0.column)" }
        position = start
        throw fault(
          "the key \"\(Escaped(key))\" stands twice in one object",
          width: key.unicodeScalars.count + 2, hint: first.map { "it stands first at \($0)" })
      }
      skipSpace()
      guard peek == UInt8(ascii: ":") else { throw fault("a colon should stand after the key") }
      position += 1
      skipSpace()
      members.append(JSON.Member(key, try member(&self, key), line: line, column: column))
    }
    depth -= 1
    return .object(members)
  }

  /// Steps into a list or an object.
  private mutating func enter() throws(Diagnostic) {
    depth += 1
    guard depth <= Self.deepest else {
      throw fault("lists and objects are nested deeper than \(Self.deepest) levels")
    }
    position += 1
  }

  /// Steps over a comma to the next element, or over the closing bracket.
  private mutating func anotherElement(isFirst: Bool, closing: UInt8) throws(Diagnostic) -> Bool {
    skipSpace()
    if peek == closing {
      position += 1
      return false
    }
    if isFirst { return true }
    let bracket = Unicode.Scalar(closing)
    guard let byte = peek else { throw fault("the file ends before the closing \(bracket)") }
    guard byte == UInt8(ascii: ",") else {
      throw fault("a comma or a closing \(bracket) should stand here")
    }
    // The comma is told where it stands, which may be some lines before the bracket.
    guard bytes[(position + 1)...].first(where: { !$0.isSpace }) != closing else {
      throw fault("a comma stands before the closing \(bracket)", hint: "remove the comma")
    }
    position += 1
    skipSpace()
    return true
  }
}

extension JSONReader {
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while peek?.isSpace == true { step() }
  }

  /// Steps over one byte that may end a line; `\n`, `\r\n` and a lone `\r` do.
  private mutating func step() {
    let byte = bytes[position]
    position += 1
    if byte == 0x0A || (byte == 0x0D && peek != 0x0A) {
      line += 1
      lineStart = position
      counted = position
      countedColumn = 1
    }
  }

  /// The column of the position, in scalars counted from 1.
  private mutating func column() -> Int {
    if position < counted {
      counted = lineStart
      countedColumn = 1
    }
    for byte in bytes[counted..<position] where byte & 0xC0 != 0x80 { countedColumn += 1 }
    counted = position
    return countedColumn
  }

  mutating func fault(
    _ message: String, width: Int = 1, hint: String? = nil
  ) -> Diagnostic {
    let place = Place(file: file, line: line, column: column())
    var end = lineStart
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return Diagnostic(
      message, at: place, line: text(lineStart..<end), width: width, hint: hint)
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  var isLetter: Bool { 0x61...0x7A ~= self | 0x20 }

  var isHexadecimal: Bool {
    0x30...0x39 ~= self || 0x61...0x66 ~= self | 0x20
  }
}
