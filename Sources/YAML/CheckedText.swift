/// Bytes found to be a text that libyaml and people count alike: UTF-8, no control characters, and
/// no line ends besides `\n`, `\r\n` and `\r`.
struct CheckedText {
  /// The largest file read, in bytes.
  static let sizeLimit = 64 << 20

  /// The text without a byte-order mark.
  let string: String

  init(_ bytes: [UInt8]) throws(SyntaxFault) {
    guard bytes.count <= Self.sizeLimit else {
      throw SyntaxFault(.tooLarge(limit: Self.sizeLimit), at: Mark(line: 1, column: 1))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw SyntaxFault(.utf16, at: Mark(line: 1, column: 1))
    }
    let body = Self.withoutByteOrderMark(bytes)
    guard let string = String(validating: body, as: UTF8.self) else {
      throw SyntaxFault(.notUTF8, at: Self.placeOfInvalidByte(in: body))
    }
    let scalars = string.unicodeScalars
    if let index = scalars.firstIndex(where: Self.isForbidden) {
      throw SyntaxFault(
        .characterForbidden(scalars[index]), at: Self.markAfter(scalars[..<index]))
    }
    self.string = string
  }

  /// The place behind the last character.
  var end: Mark { Self.markAfter(string.unicodeScalars[...]) }

  /// The bytes as a text to show in a diagnostic, whatever they are.
  static func shown(_ bytes: [UInt8]) -> String {
    bytes.count > sizeLimit ? "" : String(decoding: withoutByteOrderMark(bytes), as: UTF8.self)
  }

  private static func withoutByteOrderMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  private static func placeOfInvalidByte(in bytes: ArraySlice<UInt8>) -> Mark {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = String.UnicodeScalarView()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { valid.append(scalar) }
    return markAfter(valid[...])
  }

  /// The place that follows a text.
  private static func markAfter(_ scalars: Substring.UnicodeScalarView) -> Mark {
    var line = 1
    var column = 1
    var previous: Unicode.Scalar?
    for scalar in scalars {
      let endsLine = scalar == "\r" || (scalar == "\n" && previous != "\r")
      line += endsLine ? 1 : 0
      column = scalar == "\n" || scalar == "\r" ? 1 : column + 1
      previous = scalar
    }
    return Mark(line: line, column: column)
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
