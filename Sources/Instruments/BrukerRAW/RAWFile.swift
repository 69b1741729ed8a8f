public import Readings
public import Text
internal import Quantity

/// Bruker's binary scans, RAW versions 3 (`RAW1.01`) and 4 (`RAW4.00`): counts at equal steps.
///
/// Bruker publishes no description: the places are those in which the UXD conversion of the same
/// scan has its values (version 3), and on which independent readers agree (geddes 1.0.0; version 4
/// also the length of the file). Versions 1 and 2 are refused, for want of a real file to try.
public enum RAWFile {
  /// Reads all ranges of a file.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - file: The path, as it goes into the names of cells.
  /// - Returns: A block for each range: 2θ in degrees, and counts.
  /// - Throws: A diagnostic with the file and the byte of the first fault.
  public static func blocks(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [Block] {
    let content = Bytes(bytes, file: file)
    if bytes.starts(with: Array("RAW1.01\0".utf8)) { return try RAW3(content).blocks() }
    if bytes.starts(with: Array("RAW4.00\0".utf8)) { return try RAW4(content).blocks() }
    throw content.diagnostic("this is no Bruker RAW file of version 3 or 4", at: 0)
  }
}

/// What a version says about a range, and where its counts stand.
struct RAWRange {
  let start: Reading
  let step: Reading
  let count: Reading
  /// The offset of the first count.
  let offset: Int
  /// From a count to the next, in bytes.
  let stride: Int

  /// The columns of the range, all values looked at.
  func columns(_ bytes: Bytes) throws(Diagnostic) -> [Column] {
    let rows = try count.count()
    guard rows >= 2 else { throw count.diagnostic("the range has fewer than two points") }
    _ = try step.positive()
    guard try (-360...360).contains(start.number()) else {
      throw start.diagnostic("an angle cannot be \(start.text) degrees")
    }
    let counts = try bytes.column(
      "counts", unit: "counts", .float32, at: offset, every: stride, count: rows)
    for (row, value) in try counts.numbers().enumerated() where value < 0 {
      let message = "a count cannot be below 0"
      throw counts.reading(row)?.diagnostic(message) ?? Diagnostic(message)
    }
    return [
      Column("2theta", unit: "deg", count: rows, .steps(from: start, by: step)), counts,
    ]
  }

  /// The byte behind the last count.
  func end() throws(Diagnostic) -> Int { offset + (try count.count()) * stride }
}
