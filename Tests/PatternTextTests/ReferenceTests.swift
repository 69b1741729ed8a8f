// Files of real instruments, other people's; they are looked for outside of the project.
import Glibc
import PatternText
import Testing
import Text

/// The folder of the reference files.
private let folder: String = {
  if let given = getenv("ASSAY_REFERENCE_DATA") { return String(cString: given) }
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return "/\(root)/../shared/data/reference"
}()

private let isThere = access("\(folder)/xrd", R_OK) == 0

private func content(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen("\(folder)/\(path)", "r"))
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
  /// The numbers are those of `awk`.
  @Test func `an .xy file of a PANalytical instrument`() throws {
    let pattern = try PatternText(content("xrd/210520step1_30min.xy"), file: "a.xy")
    #expect(pattern.count == 4489)
    #expect(pattern.angles.values[0] == 5.008355630)
    #expect(pattern.intensities.values[1] == 1766)
    #expect(pattern.unevenStep == nil)
    #expect(try pattern.variances()[0] == 1719)
  }

  @Test func `an .xye file with a comment of TOPAS, line ends of Windows and σ`() throws {
    let pattern = try PatternText(content("xrd/corundum.xye"), file: "a.xye")
    #expect(pattern.count == 6851)
    #expect(pattern.comments.count == 1)
    #expect(pattern.angles.values[0] == 10.0001001358032)
    #expect(pattern.deviations?.values[0] == 0.106739070478746)
    #expect(pattern.unevenStep == nil)
    // The program that wrote it divided counts by 96: σ² = I/96.
    for (intensity, variance) in zip(pattern.intensities.values, try pattern.variances()) {
      #expect(abs(variance * 96 / intensity - 1) < 1e-9)
    }
  }

  @Test(arguments: [
    "xrd/LiCoO2_powbase.UXD", "xrd/xylib_BT86_.UXD", "xrd/xylib_BT86.raw", "xrd/TiO2.raw",
    "xrd/TiOF.brml", "xrd/inas_layer_radial_002_004.ras.bz2", "xrd/xylib_empyrean.xrdml",
    "xrd/210520step1_30min.csv", "xps/pynx_regular.vms", "tga/mettler_LNO+C.txt",
    "battery/maccor_two.txt", "icp/bam_m321_wet_chemistry.csv",
  ])
  func `no other file is taken for columns`(path: String) throws {
    let bytes = try content(path)
    #expect(throws: Diagnostic.self) { try PatternText(bytes, file: path) }
  }
}
