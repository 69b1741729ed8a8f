public import Readings
public import Text
internal import Archive
internal import Quantity
internal import XML

/// Rigaku's `.rasx`: an archive with a folder `Data0`, … for each scan, which holds a text of
/// position, intensity and attenuator, and the conditions in XML.
///
/// The factor of the attenuator stands beside the intensities and is not applied, as in `.ras`.
public enum RASXFile {
  /// Reads all scans of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each scan, with the places of values in its member.
  /// - Throws: A diagnostic with the place of the first fault in the member.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let archive = try Archive(bytes, file: file)
    var blocks: [Block] = []
    while archive.names.contains("Data\(blocks.count)/Profile\(blocks.count).txt") {
      blocks.append(try scan(blocks.count, of: archive))
    }
    guard !blocks.isEmpty else {
      throw Diagnostic("\(Escaped(file)): the archive has no member Data0/Profile0.txt")
    }
    return blocks
  }

  private static func scan(_ number: Int, of archive: Archive) throws(Diagnostic) -> Block {
    let name = "Data\(number)/Profile\(number).txt"
    let fields = Fields(try archive.content(of: name), file: archive.file, container: name)
    let head = "Data\(number)/MesurementConditions\(number).xml"
    let content = try archive.content(of: head)
    let conditions = Conditions(
      root: try Document(content, file: "\(archive.file)/\(head)").root,
      fields: Fields(content, file: archive.file, container: head))
    for line in 1..<fields.count + 1 where fields.count(ofLine: line, .tab) != 3 {
      throw fields.diagnostic("a position, an intensity and a factor should stand here", line: line)
    }
    let count = try conditions.reading("DataCount")
    guard try count.count() == fields.count, fields.count >= 2 else {
      throw count.diagnostic("the scan has \(fields.count) points, not \(count.text)")
    }
    let columns = [
      (try conditions.reading("AxisName").text, try conditions.reading("PositionUnit").text),
      ("intensity", try conditions.reading("IntensityUnit").text), ("attenuator", "1"),
    ].enumerated().map { index, column in
      Column(
        column.0, unit: column.1, count: fields.count,
        .readings { fields.reading(line: $0 + 1, field: index + 1, .tab) })
    }
    for column in columns { _ = try column.numbers() }
    let positions = try columns[0].numbers()
    for row in positions.indices.dropFirst() where positions[row] <= positions[row - 1] {
      throw fields.diagnostic("the positions should rise from point to point", line: row + 1)
    }
    let names = ["WavelengthKalpha1", "WavelengthKalpha2", "Start", "Stop", "Step", "DataCount"]
    var statements: [Statement] = []
    for name in names { statements.append(Statement(name, try conditions.reading(name))) }
    return Block(
      "", statements, columns,
      notes: ["intensities stand as in the file, the attenuator is not applied"])
  }
}

/// The conditions of a scan.
private struct Conditions {
  let root: Element
  let fields: Fields

  /// The one word of an element that stands in the scan's or the generator's information.
  func reading(_ name: String) throws(Diagnostic) -> Reading {
    let rooms =
      root.all("ScanInformation")
      + root.all("HWConfigurations").flatMap { $0.all("XrayGenerator") }
    let found = rooms.flatMap { $0.all(name) }
    guard let element = found.first, found.count == 1 else {
      throw fields.diagnostic("the conditions do not say <\(name)> once", line: 1)
    }
    guard let reading = fields.readings(in: element.content, .markup).first else {
      throw fields.diagnostic(
        "<\(name)> is empty", line: fields.lineNumber(at: element.start) ?? 1)
    }
    return reading
  }
}
