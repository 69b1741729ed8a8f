// The export of an ICP instrument: its readings, what is made of them, and every refusal in full.
import ICPExport
import Quantity
import Testing
import Text

private let headings =
  "Solution Label,Type,Element,Flags,Soln Conc,Units,Corr Con,Units,Int,Date,Time"

/// One line of an export; label, type, emission line, concentration, intensity.
private func line(
  _ label: String, _ type: String, _ name: String, _ result: String, _ counts: String = "10.00",
  unit: String = "ppm", flags: String = "", corrected: String? = nil
) -> String {
  "\(label),\(type),\(name),\(flags),\(result),\(unit),\(corrected ?? result),ppm,\(counts),d,t"
}

private let blanks = [
  line("Blank", "Blank", "Ni 231.604", "0.002"), line("Blank", "Blank", "Ni 231.604", "0.004"),
]
private let samples = [
  line("A 1", "Samp", "Ni 231.604", "1.003"), line("A 1", "Samp", "Ni 231.604", "1.005"),
  line("A 2", "Samp", "Ni 231.604", "2.003"), line("A 2", "Samp", "Ni 231.604", "2.005"),
]

private func export(_ lines: [String], heading: String = headings) throws -> ICPExport {
  let text = ([heading] + lines).map { $0 + "\n" }.joined()
  return try ICPExport(Array(text.utf8), file: "raw/a.csv")
}

/// What is told when the samples A 1 and A 2 are taken in, less their blanks.
private func told(_ lines: [String], heading: String = headings) -> String {
  do {
    let export = try export(lines, heading: heading)
    let derivation = Derivation()
    let blank = try export.blank(at: "Ni 231.604", in: derivation)
    for sample in try export.samples(["A 1", "A 2"], at: ["Ni 231.604"]) {
      _ = try export.net(of: sample[0], less: blank, in: derivation)
    }
    return "nothing"
  } catch {
    return "\(error)"
  }
}

@Test func `a sample is the mean of its readings less the mean blank`() throws {
  let export = try export(blanks + samples)
  let derivation = Derivation()
  let blank = try export.blank(at: "Ni 231.604", in: derivation)
  #expect(abs(blank.value - 0.003) < 1e-15)
  let propagated = try blank.propagated()
  // √(0.001²·2/1/2) and, of both readings, half of 0.0005/√3.
  #expect(
    abs((propagated.uncertainty ?? 0) - (1e-6 + 2 * 0.0005 * 0.0005 / 12).squareRoot()) < 1e-15)
  #expect(
    propagated.contributions.map(\.variable) == [
      "raw/a.csv#E2", "raw/a.csv#E3",
      "procedure:scatter of the blank at Ni 231.604(raw/a.csv#E2:E3)#1",
    ])
  let readings = try export.samples(["A 2", "A 1"], at: ["Ni 231.604"])
  let nets = try readings.map { try export.net(of: $0[0], less: blank, in: derivation).value }
  #expect(zip(nets, [2.001, 1.001]).allSatisfy { abs($0 - $1) < 1e-14 })
}

@Test(arguments: [
  ("\u{FEFF}", "\r\n", ","), ("", "\r\n", ";"), ("# made by a program, in 1970\n", "\n", "\t"),
  ("\u{FEFF}# made by \"a program\n", "\r", ","),
])
func `byte-order mark, line ends, delimiters and a comment change nothing`(
  start: String, end: String, delimiter: String
) throws {
  let lines = ([headings] + blanks + samples).map {
    String($0.map { $0 == "," ? Character(delimiter) : $0 }) + end
  }
  let text = start + lines.joined()
  let export = try ICPExport(Array(text.utf8), file: "raw/a.csv")
  #expect(export.readings.map(\.label) == ["Blank", "Blank", "A 1", "A 1", "A 2", "A 2"])
  let value = try export.readings[2].concentration(in: Derivation())
  #expect(value.value == 1.003)
  #expect(value.unit.symbol == "ppm")
}

@Test func `a label may begin with the sign of a comment`() throws {
  #expect(try export([line("#1", "Samp", "Ni 231.604", "1.0")]).readings.map(\.label) == ["#1"])
}

@Test(arguments: [
  ("--", "the instrument gives no result here: \"--\""),
  ("", "the instrument gives no result here: \"\""),
  ("ND", "the instrument gives no result here: \"ND\""),
])
func `a result that is missing is not 0`(text: String, message: String) {
  let last = line("A 2", "Samp", "Ni 231.604", text)
  let carets = String(repeating: "^", count: max(1, text.count))
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:22: \(message)
        7 | \(last)
          |                      \(carets)
        hint: a result that is missing is not 0: take the reading out with its reason
      """)
}

@Test(arguments: [
  ("NaN", "\"NaN\" is not a number", ""),
  ("#DIV/0!", "\"#DIV/0!\" is not a number", ""),
  ("1E+37", "1E+37 stands for a value that was never set", ""),
  ("\"2,005\"", "\"2,005\" is not a number", "\n  hint: a decimal comma? write 2.005"),
])
func `what is no result is told at its cell`(text: String, message: String, hint: String) {
  let last = line("A 2", "Samp", "Ni 231.604", text)
  let carets = String(repeating: "^", count: text.filter { $0 != "\"" }.count)
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:22: \(message)
        7 | \(last)
          |                      \(carets)\(hint)
      """)
}

@Test func `a decimal comma that is also the delimiter is told`() {
  let last = line("A 2", "Samp", "Ni 231.604", "2,005", corrected: "2.005")
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:1: the line has 12 cells, the heading has 11
        7 | \(last)
          | ^
      """)
}

@Test func `a flagged reading is told`() {
  let last = line("A 2", "Samp", "Ni 231.604", "2.005", flags: "o")
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:21: the instrument flagged this reading: "o"
        7 | \(last)
          |                     ^
        hint: take the reading out with its reason, or measure again
      """)
}

@Test func `a concentration corrected for a dilution is told`() {
  let last = line("A 2", "Samp", "Ni 231.604", "2.005", corrected: "20.05")
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:32: the corrected concentration 20.05 is not the 2.005 of the solution
        7 | \(last)
          |                                ^^^^^
        hint: export without dilution or weight corrections: the blank is one of the solution
      """)
}

@Test func `a second unit is told`() {
  let last = line("A 2", "Samp", "Ni 231.604", "2005", unit: "ppb")
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:27: the unit ppb is not the ppm of line 2
        7 | \(last)
          |                           ^^^
        hint: export all concentrations in one unit
      """)
}

@Test func `a unit that is not known is told`() {
  let lines = [line("Blank", "Blank", "Ni 231.604", "0.1", unit: "spoons")]
  #expect(
    told(lines + lines) == """
      raw/a.csv:2:29: "spoons" is no unit of a concentration that is known
        2 | \(lines[0])
          |                             ^^^^^^
      """)
}

@Test func `a missing blank is told`() {
  #expect(
    told(samples) == """
      raw/a.csv:1:16: there is no reading of a blank at Ni 231.604
        1 | \(headings)
          |                ^^^^
        hint: its lines have "Blank" under "Type"; is the export complete?
      """)
}

@Test func `one blank is not enough`() {
  #expect(
    told(blanks.dropLast() + samples) == """
      raw/a.csv:2:7: the blank was read once at Ni 231.604, 2 times or more are wanted
        2 | \(blanks[0])
          |       ^^^^^
        hint: its lines have "Blank" under "Type"; is the export complete?
      """)
}

@Test func `missing standards and a missing QC solution are told`() throws {
  let export = try export(blanks + samples)
  let derivation = Derivation()
  let nominal = try derivation.parameter("qc_ni", text: "1 ppm")
  let standard = """
    raw/a.csv:1:16: there is no reading of a standard at Ni 231.604
      1 | \(headings)
        |                ^^^^
      hint: its lines have "Std" under "Type"; is the export complete?
    """
  let check = """
    raw/a.csv:1:16: there is no reading of a QC solution at Ni 231.604
      1 | \(headings)
        |                ^^^^
      hint: its lines have "QC" under "Type"; is the export complete?
    """
  #expect { try export.worstStandard(at: "Ni 231.604", in: derivation) } throws: {
    "\($0)" == standard
  }
  #expect { try export.check(at: "Ni 231.604", against: nominal) } throws: { "\($0)" == check }
}

@Test func `a line or a sample that is not there is told with those that are`() throws {
  let export = try export(blanks + samples)
  let line = """
    raw/a.csv:1:21: there is no emission line "Ni 216.555"
      1 | \(headings)
        |                     ^^^^^^^
      hint: there are: Ni 231.604
    """
  let sample = """
    raw/a.csv:1:1: there is no sample "A 3"
      1 | \(headings)
        | ^^^^^^^^^^^^^^
      hint: there are: A 1; A 2
    """
  #expect { try export.samples(["A 1"], at: ["Ni 216.555"]) } throws: { "\($0)" == line }
  #expect { try export.samples(["A 3"], at: ["Ni 231.604"]) } throws: { "\($0)" == sample }
}

@Test func `a sample that was not read at a line is told`() throws {
  let export = try export(blanks + samples + [line("B", "Samp", "Co 238.892", "1.0")])
  let told = """
    raw/a.csv:8:1: "B" was not read at Ni 231.604
      8 | \(line("B", "Samp", "Co 238.892", "1.0"))
        | ^
      hint: is the export cut off?
    """
  #expect { try export.samples(["B"], at: ["Ni 231.604"]) } throws: { "\($0)" == told }
}

@Test func `a file that ends in the middle of its readings is told`() {
  #expect(
    told(blanks + samples.dropLast()) == """
      raw/a.csv:6:1: "A 2" was read once at Ni 231.604, but "A 1" 2 times at Ni 231.604
        6 | \(samples[2])
          | ^^^
        hint: is the export cut off?
      """)
  #expect(
    told(blanks + samples.dropLast() + ["A 2,Samp,Ni 231.604,,2.0"]) == """
      raw/a.csv:7:1: the line has 5 cells, the heading has 11
        7 | A 2,Samp,Ni 231.604,,2.0
          | ^
      """)
}

@Test func `nothing above the blank is told`() {
  let weak = [1, 2].map { line("A \($0)", "Samp", "Ni 231.604", "0.002") }
  #expect(
    told(blanks + weak) == """
      raw/a.csv:4:22: less the blank of 3×10⁻³ ppm the mean is -1×10⁻³ ppm: nothing was found
        4 | \(weak[0])
          |                      ^^^^^
      """)
}

@Test func `a heading in other letters is told by its code points`() {
  let heading = headings.replacing("Soln Conc", with: "Soln \u{421}onc")
  #expect(
    told(blanks + samples, heading: heading) == """
      raw/a.csv:1:35: there is no column "Soln Conc"; column 5 only looks like it: its heading is \
      U+0053 U+006F U+006C U+006E U+0020 U+0421 U+006F U+006E U+0063, not \
      U+0053 U+006F U+006C U+006E U+0020 U+0043 U+006F U+006E U+0063
        1 | \(heading)
          |                                   ^^^^^^^^^
        hint: if it is meant, say so with an explicit alias: Soln Conc=Soln \u{421}onc
      """)
}

@Test func `a name in other letters is told by its code points`() {
  let last = line("A\u{A0}2", "Samp", "Ni 231.604", "2.005")
  #expect(
    told(blanks + samples.dropLast() + [last]) == """
      raw/a.csv:7:1: "A\u{A0}2" only looks like "A 2": it is U+0041 U+00A0 U+0032, \
      not U+0041 U+0020 U+0032
        7 | \(last)
          | ^^^
        hint: write both in the same letters
      """)
  #expect(throws: Diagnostic.self) {
    let lines = [line("A", "Samp", "\u{421}o 238.892", "1.0")]
    return try export(lines).samples(["A"], at: ["Co 238.892"])
  }
}

@Test func `columns that stand twice or not behind one another are told`() {
  let twice = headings.replacing("Corr Con", with: "Soln Conc")
  #expect(
    told(blanks, heading: twice) == """
      raw/a.csv:1:51: the heading "Soln Conc" stands in columns 5 and 7
        1 | \(twice)
          |                                                   ^^^^^^^^^
        hint: ask for the column by its number
      """)
  let elsewhere = headings.replacing("Soln Conc,Units", with: "Soln Conc,RSD")
  #expect(
    told(blanks, heading: elsewhere) == """
      raw/a.csv:1:45: the column behind "Soln Conc" should be its "Units", not "RSD"
        1 | \(elsewhere)
          |                                             ^^^
      """)
}

/// Standards on a line of 100 counts per ppm and 5 counts of background, one of them 2 % high.
private let standards = [
  line("Std 1", "Std", "Ni 231.604", "1.000", "105.00"),
  line("Std 2", "Std", "Ni 231.604", "2.000", "205.00"),
  line("Std 3", "Std", "Ni 231.604", "4.000", "413.00"),
  line("Std 4", "Std", "Ni 231.604", "8.000", "805.00"),
]

/// An independent calculation (Python, the normal equations): a = 4.026087, b = 100.956522.
@Test func `the standard that fits worst is found`() throws {
  let worst = try export(standards).worstStandard(at: "Ni 231.604", in: Derivation())
  #expect(worst.solution == "Std 3")
  #expect(abs(worst.recovery.value - 101.27476313522826) < 1e-9)
  #expect(worst.recovery.unit.symbol == "%")
}

@Test func `standards that are none are told`() throws {
  let zero = [line("Std 0", "Std", "Ni 231.604", "0.000", "5.00")] + standards
  let told = """
    raw/a.csv:2:23: a standard of 0.000 is no standard but a blank
      2 | \(zero[0])
        |                       ^^^^^
    """
  #expect { try export(zero).worstStandard(at: "Ni 231.604", in: Derivation()) } throws: {
    "\($0)" == told
  }
  let few = """
    raw/a.csv:2:7: the standard was read 2 times at Ni 231.604, 3 times or more are wanted
      2 | \(standards[0])
        |       ^^^
      hint: its lines have "Std" under "Type"; is the export complete?
    """
  #expect {
    try export(Array(standards.prefix(2))).worstStandard(at: "Ni 231.604", in: Derivation())
  } throws: { "\($0)" == few }
}

@Test func `an intensity that is missing is told`() throws {
  let blind = Array(standards.dropLast()) + [line("Std 4", "Std", "Ni 231.604", "8.000", "--")]
  let told = """
    raw/a.csv:5:43: the instrument gives no result here: "--"
      5 | \(blind[3])
        |                                           ^^
      hint: a result that is missing is not 0: take the reading out with its reason
    """
  #expect {
    try export(blind).worstStandard(at: "Ni 231.604", in: Derivation())
  } throws: { "\($0)" == told }
}

@Test func `the recovery of the QC solution is the mean over what it was made with`() throws {
  let one = [
    line("QC", "QC", "Ni 231.604", "0.98"), line("QC", "QC", "Ni 231.604", "1.00"),
  ]
  let nominal = try Derivation().parameter("qc_ni", text: "1 ppm")
  let recovery = try export(one).check(at: "Ni 231.604", against: nominal)
  #expect(recovery.solution == "QC")
  #expect(abs(recovery.recovery.value - 99) < 1e-12)
  let two = one + [line("QC high", "QC", "Ni 231.604", "10.1")]
  let told = """
    raw/a.csv:4:1: "QC" and "QC high" are two QC solutions, and one concentration is known
      4 | \(two[2])
        | ^^^^^^^
    """
  #expect { try export(two).check(at: "Ni 231.604", against: nominal) } throws: { "\($0)" == told }
}
