// Files of thermobalances: each value with its place, and what is refused.
import Quantity
import Testing
import Text

@testable import Thermobalance

private let ta = """
  ; a comment
  Instrument\tTGA
  Size\t9.8765\tmg
  Sig1\tTime (min)
  Sig2\tTemperature (°C)
  Sig3\tWeight (mg)
  StartOfData
  0.0833\t25.266\t9.87584
  0.1667\t25.510\t9.87670

  """
private let mettler = """
  Title
  Curve Values:
            Index              t             Ts             Tr          Value
                             [s]           [°C]           [°C]           [mg]
                0              0        21.0052             25        4.17537
                1             30        21.0037        25.1667        4.17538

  Results:
  Sample:
    LNO 1, 4.1752 mg

  """
private let csv = "Time,Temperature,Mass\n[s],[K],[mg]\n0,303.147,4.99\n60,304.147,4.98\n"

private func file(_ text: String) throws -> ThermobalanceFile {
  try ThermobalanceFile(Array(text.utf8), file: "raw/a.txt")
}

/// The bytes of a text in ISO 8859-1.
private func latin1(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
}

private func told(_ bytes: [UInt8]) -> String {
  do {
    let file = try ThermobalanceFile(bytes, file: "raw/a.txt")
    return "no fault: \(file.readings.count) readings"
  } catch {
    return "\(error)"
  }
}

private func told(_ text: String, replacing old: String = "", with new: String = "") -> String {
  told(Array((old.isEmpty ? text : text.replacing(old, with: new)).utf8))
}

private func values(_ file: ThermobalanceFile) -> [[Double]] {
  file.readings.map { [$0.time.value, $0.temperature.value, $0.mass.value] }
}

@Test func `a text of TA Instruments is read, each value with its place`() throws {
  let file = try file(ta)
  #expect(values(file) == [[0.0833, 25.266, 9.87584], [0.1667, 25.510, 9.87670]])
  #expect(file.readings[1].mass.cell.cell.name == "raw/a.txt#C9")
  #expect(file.readings[1].mass.cell.text == "9.87670")
  #expect(file.sampleMass?.value == 9.8765)
  #expect(file.sampleMass?.cell.cell.name == "raw/a.txt#B3")
  #expect(file.cells(of: 0..<2) == "A8:C9")
}

@Test func `a text of METTLER STARe is read in min, with the temperature of the sample`() throws {
  let file = try file(mettler)
  #expect(values(file) == [[0, 21.0052, 4.17537], [0.5, 21.0037, 4.17538]])
  #expect(file.readings[0].temperature.cell.cell.name == "raw/a.txt#C5")
  #expect(file.sampleMass?.value == 4.1752)
  #expect(file.sampleMass?.cell.cell.name == "raw/a.txt#C10")
}

@Test func `a table is read in min and °C, its units in a line of their own or in the headings`()
  throws
{
  let file = try file(csv)
  #expect(values(file)[1][0] == 1 && values(file)[1][2] == 4.98)
  #expect(abs(values(file)[1][1] - 30.997) < 1e-12)
  #expect(file.readings[1].temperature.cell.cell.name == "raw/a.txt#B4")
  #expect(file.readings[1].temperature.unit.symbol == "K")
  #expect(file.sampleMass == nil)
  let other = try ThermobalanceFile(
    Array("Mass (g);Time (h);Temperature (°C)\n0.005;0;20\n0.004;1;21\n".utf8), file: "b.csv")
  #expect(values(other) == [[0, 20, 5], [60, 21, 4]])
}

@Test func `a byte-order mark, CR LF and ISO 8859-1 change nothing`() throws {
  let wanted = try values(file(ta))
  let ends = ta.replacing("\n", with: "\r\n")
  #expect(try values(file("\u{FEFF}" + ends)) == wanted)
  #expect(try values(ThermobalanceFile(latin1(ends), file: "a")) == wanted)
  #expect(
    try values(ThermobalanceFile(latin1(mettler), file: "a")) == values(file(mettler)))
}

@Test func `a reading becomes a quantity with its cell`() throws {
  let derivation = Derivation()
  let reading = try file(ta).readings[0].mass
  let mass = try reading.cell.quantity(reading.unit, in: derivation)
  #expect(mass.value == 9.87584 && mass.unit.symbol == "mg")
  #expect(derivation.steps[0].source == .cell(reading.cell.cell))
}

@Test(arguments: [
  ("9.87670", "9,87670", "raw/a.txt:9:15: \"9,87670\" is not a number", "a decimal comma?"),
  ("25.510", "NaN", "raw/a.txt:9:8: \"NaN\" is not a number", "NaN"),
  ("25.510", "1E+37", "raw/a.txt:9:8: \"1E+37\" marks a value that was not measured", "1E+37"),
  ("0.1667", "0.0833", "raw/a.txt:9:1: the time does not go on, from 0.0833", "0.0833"),
  ("25.510\t", "", "raw/a.txt:9:8: the line has 2 values, the heading has 3", "9.87670"),
  ("25.510", "-300", "raw/a.txt:9:8: the temperature is below absolute zero", "-300"),
  ("9.87670\n", "9.87", "raw/a.txt:9:15: the file ends within this line", "export it again"),
  (
    "Sig2\tTemperature (°C)", "Sig2\tPower (mW)",
    "raw/a.txt:4:1: there is no column \"Temperature\"; the columns are \"Time\", \"Power\", "
      + "\"Weight\"", "Sig1"
  ),
  (
    "Sig2\tTemperature", "Sig2\tТemperature",
    "raw/a.txt:5:1: there is no column \"Temperature\"; this one only looks like it", "U+0422"
  ),
  ("Weight (mg)", "Weight (%)", "raw/a.txt:6:1: the column \"Weight\" should be in mg", "%"),
  (
    "Temperature (°C)", "Temperature (°F)",
    "raw/a.txt:5:1: the column \"Temperature\" should be in °C or K, not in \"°F\"", "Sig2"
  ),
  ("Time (min)", "Time", "raw/a.txt:4:1: the column \"Time\" states no unit", "Time (min)"),
  ("Weight (mg)", "Time (min)", "raw/a.txt:6:1: a second column \"Time\"", "Sig3"),
  ("9.8765\tmg", "9.8765\tmin", "raw/a.txt:3:6: the column \"mass of the sample\" should be", "mg"),
  ("9.8765\tmg", "-1\tmg", "raw/a.txt:3:6: the mass of the sample should be greater", "-1"),
])
func `a text of TA Instruments with a fault gives its place and no reading`(
  old: String, new: String, message: String, shown: String
) {
  let found = told(ta, replacing: old, with: new)
  #expect(found.hasPrefix(message) && found.contains(shown), "\(found)")
}

@Test func `a text without signals or readings is told`() {
  let head = ta.split(separator: "\n").prefix(7).joined(separator: "\n") + "\n"
  #expect(told(head).hasPrefix("raw/a.txt:7:1: no reading follows"))
  #expect(told("StartOfData\n1 2 3\n").hasPrefix("raw/a.txt:1:1: no line \"Sig1\""))
}

@Test(arguments: [
  ("21.0037", "21,0037", "raw/a.txt:6:39: \"21,0037\" is not a number"),
  ("        21.0037", "", "raw/a.txt:6:54: the line has 4 values, the heading has 5"),
  (
    "[mg]", "[%]", "raw/a.txt:3:1: the column \"Value\" should be in mg or a multiple, not in \"%\""
  ),
  ("Value\n", "Wert\n", "raw/a.txt:3:1: there is no column \"Value\""),
  (
    "\n\nResults:\nSample:\n  LNO 1, 4.1752 mg\n", "\n",
    "raw/a.txt:6:1: the file ends within the curve: it may be cut off"
  ),
  ("Results:", "Curve Values:", "raw/a.txt:8:1: a second curve begins here"),
])
func `a text of METTLER STARe with a fault gives its place and no reading`(
  old: String, new: String, message: String
) {
  let found = told(mettler, replacing: old, with: new)
  #expect(found.hasPrefix(message), "\(found)")
}

@Test(arguments: [
  ("60,304.147,4.98\n", "60,304.147,4.9", "raw/a.txt:4:12: the file ends within this line"),
  ("60,304.147", "60,\"304,147\"", "raw/a.txt:4:4: \"304,147\" is not a number"),
  (",4.98", "", "raw/a.txt:4:1: the line has 2 cells, the heading has 3"),
  ("Temperature", "Pressure", "raw/a.txt:1:1: there is no column \"Temperature\""),
  ("[K]", "[F]", "raw/a.txt:1:6: the column \"Temperature\" should be in °C or K, not in \"F\""),
  ("\n[s],[K],[mg]", "", "raw/a.txt:1:1: the column \"Time\" states no unit"),
  ("Mass", "Temperature", "raw/a.txt:1:18: a second column \"Temperature\""),
])
func `a table with a fault gives its place and no reading`(
  old: String, new: String, message: String
) {
  let found = told(csv, replacing: old, with: new)
  #expect(found.hasPrefix(message), "\(found)")
}

@Test func `what is not a text of a balance is refused by its name`() {
  let zip = told([0x50, 0x4B, 0x03, 0x04, 0, 0])
  #expect(zip.contains("this is a zip container (an Excel workbook, or a file of NETZSCH Proteus)"))
  #expect(told([0xFF, 0xFE, 0x54, 0]).contains("this is a text in UTF-16, which is not read"))
  #expect(told([0x54, 0, 1, 2]).contains("this is a binary file"))
  #expect(told("#EXPORTTYPE:\tDATA ALL\n").contains("this is an export of NETZSCH Proteus"))
  #expect(told("Filename\tx\n[step]\n").contains("this is an export of TA TRIOS"))
  let other = told("2theta,counts\n10,5\n")
  #expect(
    other.hasPrefix("raw/a.txt:1:1: this is no text of a thermobalance: it has neither")
      && other.contains("its first line, \"2theta,counts\""), "\(other)")
  #expect(told("").contains("this is no text of a thermobalance"))
}
