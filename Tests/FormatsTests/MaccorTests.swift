// Maccor's text: decimal commas, what has no unit, and every refusal.
import Maccor
import Quantity
import Readings
import Testing
import Text

private let small = """
  Name:\tA-1
  Ch. max. V\t6,00 V

  Rec\tCycle C\tTestTime\tCap. [Ah]\tCurrent [A]\tVoltage [V]\tMd

  1\t1\t0,0\t0,000\t0,00000\t3,1377\tR
  2\t1\t1,0\t0,100\t0,20000\t3,2377\tC

  """

private func read(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || small.contains(old))
  let text = old.isEmpty ? small : small.replacing(old, with: new)
  return try MaccorText.blocks(Array(text.utf8), file: "a.txt")
}

@Test func `Maccor's readings keep their fields, units and modes`() throws {
  let block = try #require(try read().first)
  #expect(
    block.columns.map { "\($0.name)|\($0.unit)" }
      == ["Rec|", "Cycle C|", "TestTime|", "Cap.|Ah", "Current|A", "Voltage|V", "Md|"])
  #expect(try block.columns[5].numbers() == [3.1377, 3.2377])
  #expect(block.columns[5].reading(1)?.cell.name == "a.txt#F7")
  #expect(block.columns[6].reading(1)?.text == "C" && block.columns[6].reading(1)?.value == nil)
  #expect(block.name == "A-1" && block.statement("Ch. max. V")?.text == "6,00 V")
  #expect(areFoundAgain([block], in: Array(small.utf8)))
  let point = try MaccorText.blocks(Array(small.replacing(",", with: ".").utf8), file: "a")
  #expect(try point[0].columns[5].numbers() == [3.1377, 3.2377])
}

@Test(arguments: [
  ("3,2377\tC\n", "3,23", "7:1: the line has 6 values, the headings are 7"),
  ("3,2377\tC\n", "3,2377\tC", "7:1: the file ends within this line: it may be cut off"),
  ("Rec\t", "Rex\t", "7:1: the file ends here, before its headings \"Rec\", …"),
  ("Voltage [V]", "Current [A]", "4:44: the heading \"Current [A]\" stands here a second time"),
  ("Voltage", "\u{412}oltage", "4:1: there is no column of voltages"),
])
func `what is no text of Maccor is refused`(old: String, new: String, fault: String) {
  #expect(head { try read(old, new) } == "a.txt:\(fault)")
}

@Test func `a number that is none is told where it is wanted`() throws {
  let block = try #require(try read("3,2377", "3.2377").first)
  #expect(
    head {
      _ = try block.columns[5].numbers(); return []
    }
      == "a.txt:7:23: \"3.2377\" is not a number")
}

/// The file of cellpy's tests is cut off within its last line.
@Test(.enabled(if: Reference.isThere, Reference.absent))
func `the real file is refused for its cut line, and read without it`() throws {
  let content = try Reference.content("battery/maccor_two.txt")
  #expect(
    head { try MaccorText.blocks(content, file: "a") }
      == "a:229:1: the line has 9 values, the headings are 28")
  let end = try #require(content.lastIndex(of: 0x0A))
  let previous = content[..<end].lastIndex(of: 0x0A) ?? end
  let kept = content[end...].count > 1 ? end : previous
  let block = try #require(try MaccorText.blocks(Array(content[...kept]), file: "a").first)
  #expect(block.count == 213)
  #expect(
    try #require(block.column("Voltage")).numbers().prefix(4) == [0.1377, 0.1385, 0.1394, 0.1403])
  #expect(block.statement("SCap")?.text == "0,017")
}
