// Rigaku's ras and HighScore's csv: real files, and every refusal.
import Glibc
import HighScore
import Quantity
import Readings
import Rigaku
import Testing
import Text

private let ras = """
  *RAS_DATA_START
  *RAS_HEADER_START
  *FILE_SAMPLE " a b "
  *MEAS_DATA_COUNT "2.0000000000"
  *MEAS_SCAN_AXIS_X "2-Theta/Omega"
  *MEAS_SCAN_UNIT_X "deg"
  *MEAS_SCAN_UNIT_Y "counts"
  *RAS_HEADER_END
  *RAS_INT_START
  26.5000 51.4986 1.0000
  26.5040 45.4986 10.0000
  *RAS_INT_END
  *RAS_DATA_END

  """

private func readRAS(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || ras.contains(old))
  let text = old.isEmpty ? ras : ras.replacing(old, with: new)
  return try RASFile.blocks(Array(text.utf8), file: "a.ras")
}

@Test func `a scan of Rigaku is read as it stands`() throws {
  let block = try #require(try readRAS().first)
  #expect(block.name == "a b" && block.count == 2)
  #expect(block.columns.map(\.name) == ["2-Theta/Omega", "intensity", "attenuator"])
  #expect(block.columns.map(\.unit) == ["deg", "counts", "1"])
  #expect(try block.columns[1].numbers() == [51.4986, 45.4986])
  #expect(block.columns[1].reading(1)?.cell.name == "a.ras#B11")
  #expect(block.statement("MEAS_DATA_COUNT")?.cell.name == "a.ras#B4")
  #expect(areFoundAgain([block], in: Array(ras.utf8)))
}

@Test(arguments: [
  ("*RAS_DATA_START", "*RAS", "1:1: this is no ras file: it does not begin with *RAS_DATA_START"),
  ("*RAS_DATA_END\n", "", "12:1: the file ends here, before *RAS_DATA_END"),
  ("*RAS_INT_END\n", "", "12:1: *RAS_INT_END should stand before this line"),
  ("*RAS_INT_END\n*RAS_DATA_END\n", "", "11:1: the file ends here, before *RAS_INT_END"),
  ("\"2.0", "\"3.0", "4:19: the scan has 2 points, not 3.0000000000"),
  ("*MEAS_DATA_COUNT", "*OTHER", "9:1: the scan does not say *MEAS_DATA_COUNT"),
  ("26.5040", "26.5000", "11:1: the positions should rise from point to point"),
  ("45.4986", "45,4986", "11:9: \"45,4986\" is not a number"),
  ("45.4986", "NaN", "11:9: \"NaN\" is not a number"),
  ("10.0000", "0", "11:17: 0 should be larger than 0"),
  (" 10.0000", "", "11:1: a position, an intensity and a factor should stand here"),
  ("*RAS_HEADER_START", "x", "2:1: *RAS_HEADER_START should stand here"),
])
func `what is no ras file is refused`(old: String, new: String, fault: String) {
  #expect(head { try readRAS(old, new) } == "a.ras:\(fault)")
}

private let highScore = """
  [Measurement conditions]
  Comment - 1,"a, b"
  K-Alpha1 wavelength,1.5405980
  No. of points, 2
  [Scan points]
  Angle,Intensity
  5.008,1719.0
  5.025,1766.0

  """

private func readHighScore(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || highScore.contains(old))
  let text = old.isEmpty ? highScore : highScore.replacing(old, with: new)
  return try HighScoreTable.blocks(Array(text.utf8), file: "a.csv")
}

@Test func `a table of HighScore is read`() throws {
  let block = try #require(try readHighScore().first)
  #expect(try block.columns.map { try $0.numbers() } == [[5.008, 5.025], [1719, 1766]])
  #expect(block.columns[1].reading(1)?.cell.name == "a.csv#B8")
  #expect(block.statement("K-Alpha1 wavelength")?.value == 1.540598)
  #expect(areFoundAgain([block], in: Array(highScore.utf8)))
}

@Test(arguments: [
  ("5.025,1766.0\n", "5.025,1766.0", "8:1: the file ends within this line: it may be cut off"),
  ("5.025,1766.0\n", "", "4:15: the scan has 1 points, not  2"),
  ("5.025,", "5,025,", "8:1: an angle and an intensity should stand here"),
  ("1766.0", "-1", "8:7: a count cannot be below 0"),
  ("1766.0", "1E+37", "8:7: \"1E+37\" stands for a value that is not known"),
  ("5.025", "5.008", "8:1: the angles should rise from point to point"),
  ("Angle,", "Angle;", "6:1: the headings \"Angle,Intensity\" should stand here"),
  ("No. of", "Number of", "5:1: the number of points is not stated before this line"),
  ("[Scan points]", "[]", "8:1: the file ends here, before its [Scan points]"),
])
func `what is no table of HighScore is refused`(old: String, new: String, fault: String) {
  #expect(head { try readHighScore(old, new) } == "a.csv:\(fault)")
}

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct DiffractionTextReferenceTests {
  /// Points, positions and sums as xrayutilities 1.8.0 has them.
  @Test func `two scans of Rigaku are what another reader reads`() throws {
    let pipe = try #require(
      popen("bunzip2 -c '\(Reference.folder)/xrd/inas_layer_radial_002_004.ras.bz2'", "r"))
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
      content += buffer[..<count]
    }
    try #require(pclose(pipe) == 0)
    let blocks = try RASFile.blocks(content, file: "i.ras")
    #expect(blocks.map(\.count) == [1501, 2501])
    for (block, first, last, sum) in [
      (blocks[0], (26.5, 51.4986), (32.5, 34.9946), 828530065.0940993),
      (blocks[1], (56.0, 23.9509), (66.0, 107.0164), 1889010129.588201),
    ] {
      let (angles, counts) = (try block.columns[0].numbers(), try block.columns[1].numbers())
      #expect(angles.first == first.0 && counts.first == first.1)
      #expect(angles.last == last.0 && counts.last == last.1)
      #expect(abs(counts.reduce(0, +) / sum - 1) < 1e-12)
      #expect(block.statement("HW_XG_WAVE_LENGTH_ALPHA1")?.value == 1.540593)
    }
  }

  /// The instrument's own export of the same scan as two columns.
  @Test func `HighScore's table has the points of the same scan elsewhere`() throws {
    let block = try #require(
      try HighScoreTable.blocks(
        Reference.content("xrd/210520step1_30min.csv"), file: "h.csv"
      ).first)
    let lines = String(
      decoding: try Reference.content("xrd/210520step1_30min.xy"), as: UTF8.self
    ).split(whereSeparator: \.isNewline).map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(block.count == 4489 && lines.count == 4489)
    let (angles, counts) = (try block.columns[0].numbers(), try block.columns[1].numbers())
    #expect(counts == lines.map { $0[1] })
    #expect(zip(angles, lines).allSatisfy { abs($0 - $1[0]) < 1e-8 })
  }
}
