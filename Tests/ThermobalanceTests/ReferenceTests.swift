// Real files of other people, which the project does not hold: values read with numpy and by eye.
import Analysis
import Quantity
import Testing

@testable import Thermobalance

#if canImport(Glibc)
  import Glibc
#endif

/// The folder of reference files: `ASSAY_REFERENCE_DATA`, or beside the project.
private let folder: String = {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let variable = unsafe getenv("ASSAY_REFERENCE_DATA").map { unsafe String(cString: $0) }
  return variable ?? "/\(root)/../shared/data/reference"
}()

private let nist = "\(folder)/tga/NIST_TGA_N2_10K_1.csv"
private let mettler = "\(folder)/tga/mettler_LNO+C.txt"
private let isThere = unsafe access(nist, R_OK) == 0 && access(mettler, R_OK) == 0
private let absent: Comment = "no reference files in ASSAY_REFERENCE_DATA"

private func columns(_ file: ThermobalanceFile) -> [[Double]] {
  [
    file.readings.map(\.time.value), file.readings.map(\.temperature.value),
    file.readings.map(\.mass.value),
  ]
}

/// PMMA in nitrogen (MaCFP matl-db, MIT): the sums of numpy.loadtxt.
@Test(.enabled(if: isThere, absent))
func `a real table of NIST is read as numpy reads it`() throws {
  let file = try ThermobalanceFile(StageProgram.content(of: nist), file: nist)
  let sums = columns(file).map { $0.reduce(0, +) }
  #expect(file.readings.count == 695)
  #expect(abs(sums[0] - 24153.117229999996) < 1e-6)
  #expect(abs(sums[1] - 262012.91500000012) < 1e-6)
  #expect(abs(sums[2] - 1664.737934563) < 1e-9)
  #expect(file.readings[1].time.cell.text == "50.907")
  #expect(file.readings[1].time.cell.cell.address == "A4")
}

/// LiNiO₂ with carbon on a METTLER balance (datalab, MIT): the sums of numpy.genfromtxt.
@Test(.enabled(if: isThere, absent))
func `a real text of METTLER STARe is read as numpy reads it`() throws {
  let file = try ThermobalanceFile(StageProgram.content(of: mettler), file: mettler)
  let sums = columns(file).map { $0.reduce(0, +) }
  #expect(file.readings.count == 4051)
  #expect(abs(sums[0] - 136721.25) < 1e-6)
  #expect(abs(sums[1] - 1427756.5180000002) < 1e-5)
  #expect(abs(sums[2] - 16888.567280000003) < 1e-8)
  #expect(file.sampleMass?.value == 4.1752)
  #expect(file.readings[4050].mass.cell.text == "4.18524")
  #expect(file.readings[4050].mass.cell.cell.line == 4064)
}
