// UXD: angles and counts with their places, and every refusal.
import Quantity
import Readings
import Testing
import Text
import UXD

private let small = """
  ; made by hand
  _FILEVERSION=2
  _SAMPLE='a b'
  _WL1=1.540600
  ; (Data for Range number 1)
  _DRIVE='COUPLED'
  _STEPTIME=2.0
  _STEPSIZE=0.5
  _START=10.0
  _2THETA=10.0
  _COUNTS
    5 0
     7
  ; (Data for Range number 2)
  _DRIVE='COUPLED'
  _STEPSIZE=0.25
  _START=20.0
  _2THETACOUNTS
  20.00\t3
  20.25\t4

  """

private func read(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || small.contains(old))
  let text = old.isEmpty ? small : small.replacing(old, with: new)
  return try UXDFile.blocks(Array(text.utf8), file: "raw/a.uxd")
}

private func told(_ old: String, _ new: String) -> String {
  String(head { try read(old, new) }.dropFirst("raw/a.uxd:".count))
}

@Test func `ranges of counts and of pairs are read with the place of every value`() throws {
  let blocks = try read()
  #expect(blocks.map(\.name) == ["a b", "a b"])
  #expect(try blocks[0].columns.map { try $0.numbers() } == [[10, 10.5, 11], [5, 0, 7]])
  #expect(try blocks[1].columns.map { try $0.numbers() } == [[20, 20.25], [3, 4]])
  #expect(blocks[0].columns.map(\.unit) == ["deg", "counts"])
  let count = try #require(blocks[0].columns[1].reading(2)?.cell)
  #expect(count.name == "raw/a.uxd#A13" && count.text == "7")
  #expect(blocks[1].columns[0].reading(1)?.cell.name == "raw/a.uxd#A20")
  #expect(blocks[1].statement("WL1")?.cell.name == "raw/a.uxd#B4")
  #expect(blocks[0].statement("STEPTIME")?.text == "2.0")
  #expect(blocks[1].statement("STEPTIME") == nil)
  guard case .steps(let start, let step) = blocks[0].columns[0].source else {
    Issue.record("no steps")
    return
  }
  #expect([start, step].map(\.cell.name) == ["raw/a.uxd#B9", "raw/a.uxd#B8"])
}

@Test func `line ends of Windows and a latin letter change nothing but the places of letters`()
  throws
{
  let latin = small.replacing("\n", with: "\r\n").unicodeScalars.map { UInt8($0.value) }
  let bytes = latin + Array("_USER='J".utf8) + [0xF6] + Array("rg'\r\n".utf8)
  let blocks = try UXDFile.blocks(bytes, file: "raw/a.uxd")
  #expect(blocks[0].columns[1].reading(2)?.cell.name == "raw/a.uxd#A13")
  #expect(try blocks[1].columns[1].numbers() == [3, 4])
  #expect(areFoundAgain(blocks, in: bytes))
}

@Test func `a decimal comma is told where it stands`() {
  #expect(
    FormatsTests.told { try read("5 0", "5 0,5") } == """
      raw/a.uxd:12:5: "0,5" is not a number
        12 |   5 0,5
           |     ^^^
        hint: a decimal comma? write 0.5
      """)
}

@Test(arguments: [
  ("5 0", "5 NaN", "12:5: \"NaN\" is not a number"),
  ("5 0", "5 1E+37", "12:5: \"1E+37\" stands for a value that is not known"),
  ("5 0", "5 -1", "12:5: a count cannot be below 0"),
  ("20.25\t4", "20.25", "20:1: an angle and a number should stand here"),
  ("20.25\t4", "19\t4", "20:1: the angles should rise from point to point"),
  ("  5 0\n   7\n", "5\n", "11:1: fewer than two points follow"),
  ("_STEPSIZE=0.5\n", "", "10:1: the range has no _STEPSIZE before its counts"),
  ("_STEPSIZE=0.5", "_STEPSIZE=0", "8:11: 0 should be larger than 0"),
  ("_START=10.0", "_START=10,0", "9:8: \"10,0\" is not a number"),
  ("_START=10.0", "_START=10.0\n_START=11", "10:1: the range states _START a second time"),
  ("_COUNTS\n", "_OTHER\n", "11:1: what _OTHER begins is not known"),
  ("20.25\t4\n", "20.25\t4", "20:1: the file ends within this line: it may be cut off"),
  ("_FILEVERSION=2", "1 2", "2:1: numbers stand before the line that says what they are"),
])
func `what cannot be read without guessing is refused`(old: String, new: String, fault: String) {
  #expect(told(old, new) == fault)
}

@Test func `a file without counts is told`() {
  #expect(
    head { try UXDFile.blocks(Array("_FILEVERSION=2\n".utf8), file: "a") }
      == "a:1:1: the file ends here, before any counts")
  #expect(
    head { try UXDFile.blocks([], file: "a") }.hasPrefix("a:1:1: the file ends within this line"))
}

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct UXDReferenceTests {
  /// 15.985 to 135.985 degrees in steps of 0.03, the last count and the sum, as xyconv of xylib 1.6 has
  /// them.
  @Test func `counts at equal steps are those of xylib`() throws {
    let name = "xrd/LiCoO2_powbase.UXD"
    let blocks = try UXDFile.blocks(Reference.content(name), file: name)
    let block = try #require(blocks.first)
    #expect(blocks.count == 1 && block.count == 4001)
    #expect(try block.columns[0].number(0) == 15.985)
    #expect(abs(try block.columns[0].number(4000) - 135.985) < 1e-9)
    let counts = try block.columns[1].numbers()
    #expect(counts.prefix(3) == [649, 609, 622] && counts.last == 401)
    #expect(counts.reduce(0, +) == 2_321_705)
    #expect(block.statement("WLRATIO")?.value == 0.514)
  }

  @Test func `pairs of angle and count are those of xylib`() throws {
    let name = "xrd/xylib_BT86_.UXD"
    let block = try #require(try UXDFile.blocks(Reference.content(name), file: name).first)
    #expect(block.count == 2374)
    #expect(try block.columns[0].number(2373) == 40)
    #expect(try block.columns[1].numbers().reduce(0, +) == 918_372)
  }
}
