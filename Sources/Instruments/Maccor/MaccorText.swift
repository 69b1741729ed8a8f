public import Readings
public import Text
internal import Quantity

/// The text export of Maccor's cyclers: a head, a line of headings that begins with `Rec`, readings.
///
/// Currents have no sign: the column `Md` says what the cell does (C charges, D discharges, R
/// rests). A heading without a unit has none here either: `TestTime` is in whatever was chosen for
/// the export.
public enum MaccorText {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: One block; a column for every heading `NAME [UNIT]`.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let fields = Fields(bytes, file: file)
    let isHeading: (Int) -> Bool = { line in
      let text = fields.line(line)
      return text.hasPrefix("Rec") && text.contains("\t")
    }
    guard let heading = (1..<fields.count + 1).first(where: isHeading) else {
      throw fields.diagnostic(
        "the file ends here, before its headings \"Rec\", …", line: max(1, fields.count))
    }
    let rows = try rows(after: heading, of: fields)
    let sign: DecimalSign = try sign(of: rows, in: fields, heading)
    let headings = fields.readings(ofLine: heading, .tab)
    let columns = headings.enumerated().map { index, cell in
      let (name, unit) = parts(of: cell.text)
      return Column(
        name, unit: unit, count: rows.count,
        .readings { fields.reading(line: rows[$0], field: index + 1, .tab, sign: sign) })
    }
    let statements = (1..<heading).compactMap { line -> Statement? in
      let parts = fields.readings(ofLine: line, .tab, sign: sign)
      guard parts.count == 2 else { return nil }
      return Statement(String(parts[0].text.drop { $0 == " " }), parts[1])
    }
    return [
      Block(
        statements.first { $0.name == "Name:" }?.reading.text ?? "", statements, columns,
        notes: ["currents have no sign, Md says which way they flow; TestTime states no unit"])
    ]
  }

  /// The numbers of the lines of readings, each of which is whole.
  private static func rows(after heading: Int, of fields: Fields) throws(Diagnostic) -> [Int] {
    let headings = fields.readings(ofLine: heading, .tab)
    for (index, cell) in headings.enumerated()
    where headings[..<index].contains(where: { $0.text == cell.text }) {
      throw cell.diagnostic("the heading \"\(Escaped(cell.text))\" stands here a second time")
    }
    var rows: [Int] = []
    for line in (heading + 1)..<(fields.count + 1) where !fields.isBlank(line) {
      let count = fields.count(ofLine: line, .tab)
      guard count == headings.count else {
        throw fields.diagnostic(
          "the line has \(count) values, the headings are \(headings.count)", line: line,
          hint: line == fields.count ? "was the file cut off when it was copied?" : nil)
      }
      rows.append(line)
    }
    guard !rows.isEmpty else {
      throw fields.diagnostic("no reading follows the headings", line: heading)
    }
    guard fields.isEnded else {
      throw fields.diagnostic(
        "the file ends within this line: it may be cut off", line: fields.count,
        hint: "export it again; if it is whole, end its last line")
    }
    return rows
  }

  /// The decimal sign of the voltages.
  private static func sign(
    of rows: [Int], in fields: Fields, _ heading: Int
  ) throws(Diagnostic) -> DecimalSign {
    let headings = fields.readings(ofLine: heading, .tab)
    guard let voltage = headings.firstIndex(where: { $0.text.hasPrefix("Volt") }) else {
      throw fields.diagnostic("there is no column of voltages", line: heading)
    }
    let text = fields.reading(line: rows[0], field: voltage + 1, .tab).text
    return text.contains(",") ? .comma : .point
  }

  private static func parts(of heading: String) -> (name: String, unit: String) {
    guard heading.hasSuffix("]"), let start = heading.lastIndex(of: "[") else {
      return (heading, "")
    }
    let name = String(heading[..<start]).withoutOuterSpaces
    return (name, String(heading[heading.index(after: start)...].dropLast()))
  }
}
