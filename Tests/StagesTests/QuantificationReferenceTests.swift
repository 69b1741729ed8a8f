// Real XPS files of other people, which the project does not hold: numbers of independent code.
import Analysis
import Quantity
import Testing
import VAMAS

@testable import xps_quantification

private let isThere = Reference.has("xps/0-150W_NiW_kratos.vms")

private func file(_ name: String) throws -> VAMASFile {
  try VAMASFile(StageProgram.content(of: "\(Reference.folder)/xps/\(name)"), file: name)
}

/// A Ni-W film on a Kratos AXIS Supra (LG4X, MIT), with the numbers of `SOURCES.md`.
@Test(.enabled(if: isThere, Reference.absent))
func `W to O of a real film is that of independent code`() throws {
  let file = try file("0-150W_NiW_kratos.vms")
  #expect(file.regions.map(\.name.text) == ["wide", "Ni 2p", "O 1s", "C 1s", "W 4f"])
  let lines = [
    PhotoLine(element: "W", region: "W 4f", window: 30...44, sensitivity: 9.80),
    PhotoLine(element: "O", region: "O 1s", window: 525...538, sensitivity: 2.93),
  ]
  let choice = try PeakQuantities.choiceOfBackground(in: Derivation())
  let quantities = try lines.map { line in
    try PeakQuantities(Peak(line, in: file), of: file.instrument, choice)
  }
  let shirley = try quantities[0].signal / quantities[1].signal
  let linear = try quantities[0].linear / quantities[1].linear
  #expect(abs(shirley.value / 0.3298 - 1) < 0.0005)
  #expect(abs(linear.value / 0.3192 - 1) < 0.0005)
  // 0.0114 counted with the ends, of which the counts alone are 0.0029.
  let counting = try shirley.propagated().contributions
    .filter { $0.variable.hasPrefix("procedure:") }
    .reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot()
  #expect(abs(counting - 0.01135) < 0.0001)
}

@Test(.enabled(if: isThere, Reference.absent))
func `nickel of a real film lies below the decision limit`() throws {
  let file = try file("0-150W_NiW_kratos.vms")
  #expect {
    try Quantification(file, sample: "Ni-W")
  } throws: {
    "\($0)" == """
      0-150W_NiW_kratos.vms:2533:1: Ni 2p is not detected: net area 145 counts·eV, decision limit 241 counts·eV
        2533 | Ni 2p
             | ^^^^^
        hint: no W/Ni is given; the detection limit is 483 counts·eV
      """
  }
}

/// Exports of Prodigy and CasaXPS (pynxtools-xps, Apache-2.0).
@Test(.enabled(if: isThere, Reference.absent))
func `exports of other programs are read, or refused with a clear word`() throws {
  let survey = try file("pynx_regular.vms").region("Survey")
  #expect(survey.axis == .kinetic)
  #expect(try survey.curve("counts").values.prefix(2) == [1559.87, 1586.79])
  #expect(try survey.curve("transmission").values.prefix(2) == [78.8103, 78.5146])
  #expect(survey.curves.map(\.values.count) == [1351, 1351])
  // Each point of an irregular scan has an energy of its own: it has no first energy and no step.
  let irregular = try #require(file("pynx_irregular.vms").regions.first)
  #expect {
    try irregular.start
  } throws: {
    "\($0)".hasPrefix("pynx_irregular.vms:") && "\($0)".contains("export the region as REGULAR")
  }
}
