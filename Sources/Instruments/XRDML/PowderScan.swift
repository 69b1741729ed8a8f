public import Text
internal import Words
internal import XML

/// One scan of a PANalytical XRDML file, schema 1.x or 2.x: intensity against 2θ.
///
/// Every value knows its word in the file. What cannot be read without guessing is refused: several
/// scans of which none is chosen, a list of another length, a counting time that differs from point
/// to point, an unknown unit.
public struct PowderScan: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// What the pattern was measured with.
  public let radiation: Radiation
  /// Where the points lie.
  public let angles: Angles
  /// What was counted.
  public let intensities: Intensities

  /// Reads one scan of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  ///   - number: Which scan, counted from 1; `nil` where the file has only one.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public init(_ bytes: [UInt8], file: String, number: Int? = nil) throws(Diagnostic) {
    let root = try Self.root(of: bytes, file)
    let (measurement, scan) = try Self.scan(number, of: Self.scans(in: root), in: root)
    try self.init(scan, of: measurement, file)
  }

  /// Reads all scans of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: The scans in the order of the file.
  /// - Throws: A diagnostic with the place and the line of the first fault, in whichever scan.
  public static func all(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [PowderScan] {
    let root = try root(of: bytes, file)
    let found = scans(in: root)
    guard !found.isEmpty else { throw root.fault(.missing("scan")) }
    var scans: [PowderScan] = []
    for (measurement, scan) in found {
      scans.append(try PowderScan(scan, of: measurement, file))
    }
    return scans
  }

  private static func root(of bytes: [UInt8], _ file: String) throws(Diagnostic) -> Node {
    let document = try Document(bytes, file: file)
    let root = Node(document.root, in: Words(bytes, file: file))
    try checkKind(of: root)
    return root
  }

  private static func scans(in root: Node) -> [(Node, Node)] {
    root.all("xrdMeasurement").flatMap { measurement in
      measurement.all("scan").map { (measurement, $0) }
    }
  }

  private init(_ scan: Node, of measurement: Node, _ file: String) throws(Diagnostic) {
    let points = try scan.only("dataPoints")
    self.file = file
    radiation = try Radiation(measurement.only("usedWavelength"))
    intensities = try Intensities(points)
    angles = try Angles(points, count: intensities.count)
    if let times = points.all("countingTimes").first { throw times.fault(.countingTimes) }
  }

  /// Refuses other XML files, and versions whose meaning is not known.
  private static func checkKind(of root: Node) throws(Diagnostic) {
    let kind = "http://www.xrdml.com/XRDMeasurement/"
    let namespace = root.element.namespace
    guard root.element.name == "xrdMeasurements", namespace.hasPrefix(kind) else {
      throw root.fault(.notXRDML(root.element.name))
    }
    let version = String(namespace.dropFirst(kind.count))
    guard version.hasPrefix("1.") || version.hasPrefix("2.") else {
      throw root.fault(.version(version))
    }
  }

  private static func scan(
    _ number: Int?, of scans: [(Node, Node)], in root: Node
  ) throws(Diagnostic) -> (Node, Node) {
    guard let first = scans.first else { throw root.fault(.missing("scan")) }
    guard let number else {
      guard scans.count == 1 else { throw scans[1].1.fault(.severalScans(scans.count)) }
      return first
    }
    guard scans.indices.contains(number - 1) else {
      throw root.fault(.noScan(number, count: scans.count))
    }
    return scans[number - 1]
  }
}
