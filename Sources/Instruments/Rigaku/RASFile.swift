public import Readings
public import Text
internal import Quantity

/// Rigaku's `.ras` text: scans of a head `*NAME "VALUE"` and lines of position, intensity and
/// attenuator.
///
/// The intensities are as the file has them: the factor of the attenuator stands beside them and is
/// not applied, as the file does not say whether it has been.
public enum RASFile {
  /// Reads all scans of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content; the letters of its names may be Japanese and come out otherwise.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each scan: position, intensity, attenuator.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let fields = Fields(bytes, file: file)
    guard fields.count > 0, fields.line(1).hasPrefix("*RAS_DATA_START") else {
      throw fields.diagnostic(
        "this is no ras file: it does not begin with *RAS_DATA_START", line: 1)
    }
    var line = 2
    var blocks: [Block] = []
    while line <= fields.count, !fields.line(line).hasPrefix("*RAS_DATA_END") {
      let (block, next) = try scan(at: line, number: blocks.count + 1, in: fields)
      blocks.append(block)
      line = next
    }
    guard line <= fields.count else {
      throw fields.diagnostic(
        "the file ends here, before *RAS_DATA_END", line: fields.count,
        hint: "was it cut off when it was copied?")
    }
    guard !blocks.isEmpty else { throw fields.diagnostic("the file has no scan", line: line) }
    return blocks
  }

  private static func scan(
    at first: Int, number: Int, in fields: Fields
  ) throws(Diagnostic) -> (Block, next: Int) {
    guard fields.line(first).hasPrefix("*RAS_HEADER_START") else {
      throw fields.diagnostic("*RAS_HEADER_START should stand here", line: first)
    }
    let start = try mark("*RAS_INT_START", after: first, in: fields)
    let end = try mark("*RAS_INT_END", after: start, in: fields)
    let statements = (first + 1..<start).compactMap { line -> Statement? in
      guard fields.count(ofLine: line, .quote) == 3 else { return nil }
      let name = fields.reading(line: line, field: 1, .space).text.drop { $0 == "*" }
      return Statement(String(name), fields.reading(line: line, field: 2, .quote))
    }
    let stated: (String) -> Reading? = { name in
      statements.first { $0.name == name }?.reading
    }
    let rows = end - start - 1
    guard let count = stated("MEAS_DATA_COUNT") else {
      throw fields.diagnostic("the scan does not say *MEAS_DATA_COUNT", line: start)
    }
    guard try count.count() == rows else {
      throw count.diagnostic("the scan has \(rows) points, not \(count.text)")
    }
    guard rows >= 2 else { throw count.diagnostic("the scan has fewer than two points") }
    for line in start + 1..<end where fields.count(ofLine: line, .space) != 3 {
      throw fields.diagnostic("a position, an intensity and a factor should stand here", line: line)
    }
    let columns = [
      (stated("MEAS_SCAN_AXIS_X")?.text ?? "position", stated("MEAS_SCAN_UNIT_X")?.text ?? ""),
      ("intensity", stated("MEAS_SCAN_UNIT_Y")?.text ?? ""), ("attenuator", "1"),
    ].enumerated().map { index, column in
      Column(
        column.0, unit: column.1, count: rows,
        .readings { fields.reading(line: start + 1 + $0, field: index + 1, .space) })
    }
    try check(columns)
    return (
      Block(
        stated("FILE_SAMPLE")?.text.withoutOuterSpaces ?? "", statements, columns,
        notes: ["intensities stand as in the file, the attenuator is not applied"]), end + 1
    )
  }

  /// The number of the line that begins with a mark, before the next scan.
  private static func mark(
    _ text: String, after line: Int, in fields: Fields
  ) throws(Diagnostic) -> Int {
    var found = line + 1
    while found <= fields.count, !fields.line(found).hasPrefix(text) {
      let other = fields.line(found)
      guard !other.hasPrefix("*RAS_HEADER_START"), !other.hasPrefix("*RAS_DATA_END") else {
        throw fields.diagnostic("\(text) should stand before this line", line: found)
      }
      found += 1
    }
    guard found <= fields.count else {
      throw fields.diagnostic(
        "the file ends here, before \(text)", line: fields.count,
        hint: "was it cut off when it was copied?")
    }
    return found
  }

  private static func check(_ columns: [Column]) throws(Diagnostic) {
    let positions = try columns[0].numbers()
    for row in positions.indices.dropFirst() where positions[row] <= positions[row - 1] {
      let message = "the positions should rise from point to point"
      throw columns[0].reading(row)?.diagnostic(message) ?? Diagnostic(message)
    }
    _ = try columns[1].numbers()
    for row in 0..<columns[2].count { _ = try columns[2].reading(row)?.positive() }
  }
}
