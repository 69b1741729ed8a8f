import Build
import Host
import Pipeline
import Store
import Text

/// Small prose that several verbs share.
enum Words {
  /// A change as one line: what, old to new, digests cut to what a person can compare.
  static func line(_ change: Change) -> String {
    guard change.old != nil || change.new != nil else { return Escaped(change.what).description }
    return "\(Escaped(change.what)) \(state(change.old, change)) → \(state(change.new, change))"
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

  /// A duration in the largest unit of which it is a whole number, as a pipeline writes it.
  static func duration(_ duration: Duration) -> String {
    for (unit, seconds) in [("d", 86400), ("h", 3600), ("min", 60)] {
      let count = duration / Duration.seconds(seconds)
      if count >= 1, count == count.rounded() { return "\(plain(count)) \(unit)" }
    }
    return "\(plain(duration / .seconds(1))) s"
  }

  /// A word with blanks behind it, so that words stand in columns.
  static func padded(_ word: String, to width: Int) -> String {
    word + String(repeating: " ", count: max(0, width - word.utf8.count))
  }

  /// How many of a thing: `1 stage`, `2 stages`.
  static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  /// A size in the unit that leaves it below a thousand.
  static func bytes(_ count: UInt64) -> String {
    var value = Double(count)
    for unit in ["bytes", "kB", "MB", "GB"] {
      if value < 1000 { return "\(plain((value * 10).rounded() / 10)) \(unit)" }
      value /= 1000
    }
    return "\(plain((value * 10).rounded() / 10)) TB"
  }

  /// How many stages there are of each verdict.
  static func summary(_ verdicts: [Verdict]) -> String {
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    let stages = count(verdicts.count, "stage")
    return counts.isEmpty ? stages : "\(stages): " + counts.joined(separator: ", ")
  }

  /// The first names of a list, and how many more there are.
  static func names(_ names: [String]) -> String {
    let shown = 3
    guard names.count > shown + 1 else { return names.joined(separator: ", ") }
    return names.prefix(shown).joined(separator: ", ") + " and \(names.count - shown) more"
  }

  static func text(of reason: StageFailure.Reason) -> String {
    switch reason {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "killed by signal \(signal)"
    case .timedOut(let limit): "no end after \(duration(limit))"
    case .notStarted(let error):
      error.isAboutSandbox ? "\(error); `access: traced` observes without one" : "\(error)"
    case .interrupted: "interrupted"
    case .missingOutput(let path): "it did not write `\(Escaped(path))`"
    case .notAFolder(let path): "its output `\(Escaped(path))/` is not a folder"
    case .inputKeepsChanging(let what): "\(Escaped(what)) kept changing while it ran"
    case .readUndeclared(let path, let maker):
      "it read `\(Escaped(path))`, which `\(maker)` makes, and does not declare it: add it to its inputs"
    case .denied: "it is sandboxed and asked for what it does not declare"
    case .told(let error): "\(error)"
    }
  }

  /// What was denied to a sandboxed stage, with the line to add.
  static func text(of denial: Denial) -> String {
    switch denial {
    case .reading(let path, let maker):
      "reading `\(Escaped(path))`\(maker.map { ", which `\($0)` makes" } ?? ""): add it to its inputs"
    case .writing(let path, isInput: false): "writing `\(Escaped(path))`: add it to its outputs"
    case .writing(let path, isInput: true): "writing `\(Escaped(path))`, which is an input"
    case .network: "the network"
    }
  }

  /// Why `clean` leaves something where it is.
  static func text(of reason: Cleaning.Reason) -> String {
    switch reason {
    case .noCopy: "the store has no whole copy"
    case .holdsStranger(let path): "`\(Escaped(path))` lies in it and is no output"
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
