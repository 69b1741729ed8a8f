internal import Lines
internal import Quantity

/// The formats that a reader of bare columns could take for columns, known by how they begin.
///
/// Each is refused by its name: another program (xylib 1.6) reads a GSAS bank and a PHI file as two
/// columns without a word.
struct Signature {
  /// The format and the line that gives it away.
  let format: String
  let line: Int

  /// Looks at a file; `nil` where nothing speaks against columns.
  init?(_ bytes: [UInt8], _ lines: Lines) {
    if let format = Self.binary.first(where: { bytes.starts(with: $0.0) })?.1 {
      (self.format, line) = (format, 1)
      return
    }
    if bytes.contains(0) {
      (format, line) = ("a binary file", 1)
      return
    }
    for (index, text) in lines.texts.enumerated() {
      guard let format = Self.format(ofLine: text.withoutOuterSpaces) else { continue }
      (self.format, line) = (format, index + 1)
      return
    }
    return nil
  }

  private static let binary: [([UInt8], String)] = [
    (Array("RAW1.01".utf8), "a Bruker RAW file of version 3"),
    (Array("RAW4.".utf8), "a Bruker RAW file of version 4"),
    (Array("RAW2".utf8), "a Bruker RAW file of version 2"),
    (Array("RAW ".utf8), "a Bruker RAW file of version 1"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip file (Bruker .brml, Rigaku .rasx)"),
    (Array("BZh".utf8), "a file packed with bzip2"),
    ([0x1F, 0x8B], "a file packed with gzip"),
    ([0xFF, 0xFE], "a text in UTF-16"),
    ([0xFE, 0xFF], "a text in UTF-16"),
  ]

  /// The format a line belongs to; a column text has only comments and numbers.
  private static func format(ofLine text: String) -> String? {
    guard let first = text.utf8.first, !isNumeric(first) else { return nil }
    return beginnings.first { text.hasPrefix($0.0) }?.1
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  private static let beginnings: [(String, String)] = [
    ("BANK ", "a GSAS file, with banks of counts"),
    ("SOFH", "a PHI file"),
    ("VAMAS Surface Chemical Analysis", "a VAMAS file"),
    ("*RAS_", "a Rigaku .ras file"),
    ("SIETRONICS XRD SCAN", "a Sietronics CPI file"),
    ("[Measurement conditions]", "a PANalytical CSV file"),
    ("_FILEVERSION", "a Bruker UXD file"),
    ("_2THETA", "a Bruker UXD file"),
    ("_START", "a Bruker UXD file"),
    ("data_", "a CIF file"),
    ("loop_", "a CIF file"),
    ("<", "an XML file (PANalytical .xrdml)"),
  ]
}
