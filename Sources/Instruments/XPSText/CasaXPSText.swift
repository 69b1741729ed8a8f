public import Readings
public import Text
internal import Quantity

/// The text export of spectra from CasaXPS: regions under one another, without components.
///
/// A region begins with `Cycle N:SAMPLE:REGION`; the line after it states the energy of the
/// radiation and the time at a point, both with their units in their names.
public enum CasaXPSText {
  private static let headings = ["K.E.", "Counts", "", "B.E.", "CPS"]

  /// Reads all regions of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each region, named `SAMPLE:REGION`: kinetic energy, counts, binding
  ///   energy, counts per second.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let fields = Fields(bytes, file: file)
    guard fields.isEnded else { throw fields.cut() }
    var blocks: [Block] = []
    var line = 1
    while line <= fields.count {
      if fields.isBlank(line) {
        line += 1
        continue
      }
      let block = try region(at: line, in: fields)
      blocks.append(block.0)
      line = block.next
    }
    guard !blocks.isEmpty else { throw fields.diagnostic("the file has no region", line: 1) }
    return blocks
  }

  private static func region(
    at first: Int, in fields: Fields
  ) throws(Diagnostic) -> (Block, next: Int) {
    let title = fields.reading(line: first, field: 1, .tab)
    guard title.text.hasPrefix("Cycle "), let colon = title.text.firstIndex(of: ":") else {
      throw fields.diagnostic("a region should begin here: \"Cycle 1:sample:region\"", line: first)
    }
    var line = first + 1
    var statements: [Statement] = []
    while line <= fields.count, fields.line(line).utf8.first != UInt8(ascii: "K") {
      // `Name`, `Position` and their like describe components, of which there are none.
      let parts = fields.readings(ofLine: line, .tab)
      if parts[0].text.isEmpty {
        for index in stride(from: 1, to: parts.count - 1, by: 2) {
          statements.append(Statement(parts[index].text, parts[index + 1]))
        }
      } else if let filled = parts.dropFirst().first(where: { !$0.text.isEmpty }) {
        throw filled.diagnostic("the region has components, which are not read")
      }
      line += 1
    }
    guard line <= fields.count else {
      throw fields.diagnostic("the file ends here, before any counts", line: fields.count)
    }
    let found = fields.readings(ofLine: line, .tab).map(\.text)
    guard found == headings else {
      throw fields.diagnostic(
        "these are not the headings K.E., Counts, B.E. and CPS", line: line,
        hint: "export the regions without components, with both energies and rates")
    }
    var end = line + 1
    while end <= fields.count, !fields.isBlank(end), !fields.line(end).hasPrefix("Cycle ") {
      end += 1
    }
    let name = String(title.text[title.text.index(after: colon)...])
    return (
      Block(name, statements, try columns(line + 1..<end, in: fields, after: title)), end
    )
  }

  private static func columns(
    _ lines: Range<Int>, in fields: Fields, after title: Reading
  ) throws(Diagnostic) -> [Column] {
    guard lines.count >= 2 else { throw title.diagnostic("the region has fewer than two points") }
    for line in lines where fields.count(ofLine: line, .tab) != headings.count {
      throw fields.diagnostic("four numbers should stand here, the third of five empty", line: line)
    }
    let columns = [
      ("kinetic energy", "eV", 1), ("counts", "counts", 2), ("binding energy", "eV", 4),
      ("rate", "counts/s", 5),
    ].map { name, unit, field in
      Column(
        name, unit: unit, count: lines.count,
        .readings { fields.reading(line: lines.lowerBound + $0, field: field, .tab) })
    }
    try Spectrum.check(energies: columns[0], counts: columns[1])
    try Spectrum.check(energies: columns[2], counts: columns[3])
    return columns
  }
}
