/// Foreign text made harmless for a terminal: control characters are shown, never sent.
public struct Escaped: CustomStringConvertible, Sendable {
  /// The text with every control and bidirectional-override character written as an escape.
  public let description: String

  /// Escapes a text; letters of any script, also combining ones, are left alone.
  public init(_ text: String) {
    guard text.unicodeScalars.contains(where: Self.isUnsafe) else {
      description = text
      return
    }
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case _ where Self.isUnsafe(scalar): shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    description = shown
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }
}
