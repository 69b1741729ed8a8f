// EC-Lab text: the same numbers from any locale, and every refusal.
import ECLab
import Quantity
import Readings
import Testing
import Text

private let small = """
  EC-Lab ASCII FILE
  Nb header lines : 7

  Constant Current

  Mass of active material : 1.500 mg
  mode\ttime/s\tEwe/V\tQ charge/discharge/mA.h\tcontrol/V/mA\tox/red\t
  3\t0.000E+000\t3.4228721E+000\t-1.5E-001\t0.0E+000\t1
  1\t1.000E+000\t3.5E+000\t-2.5E-001\t0.0E+000\t1

  """

private func read(_ old: String = "", _ new: String = "") throws -> [Block] {
  try #require(old.isEmpty || small.contains(old))
  let text = old.isEmpty ? small : small.replacing(old, with: new)
  return try MPTFile.blocks(Array(text.utf8), file: "raw/a.mpt")
}

@Test func `headings are split into names and units, and values know their fields`() throws {
  let block = try #require(try read().first)
  #expect(block.name == "Constant Current" && block.count == 2)
  #expect(
    block.columns.map(\.name)
      == ["mode", "time", "Ewe", "Q charge/discharge", "control/V/mA", "ox/red"])
  #expect(block.columns.map(\.unit) == ["", "s", "V", "mA.h", "", ""])
  #expect(try block.columns[2].numbers() == [3.4228721, 3.5])
  #expect(block.columns[3].reading(1)?.cell.name == "raw/a.mpt#D9")
  #expect(block.statement("Mass of active material")?.text == "1.500 mg")
  #expect(areFoundAgain([block], in: Array(small.utf8)))
}

@Test func `a comma is the decimal sign where all numbers have one`() throws {
  let comma = small.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
    $0 > 6 ? String($1).replacing(".", with: ",") : String($1)
  }.joined(separator: "\r\n")
  let block = try #require(try MPTFile.blocks(Array(comma.utf8), file: "a").first)
  #expect(try block.columns[2].numbers() == [3.4228721, 3.5])
  #expect(block.columns[2].reading(0)?.text == "3,4228721E+000")
  let mixed = try #require(
    try MPTFile.blocks(Array(comma.replacing("3,5E", with: "3.5E").utf8), file: "a").first)
  #expect(throws: Diagnostic.self) { try mixed.columns[2].numbers() }
}

@Test(arguments: [
  ("3.5E", "3,5E", "9:14: \"3,5E+000\" is not a number"),
  ("3.5E+000", "NaN", "9:14: \"NaN\" is not a number"),
  ("3.5E+000", "1E+37", "9:14: \"1E+37\" stands for a value that is not known"),
  ("3.5E+000", "", "9:14: a number should stand here"),
])
func `a value that is no number is told where a number is wanted`(
  old: String, new: String, fault: String
) throws {
  let block = try #require(try read(old, new).first)
  #expect(block.columns[2].reading(1)?.value == nil)
  #expect(
    head {
      _ = try block.columns[2].numbers(); return []
    } == "raw/a.mpt:\(fault)")
}

@Test(arguments: [
  ("EC-Lab", "Other", "1:1: this is no EC-Lab text: it does not begin with \"EC-Lab ASCII FILE\""),
  ("Nb header lines : 7", "", "2:1: \"Nb header lines : …\" should stand here"),
  ("lines : 7", "lines : 7.5", "2:19: 7.5 counts nothing: a whole number is wanted"),
  ("lines : 7", "lines : 99", "9:1: the file ends here, within its head of 99 lines"),
  ("lines : 7", "lines : 9", "9:42: the heading \"1\" stands in columns 1 and 6"),
  ("lines : 7", "lines : 6", "6:1: headings should stand here"),
  ("\tox/red\t", "\tEwe/V\t", "7:56: the heading \"Ewe/V\" stands in columns 3 and 6"),
  ("-2.5E-001\t0.0E+000\t1\n", "-2.5E-0", "9:1: the line has 4 values, the headings are 6"),
  ("\t1\n1\t1.000", "\t1\n\n1\t1.000", "9:1: the line has 1 values, the headings are 6"),
])
func `what cannot be read is refused`(old: String, new: String, fault: String) {
  #expect(head { try read(old, new) } == "raw/a.mpt:\(fault)")
}

/// The last value is not followed by a line end in EC-Lab's own files; its exponent is whole.
@Test func `a file that ends within a number is told`() throws {
  let whole = small.replacing("E+000\t1\n1\t", with: "E+000\t1.0E+000\n1\t")
    .replacing("0.0E+000\t1\n", with: "0.0E+000\t1.0E+000")
  #expect(try MPTFile.blocks(Array(whole.utf8), file: "a")[0].columns[5].number(1) == 1)
  #expect(
    head { try MPTFile.blocks(Array(whole.utf8.dropLast()), file: "a") }.hasSuffix(
      ": the file ends within this line: it may be cut off"))
}

@Suite(.enabled(if: Reference.isThere, Reference.absent))
struct MPTReferenceTests {
  private func block(_ name: String) throws -> Block {
    try #require(
      try MPTFile.blocks(Reference.content("battery/\(name)"), file: name).first)
  }

  /// The same measurement exported in two locales; sums by yadg 7.0.1.
  @Test func `German and English give the same numbers`() throws {
    let (english, german) = (try block("mb.issue_95.mpt"), try block("mb.issue_95.de.mpt"))
    #expect(english.columns.map(\.name) == german.columns.map(\.name))
    #expect(english.columns.map(\.unit) == german.columns.map(\.unit))
    #expect(english.name == "Modulo Bat" && english.count == 33)
    for (one, other) in zip(english.columns, german.columns) {
      #expect(try one.numbers() == other.numbers())
    }
    for (name, last, sum) in [
      ("time", 30.00019924211665, 495.00378749499214), ("Ewe", 2.3260789, 76.85685930000001),
      ("I", -64.980278, 385.483312), ("(Q-Qo)", 0.09731169646453858, 3.5912376753985087),
    ] {
      let values = try #require(german.column(name)).numbers()
      #expect(values.last == last)
      #expect(abs(values.reduce(0, +) - sum) <= 1e-12 * abs(sum))
    }
    #expect(german.statement("Battery capacity")?.text == "1,300 A.h")
    #expect(english.column("Capacitance charge")?.unit == "µF")
  }

  /// First and last values and sums by yadg 7.0.1.
  @Test func `galvanostatic cycling is what another reader reads`() throws {
    let block = try block("gcpl.issue_149.mpt")
    #expect(block.count == 132 && block.columns.count == 29)
    for (name, first, last, sum) in [
      ("Ewe", 3.4228721, 3.4320145, 453.02988600000003),
      ("<I>", 0, -0.02999591381717431, 0.041112861627760504),
      ("(Q-Qo)", 6.092006547583474e-10, 2.84932594642871e-08, 0.0036683489176284833),
      ("time", 30.15299923827115, 659.9857963771647, 45576.20991190191),
    ] {
      let values = try #require(block.column(name)).numbers()
      #expect(values.first == first && values.last == last)
      #expect(abs(values.reduce(0, +) - sum) <= 1e-12 * abs(sum))
    }
    #expect(block.column("control/V/mA")?.unit == "")
  }
}
