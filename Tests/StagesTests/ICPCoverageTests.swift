// How often the intervals of the two ICP analyses hold what was put in, and those of a wrong treatment.
import ICPExport
import Quantity
import Tables
import Testing

@testable import ald_calibration
@testable import icp_readings
@testable import synthesize

private let lines = ["Ni 231.604", "Co 238.892", "Mn 257.610"]

private let series: [UInt8] = Array(
  (["Solution Label,ALD cycles"] + ALDModel.cycles.map { "\($0)W-NCM(OH)2,\($0)" })
    .joined(separator: "\n").utf8)

/// Mean and standard uncertainty of a fraction from the readings of all digests, each pass over the
/// lines taken as a result of its own.
private func ofIndependentReadings(
  _ export: ICPExport, element: Int
) throws -> (mean: Double, u: Double) {
  let scratch = Derivation()
  let samples = try export.samples(PrecursorModel.labels, at: lines)
  let fractions = try samples.flatMap { digest in
    try digest[0].indices.map { pass in
      let amounts = try zip(digest, PrecursorModel.channels).map { readings, channel in
        try readings[pass].concentration(in: scratch).value / channel.weight.value
      }
      return 100 * amounts[element] / amounts.reduce(0, +)
    }
  }
  let count = Double(fractions.count)
  let mean = fractions.reduce(0, +) / count
  let squares = fractions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (squares / (count - 1) / count).squareRoot())
}

@Test func `a fraction is held as often as its interval says, and not by readings alone`() throws {
  var honest = ["ni", "co", "mn"].map { Coverage("icp-readings.\($0)") }
  var wrong = Coverage("icp-readings.ni, nine readings as independent")
  for trial in 0..<Coverage.trialCount {
    let text = try PrecursorModel(seed: Coverage.seed(trial), isMoved: false).text
    let export = try ICPExport(Array(text.utf8), file: "a.csv")
    let file = try Digests(PrecursorModel.labels, at: lines, in: export).publication().file
    for (index, truth) in PrecursorModel.fractions.enumerated() {
      try honest[index].add(file.numbers[index], truth: truth)
    }
    let naive = try ofIndependentReadings(export, element: 0)
    wrong.add(naive.mean, u: naive.u, dof: 8, truth: PrecursorModel.fractions[0])
  }
  Coverage.tell(honest + [wrong])
  for coverage in honest { #expect(coverage.isHonest, "\(coverage)") }
  #expect(!wrong.isHonest, "\(wrong)")

}

@Test func `the slope is held as often as its interval says, and not with other weights`() throws {
  var honest = Coverage("ald-calibration.slope")
  var wrong = [
    Coverage("slope with weights of 1"), Coverage("slope with weights of 1, z instead of t"),
  ]
  for trial in 0..<Coverage.trialCount {
    let text = try ALDModel(seed: Coverage.seed(trial)).text
    let export = try ICPExport(Array(text.utf8), file: "a.csv")
    let table = try Table(series, file: "series.csv")
    let ratios = try Ratios(
      of: Series(table, in: Derivation()), at: ["W 207.912"] + lines, in: export)
    let file = try Calibration(of: ratios).publication().file
    let truth = 1000 * ALDModel.growth
    try honest.add(#require(file["slope"]), truth: truth)
    let unweighted = try #require(file["slope_unweighted"])
    try wrong[0].add(unweighted, truth: truth)
    wrong[1].add(
      unweighted.value, u: try #require(unweighted.uncertainty).standard, truth: truth)
  }
  Coverage.tell([honest] + wrong)
  #expect(honest.isHonest, "\(honest)")
  for coverage in wrong { #expect(!coverage.isHonest, "\(coverage)") }

}
