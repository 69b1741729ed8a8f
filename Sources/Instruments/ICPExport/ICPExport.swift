internal import Quantity
internal import Tables
public import Text

/// The list of results of an ICP-OES as Agilent ICP Expert exports it, one reading a line.
///
/// Columns are found by their headings. `Units` stands in it twice: each is that of the
/// concentration in the column before it.
public struct ICPExport: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// All readings in the order of the file.
  public let readings: [Reading]
  private let labelHeading: TableCell
  private let typeHeading: TableCell
  private let lineHeading: TableCell

  /// Reads an export.
  ///
  /// - Parameters:
  ///   - bytes: The content; lines before the headings that begin with `#` are comments.
  ///   - file: The path, as it goes into the names of cells.
  /// - Throws: A diagnostic with the place of the first fault.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
    // A label may begin with `#` too: only a file that opens with a comment has comments.
    let hasComments = content.first == UInt8(ascii: "#")
    let table = try Table(bytes, file: file, dialect: Dialect(hasComments: hasComments))
    let columns = try Columns(of: table)
    self.file = file
    readings = table.rows.map(columns.reading)
    labelHeading = table.headings[columns.label]
    typeHeading = table.headings[columns.type]
    lineHeading = table.headings[columns.line]
    try checkLetters(of: readings.map(\.labelCell))
    try checkLetters(of: readings.map(\.lineCell))
  }

  /// The readings of blanks, standards or QC solutions at an emission line, in the order of the
  /// file.
  ///
  /// - Parameters:
  ///   - kind: What the solutions are there for.
  ///   - line: The emission line.
  ///   - wanted: How many are wanted at least.
  /// - Returns: The readings, all of one unit.
  /// - Throws: A diagnostic at the heading under which they should stand.
  public func readings(
    of kind: Reading.Kind, at line: String, atLeast wanted: Int = 1
  ) throws(Diagnostic) -> [Reading] {
    try checkLine(line)
    let found = readings.filter { $0.kind == kind && $0.line == line }
    guard let first = found.first else { throw typeHeading.diagnostic(.noReadings(kind, of: line)) }
    guard found.count >= wanted else {
      throw first.typeCell.diagnostic(
        .tooFew(kind, of: line, found.count, wanted: wanted))
    }
    try checkUnits(of: found)
    return found
  }

  /// The readings of samples: for each solution and each emission line the same number of them.
  ///
  /// - Parameters:
  ///   - labels: The solutions.
  ///   - lines: The emission lines.
  ///   - wanted: How many readings of each are wanted at least.
  /// - Returns: The readings by solution and line, in the order of both lists.
  /// - Throws: A diagnostic when one is missing, or was read more or less often than the others.
  public func samples(
    _ labels: [String], at lines: [String], atLeast wanted: Int = 1
  ) throws(Diagnostic) -> [[[Reading]]] {
    for line in lines { try checkLine(line) }
    var samples: [[[Reading]]] = []
    for label in labels {
      let ofLabel = readings.filter { $0.kind == .sample && $0.label == label }
      guard let first = ofLabel.first else {
        let known = unique(readings.filter { $0.kind == .sample }.map(\.label))
        throw labelHeading.diagnostic(.unknownSolution(label, known: known))
      }
      try checkUnits(of: ofLabel)
      var sample: [[Reading]] = []
      for line in lines {
        let found = ofLabel.filter { $0.line == line }
        guard !found.isEmpty else { throw first.labelCell.diagnostic(.noLine(line, in: label)) }
        guard found.count >= wanted else {
          throw found[0].labelCell.diagnostic(
            .tooFew(.sample, of: line, found.count, wanted: wanted))
        }
        sample.append(found)
        if let reference = (samples.first ?? sample).first { try checkCount(found, reference) }
      }
      samples.append(sample)
    }
    return samples
  }
}

extension ICPExport {
  private func unique(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Two names that look the same are one name written in two scripts.
  private func checkLetters(of cells: [TableCell]) throws(Diagnostic) {
    var names: [String] = []
    for cell in cells where !names.contains(cell.text) {
      if let other = names.first(where: { Lookalike.areAlike(cell.text, $0) }) {
        throw cell.diagnostic(.lookalike(cell.text, of: other))
      }
      names.append(cell.text)
    }
  }

  private func checkLine(_ line: String) throws(Diagnostic) {
    guard !readings.contains(where: { $0.line == line }) else { return }
    if let other = readings.first(where: { Lookalike.areAlike($0.line, line) }) {
      throw other.lineCell.diagnostic(.lookalike(other.line, of: line))
    }
    throw lineHeading.diagnostic(.unknownLine(line, known: unique(readings.map(\.line))))
  }

  private func checkCount(_ readings: [Reading], _ first: [Reading]) throws(Diagnostic) {
    guard readings.count != first.count, let one = readings.first, let other = first.first
    else { return }
    throw one.labelCell.diagnostic(
      .unequalCounts(
        readings.count, of: one.line, in: one.label, first: first.count, firstOf: other.line,
        firstIn: other.label))
  }

  private func checkUnits(of readings: [Reading]) throws(Diagnostic) {
    guard let first = self.readings.first?.unitCell else { return }
    for cell in readings.map(\.unitCell) where cell.text != first.text {
      throw cell.diagnostic(.otherUnit(cell.text, first: first.text, line: first.cell.line))
    }
  }
}

/// Where the columns of an export stand.
private struct Columns {
  let label: Int
  let type: Int
  let line: Int
  let flags: Int
  let result: Int
  let corrected: Int
  let counts: Int

  init(of table: Table) throws(Diagnostic) {
    label = try table.column("Solution Label")
    type = try table.column("Type")
    line = try table.column("Element")
    flags = try table.column("Flags")
    result = try table.column("Soln Conc")
    corrected = try table.column("Corr Con")
    counts = try table.column("Int")
    for column in [result, corrected] {
      let behind = table.headings.indices.contains(column + 1) ? table.headings[column + 1] : nil
      guard behind?.text != "Units" else { continue }
      let heading = table.headings[column]
      throw (behind ?? heading).diagnostic(
        .unitsElsewhere(of: heading.text, heading: behind?.text))
    }
  }

  func reading(_ cells: [TableCell]) -> Reading {
    Reading(
      labelCell: cells[label], typeCell: cells[type], lineCell: cells[line], flags: cells[flags],
      result: cells[result], unitCell: cells[result + 1], corrected: cells[corrected],
      counts: cells[counts])
  }
}
