// CasaXPS' and Kratos' texts of spectra, and irregular VAMAS: real files, and every refusal.
import Quantity
import Readings
import Testing
import Text
import VAMAS
import XPSText

private let casa = """
  Cycle 3:Ni:Ni2p
  \tCharacteristic Energy eV\t1.48661e+003\tAcquisition Time s\t2.0e-001
  Name\t\t
  Area\t\t
  K.E.\tCounts\t\tB.E.\tCPS
  5.0e+002\t4\t\t9.8661e+002\t20
  5.1e+002\t5\t\t9.7661e+002\t25
  Cycle 4:Ni:O1s
  \tCharacteristic Energy eV\t1.48661e+003\tAcquisition Time s\t2.0e-001
  K.E.\tCounts\t\tB.E.\tCPS
  9.0e+002\t6\t\t5.8661e+002\t30
  9.1e+002\t0\t\t5.7661e+002\t0

  """

private func readCasa(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || casa.contains(old))
  let text = old.isEmpty ? casa : casa.replacing(old, with: new)
  return try CasaXPSText.blocks(Array(text.utf8), file: "a.txt")
}

@Test func `regions of CasaXPS are read with the fields of every value`() throws {
  let blocks = try readCasa()
  #expect(blocks.map(\.name) == ["Ni:Ni2p", "Ni:O1s"])
  #expect(try blocks[1].columns.map { try $0.numbers() }[0...1] == [[900, 910], [6, 0]])
  #expect(blocks[1].columns[1].reading(0)?.cell.name == "a.txt#B11")
  #expect(blocks[1].columns[3].reading(0)?.cell.name == "a.txt#E11")
  #expect(blocks[0].statement("Acquisition Time s")?.value == 0.2)
  #expect(areFoundAgain(blocks, in: Array(casa.utf8)))
}

@Test(arguments: [
  ("Cycle 3:Ni", "Region 3", "1:1: a region should begin here: \"Cycle 1:sample:region\""),
  (
    "\t\tB.E.\tCPS\n5", "\tNi 2p\tB.E.\tCPS\n5",
    "5:1: these are not the headings K.E., Counts, B.E. and CPS"
  ),
  ("Name\t\t", "Name\tNi 2p\t", "3:6: the region has components, which are not read"),
  ("\t5\t", "\t5,5\t", "7:10: \"5,5\" is not a number"),
  ("\t5\t", "\tnan\t", "7:10: \"nan\" is not a number"),
  ("\t5\t", "\t-5\t", "7:10: a count cannot be below 0"),
  ("\t5\t", "\t5", "7:1: four numbers should stand here, the third of five empty"),
  ("9.1e+002\t0", "9.0e+002\t0", "12:1: the energies turn round here"),
  ("\t0\n", "\t0", "12:1: the file ends within this line: it may be cut off"),
])
func `what is no export of CasaXPS is refused`(old: String, new: String, fault: String) {
  #expect(head { try readCasa(old, new) } == "a.txt:\(fault)")
}

private func readKratos(_ text: String) throws -> [Block] {
  try KratosText.blocks(Array(text.utf8), file: "a.txt")
}

@Test func `a region of a Kratos instrument says what it does not know`() throws {
  let text = "BE/eV\tPE: 20.0 eV\n50.0\t897.0\n49.9\t861.0\n"
  let block = try #require(try readKratos(text).first)
  #expect(try block.columns.map { try $0.numbers() } == [[50, 49.9], [897, 861]])
  #expect(block.statement("pass energy")?.value == 20)
  #expect(
    block.notes == ["the file says neither the time at a point nor the number of sweeps"])
  #expect(areFoundAgain([block], in: Array(text.utf8)))
}

@Test(arguments: [
  (
    "BE/eV\tPE: 20.0 eV\n50.0\t897.0\n49.9\t861",
    "3:1: the file ends within this line: it may be cut off"
  ),
  ("BE/eV\tPE: 20.0 eV\n50.0\t897.0\n", "1:1: fewer than two points follow"),
  (
    "BE/eV\tcounts\n50.0\t8\n49\t8\n",
    "1:1: the headings \"BE/eV\" and \"PE: … eV\" should stand here"
  ),
  (
    "ВE/eV\tPE: 20.0 eV\n50.0\t8\n49\t8\n",
    "1:1: the headings \"BE/eV\" and \"PE: … eV\" should stand here"
  ),
  ("BE/eV\tPE: 20.0 eV\n50.0\t8\n49\n", "3:1: an energy and a count should stand here"),
  ("BE/eV\tPE: 20.0 eV\n50,0\t8\n49\t8\n", "2:1: \"50,0\" is not a number"),
  ("BE/eV\tPE: 20.0 eV\n50.0\tNaN\n49\t8\n", "2:6: \"NaN\" is not a number"),
  ("BE/eV\tPE: 20.0 eV\n50\t8\n50\t8\n", "3:1: the energies turn round here"),
])
func `what is no text of Kratos is refused`(text: String, fault: String) {
  #expect(head { try readKratos(text) } == "a.txt:\(fault)")
}

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct XPSReferenceTests {
  /// The instrument's own VAMAS file of the same measurement has the same counts.
  @Test(arguments: [
    ("W4f", "W 4f", 251), ("O1s", "O 1s", 251), ("Ni2p", "Ni 2p", 601), ("C1s", "C 1s", 301),
  ])
  func `a text of Kratos has the counts of the VAMAS file`(
    name: String, region: String, count: Int
  ) throws {
    let path = "xps/0-150W_NiW_\(name).txt"
    let block = try #require(
      try KratosText.blocks(Reference.content(path), file: path).first)
    let vamas = try VAMASFile(Reference.content("xps/0-150W_NiW_kratos.vms"), file: "v")
    let curve = try vamas.region(region).curve("Intensity")
    #expect(try block.columns[1].numbers() == curve.values)
    #expect(block.count == count)
  }

  /// Points and rates as pynxtools-xps 0.6.3 has them.
  @Test func `regions of CasaXPS agree with themselves`() throws {
    let name = "xps/pynx_casaxps_export.txt"
    let blocks = try CasaXPSText.blocks(Reference.content(name), file: name)
    #expect(blocks.map(\.name) == ["Ni:Survey", "Ni:Ni2p", "NiO:Survey", "NiO:Ni2p"])
    #expect(blocks.map(\.count) == [1201, 501, 1201, 501])
    for block in blocks {
      let time = try #require(block.statement("Acquisition Time s")).number()
      let photon = try #require(block.statement("Characteristic Energy eV")).number()
      let columns = try block.columns.map { try $0.numbers() }
      for row in 0..<block.count {
        #expect(abs(columns[0][row] + columns[2][row] - photon) < 1e-3)
        #expect(abs(columns[1][row] / time - columns[3][row]) <= 1e-6 * columns[3][row] + 1e-9)
      }
    }
    #expect(try blocks[0].columns[3].numbers().prefix(3) == [46994.5, 47118.4, 47563.9])
    #expect(try blocks[1].columns[3].numbers().prefix(3) == [25648.3, 25699.9, 25913.63])
    #expect(try blocks[2].columns[3].numbers().suffix(3) == [9052.06, 4530.62, 1068.68])
    #expect(try blocks[3].columns[3].numbers().prefix(3) == [18049.6, 18018.73, 17916.23])
  }

  /// Points, energies and intensities as pynxtools-xps 0.6.3 has them.
  @Test func `an irregular VAMAS file is read`() throws {
    let file = try VAMASFile(Reference.content("xps/pynx_irregular.vms"), file: "i.vms")
    let region = try #require(file.regions.first)
    guard case .curve(let energies) = region.abscissa else {
      Issue.record("no curve of energies")
      return
    }
    #expect(file.regions.count == 1 && energies.values.count == 1351)
    #expect(energies.values.first == 136.61 && energies.values.last == 1486.61)
    let intensity = try region.curve("Intensity")
    #expect(intensity.values.prefix(3) == [15598.7, 15867.9, 15651.5])
    #expect(intensity.values.suffix(2) == [520.199, 181.529])
    #expect(try region.curve("transmission").values.last == 23.5611)
    #expect(intensity.field(ofPoint: 0).cell.line == energies.field(ofPoint: 0).cell.line + 1)
  }
}
