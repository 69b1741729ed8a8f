// Files of real instruments, other people's; they are looked for outside of the project.
import Glibc
import Testing
import Words
import XRDML

/// The folder of the reference files.
private let folder: String = {
  if let given = getenv("ASSAY_REFERENCE_DATA") { return String(cString: given) }
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return "/\(root)/../shared/data/reference"
}()

private let isThere = access("\(folder)/xrd", R_OK) == 0

private func scan(_ name: String) throws -> PowderScan {
  try PowderScan(content("\(folder)/xrd/\(name)"), file: name)
}

private func content(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return bytes
}

@Suite(.enabled(if: isThere, "no reference files: set ASSAY_REFERENCE_DATA"))
struct ReferenceTests {
  /// The instrument's own export of the same scan, `2θ counts` a line.
  @Test func `schema 1.6 is the export of the instrument's program`() throws {
    let scan = try scan("210520step1_30min.xrdml")
    let lines = String(decoding: try content("\(folder)/xrd/210520step1_30min.xy"), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
    let points = try lines.map { line in
      try line.split(separator: " ").map { try #require(Double($0)) }
    }
    #expect(scan.intensities.values == points.map { $0[1] })
    #expect(
      zip(scan.angles.values, points).allSatisfy { abs($0 - $1[0]) < 1e-8 })
    #expect(scan.intensities.count == 4489)
    #expect(scan.radiation.ratio.text == "0.0000")
    #expect(scan.radiation.isKAlpha1Intended)
  }

  @Test func `schema 2.0 is read`() throws {
    let scan = try scan("HL1-2_5-90_60min.xrdml")
    #expect(scan.intensities.values.prefix(5) == [1426, 1457, 1459, 1416, 1444])
    #expect(scan.angles.values.first == 5.00116514)
    #expect(scan.angles.values.last == 89.99348491)
    #expect(scan.radiation.ratio.text == "0.5000")
  }

  @Test func `a scan along 2Theta with other axes held is read`() throws {
    let scan = try scan("xylib_empyrean.xrdml")
    #expect(scan.intensities.values.prefix(5) == [8, 11, 6, 10, 10])
    #expect(scan.angles.values.last == 41.75)
  }
}
