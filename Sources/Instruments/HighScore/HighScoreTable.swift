public import Readings
public import Text
internal import Quantity

/// The csv of PANalytical's HighScore and Data Collector: `[Measurement conditions]`, then
/// `[Scan points]` with angles and intensities.
public enum HighScoreTable {
  /// Reads the scan of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: One block: 2θ in degrees, and counts.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let fields = Fields(bytes, file: file)
    let mark = (1..<fields.count + 1).first { fields.line($0).hasPrefix("[Scan points]") }
    guard let mark, mark < fields.count else {
      throw fields.diagnostic(
        "the file ends here, before its [Scan points]", line: max(1, fields.count))
    }
    guard fields.line(mark + 1) == "Angle,Intensity" else {
      throw fields.diagnostic("the headings \"Angle,Intensity\" should stand here", line: mark + 1)
    }
    guard fields.isEnded else {
      throw fields.diagnostic(
        "the file ends within this line: it may be cut off", line: fields.count,
        hint: "export it again; if it is whole, end its last line")
    }
    let first = mark + 2
    var end = fields.count + 1
    while end > first, fields.isBlank(end - 1) { end -= 1 }
    for line in first..<end where fields.count(ofLine: line, .comma) != 2 {
      throw fields.diagnostic("an angle and an intensity should stand here", line: line)
    }
    let statements = statements(before: mark, in: fields)
    guard let count = statements.first(where: { $0.name == "No. of points" })?.reading else {
      throw fields.diagnostic("the number of points is not stated before this line", line: mark)
    }
    guard try count.count() == end - first else {
      throw count.diagnostic("the scan has \(end - first) points, not \(count.text)")
    }
    guard end - first >= 2 else { throw count.diagnostic("the scan has fewer than two points") }
    let columns = [("2theta", "deg"), ("counts", "counts")].enumerated().map { index, column in
      Column(
        column.0, unit: column.1, count: end - first,
        .readings { fields.reading(line: first + $0, field: index + 1, .comma) })
    }
    try check(columns)
    return [Block("", statements, columns)]
  }

  private static func statements(before mark: Int, in fields: Fields) -> [Statement] {
    (1..<mark).compactMap { line in
      let parts = fields.readings(ofLine: line, .comma)
      // What is quoted holds commas of its own.
      guard parts.count == 2, !parts[1].text.isEmpty, !parts[1].text.contains("\"") else {
        return nil
      }
      return Statement(parts[0].text, parts[1])
    }
  }

  private static func check(_ columns: [Column]) throws(Diagnostic) {
    let angles = try columns[0].numbers()
    for row in angles.indices.dropFirst() where angles[row] <= angles[row - 1] {
      let message = "the angles should rise from point to point"
      throw columns[0].reading(row)?.diagnostic(message) ?? Diagnostic(message)
    }
    for (row, value) in try columns[1].numbers().enumerated() where value < 0 {
      let message = "a count cannot be below 0"
      throw columns[1].reading(row)?.diagnostic(message) ?? Diagnostic(message)
    }
  }
}
