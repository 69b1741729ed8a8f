// The composition from readings: against what was put in, and against an independent calculation.
import Analysis
import ICPExport
import Quantity
import Testing
import Text

@testable import icp_readings

private let raw = "stages/icp-readings/raw/synthetic_TableS1_precursor.csv"
private let lines = ["Ni 231.604", "Co 238.892", "Mn 257.610"]
private let labels = (1...3).map { "NCM(OH)2 digest \($0)" }

private func content() throws -> [UInt8] {
  try StageProgram.content(of: "\(Truth.root)/\(raw)")
}

private func digests(_ labels: [String] = labels, in text: [UInt8]? = nil) throws -> Digests {
  try Digests(labels, at: lines, in: ICPExport(text ?? content(), file: raw))
}

/// The raw file with lines taken out.
private func content(without isOut: (String) -> Bool) throws -> [UInt8] {
  let lines = try String(decoding: content(), as: UTF8.self).split(separator: "\r\n")
  return Array(lines.filter { !isOut(String($0)) }.map { $0 + "\r\n" }.joined().utf8)
}

/// An independent calculation (numpy): means of the readings less means of the blanks, over the
/// atomic weights; the standard deviation over √3 of the three digests, with those of the blanks, the
/// slopes of the lines through the standards (weights 1/c²), last digits and atomic weights.
@Test(arguments: [
  ("ni", 89.91733797752575, 0.03813250513878703, 0.04057576100464551, 2.5539, "89.917(41) %"),
  ("co", 5.065762088021863, 0.01488788284800582, 0.017315498111706008, 3.4768, "5.066(17) %"),
  ("mn", 5.016899934452387, 0.023383151416887214, 0.02526510528688334, 2.6918, "5.017(25) %"),
])
func `a fraction is the mean of the digests with their scatter`(
  name: String, value: Double, scatter: Double, whole: Double, dof: Double, printed: String
) throws {
  let number = try #require(try digests().publication().file[name])
  #expect(abs(number.value - value) < 1e-11)
  let uncertainty = try #require(number.uncertainty)
  #expect(abs(uncertainty.standard / whole - 1) < 1e-6)
  #expect(abs((uncertainty.dof ?? 0) - dof) < 0.0002)
  let digests = number.contributions.filter { $0.variable.contains("scatter of the digests") }
    .reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot()
  #expect(abs(digests / scatter - 1) < 1e-9)
  #expect(number.budget == .complete)
  #expect(number.printed == printed)
}

@Test(arguments: ["Ni", "Co", "Mn"])
func `a fraction holds what was put in`(symbol: String) throws {
  let number = try #require(try digests().publication().file[symbol.lowercased()])
  let truth = try #require(try Truth.value("TableS1", "at_percent", symbol).double)
  #expect(try Truth.holds(truth, of: number))
}

@Test func `the fractions add up, and so do their errors`() throws {
  let total = try Quantity.sum(digests().means())
  #expect(abs(total.value - 100) < 1e-12)
  #expect(try (total.propagated().uncertainty ?? 1) < 1e-9)
}

@Test func `a definition says what is independent and how the fractions hang together`() throws {
  let definition = try #require(try digests().publication().file["ni"]?.definition)
  #expect(
    definition == """
      atom fraction of Ni among Ni, Co and Mn: mean of 3 digests, each from the mean of 3 readings \
      at Ni 231.604 less the mean blank, over the standard atomic weight; on the scale of the \
      standards the instrument was calibrated with; uncertainty from the scatter of the digests \
      (the readings of one are not independent), the blank, the line through the standards, the \
      last digits and the atomic weights; correlation of the digests' means -0.99 with Co and \
      -1.00 with Mn
      """)
}

@Test func `two digests give values and no uncertainty between them`() throws {
  let number = try #require(try digests(Array(labels.prefix(2))).publication().file["ni"])
  #expect(
    number.budget
      == .partial(
        missing: "scatter between digests: three or more are wanted, here are 89.85 and 89.93 %"))
  #expect(number.printed == "89.89 %")
}

@Test func `every digest is in the table`() throws {
  let text = String(decoding: try digests().table.bytes, as: UTF8.self)
  let rows = text.split(separator: "\n")
  #expect(rows.count == 10)
  #expect(
    rows[0]
      == "digest,element,line,readings,concentration less blank,unit,atom fraction (%)")
  #expect(rows[1].hasPrefix("NCM(OH)2 digest 1,Ni,Ni 231.604,3,577.50"))
}

/// By hand from the file: 499.093, 49.927 and 49.970 ppm of 500, 50 and 50.
@Test func `the QC solution and the standards are found again`() throws {
  let digests = try digests()
  let export = try ICPExport(content(), file: raw)
  var publication = try digests.publication()
  let nominals = [("Ni", "500 ppm"), ("Co", "50 ppm"), ("Mn", "50 ppm")]
  for (line, (symbol, nominal)) in zip(lines, nominals) {
    try publication.publishRecoveries(
      of: symbol, at: line, in: export, nominal: nominal, derivation: digests.derivation)
  }
  let file = publication.file
  #expect(file["qc_recovery_ni"]?.printed == "99.8 %")
  #expect(file["qc_recovery_co"]?.printed == "99.9 %")
  #expect(file["qc_recovery_mn"]?.printed == "99.9 %")
  for (symbol, _) in nominals {
    let standard = try #require(file["standard_recovery_\(symbol.lowercased())"])
    #expect((99.5...100.5).contains(standard.value))
    #expect(standard.missing == "uncertainty of the standards as made")
  }
}

@Test func `a digest counts once`() {
  #expect {
    try digests(labels + [labels[0]])
  } throws: { "\($0)" == "--digest names \"NCM(OH)2 digest 1\" twice: that is one digest" }
}

@Test func `an export cut off within the last digest is told`() throws {
  let lines = try String(decoding: content(), as: UTF8.self).split(separator: "\r\n")
  let text = lines.dropLast(2).map { $0 + "\r\n" }.joined()
  let first = try #require(lines.first { $0.hasPrefix("NCM(OH)2 digest 3") })
  let number = try #require(lines.firstIndex(of: first)) + 1
  #expect {
    try digests(in: Array(text.utf8))
  } throws: {
    "\($0)" == """
      \(raw):\(number + 4):1: "NCM(OH)2 digest 3" was read 2 times at Mn 257.610, but \
      "NCM(OH)2 digest 1" 3 times at Ni 231.604
        \(number + 4) | \(lines[number + 3])
           | ^^^^^^^^^^^^^^^^^
        hint: is the export cut off?
      """
  }
}

@Test func `an export without blanks is told`() throws {
  let text = try content { $0.hasPrefix("Blank") }
  #expect { try digests(in: text) } throws: {
    "\($0)".hasPrefix("\(raw):2:16: there is no reading of a blank at Ni 231.604\n")
  }
}
