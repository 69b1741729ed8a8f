// The numbers of a passage, and the units that the heads of a cell name.

package import Quantity

extension Passage {
  /// Every number in the passage, in the order of the text; `names` are words with digits that are
  /// no numbers, such as the names of samples.
  package func literals(names: [String] = []) -> [Literal] {
    var literals = LiteralReader(self, names: names.map { Array($0.unicodeScalars) }).literals
    for (range, meaning) in known {
      for index in literals.indices where range.contains(literals[index].digits.lowerBound) {
        literals[index].meaning = meaning
      }
    }
    return literals
  }

  /// A text without markup.
  package init(plain text: String) {
    self.init(.paragraph)
    for (offset, scalar) in text.unicodeScalars.enumerated() { append(scalar, at: offset) }
  }

  /// The units that the heads of a cell name: `Concentration (ppm)`, `T / °C`, `W/Ni, %`.
  package var headUnits: [Unit] {
    guard case .cell(let heads) = kind else { return [] }
    return heads.flatMap(Self.units)
  }

  private static func units(in text: String) -> [Unit] {
    let head = text.split { $0.isWhitespace }.joined(separator: " ")
    if ["%", "‰", "°C"].contains(head), let unit = try? Unit(head) { return [unit] }
    let enclosed = head.split { "()[]".contains($0) }.dropFirst()
    let behind = [", ", " / ", " in "].compactMap { mark in
      head.ranges(of: mark).last.map { head[$0.upperBound...] }
    }
    return (enclosed + behind).compactMap { words in
      guard let first = words.unicodeScalars.first, !first.isDigit else { return nil }
      return try? Unit(String(words))
    }
  }
}
