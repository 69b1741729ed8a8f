internal import PatternText
internal import Tables
public import Text

/// The patterns of one sample while it is heated, and the table that says which was measured when.
///
/// The table has the headings `file`, `sample`, `temperature_C` and `time_min`; lines that begin with
/// `#` are comments. Temperature and time rise together by the rate of the ramp.
public struct HeatingSeries: Sendable {
  /// The name of the sample.
  public let sample: String
  /// The patterns in the order of the table; two or more.
  public let patterns: [HeatingPattern]

  /// A file with its content.
  public typealias File = (path: String, bytes: [UInt8])

  /// By how much a time may be off the ramp, in min.
  static let timeTolerance = 0.6

  /// Reads a series.
  ///
  /// - Parameters:
  ///   - index: The table.
  ///   - files: The patterns, in any order; the table names them without their folders.
  ///   - sample: The sample all of them must be of.
  ///   - ramp: How fast it gets hotter, in °C/min.
  /// - Throws: A diagnostic with the place of the first fault: a file that the table does not name or
  ///   that is not there, another sample, a temperature out of order, a time off the ramp, or what a
  ///   pattern does not read as.
  public init(
    index: File, patterns files: [File], sample: String, ramp: Double
  ) throws(Diagnostic) {
    let table = try Table(index.bytes, file: index.path, dialect: Dialect(hasComments: true))
    let rows = try Self.rows(of: table)
    guard rows.count >= 2 else {
      throw table.headings[0].diagnostic("a series wants 2 patterns or more, not \(rows.count)")
    }
    try Self.checkOrder(of: rows, ramp: ramp)
    var rest = files
    var patterns: [HeatingPattern] = []
    for row in rows {
      guard row.sample.text == sample else {
        throw row.sample.diagnostic(
          "the pattern is of the sample \"\(Escaped(row.sample.text))\", not of "
            + "\"\(Escaped(sample))\"")
      }
      guard let found = rest.firstIndex(where: { Self.name(of: $0.path) == row.file.text }) else {
        let isTwice = rows.count { $0.file.text == row.file.text } > 1
        throw row.file.diagnostic(
          isTwice
            ? "the file stands in the index twice"
            : "no pattern of this name is among the files that are given")
      }
      let file = rest.remove(at: found)
      patterns.append(
        HeatingPattern(
          scan: try PatternText(file.bytes, file: file.path), temperature: row.temperature,
          time: row.time, degrees: row.degrees, minutes: row.minutes))
    }
    if let file = rest.first {
      throw Diagnostic(
        "the pattern \(Escaped(file.path)) does not stand in the index",
        at: table.headings[0].place,
        hint: "a pattern of another sample, or a line that was left out?")
    }
    self.sample = sample
    self.patterns = patterns
  }
}

extension HeatingSeries {
  /// One line of the table.
  private struct Row {
    let file: TableCell
    let sample: TableCell
    let temperature: TableCell
    let time: TableCell
    let degrees: Double
    let minutes: Double
  }

  private static func rows(of table: Table) throws(Diagnostic) -> [Row] {
    let file = try table.column("file")
    let sample = try table.column("sample")
    let temperature = try table.column("temperature_C")
    let time = try table.column("time_min")
    var rows: [Row] = []
    for cells in table.rows {
      rows.append(
        Row(
          file: cells[file], sample: cells[sample], temperature: cells[temperature],
          time: cells[time], degrees: try cells[temperature].number(),
          minutes: try cells[time].number()))
    }
    return rows
  }

  private static func checkOrder(of rows: [Row], ramp: Double) throws(Diagnostic) {
    for (before, row) in zip(rows, rows.dropFirst()) {
      guard row.degrees > before.degrees else {
        throw row.temperature.diagnostic(
          "the temperature is out of order: \(before.temperature.text) °C stands before it",
          hint: "the patterns of a heating series should stand in the order of their temperatures")
      }
    }
    for row in rows {
      let wanted = rows[0].minutes + (row.degrees - rows[0].degrees) / ramp
      guard abs(row.minutes - wanted) <= timeTolerance else {
        throw row.time.diagnostic(
          "at \(ramp) °C/min from the first pattern on, \(row.temperature.text) °C is reached "
            + "after \(wanted) min",
          hint: "is the ramp another one, or a temperature wrong?")
      }
    }
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
