public import Formats
public import Readings
public import Text
internal import BRML
internal import BrukerRAW
internal import ECLab
internal import HighScore
internal import Maccor
internal import Quantity
internal import RASX
internal import Rigaku
internal import UXD
internal import Workbook
internal import XPSText

/// What a reader sees in an instrument file: its format, and tables in which every value knows its
/// place.
public struct InstrumentFile: Sendable {
  /// The format, known by the bytes alone.
  public let format: Format
  /// The scans, regions, sheets or tables of the file, in its order.
  public let blocks: [Block]

  /// Reads a file of any format that is read.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  /// - Throws: A diagnostic: at the first fault in the file, or that its format is not read.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let isPattern = [".xy", ".xye"].contains { file.lowercased().hasSuffix($0) }
    guard let format = Format(of: bytes) ?? (isPattern ? .patternText : nil) else {
      throw Diagnostic(
        "\(Escaped(file)): what this file is, is not known: it begins with \(Self.start(of: bytes))",
        hint: "a format is known by its content; two columns of numbers say nothing of themselves, "
          + "unless the file is called .xy or .xye")
    }
    guard let read = Self.readers[format] else {
      throw Diagnostic("\(Escaped(file)): \(format.refusal)")
    }
    self.format = format
    blocks = try read(bytes, file)
  }

  /// The formats that are read here, by name.
  public static var formats: [Format] { readers.keys.sorted { $0.id < $1.id } }

  private typealias Read = @Sendable ([UInt8], String) throws(Diagnostic) -> [Block]

  private static let readers: [Format: Read] = [
    .uxd: { (bytes, file) throws(Diagnostic) in try UXDFile.blocks(bytes, file: file) },
    .raw3: { (bytes, file) throws(Diagnostic) in try RAWFile.blocks(bytes, file: file) },
    .raw4: { (bytes, file) throws(Diagnostic) in try RAWFile.blocks(bytes, file: file) },
    .ras: { (bytes, file) throws(Diagnostic) in try RASFile.blocks(bytes, file: file) },
    .highScore: { (bytes, file) throws(Diagnostic) in
      try HighScoreTable.blocks(bytes, file: file)
    },
    .xrdml: { (bytes, file) throws(Diagnostic) in try XRDMLBlocks.blocks(bytes, file) },
    .patternText: { (bytes, file) throws(Diagnostic) in try PatternBlocks.blocks(bytes, file) },
    .tiff: { (bytes, file) throws(Diagnostic) in try ImageBlocks.blocks(bytes, file) },
    .bigTIFF: { (bytes, file) throws(Diagnostic) in try ImageBlocks.blocks(bytes, file) },
    .dm3: { (bytes, file) throws(Diagnostic) in try ImageBlocks.blocks(bytes, file) },
    .brml: { (bytes, file) throws(Diagnostic) in try BRMLFile.blocks(bytes, file: file) },
    .rasx: { (bytes, file) throws(Diagnostic) in try RASXFile.blocks(bytes, file: file) },
    .xlsx: { (bytes, file) throws(Diagnostic) in try WorkbookFile.blocks(bytes, file: file) },
    .mpt: { (bytes, file) throws(Diagnostic) in try MPTFile.blocks(bytes, file: file) },
    .maccor: { (bytes, file) throws(Diagnostic) in try MaccorText.blocks(bytes, file: file) },
    .casaXPS: { (bytes, file) throws(Diagnostic) in try CasaXPSText.blocks(bytes, file: file) },
    .kratos: { (bytes, file) throws(Diagnostic) in try KratosText.blocks(bytes, file: file) },
    .vamas: { (bytes, file) throws(Diagnostic) in try VAMASBlocks.blocks(bytes, file) },
    .neware: { (bytes, file) throws(Diagnostic) in try TableBlocks.blocks(bytes, file) },
    .arbin: { (bytes, file) throws(Diagnostic) in try TableBlocks.blocks(bytes, file) },
    .bdf: { (bytes, file) throws(Diagnostic) in try TableBlocks.blocks(bytes, file) },
    .stare: { (bytes, file) throws(Diagnostic) in try ThermobalanceBlocks.blocks(bytes, file) },
    .taSignals: { (bytes, file) throws(Diagnostic) in
      try ThermobalanceBlocks.blocks(bytes, file)
    },
    .thermobalance: { (bytes, file) throws(Diagnostic) in
      try ThermobalanceBlocks.blocks(bytes, file)
    },
    .agilent: { (bytes, file) throws(Diagnostic) in try TableBlocks.blocks(bytes, file) },
  ]

  /// The first bytes, for eyes.
  private static func start(of bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "nothing" }
    let head = bytes.prefix(16)
    let isText = head.allSatisfy { 0x20..<0x7F ~= $0 || 0x09...0x0D ~= $0 }
    if isText { return "\"\(Escaped(String(decoding: head, as: UTF8.self)))\"" }
    return head.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count < 2 ? "0" + digits : digits
    }.joined(separator: " ")
  }
}
