// Figure S3: the apparent W/Ni of two samples, and what speaks against giving one.
import Analysis
import Lines
import Numerics
import Quantity
import Testing
import Text
import VAMAS

@testable import xps_quantification
@testable import xps_ratio

private let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

/// The content of the synthetic file of a sample.
private func content(_ sample: String) throws -> [UInt8] {
  try StageProgram.content(
    of: "\(root)/stages/xps-quantification/raw/synthetic_FigS3_\(sample).vms")
}

private func quantification(
  _ bytes: [UInt8], sample: String, file: String = "raw/a.vms"
) throws -> Quantification {
  try Quantification(VAMASFile(bytes, file: file), sample: sample)
}

private func numbers(_ sample: String) throws -> NumbersFile {
  try quantification(content(sample), sample: sample, file: "raw/\(sample).vms")
    .publication().file
}

/// The file of 25W-NCM90 with lines changed, which are counted from 1.
private func fault(_ change: (inout [String]) -> Void, sample: String = "25W-NCM90") throws
  -> String
{
  var lines = Lines(try content("25W-NCM90"), file: "").texts
  change(&lines)
  let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
  do {
    let ratio = try quantification(bytes, sample: sample).publication().file.numbers[0]
    return "no fault: \(ratio.printed)"
  } catch {
    return "\(error)"
  }
}

// Lines of the file of 25W-NCM90: the Ni 2p region, its settings, its first counts and its last.
private let nickel = (name: 17, power: 31, passEnergy: 37, start: 50, signal: 57, dwell: 58)
private let nickelCounts = Array(stride(from: 70, to: 1012, by: 2))

/// An independent evaluation in numpy, its Shirley background iterated to rest and its trapezoids over
/// straight lines; the uncertainties from numerical derivatives with respect to each count.
@Test(arguments: [
  (
    "25W-NCM(OH)2",
    [2.3235924374294883, 2.2309914627528538, 1.409413128257946, 1.2030484722401908],
    [0.013062276770957037, 0.23735079868617565], "2.32 %"
  ),
  (
    "25W-NCM90", [2.1224000244932975, 2.027359346516184, 1.2881802983039634, 1.099783752489874],
    [0.01293753915584147, 0.2180482637800826], "2.12 %"
  ),
])
func `W to Ni is that of an independent calculation`(
  sample: String, values: [Double], parts: [Double], text: String
) throws {
  let file = try numbers(sample)
  let names = ["scofield_no_lambda", "linear_background", "lambda_060", "lambda_079"]
  for (index, (name, value)) in zip(names, values).enumerated() {
    let number = try #require(file["w_to_ni_\(name)"])
    #expect(abs(number.value / value - 1) < (index == 1 ? 1e-12 : 1e-9), "\(number.value)")
  }
  for (name, value) in zip(["counting", "systematic"], parts) {
    let number = try #require(file["w_to_ni_\(name)_uncertainty"])
    #expect(abs(number.value / value - 1) < 1e-6, "\(number.value)")
  }
  let ratio = file.numbers[0]
  #expect(ratio.name == "w_to_ni_scofield_no_lambda")
  #expect(ratio.printed == text)
  #expect(ratio.missing?.hasPrefix("not in it: escape depth, ") == true)
  #expect(ratio.definition?.contains("the windows 30–43 eV and 846–891 eV (the whole") == true)
  let whole = try #require(ratio.uncertainty)
  #expect(abs(whole.standard / (parts[0] * parts[0] + parts[1] * parts[1]).squareRoot() - 1) < 1e-3)
}

/// The truth is `W_over_Ni` of `FigS3` in stages/synthesize/truth.json.
///
/// The noise was chosen to print it, so that even the counting uncertainty alone covers it.
@Test(arguments: [("25W-NCM(OH)2", 2.32), ("25W-NCM90", 2.12)])
func `the ratio that was put in lies within the 95 % interval`(
  sample: String, truth: Double
) throws {
  let file = try numbers(sample)
  let ratio = try #require(file["w_to_ni_scofield_no_lambda"])
  let counting = try #require(file["w_to_ni_counting_uncertainty"]).value
  let uncertainty = try #require(ratio.uncertainty)
  let factor = Student.factor(level: 0.95, dof: uncertainty.dof)
  #expect(abs(ratio.value - truth) <= factor * counting)
  #expect(abs(ratio.value - truth) <= factor * uncertainty.standard)
}

@Test func `what two samples have in common cancels in their ratio`() throws {
  let comparison = Comparison(
    of: Comparison.Sample(stage: "xps@fired", numbers: try numbers("25W-NCM90")),
    over: Comparison.Sample(stage: "xps@precursor", numbers: try numbers("25W-NCM(OH)2")))
  let file = try comparison.publication().file
  let ratio = try #require(file["w_to_ni_ratio"])
  // 0.0212/0.0232 was put in.
  #expect(abs(ratio.value - 0.913_413_208_9) < 1e-9)
  #expect(ratio.printed == "0.913")
  let uncertainty = try #require(ratio.uncertainty).standard
  #expect(abs(ratio.value - 0.0212 / 0.0232) <= 1.96 * uncertainty)
  // Counting 0.0076 and the choice of the background 0.0025; each sample alone has 10 %.
  #expect(abs(uncertainty / 0.007970042901 - 1) < 1e-6)
  for contribution in ratio.contributions
  where !contribution.variable.hasPrefix("procedure:") {
    let limit = contribution.variable == "constant:choice of background" ? 0.0026 : 1e-15
    #expect(abs(contribution.uncertainty) < limit, "\(contribution)")
  }
  let difference = try #require(file["w_to_ni_difference"])
  #expect(abs(difference.value + 0.201_192_412_9) < 1e-8)
  #expect(abs(try #require(difference.uncertainty).standard / 0.02729937836 - 1) < 1e-6)
  let linear = try #require(file["w_to_ni_ratio_linear_background"])
  #expect(abs(linear.value - 2.027359346516184 / 2.2309914627528538) < 1e-12)
}

@Test func `a binding energy axis that falls gives the same`() throws {
  var lines = Lines(try content("25W-NCM90"), file: "").texts
  for (line, start) in [(nickel.start, "892.0000"), (1045, "46.0000")] {
    lines[line - 3] = "Binding energy"
    lines[line - 1] = start
    lines[line] = "-0.1000"
  }
  let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
  let seen = try quantification(bytes, sample: "25W-NCM90").publication().file
  for (one, other) in zip(seen.numbers, try numbers("25W-NCM90").numbers) {
    #expect(abs(one.value / other.value - 1) < 1e-12, "\(one.name)")
  }
}

@Test func `every cell is found again in the file`() throws {
  let bytes = try content("25W-NCM90")
  let cells = try numbers("25W-NCM90").steps.compactMap { step in
    if case .cell(let cell) = step.source { cell } else { nil }
  }
  #expect(cells.count == 10)
  #expect(Lines.texts(of: cells, in: bytes) == cells.map(\.text))
}

@Test func `the counts of a procedure are the lines of its window`() throws {
  let file = try numbers("25W-NCM90")
  let lines = Lines(try content("25W-NCM90"), file: "").texts
  guard case .procedure(let procedure) = file.steps.first(where: { $0.label == "S_W" })?.source,
    case .range(let path, let cells) = procedure.inputs[0].value
  else {
    Issue.record("the area of W 4f is no procedure")
    return
  }
  #expect(path == "raw/25W-NCM90.vms")
  let ends = cells.split(separator: ":").compactMap { Int($0.dropFirst()) }
  let counts = stride(from: ends[0], through: ends[1], by: 2).compactMap { Double(lines[$0 - 1]) }
  #expect(counts.count == 131)
  #expect(abs(try SpectrumWindow(counts: counts, step: 0.1).linear().value - 47596.5) < 1e-6)
}

@Test func `the points are there for a figure`() throws {
  let peaks = try quantification(content("25W-NCM90"), sample: "25W-NCM90").peaks
  let text = String(decoding: try SpectrumTable(peaks).file.bytes, as: UTF8.self)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.count == 1 + 201 + 471 + 1)
  #expect(
    lines[0] == """
      line,binding energy / eV,counts,rate / s^-1,Shirley background,linear background,\
      Shirley background / s^-1,linear background / s^-1,net rate / s^-1
      """)
  #expect(lines[1] == "W 4f,26.0000,3781,1890.500,,,,,")
  #expect(lines[41].hasPrefix("W 4f,30.0000,"))
  let cells = lines[41].split(separator: ",")
  #expect(cells.count == 9 && cells[4] == cells[5])
  // 10 sweeps of 0.2 s.
  let numbers = cells.dropFirst(2).compactMap { Double($0) }
  #expect(abs(numbers[2] / 2 - numbers[4]) < 0.001)
  #expect(abs(numbers[1] - numbers[4] - numbers[6]) < 0.002)
}

@Test func `nickel that is not there gives no number`() throws {
  #expect(
    try fault { lines in for line in nickelCounts { lines[line - 1] = "50000" } } == """
      raw/a.vms:17:1: Ni 2p is not detected: net area 0 counts·eV, decision limit 5188 counts·eV
        17 | Ni 2p
           | ^^^^^
        hint: no W/Ni is given; the detection limit is 10375 counts·eV
      """)
  let told = try fault { lines in
    for line in nickelCounts where line > 300 && line < 600 { lines[line - 1] = "50000" }
    for line in nickelCounts where line <= 300 || line >= 600 { lines[line - 1] = "60000" }
  }
  #expect(
    told == """
      raw/a.vms:17:1: the background does not fit Ni 2p: net area -149000 counts·eV, standard uncertainty 3452 counts·eV
        17 | Ni 2p
           | ^^^^^
        hint: no W/Ni and no limit is given; look at the window
      """)
}

@Test(arguments: [
  (
    nickel.dwell, "1E+37",
    """
    raw/a.vms:58:1: the dwell time of "Ni 2p" is not known
      58 | 1E+37
         | ^^^^^
      hint: 1E+37 stands for what the instrument did not say
    """
  ),
  (
    nickel.dwell + 1, "0",
    """
    raw/a.vms:59:1: the number of sweeps of "Ni 2p" is 0; it should be larger than 0
      59 | 0
         | ^
    """
  ),
  (
    nickel.dwell + 2, "1.5e-8",
    """
    raw/a.vms:60:1: the counts have a dead time of 1.5e-8 s, which is not corrected here
      60 | 1.5e-8
         | ^^^^^^
    """
  ),
  (
    nickel.signal, "analogue",
    """
    raw/a.vms:57:1: the signal mode is "analogue"; counts want "pulse counting"
      57 | analogue
         | ^^^^^^^^
    """
  ),
  (
    nickel.signal - 3, "c/s",
    """
    raw/a.vms:54:1: the unit of the intensity is "c/s"; that of counts is "d"
      54 | c/s
         | ^^^
      hint: counting statistics want the counts as they were, not their rate
    """
  ),
  (
    nickelCounts[0], "79573.4",
    """
    raw/a.vms:70:1: Intensity of "Ni 2p" at point 1 is 79573.4, no number of counts
      70 | 79573.4
         | ^^^^^^^
      hint: counting statistics want the counts as they were, not their rate
    """
  ),
  (
    nickel.passEnergy, "40",
    """
    raw/a.vms:37:1: the pass energy of "Ni 2p" is 40, not 20 as in line 1032
      37 | 40
         | ^^
      hint: only regions that were recorded alike can be compared
    """
  ),
  (
    nickel.start, "600.6900",
    """
    raw/a.vms:50:1: the window 846–891 eV is not within the region, 839–886 eV
      50 | 600.6900
         | ^^^^^^^^
    """
  ),
  (
    nickel.start + 1, "0",
    """
    raw/a.vms:51:1: the energy step is 0
      51 | 0
         | ^
    """
  ),
  (
    nickel.name, "Ni 3p",
    """
    raw/a.vms:16:1: the file has no region "Ni 2p"
      16 | 4
         | ^
      hint: it has "Ni 3p", "W 4f", "O 1s", "C 1s"
    """
  ),
])
func `a region that gives no signal is told`(line: Int, text: String, told: String) throws {
  #expect(try fault { $0[line - 1] = text } == told)
}

@Test func `transmissions and samples must be what they are taken for`() throws {
  let unset = try fault { lines in
    for line in nickelCounts { lines[line] = "1E+37" }
  }
  #expect(unset.contains("the Transmission of \"Ni 2p\" at point 369 is not known"), "\(unset)")
  let none = try fault { $0[54] = "Something" }
  #expect(none.contains("the region \"Ni 2p\" has no curve \"Transmission\""), "\(none)")
  #expect(
    try fault({ _ in }, sample: "25W-NCM(OH)2") == """
      raw/a.vms:1013:1: the sample is "25W-NCM90", not "25W-NCM(OH)2"
        1013 | 25W-NCM90
             | ^^^^^^^^^
      """)
}

@Test func `a narrow region is told`() throws {
  let narrow = PhotoLine(element: "Ni", region: "Ni 2p", window: 850...850.9, sensitivity: 1)
  let file = try VAMASFile(content("25W-NCM90"), file: "raw/a.vms")
  #expect {
    try Peak(narrow, in: file)
  } throws: {
    "\($0)".hasPrefix(
      """
      raw/a.vms:17:1: Ni 2p has no Shirley background: the window has 10 points; its two ends alone \
      take 10
      """)
  }
}
