public import Readings
public import Text
internal import Quantity

/// One region of a Kratos instrument as two columns of text, headed `BE/eV` and the pass energy.
///
/// The file says neither the time at a point nor the number of sweeps: two regions cannot be
/// compared by their counts.
public enum KratosText {
  /// Reads the region of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: One block: binding or kinetic energy in eV, and counts over all sweeps.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let fields = Fields(bytes, file: file)
    guard fields.isEnded else { throw fields.cut() }
    let headings = fields.readings(ofLine: 1, .tab)
    let axes = ["BE/eV": "binding energy", "KE/eV": "kinetic energy"]
    guard headings.count == 2, let axis = axes[headings[0].text],
      headings[1].text.hasPrefix("PE: ")
    else {
      throw fields.diagnostic("the headings \"BE/eV\" and \"PE: … eV\" should stand here", line: 1)
    }
    var count = fields.count - 1
    while count > 0, fields.isBlank(count + 1) { count -= 1 }
    guard count >= 2 else { throw fields.diagnostic("fewer than two points follow", line: 1) }
    for line in 2...count + 1 where fields.count(ofLine: line, .tab) != 2 {
      throw fields.diagnostic("an energy and a count should stand here", line: line)
    }
    let columns = [(axis, "eV"), ("counts", "counts")].enumerated().map { index, column in
      Column(
        column.0, unit: column.1, count: count,
        .readings { fields.reading(line: 2 + $0, field: index + 1, .tab) })
    }
    try Spectrum.check(energies: columns[0], counts: columns[1])
    return [
      Block(
        "", [Statement("pass energy", fields.reading(line: 1, field: 3, .space))], columns,
        notes: ["the file says neither the time at a point nor the number of sweeps"])
    ]
  }
}
