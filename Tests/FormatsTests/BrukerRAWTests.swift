// Bruker RAW 3 and 4: counts with their bytes, and every refusal.
import BrukerRAW
import Quantity
import Readings
import Testing
import Text
import UXD

/// A file of version 3 with one range of three points.
private let small3: [UInt8] = {
  var head = [UInt8](repeating: 0, count: 712)
  head = head.with(Array("RAW1.01".utf8), at: 0).with(bytes(UInt32(1)), at: 12)
  head = head.with(Array("sample".utf8), at: 326).with(bytes(1.5406), at: 624)
  var range = [UInt8](repeating: 0, count: 304)
  range = range.with(bytes(UInt32(304)), at: 0).with(bytes(UInt32(3)), at: 4)
  range = range.with(bytes(10.0), at: 16).with(bytes(0.5), at: 176)
  range = range.with(bytes(Float(2)), at: 192).with(bytes(UInt32(4)), at: 252)
  return head + range + [5, 0, 7].flatMap { bytes(Float($0)) }
}()

/// A file of version 4 with one statement, a source and one range of three points.
private let small4: [UInt8] = {
  var word = bytes(UInt32(10)) + bytes(UInt32(40)) + [0, 0, 0, 0]
  word += Array("SAMPLEID".utf8) + [UInt8](repeating: 0, count: 16) + Array("TiO2".utf8)
  var source = bytes(UInt32(30)) + bytes(UInt32(120)) + [UInt8](repeating: 0, count: 112)
  source = source.with(bytes(1.5406), at: 80)
  var range = [UInt8](repeating: 0, count: 160)
  range = range.with(Array("Locked Coupled".utf8), at: 32).with(bytes(10.0), at: 72)
  range = range.with(bytes(0.5), at: 80).with(bytes(UInt32(3)), at: 88)
  range = range.with(bytes(UInt32(4)), at: 136).with(bytes(UInt32(8)), at: 140)
  let start = Array("RAW4.00".utf8) + [UInt8](repeating: 0, count: 54)
  return start + word + source + range + bytes(UInt32(50)) + bytes(UInt32(8))
    + [5, 0, 7].flatMap { bytes(Float($0)) }
}()

private func read(_ content: [UInt8]) throws -> [Block] {
  try RAWFile.blocks(content, file: "a.raw")
}

@Test(arguments: [small3, small4])
func `a range is read with the bytes of every value`(content: [UInt8]) throws {
  let block = try #require(try read(content).first)
  #expect(try block.columns.map { try $0.numbers() } == [[10, 10.5, 11], [5, 0, 7]])
  let last = try #require(block.columns[1].reading(2)?.cell)
  #expect(last.name == "a.raw#bytes \(content.count - 4)-\(content.count - 1)")
  #expect(last.text == "7.0")
  #expect(areFoundAgain([block], in: content))
  #expect(block.statement("wavelength 1")?.value == 1.5406)
}

@Test func `a range can follow another`() throws {
  let two = small3.with(bytes(UInt32(2)), at: 12) + small3[712...]
  #expect(try read(two).map(\.name) == ["sample 1", "sample 2"])
  let again = small4 + small4[(61 + 40 + 120)...]
  #expect(try read(again).map(\.name) == ["TiO2", "TiO2 2"])
}

@Test func `a file cut off anywhere gives no number`() {
  for content in [small3, small4] {
    for length in 0..<content.count {
      let fault = head { try read(Array(content[..<length])) }
      #expect(fault.hasPrefix("a.raw"), "\(length): \(fault)")
    }
  }
}

@Test(arguments: [
  (4, 1, "bytes 716-719: the range has fewer than two points"),
  (4, 9, "byte 1028: the file ends here, before its last of 9 counts"),
  (0, 5, "bytes 712-715: the head of range 1 cannot be 5 bytes long"),
  (196, 4, "bytes 908-911: range 1 is no coupled scan: its kind is 4"),
  (248, 1, "bytes 960-963: range 1 has more than one value at each point"),
  (252, 8, "bytes 964-967: a point of range 1 has 8 bytes, not 4"),
])
func `what a head of version 3 cannot say is refused`(offset: Int, value: UInt32, fault: String) {
  let told = head { try read(small3.with(bytes(value), at: 712 + offset)) }
  #expect(told.hasSuffix(fault) && told.hasPrefix("a.raw"), "\(told)")
}

@Test func `values that are no counts are refused at their bytes`() {
  #expect(
    head { try read(small3.with(bytes(Float.nan), at: 1020)) }
      == "a.raw#bytes 1020-1023: \"nan\" is not a number")
  #expect(
    head { try read(small3.with(bytes(Float(-1)), at: 1020)) }
      == "a.raw#bytes 1020-1023: a count cannot be below 0")
  #expect(
    head { try read(small3.with(bytes(0.0), at: 712 + 176)) }
      == "a.raw#bytes 888-895: 0.0 should be larger than 0")
  #expect(
    head { try read(small3 + [0]) } == "a.raw: byte 1028: 1 bytes follow the last range")
  #expect(
    head { try read(small4.with(Array("Rocking Curve\0".utf8), at: 253)) }
      == "a.raw#bytes 253-276: the scan is \"Rocking Curve\"")
  #expect(
    head { try read(small4.with(bytes(UInt32(8)), at: 221 + 136)) }
      == "a.raw#bytes 357-360: a point has 8 bytes, of which only 4 are known")
  #expect(
    head { try read(Array("RAW2".utf8)) }
      == "a.raw: byte 0: this is no Bruker RAW file of version 3 or 4")
}

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct RAWReferenceTests {
  /// The sum and the angles are also those of geddes 1.0.0 and xylib 1.6.
  @Test func `version 3 is the UXD conversion of the same scan`() throws {
    let raw = try RAWFile.blocks(Reference.content("xrd/xylib_BT86.raw"), file: "r")
    let text = try UXDFile.blocks(Reference.content("xrd/xylib_BT86_.UXD"), file: "u")
    #expect(raw.count == 1 && text.count == 1)
    #expect(try raw[0].columns[1].numbers() == text[0].columns[1].numbers())
    #expect(try raw[0].columns[1].numbers().reduce(0, +) == 918_372)
    #expect(abs(try raw[0].columns[0].number(2373) - 40.0002906) < 1e-7)
    for (angle, printed) in zip(
      try raw[0].columns[0].numbers(), try text[0].columns[0].numbers())
    {
      #expect(abs(angle - printed) < 0.0051)
    }
    let told = [
      ("wavelength 1", "WL1"), ("wavelength 2", "WL2"), ("wavelength beta", "WL3"),
      ("wavelength ratio", "WLRATIO"), ("time per step", "STEPTIME"),
    ]
    for (binary, printed) in told {
      #expect(raw[0].statement(binary)?.value == text[0].statement(printed)?.value)
    }
    #expect(raw[0].name == text[0].name && raw[0].statement("anode")?.text == "Cu")
  }

  /// Angles, counts and sum as geddes 1.0.0 has them.
  @Test func `version 4 is what another reader reads`() throws {
    let block = try #require(
      try RAWFile.blocks(Reference.content("xrd/TiO2.raw"), file: "r").first)
    let (angles, counts) = (try block.columns[0].numbers(), try block.columns[1].numbers())
    #expect(counts.count == 1647 && counts.reduce(0, +) == 565_823)
    #expect(counts.prefix(5) == [557, 602, 625, 560, 595])
    #expect(counts.suffix(3) == [652, 523, 328])
    #expect(angles[1] == 10.036477 && abs(angles[1646] - 70.041142) < 1e-9)
    #expect(block.statement("wavelength 2")?.value == 1.54439 && block.name == "TiO2")
  }
}
