import Git
import Quantity

/// A rectangle of cells as steps and exclusions name it: `B7`, `A2:B20`, `R1C1:R8C8`, `bytes 4-7`,
/// each also behind the name of a sheet or a member and a `!`.
struct CellRange: Hashable {
  let lines: ClosedRange<Int>
  let columns: ClosedRange<Int>

  /// `nil` for anything else.
  init?(_ text: some StringProtocol) {
    let plain = String(text).split(separator: "!" as Character).last.map(String.init) ?? ""
    if plain.hasPrefix("bytes ") {
      let ends = plain.dropFirst("bytes ".count).split(separator: "-").map { Int(place: $0) }
      guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
        return nil
      }
      lines = 1...1
      columns = first + 1...last + 1
      return
    }
    let corners = plain.split(separator: ":", omittingEmptySubsequences: false)
      .map { Self.corner($0.trimmingSpaces) }
    guard (1...2).contains(corners.count), let one = corners[0],
      let other = corners[corners.count - 1]
    else { return nil }
    lines = min(one.line, other.line)...max(one.line, other.line)
    columns = min(one.column, other.column)...max(one.column, other.column)
  }

  /// All the rectangles of a list; `nil` when one is none.
  static func list(_ text: String) -> [CellRange]? {
    let ranges = text.split(separator: ",").map { CellRange($0.trimmingSpaces) }
    return ranges.isEmpty || ranges.contains(nil) ? nil : ranges.compactMap(\.self)
  }

  func contains(_ spot: Spot) -> Bool {
    lines.contains(spot.line) && columns.contains(spot.column)
  }

  private static func corner(_ text: Substring) -> Spot? {
    if text.first == "R", let split = text.firstIndex(of: "C"),
      let line = Int(text[..<split].dropFirst()),
      let column = Int(text[text.index(after: split)...])
    {
      return line > 0 && column > 0 ? Spot(line: line, column: column) : nil
    }
    let letters = text.utf8.prefix { (65...90).contains($0) }
    guard (1...4).contains(letters.count),
      let line = Int(place: Substring(text.utf8.dropFirst(letters.count))), line > 0
    else { return nil }
    return Spot(line: line, column: letters.reduce(0) { $0 * 26 + Int($1) - 64 })
  }
}

extension Int {
  /// A number of a line, a column or a byte; one so large that sums of it could overflow is none.
  init?(place text: Substring) {
    guard text.utf8.count <= 9, let number = Int(text) else { return nil }
    self = number
  }
}

extension StringProtocol {
  /// The text without spaces around it.
  var trimmingSpaces: Substring {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
