internal import Lines
internal import Quantity
public import Text

/// A file of the VAMAS standard data transfer format (ISO 14976) with XPS regions.
///
/// Experiment mode NORM and scan modes REGULAR and IRREGULAR are read; every other is refused, as
/// the meaning of a line depends on them.
public struct VAMASFile: Sendable {
  /// The instrument, as it names itself.
  public let instrument: String
  /// The regions in the order of the file.
  public let regions: [VAMASRegion]
  private let count: VAMASField

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The content: UTF-8, or else ISO 8859-1.
  ///   - file: The path, as it goes into the names of cells.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    var reader = VAMASReader(Lines(bytes, file: file))
    reader.skipBlankLines()
    let mark = try reader.field("first line")
    guard mark.text == VAMASFault.mark else { throw mark.fault(.notVAMAS) }
    _ = try reader.field("institution")
    instrument = try reader.field("instrument").text
    try reader.skip(2, "operator and experiment")
    try reader.skipList("lines of the comment")
    let shape = try VAMASShape(from: &reader)
    var regions: [VAMASRegion] = []
    count = try reader.field("number of regions")
    for _ in 0..<(try count.count()) {
      regions.append(try VAMASRegion(shape, from: &reader))
    }
    let last = try reader.field("last line")
    guard last.text == VAMASFault.end else { throw last.fault(.notEnded) }
    self.regions = regions
  }

  /// The one region of a name.
  ///
  /// - Throws: A diagnostic when none or more than one has it.
  public func region(_ name: String) throws(Diagnostic) -> VAMASRegion {
    let found = regions.filter { $0.name.text == name }
    guard let region = found.first else {
      throw count.fault(.noRegion(name, there: regions.map(\.name.text)))
    }
    guard found.count == 1 else {
      throw found[1].name.fault(.twoRegions(name, lines: found.map(\.name.cell.line)))
    }
    return region
  }
}

/// What the head of a file says about the shape of each of its regions.
struct VAMASShape {
  /// Whether energies lie at equal steps; else the first of the curves gives them.
  let isRegular: Bool
  /// How many experimental variables have a value in each region.
  let experimentalVariables: Int
  /// How many lines of a later standard each region has.
  let upgradeLines: Int

  init(from reader: inout VAMASReader) throws(Diagnostic) {
    let mode = try reader.field("experiment mode")
    guard mode.text == "NORM" else { throw mode.fault(.otherMode(mode.text)) }
    let scan = try reader.field("scan mode")
    isRegular = scan.text == "REGULAR"
    guard isRegular || scan.text == "IRREGULAR" else {
      throw scan.fault(.otherScan(scan.text))
    }
    try reader.skip(1, "number of spectral regions")
    experimentalVariables = try reader.count("number of experimental variables")
    try reader.skip(experimentalVariables, "labels of the experimental variables")
    try reader.skip(experimentalVariables, "units of the experimental variables")
    let leftOut = try reader.field("number of parameters left out")
    guard try leftOut.number() == 0 else { throw leftOut.fault(.leavesOut) }
    try reader.skipList("manually entered items")
    let upgrades = try reader.count("number of upgrade lines of the experiment")
    upgradeLines = try reader.count("number of upgrade lines of a region")
    try reader.skip(upgrades, "upgrade lines of the experiment")
  }
}
