package import YAML

/// How far numbers of a rebuild may lie from the recorded ones and still count as reproduced.
package struct Tolerance: Sendable {
  /// What the distance is measured in.
  enum Measure: String, Sendable {
    /// The recorded standard uncertainty.
    case uncertainties = "u"
    /// The recorded value.
    case relative
  }

  /// The numbers meant, by their ids.
  package let numbers: Glob
  /// How far, as it is written: `0.1 u` or `1e-9 relative`.
  package let text: String
  let limit: Double
  let measure: Measure
  /// Where it stands.
  package let mark: Mark

  /// Reads the entries under `tolerances`.
  static func list(_ node: Node) throws(Pipeline.Fault) -> [Tolerance] {
    var tolerances: [Tolerance] = []
    for entry in try Read.entries(node) { tolerances.append(try Tolerance(entry)) }
    return tolerances
  }

  private init(_ entry: Node.Entry) throws(Pipeline.Fault) {
    if entry.key.isEmpty || entry.key.utf8.contains(UInt8(ascii: "/")) {
      throw Pipeline.Fault(.tolerancePatternInvalid(entry.key), at: entry.mark)
    }
    let written = try Read.text(entry.value)
    guard let (limit, measure) = Self.parts(of: written) else {
      throw Pipeline.Fault(.toleranceInvalid(written), at: entry.value.mark)
    }
    numbers = Glob(entry.key)
    text = written
    self.limit = limit
    self.measure = measure
    mark = entry.mark
  }

  private static func parts(of text: String) -> (Double, Measure)? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let measure = Measure(rawValue: String(words[1])),
      isPlain(words[0]), let limit = Double(words[0])
    else { return nil }
    return (limit, measure)
  }

  /// Whether a text is a number as the schema has it, which is never too large to be one.
  private static func isPlain(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "e"), omittingEmptySubsequences: false)
    guard let mantissa = parts.first, parts.count <= 2 else { return false }
    let digits = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard digits.count <= 2, digits.allSatisfy({ isDigits($0, atMost: 9) }) else { return false }
    guard parts.count == 2 else { return true }
    let isNegative = parts[1].first == UInt8(ascii: "-")
    return isDigits(parts[1].dropFirst(isNegative ? 1 : 0), atMost: 2)
  }

  private static func isDigits(_ text: Substring.UTF8View, atMost most: Int) -> Bool {
    (1...most).contains(text.count) && text.allSatisfy { (48...57).contains($0) }
  }
}

extension Tolerance {
  /// Whether a value is close enough to the recorded one, whose standard uncertainty is `u`.
  package func covers(_ recorded: Double, _ value: Double, u: Double?) -> Bool {
    let distance = abs(value - recorded)
    return switch measure {
    case .uncertainties: u.map { distance <= limit * $0 } ?? false
    case .relative: distance <= limit * abs(recorded)
    }
  }
}

extension Pipeline {
  /// The first tolerance that is stated for a number.
  package func tolerance(of id: String) -> Tolerance? {
    tolerances.first { $0.numbers.matches(id) }
  }
}
