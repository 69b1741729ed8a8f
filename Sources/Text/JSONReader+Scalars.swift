// The smallest parts of JSON: words, numbers and strings with their escapes.
extension JSONReader {
  mutating func word() throws(Diagnostic) -> JSON.Kind {
    var end = position
    while end < bytes.count, bytes[end].isLetter { end += 1 }
    let word = text(position..<end)
    switch word {
    case "null", "true", "false":
      position = end
      return word == "null" ? .null : .bool(word == "true")
    case "NaN", "nan", "Infinity", "inf", "Inf", "INF":
      throw notFinite(word)
    case "True", "False", "None":
      let json = word == "None" ? "null" : word.lowercased()
      throw fault("\(word) is not JSON", width: word.count, hint: "write \(json)")
    case "":
      throw strangeCharacter()
    default:
      throw fault("\(word) is not JSON", width: word.count, hint: "a string wants double quotes")
    }
  }

  private mutating func notFinite(_ word: String) -> Diagnostic {
    fault(
      "\(word) is not a JSON number", width: word.count,
      hint: "a result that is not finite is no result: leave it out")
  }

  private mutating func strangeCharacter() -> Diagnostic {
    switch bytes[position] {
    case UInt8(ascii: "'"):
      return fault("a value should stand here", hint: "a string wants double quotes")
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      return fault("a value should stand here", hint: "JSON has no comments")
    case UInt8(ascii: "+"), UInt8(ascii: "."):
      return fault("a number begins with a digit or a minus sign")
    default:
      return fault("a value should stand here")
    }
  }

  mutating func number() throws(Diagnostic) -> String {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek?.isLetter == true, peek != UInt8(ascii: "e"), peek != UInt8(ascii: "E") {
      var end = position
      while end < bytes.count, bytes[end].isLetter { end += 1 }
      let word = text(start..<end)
      position = start
      throw notFinite(word)
    }
    let isZero = peek == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else { throw fault("a digit should stand here") }
    guard !isZero || whole == 1 else {
      position = start
      throw fault("a number does not begin with a zero")
    }
    if peek == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw fault("a digit should stand after the point") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw fault("a digit should stand in the exponent") }
    }
    return text(start..<position)
  }

  /// Steps over digits and says how many there were.
  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    return position - start
  }

  mutating func string() throws(Diagnostic) -> String {
    position += 1
    let start = position
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return text(start..<position - 1)
      case UInt8(ascii: "\\"):
        return try escapedString(from: start)
      case 0..<0x20:
        throw fault("a control character in a string wants an escape such as \\n or \\t")
      default:
        position += 1
      }
    }
    position = start - 1
    throw fault("the string has no closing quote")
  }

  /// Reads on from the first backslash of a string that began at an offset.
  private mutating func escapedString(from start: Int) throws(Diagnostic) -> String {
    var unescaped = Array(bytes[start..<position])
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: unescaped, as: UTF8.self)
      case UInt8(ascii: "\\"):
        unescaped.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20:
        throw fault("a control character in a string wants an escape such as \\n or \\t")
      default:
        unescaped.append(byte)
        position += 1
      }
    }
    position = start - 1
    throw fault("the string has no closing quote")
  }

  private mutating func escape() throws(Diagnostic) -> Unicode.Scalar {
    let start = position
    position += 2
    switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default:
      position = start
      throw fault("JSON does not know this escape", width: 2)
    }
  }

  /// Reads `\uXXXX`, or the two of a surrogate pair, that began at an offset.
  private mutating func unicodeEscape(from start: Int) throws(Diagnostic) -> Unicode.Scalar {
    let high = try hexadecimal(from: start)
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, text(position..<min(position + 2, bytes.count)) == "\\u" {
      position += 2
      let low = try hexadecimal(from: position - 2)
      if (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      {
        return scalar
      }
    }
    position = start
    throw fault("half a surrogate pair is no character", width: 6)
  }

  /// Reads the four digits of the escape that began at an offset.
  private mutating func hexadecimal(from start: Int) throws(Diagnostic) -> UInt32 {
    let end = position + 4
    guard end <= bytes.count, bytes[position..<end].allSatisfy(\.isHexadecimal),
      let value = UInt32(text(position..<end), radix: 16)
    else {
      position = start
      throw fault("four hexadecimal digits should stand after \\u", width: 2)
    }
    position = end
    return value
  }
}
