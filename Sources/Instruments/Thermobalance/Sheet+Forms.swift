internal import Lines
internal import Quantity
internal import Tables
internal import Text
internal import Words

/// The forms that are read, told apart by what they contain.
extension Sheet {
  init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let lines = Lines(bytes, file: file)
    if let foreign = Self.foreign(bytes, lines) {
      throw ThermobalanceFault.foreign(foreign).at(line: 1, of: lines)
    }
    if let start = lines.texts.firstIndex(where: { Self.trimmed($0) == "StartOfData" }) {
      try self.init(signals: lines, bytes, start: start)
    } else if let start = lines.texts.firstIndex(where: { Self.trimmed($0) == "Curve Values:" }) {
      try self.init(mettler: lines, bytes, start: start)
    } else {
      try self.init(table: bytes, file: file, lines)
    }
  }

  /// The name of a known form that is not read.
  private static func foreign(_ bytes: [UInt8], _ lines: Lines) -> String? {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return "a zip container (an Excel workbook, or a file of NETZSCH Proteus)"
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return "a text in UTF-16"
    }
    if bytes.prefix(4096).contains(0) { return "a binary file" }
    let head = lines.texts.prefix(60)
    if head.contains(where: { $0.hasPrefix("#EXPORTTYPE") || $0.hasPrefix("#FORMAT:NETZSCH") }) {
      return "an export of NETZSCH Proteus"
    }
    if head.contains(where: { trimmed($0) == "[step]" }) { return "an export of TA TRIOS" }
    return nil
  }

  /// The words of all lines behind a line, blank lines left out.
  private static func rows(
    _ bytes: [UInt8], of lines: Lines, after line: Int, to end: Int
  ) -> [[ThermobalanceCell]] {
    var rows: [[ThermobalanceCell]] = []
    var last = 0
    for word in Words(bytes, file: lines.file).cells(in: 0..<bytes.count)
    where word.cell.line > line && word.cell.line <= end {
      if word.cell.line != last { rows.append([]) }
      last = word.cell.line
      rows[rows.count - 1].append(ThermobalanceCell(word))
    }
    return rows
  }

  /// The words of a line counted from 1.
  private static func words(
    _ bytes: [UInt8], of lines: Lines, line: Int
  ) -> [ThermobalanceCell] {
    rows(bytes, of: lines, after: line - 1, to: line).first ?? []
  }

  private static func checkWidths(
    _ rows: [[ThermobalanceCell]], wanted: Int
  ) throws(Diagnostic) {
    for row in rows where row.count != wanted {
      throw ThermobalanceFault.width(row.count, wanted: wanted).at(row[row.count - 1])
    }
  }
}

/// The text of TA Instruments: a line `SigN` for each signal, then `StartOfData` and the readings.
extension Sheet {
  private init(signals lines: Lines, _ bytes: [UInt8], start: Int) throws(Diagnostic) {
    var headings: [Heading] = []
    var sampleMass: (cell: ThermobalanceCell, unit: String)?
    for (index, text) in lines.texts[..<start].enumerated() {
      let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 2 else { continue }
      if fields[0].hasPrefix("Sig"), Int(fields[0].dropFirst(3)) == headings.count + 1 {
        let (name, unit) = Self.parts(of: fields[1])
        headings.append(Heading(name: name, unit: unit, place: .line(index + 1, of: lines)))
      }
      if fields[0] == "Size", fields.count >= 3 {
        let cells = Self.words(bytes, of: lines, line: index + 1)
        if cells.count >= 3 { sampleMass = (cells[1], fields[2]) }
      }
    }
    guard !headings.isEmpty else {
      throw ThermobalanceFault.noSignal.at(line: start + 1, of: lines)
    }
    let rows = Self.rows(bytes, of: lines, after: start + 1, to: lines.texts.count)
    guard let last = rows.last?.last else {
      throw ThermobalanceFault.noReading.at(line: start + 1, of: lines)
    }
    try Self.checkWidths(rows, wanted: headings.count)
    // A number that is cut off is a number still.
    guard bytes.last == 0x0A || bytes.last == 0x0D else {
      throw ThermobalanceFault.cutLine.at(last)
    }
    self.init(names: .plain, headings: headings, rows: rows, sampleMass: sampleMass)
  }
}

/// The text of METTLER STARe: columns of fixed width under `Curve Values:`, a line of units, and a
/// blank line behind the last reading.
extension Sheet {
  private init(mettler lines: Lines, _ bytes: [UInt8], start: Int) throws(Diagnostic) {
    let texts = lines.texts
    if let second = texts[(start + 1)...].firstIndex(where: {
      Self.trimmed($0) == "Curve Values:"
    }) {
      throw ThermobalanceFault.secondCurve.at(line: second + 1, of: lines)
    }
    guard texts.count > start + 3 else {
      throw ThermobalanceFault.noReading.at(line: start + 1, of: lines)
    }
    let names = texts[start + 1].split(separator: " ").map(String.init)
    let units = texts[start + 2].split(separator: " ").map { String($0.dropFirst().dropLast()) }
    // The running number has no unit.
    let unnamed = names.count - units.count
    let headings = names.enumerated().map { index, name in
      Heading(
        name: name, unit: index < unnamed ? nil : units[index - unnamed],
        place: .line(start + 2, of: lines))
    }
    guard let end = texts[(start + 3)...].firstIndex(where: { Self.trimmed($0).isEmpty }) else {
      throw ThermobalanceFault.cutCurve.at(line: texts.count, of: lines)
    }
    let rows = Self.rows(bytes, of: lines, after: start + 3, to: end)
    guard !rows.isEmpty, !headings.isEmpty else {
      throw ThermobalanceFault.noReading.at(line: start + 3, of: lines)
    }
    try Self.checkWidths(rows, wanted: headings.count)
    self.init(
      names: .mettler, headings: headings, rows: rows,
      sampleMass: Self.mettlerMass(lines, bytes, after: end))
  }

  /// The mass in the line below `Sample:`, behind the name: `  LNO, 4.1752 mg`.
  private static func mettlerMass(
    _ lines: Lines, _ bytes: [UInt8], after end: Int
  ) -> (cell: ThermobalanceCell, unit: String)? {
    guard let line = lines.texts[end...].firstIndex(where: { trimmed($0) == "Sample:" }) else {
      return nil
    }
    let cells = words(bytes, of: lines, line: line + 2)
    guard cells.count >= 2 else { return nil }
    return (cells[cells.count - 2], cells[cells.count - 1].text)
  }
}

/// CSV: units in the headings, or in a line of their own below.
extension Sheet {
  private init(table bytes: [UInt8], file: String, _ lines: Lines) throws(Diagnostic) {
    let first = lines.texts.first { !Self.trimmed($0).isEmpty } ?? ""
    let number = (lines.texts.firstIndex { !Self.trimmed($0).isEmpty } ?? 0) + 1
    guard Self.looksLikeHeadings(first) else {
      throw ThermobalanceFault.unknown(first: first).at(line: number, of: lines)
    }
    let table = try Table(bytes, file: file)
    var rows = table.rows
    var units = table.headings.map { Self.parts(of: $0.text).unit }
    if let below = rows.first, below.allSatisfy({ Self.bracketed($0.text) != nil }) {
      units = below.map { Self.bracketed($0.text) }
      rows.removeFirst()
    }
    let headings = zip(table.headings, units).map { cell, unit in
      Heading(
        name: Self.parts(of: cell.text).name, unit: unit, place: .cell(ThermobalanceCell(cell)))
    }
    guard let last = rows.last?.last else { throw headings[0].told(.noReading) }
    guard bytes.last == 0x0A || bytes.last == 0x0D else {
      throw ThermobalanceFault.cutLine.at(ThermobalanceCell(last))
    }
    self.init(
      names: .plain, headings: headings, rows: rows.map { $0.map { ThermobalanceCell($0) } },
      sampleMass: nil)
  }

  /// Whether a line speaks of at least two of what is wanted; the fault of a third is told later.
  private static func looksLikeHeadings(_ line: String) -> Bool {
    let text = line.lowercased()
    let spoken = [["time"], ["temp"], ["mass", "weight"]].filter { words in
      words.contains { text.contains($0) }
    }
    return spoken.count >= 2
  }

  private static func bracketed(_ text: String) -> String? {
    let (name, unit) = parts(of: text)
    return name.isEmpty ? unit : nil
  }
}
