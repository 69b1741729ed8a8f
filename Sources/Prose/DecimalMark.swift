/// What a document sets between units and tenths, told by its numbers.
package enum DecimalMark: Sendable {
  /// A point; the comma parts thousands.
  case point
  /// A comma, in every number.
  case comma
  /// A point in some and a comma in others, so that a comma is not clear.
  case mixed

  init(of passages: [Passage]) {
    var (points, commas) = (0, 0)
    for passage in passages where passage.kind != .heading && passage.kind != .bibliography {
      let text = passage.text
      var index = 0
      while index < text.count {
        guard text[index].isDigit, index == 0 || !Self.isJoined(text[index - 1]) else {
          index += 1
          continue
        }
        let run = text[index...].prefix { $0.isDigit || $0 == "." || $0 == "," }
        index = run.endIndex
        if index < text.count, Self.isJoined(text[index]), !text[index].isLetter { continue }
        let parts = run.split(omittingEmptySubsequences: false) { !$0.isDigit }
        guard parts.count >= 2, !parts[1].isEmpty, parts.count == 2 || parts[2].isEmpty else {
          continue
        }
        // `1.234` may be thousands.
        let isGroup = parts[1].count == 3 && parts[0].count <= 3 && !parts[0].elementsEqual(["0"])
        if run[parts[0].endIndex] == "." {
          points += isGroup ? 0 : 1
        } else if parts[0].elementsEqual(["0"]) {
          commas += 1
        }
      }
    }
    self = commas == 0 ? .point : points == 0 ? .comma : .mixed
  }

  private static func isJoined(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWordly || ".,/_-\u{2010}".unicodeScalars.contains(scalar)
  }
}
