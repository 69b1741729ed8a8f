import Host
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two streams: answers go to standard output, notes and progress to standard error.
enum Terminal {
  /// One line or more of the answer; when nobody reads it, the exit code still tells the truth.
  static func answer(_ text: String) {
    _ = Standard.output.write(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n")
  }

  /// Something told beside the answer.
  static func note(_ text: String) { _ = Standard.error.write(text + "\n") }

  /// Ends the process.
  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}

/// Colour and weight for a terminal, plain text for everything else.
struct Style {
  /// When to colour: as the user said, else on a terminal that does not forbid it.
  enum Choice: String, CaseIterable { case auto, always, never }

  let isOn: Bool

  init(_ choice: Choice, for stream: Standard) {
    switch choice {
    case .always: isOn = true
    case .never: isOn = false
    case .auto:
      let refused = Machine.variable("NO_COLOR").map { !$0.isEmpty } ?? false
      isOn = stream.isTerminal && !refused && Machine.variable("TERM") != "dumb"
    }
  }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension JSON {
  /// The value as an answer: on many lines, and with no character that a terminal obeys.
  ///
  /// JSON asks for escapes below U+0020 only; above stand the controls that begin a sequence in one
  /// character, and those that turn the direction of the text. All of them can only stand in strings.
  var shown: String {
    let text = pretty
    guard text.unicodeScalars.contains(where: Self.isObeyed) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if Self.isObeyed(scalar) {
        let digits = String(scalar.value, radix: 16)
        shown += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
