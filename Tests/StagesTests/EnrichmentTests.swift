// Surface over bulk: by hand from the printed values, and what is missing is told.
import Analysis
import Quantity
import Testing

@testable import enrichment

private func source(_ stage: String, _ numbers: [(String, Double, String)]) throws
  -> Enrichment.Source
{
  let members = numbers.map { #""\#($0.0)": {"value": \#($0.1), "unit": "\#($0.2)"}"# }
  let text = #"{"numbers": {\#(members.joined(separator: ", "))}}"#
  return Enrichment.Source(
    stage: stage, numbers: try NumbersFile.read(Array(text.utf8), file: "\(stage).json"))
}

private func surface(_ ratio: Double) throws -> Enrichment.Source {
  try source(
    "xps",
    [
      ("w_to_ni_scofield_no_lambda", ratio, "%"), ("w_to_ni_lambda_060", ratio * 0.607, "%"),
      ("w_to_ni_lambda_079", ratio * 0.518, "%"),
    ])
}

private func enrichment(_ cycles: String = "25 cycle") throws -> Enrichment {
  try Enrichment(
    calibration: source("ald", [("slope", 0.11, "‰/cycle")]),
    composition: source("icp", [("ni", 89.91, "%")]), cycles: cycles)
}

@Test func `the printed values give the enrichment worked out by hand`() throws {
  let file = try enrichment().publication(surfaces: [
    ("precursor", surface(2.32)), ("fired", surface(2.12)),
  ]).file
  // 25 · 0.11 ‰ = 2.75 ‰; 2.75/997.25/0.8991 = 0.30670 %; 2.32/0.30670 = 7.564.
  let expected = [
    "bulk_w_to_ni": 0.30670, "precursor_no_lambda": 7.5643, "precursor_lambda_060": 4.5916,
    "precursor_lambda_079": 3.9183, "fired_no_lambda": 6.9122, "fired_lambda_060": 4.1957,
    "fired_lambda_079": 3.5805,
  ]
  #expect(file.numbers.count == expected.count)
  for (name, value) in expected {
    let number = try #require(file[name])
    #expect(abs(number.value / value - 1) < 1e-4, "\(name) \(number.value)")
  }
}

@Test func `cycles in another unit are refused`() {
  for cycles in ["25", "25 %", "many"] {
    #expect(throws: QuantityError.self, "\(cycles)") { try enrichment(cycles) }
  }
}

@Test func `a surface without escape depths is refused by name`() throws {
  let bare = try source("xps", [("w_to_ni_scofield_no_lambda", 2.32, "%")])
  #expect(throws: QuantityError.self) {
    try enrichment().publication(surfaces: [("precursor", bare)])
  }
}
