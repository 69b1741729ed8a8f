// VAMAS: what each line means, which cells values lead to, and every fault with its full text.
import Quantity
import Testing
import Text
import VAMAS

/// A file of one region with three points of two curves, less or more than that as a test wants.
private struct Sketch {
  var lead: [String] = []
  var mode = ["NORM", "REGULAR", "1"]
  var variables = ["1", "tilt", "degree"]
  var lists = ["0", "1", "typed in", "1", "1", "of a later standard"]
  var name = "W 4f"
  var abscissa = ["Kinetic energy", "eV", "1440.69", "0.1"]
  var curves = ["2", "Intensity", "d", "Transmission", "d"]
  var scans = ["pulse counting", "0.2", "10", "0"]
  var extra = ["1", "MFP Exponent", "d", "0", "of a later standard"]
  var points = ["6", "12", "14", "1.9", "2.1", "12", "1.9", "13", "2.0", "14", "2.1"]
  var end = ["end of experiment"]

  var region: [String] {
    [name, "25W", "1970", "1", "1", "12", "0", "0", "8", "1", "a comment", "XPS", "45"]
      + ["Al (mono)", "1486.69", "225", "1E+37", "1E+37", "1E+37", "1E+37", "FAT", "20", "1E+37"]
      + ["4.5", "1E+37", "1E+37", "1E+37", "1E+37", "1E+37", "W", "4f", "-1"] + abscissa + curves
      + scans + ["1E+37", "1E+37", "1E+37"] + extra + points
  }

  var head: [String] {
    ["VAMAS Surface Chemical Analysis Standard Data Transfer Format 1988 May 4"]
      + ["an institution", "Kratos", "an operator", "an experiment", "2", "SYNTHETIC", ""] + mode
      + variables + lists
  }

  var lines: [String] { lead + head + ["1"] + region + end }

  func file(_ lines: [String]? = nil, ending: String = "\r\n") throws -> VAMASFile {
    let text = (lines ?? self.lines).map { $0 + ending }.joined()
    return try VAMASFile(Array(text.utf8), file: "raw/a.vms")
  }
}

private func fault(_ body: () throws -> Any) -> String {
  do {
    return "no fault: \(try body())"
  } catch {
    return "\(error)"
  }
}

/// The fault of a file that was changed in one way.
private func fault(_ change: (inout Sketch) -> Void) -> String {
  var sketch = Sketch()
  change(&sketch)
  return fault { try sketch.file() }
}

@Test(arguments: ["\n", "\r\n", "\r"])
func `a region knows what was set and every line of it`(ending: String) throws {
  let file = try Sketch().file(ending: ending)
  let region = try file.region("W 4f")
  #expect(file.instrument == "Kratos")
  #expect(region.sample.text == "25W")
  #expect(region.source.text == "Al (mono)")
  #expect(try region.photonEnergy.number() == 1486.69)
  #expect(region.sourcePower.text == "225")
  #expect(region.analyserMode.text == "FAT")
  #expect(region.passEnergy.text == "20")
  #expect(region.magnification.isUnset)
  #expect(region.axis == .kinetic)
  #expect(try region.start.number() == 1440.69)
  #expect(try region.increment.number() == 0.1)
  #expect(region.signalMode.text == "pulse counting")
  #expect(try region.dwellTime.positiveNumber() == 0.2)
  #expect(try region.sweeps.positiveNumber() == 10)
  #expect(try region.deadTime.number() == 0)
  #expect(region.dwellTime.name == "dwell time of \"W 4f\"")
  #expect(
    region.dwellTime.cell
      == Cell(path: "raw/a.vms", line: 64, column: 1, text: "0.2", dialect: "lines"))
}

@Test func `curves take turns, and each value knows its line`() throws {
  let sketch = Sketch()
  let region = try sketch.file().region("W 4f")
  let (intensity, transmission) = (try region.curve("intensity"), try region.curve("TRANSMISSION"))
  #expect(intensity.values == [12, 13, 14])
  #expect(transmission.values == [1.9, 2.0, 2.1])
  #expect(transmission.unit.text == "d")
  let field = transmission.field(ofPoint: 1)
  #expect(sketch.lines[field.cell.line - 1] == "2.0")
  #expect(field.name == "Transmission of \"W 4f\" at point 2")
  let derivation = Derivation()
  let value = try field.quantity(.one, variable: "transmission", in: derivation)
  #expect(value.value == 2)
  #expect(derivation.steps[0].variableName == "transmission")
}

@Test func `blank lines before the first, NULs, spaces and a binding energy axis are taken`() throws
{
  var sketch = Sketch()
  sketch.lead = ["", " "]
  sketch.name = " W 4f\0\0"
  sketch.abscissa[0] = "binding energy\0"
  let region = try sketch.file().region("W 4f")
  #expect(region.axis == .binding)
  #expect(region.name.cell.line == 24)
  #expect(region.curves[0].values == [12, 13, 14])
}

@Test func `a file of ISO 8859-1 is read`() throws {
  var bytes = Array(Sketch().lines.joined(separator: "\n").utf8)
  let place = try #require(bytes.firstIndex(of: UInt8(ascii: "K")))
  bytes[place] = 0xB5
  #expect(try VAMASFile(bytes, file: "raw/a.vms").instrument == "µratos")
}

@Test(arguments: [
  (
    "1E+37",
    """
    raw/a.vms:64:1: the dwell time of "W 4f" is not known
      64 | 1E+37
         | ^^^^^
      hint: 1E+37 stands for what the instrument did not say
    """
  ),
  (
    "0",
    """
    raw/a.vms:64:1: the dwell time of "W 4f" is 0; it should be larger than 0
      64 | 0
         | ^
    """
  ),
  (
    "0,2",
    """
    raw/a.vms:64:1: the dwell time of "W 4f" is "0,2", which is not a number
      64 | 0,2
         | ^^^
      hint: a decimal comma? write 0.2
    """
  ),
  (
    "0.2\0",
    """
    raw/a.vms:64:1: the dwell time of "W 4f" is "0.2\\u{0}", which is not a number
      64 | 0.2\\u{0}
         | ^^^^^^^^
    """
  ),
])
func `a number that is not there is told at its line`(text: String, told: String) throws {
  var sketch = Sketch()
  sketch.scans[1] = text
  let region = try sketch.file().region("W 4f")
  #expect(fault { try region.dwellTime.positiveNumber() } == told)
}

@Test(arguments: ["NaN", "1,5", "", "twelve"])
func `a value that is no number spoils the file`(text: String) {
  let told = fault { $0.points[7] = text }
  let message =
    "raw/a.vms:82:1: the ordinate value 3 of \"W 4f\" is \"\(text)\", which is not a number"
  #expect(told.split(separator: "\n")[0] == message)
  #expect(told.contains("hint: a decimal comma? write 1.5") == (text == "1,5"))
}

@Test func `what is no VAMAS file is told`() {
  let mark = "VAMAS Surface Chemical Analysis Standard Data Transfer Format 1988 May 4"
  #expect(
    fault { try VAMASFile(Array("E,I\n1,2\n".utf8), file: "raw/a.csv") } == """
      raw/a.csv:1:1: this is no VAMAS file: it does not begin with "\(mark)"
        1 | E,I
          | ^^^
      """)
  #expect(
    fault { try VAMASFile([], file: "raw/a.vms") } == """
      raw/a.vms:1:1: the file ends here, before its first line
        hint: the file is cut off, or a count in it is wrong
      """)
}

/// Cut anywhere, the file is refused, and the message says what is missing.
@Test func `a file that is cut off is told where`() {
  let lines = Sketch().lines
  for count in 0..<lines.count {
    #expect(throws: Diagnostic.self) { try Sketch().file(Array(lines.prefix(count))) }
  }
  #expect(
    fault { try Sketch().file(Array(lines.prefix(63))) } == """
      raw/a.vms:63:1: the file ends here, before its dwell time of "W 4f"
        63 | pulse counting
           | ^^^^^^^^^^^^^^
        hint: the file is cut off, or a count in it is wrong
      """)
  #expect(
    fault { try Sketch().file(Array(lines.prefix(82))) } == """
      raw/a.vms:82:1: the file ends here, before its ordinate values of "W 4f"
        82 | 13
           | ^^
        hint: the file is cut off, or a count in it is wrong
      """)
}

@Test func `a count that does not fit is told`() {
  #expect(
    fault { $0.points[0] = "5" } == """
      raw/a.vms:75:1: 5 ordinate values are no whole number of points of 2 curves
        75 | 5
           | ^
      """)
  #expect(
    fault { $0.points[0] = "4" } == """
      raw/a.vms:84:1: the last region should be followed by "end of experiment"
        84 | 14
           | ^^
        hint: the file is cut off, or a count in it is wrong
      """)
  #expect(
    fault { $0.variables[0] = "1.5" } == """
      raw/a.vms:12:1: the number of experimental variables is 1.5, which counts nothing
        12 | 1.5
           | ^^^
      """)
  let huge = fault { $0.extra[0] = "999999999999" }
  #expect(huge.contains("the file ends here, before its additional numbers of \"W 4f\""))
}

@Test func `irregular regions have energies of their own`() throws {
  var sketch = Sketch()
  sketch.mode[1] = "IRREGULAR"
  sketch.abscissa = []
  sketch.curves = ["2", "Kinetic Energy", "eV", "Intensity", "d"]
  sketch.points = ["6", "0", "1", "0", "1", "1440", "7", "1440.5", "8", "1442", "9"]
  let region = try #require(try sketch.file().regions.first)
  guard case .curve(let energies) = region.abscissa else {
    Issue.record("no curve of energies")
    return
  }
  #expect(region.axis == .kinetic && energies.values == [1440, 1440.5, 1442])
  #expect(region.curves.map(\.label.text) == ["Intensity"])
  #expect(region.curves[0].values == [7, 8, 9])
  #expect(region.curves[0].field(ofPoint: 1).cell.line == energies.field(ofPoint: 1).cell.line + 1)
  #expect(
    fault { _ = try region.start } == """
      raw/a.vms:22:1: the points of the region "W 4f" have energies of their own
        22 | W 4f
           | ^^^^
        hint: export the region as REGULAR
      """)
  sketch.points[9] = "1440.2"
  #expect(fault { try sketch.file() }.contains("the energies of the region \"W 4f\" turn round"))
  sketch.curves[2] = "mm"
  #expect(fault { try sketch.file() }.contains("the energies are in \"mm\", not in eV"))
}

@Test(arguments: [
  (
    0, "MAP", "raw/a.vms:9:1: the experiment mode is \"MAP\"; only NORM is read",
    "export the regions one by one as NORM and REGULAR"
  ),
  (
    1, "MAPPING",
    "raw/a.vms:10:1: the scan mode is \"MAPPING\"; only REGULAR and IRREGULAR are read",
    "export the regions one by one as NORM and REGULAR"
  ),
])
func `another mode is refused`(index: Int, mode: String, message: String, hint: String) {
  let told = fault { $0.mode[index] = mode }
  #expect(told.split(separator: "\n").first == message[...])
  #expect(told.hasSuffix("\n  hint: \(hint)"))
}

@Test func `what would give other lines another meaning is refused`() {
  #expect(
    fault { $0.lists[0] = "-3" } == """
      raw/a.vms:15:1: the regions leave out part of their headers; only whole ones are read
        15 | -3
           | ^^
        hint: export the regions one by one as NORM and REGULAR
      """)
  #expect(
    fault { $0.abscissa[0] = "mass" } == """
      raw/a.vms:54:1: the abscissa is "mass", neither kinetic nor binding energy
        54 | mass
           | ^^^^
      """)
  #expect(
    fault { $0.abscissa[1] = "V" } == """
      raw/a.vms:55:1: the energies are in "V", not in eV
        55 | V
           | ^
      """)
  var lines = Sketch().lines
  lines[32] = "SIMS"
  #expect(
    fault { try Sketch().file(lines) } == """
      raw/a.vms:33:1: the technique is "SIMS"; only XPS is read
        33 | SIMS
           | ^^^^
      """)
}

@Test func `a region or curve that is not there once is told`() throws {
  let sketch = Sketch()
  #expect(
    fault { try sketch.file().region("Ni 2p") } == """
      raw/a.vms:21:1: the file has no region "Ni 2p"
        21 | 1
           | ^
        hint: it has "W 4f"
      """)
  let twice = sketch.head + ["2"] + sketch.region + sketch.region + sketch.end
  #expect(
    fault { try sketch.file(twice).region("W 4f") } == """
      raw/a.vms:86:1: the region "W 4f" stands in lines 22 and 86
        86 | W 4f
           | ^^^^
        hint: keep the one that is meant
      """)
  #expect(
    fault { try sketch.file().region("W 4f").curve("Counts") } == """
      raw/a.vms:22:1: the region "W 4f" has no curve "Counts"
        22 | W 4f
           | ^^^^
        hint: it has "Intensity", "Transmission"
      """)
}
