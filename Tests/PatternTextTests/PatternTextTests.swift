// Column texts: what is read, with which places, and what merely looks like columns.
import PatternText
import Quantity
import Testing
import Text

private func read(_ text: String) throws(Diagnostic) -> PatternText {
  try PatternText(Array(text.utf8), file: "raw/a.xy")
}

private func told(_ text: String) -> String { told(Array(text.utf8)) }

private func told(_ bytes: [UInt8]) -> String {
  do {
    return "no fault: \(try PatternText(bytes, file: "raw/a.xy").angles.values)"
  } catch {
    return error.description
  }
}

@Test(arguments: [
  "10.5 801\n10.6 811\n", "10.5\t801\r\n10.6\t811\r\n", "10.5;801\r10.6;811", "10.5,801\n10.6,811",
  "10.5, 801\n10.6, 811\n", "10,5 801\n10,6 811\n", "10,5;801\n10,6;811\n",
  "  10,5\t 801  \n\n\t\n10,6\t811\n", "\u{FEFF}# 2θ;N\n10.5 801\n! x\n' y, \"z\n10.6 811",
])
func `columns are read whatever separates them`(text: String) throws {
  let pattern = try read(text)
  #expect(pattern.angles.values == [10.5, 10.6])
  #expect(pattern.intensities.values == [801, 811])
  #expect(pattern.deviations == nil)
  #expect(try pattern.variances() == [801, 811])
  #expect(pattern.angles.unit.symbol == "°")
}

@Test func `every number knows its line and field, and is found again`() throws {
  let text = "# notes\r\n10,5;801,25;2,5\r\n\r\n 10,6;  811;3\r\n"
  let pattern = try read(text)
  let columns = [pattern.angles, pattern.intensities, try #require(pattern.deviations)]
  let cells = columns.flatMap { $0.cells.map(\.cell) }
  #expect(cells.map(\.name).map { $0.dropFirst(9) } == ["A2", "A4", "B2", "B4", "C2", "C4"])
  #expect(cells.map(\.text) == ["10.5", "10.6", "801.25", "811", "2.5", "3"])
  let strange = [(2, 4), (3, 1), (5, 1), (0, 1)].map {
    Cell(path: "", line: $0, column: $1, text: "")
  }
  #expect(
    PatternText.texts(of: cells + strange, in: Array(text.utf8))
      == cells.map(\.text) + [nil, nil, nil, nil])
  #expect(
    columns[1].cells[1].diagnostic("odd").description == """
      raw/a.xy:4:9: odd
        4 |  10,6;  811;3
          |         ^^^
      """)
  let quantity = try columns[0].cells[0].quantity(columns[0].unit, in: Derivation())
  #expect(quantity.value == 10.5)
}

@Test func `comments are kept, in ISO 8859-1 too`() throws {
  let pattern = try PatternText(Array("# ".utf8) + [0xB5] + Array("m\n1 2\n2 3".utf8), file: "a")
  #expect(pattern.comments.map(\.text) == ["# µm"])
  #expect(pattern.comments.map(\.name) == ["a#A1"])
}

@Test func `σ makes the variances where it stands, else the counts do`() throws {
  #expect(try read("1 2.5 0.5\n2 -1 2").variances() == [0.25, 4])
  #expect(try read("1 0\n2 7").variances() == [1, 7])
  let rates = try read("1 2\n2 7.25")
  let fault = #expect(throws: Diagnostic.self) { try rates.variances() }
  #expect(
    fault?.message
      == "7.25 is no whole number of counts, and no column of σ says how uncertain it is")
  #expect(fault?.place == Place(file: "raw/a.xy", line: 2, column: 3))
}

@Test func `an uneven step is told, where it is more than rounding`() throws {
  #expect(try read("10.007 1\n10.020 1\n10.033 1\n10.047 1").unevenStep == nil)
  #expect(try read("10.0 1\n10.1 1\n10.3 1\n10.4 1").unevenStep?.cell.line == 3)
}

@Test(arguments: [
  ("BANK 1 837 837 CONST 1000 2 0 0 FXYE\n1000 5 2\n", "a GSAS file, with banks of counts"),
  ("title\nBANK 1 837 837 CONST\n1000 5 2\n", "a GSAS file, with banks of counts"),
  ("SOFH\nPlatform: x\n", "a PHI file"),
  ("; x\n_2THETA=15\n_COUNTS\n 1 2\n", "a Bruker UXD file"),
  ("_FILEVERSION=1\n", "a Bruker UXD file"),
  ("<?xml version=\"1.0\"?>\n<xrdMeasurements/>", "an XML file (PANalytical .xrdml)"),
  ("*RAS_DATA_START\n", "a Rigaku .ras file"),
  ("RAW1.01\u{1}\u{0}", "a Bruker RAW file of version 3"),
  ("RAW4.00", "a Bruker RAW file of version 4"),
  ("PK\u{3}\u{4}", "a zip file (Bruker .brml, Rigaku .rasx)"),
  ("[Measurement conditions]\nx,y\n", "a PANalytical CSV file"),
  ("VAMAS Surface Chemical Analysis Standard\n1\n2\n", "a VAMAS file"),
  ("data_x\n_cell_length_a 3\n", "a CIF file"),
  ("1 2\u{0}\n2 3\n", "a binary file"),
])
func `what is of another format is refused by name`(text: String, format: String) {
  let found = told(text).split(separator: "\n")[0]
  #expect(found.hasPrefix("raw/a.xy:"), "\(found)")
  #expect(found.hasSuffix("this is \(format), not columns of angles and counts"), "\(found)")
}

@Test(arguments: [
  ("1 2\n2 NaN\n", "2:3: \"NaN\" is not a number"),
  ("1 2\n2 1E+37\n", "2:3: 1E+37 stands for no value"),
  ("1 2\n2 #DIV/0!\n", "2:3: \"#DIV/0!\" is not a number"),
  ("1 2\n2\n", "2:1: the line has 1 column; 2θ and counts are wanted, and at most σ"),
  ("1 2\n2 3 4\n", "2:1: the line has 3 columns, the lines before have 2"),
  ("1 2 3 4\n2 3 4 5\n", "1:1: the line has 4 columns; 2θ and counts are wanted, and at most σ"),
  ("1 2\n1 3\n", "2:1: the angles should rise from line to line"),
  ("2 2\n1 3\n", "2:1: the angles should rise from line to line"),
  ("1 2\n2 -3\n", "2:3: a count cannot be -3"),
  ("1 2 1\n2 3 0\n", "2:5: a standard deviation cannot be 0"),
  ("1000 2\n1002 3\n", "1:1: 1000 is no angle 2θ in degrees"),
  ("1.5;2\n2,5;3\n", "2:1: decimal points and decimal commas stand in one file"),
  (
    "10,801\n11,811\n",
    "1:1: a comma between whole numbers may separate columns or be a decimal sign"
  ),
  ("10,5,801\n10,6,811\n", "2:1: the angles should rise from line to line"),
  ("1.0;2\n2.0;\n", "2:5: a number is missing"),
  ("2theta counts\n1 2\n2 3\n", "1:1: \"2theta\" is not a number"),
  ("1 2\n", "1:1: the pattern has 1 point"),
  ("", "1:1: the pattern has 0 points"),
])
func `what is no pattern is refused at its place`(text: String, fault: String) {
  #expect(told(text).split(separator: "\n")[0] == "raw/a.xy:\(fault)")
}
