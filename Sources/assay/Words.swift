import Build
import Host
import Pipeline
import Store
import Text

/// Small prose that several verbs share.
enum Words {
  /// A change as one line: what, old to new, digests cut to what a person can compare.
  static func line(_ change: Change) -> String {
    "\(Escaped(change.what)) \(state(change.old, change)) → \(state(change.new, change))"
  }

  private static func state(_ text: String?, _ change: Change) -> String {
    guard let text else { return "absent" }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      isDigest(word) ? String(word.prefix(12)) : String(word)
    }
    return Escaped(words.joined(separator: " ")).description
  }

  private static func isDigest(_ word: Substring) -> Bool {
    word.utf8.count == 64 && word.allSatisfy(\.isHexDigit)
  }

  /// What is excluded, why, and who decided.
  static func line(_ exclusion: Exclusion) -> String {
    let what = exclusion.files.text + (exclusion.part.map { "#\($0)" } ?? "")
    return Escaped("\(what): \(exclusion.reason) (\(exclusion.by), \(exclusion.date))").description
  }

  /// How a number moved, in units of its uncertainty where there is one.
  static func line(_ shift: NumberShift) -> String {
    func text(_ value: Record.Value?) -> String {
      guard let value else { return "absent" }
      return plain(value.value) + (value.unit == "1" ? "" : " \(value.unit)")
    }
    let line = "\(shift.name) \(text(shift.old)) → \(text(shift.new))"
    guard let units = shift.inUncertainties else { return line }
    return line + " (\(plain((units * 100).rounded() / 100)) u)"
  }

  /// A value with all its digits, whole numbers without a point.
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A duration to a tenth of a second.
  static func seconds(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10) s" }

  static func text(of reason: StageFailure.Reason) -> String {
    switch reason {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "killed by signal \(signal)"
    case .notStarted(let error): "\(error)"
    case .interrupted: "interrupted"
    case .missingOutput(let path): "it did not write `\(Escaped(path))`"
    case .notAFolder(let path): "its output `\(Escaped(path))/` is not a folder"
    case .inputKeepsChanging(let what): "\(Escaped(what)) kept changing while it ran"
    case .told(let error): "\(error)"
    }
  }

  /// A word as a POSIX shell needs it.
  static func shellQuoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "%+,-./:=@_".utf8.contains(byte)
      }
    }
    guard !plain || word.isEmpty else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
