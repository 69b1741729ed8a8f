// How often the intervals of capacities and retentions hold what was put in.
import Analysis
import Cycler
import Numerics
import Quantity
import Testing

@testable import rate_capability
@testable import rate_summary
@testable import synthesize

/// A short test of one cell: 0.1C and 5C, with few lines of each step.
private let schedule = RateModel.Schedule(rates: [0, 5], cycles: 2, last: 0, lines: 2)
/// 5C alone.
private let quick = RateModel.Schedule(rates: [5], cycles: 2, last: 0, lines: 2)

private func settings(_ cell: RateModel, _ name: String) throws -> Settings {
  try Settings(
    StageArguments(
      [
        "--sample", cell.sample.name, "--cell", name, "--specific_current_1C", "200 mA/g",
        "--c_rates", "0.1C 5C", "--active_mass_uncertainty", "0.1 mg",
        "--current_uncertainty", "0.05 %", "--counter_tolerance", "2 %",
      ], options: Settings.options))
}

private func test(_ cell: RateModel, _ name: String) throws -> RateTest {
  try RateTest(
    of: CyclerFile(Array(cell.text.utf8), file: "\(name).csv"), settings(cell, name))
}

extension RateModel {
  /// The mean discharge of a block of two cycles, in mAh/g.
  fileprivate func capacity(_ block: Int) -> Double {
    (cycles[2 * block].discharge + cycles[2 * block + 1].discharge) / 2
  }
}

@Test func `a capacity and a retention are held as often as their intervals say`() throws {
  var capacity = Coverage("rate-capability.capacity_5C")
  var retention = Coverage("rate-capability.retention_5C")
  var wrong = Coverage("retention_5C, a mass for each rate")
  for trial in 0..<Coverage.trialCount {
    let random = RandomNumbers(seed: Coverage.seed(trial))
    let cell = RateModel(RateModel.samples[trial % 3], random: random, schedule: schedule)
    let file = try test(cell, "cell").publication().file
    try capacity.add(#require(file["capacity_5C"]), truth: cell.capacity(1))
    let found = try #require(file["retention_5C"])
    let truth = 100 * cell.capacity(1) / cell.capacity(0)
    try retention.add(found, truth: truth)
    let relative = try ["capacity_5C", "capacity_0p1C"].reduce(0) { sum, name in
      let number = try #require(file[name])
      let u = try #require(number.uncertainty).standard / number.value
      return sum + u * u
    }.squareRoot()
    wrong.add(found.value, u: found.value * relative, truth: truth)
  }
  Coverage.tell([capacity, retention, wrong])
  #expect(capacity.isHonest, "\(capacity)")
  #expect(retention.isHonest, "\(retention)")
  #expect(!wrong.isHonest, "\(wrong)")

}

/// The capacities of the cycles in a table of them.
private func capacities(of file: ResultFile) -> [Double] {
  String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").dropFirst()
    .compactMap { Double($0.split(separator: ",")[4]) }
}

@Test func `cells tell of their sample, and cycles do not`() throws {
  var honest = Coverage("rate-summary.capacity_5C of three cells")
  var wrong = Coverage("capacity_5C, cycles as independent")
  let sample = RateModel.samples[1]
  for trial in 0..<Coverage.trialCount {
    let random = RandomNumbers(seed: Coverage.seed(trial))
    var results: [CellResult] = []
    for number in 1...3 {
      let cell = RateModel(sample, random: random, schedule: quick)
      let test = try test(cell, "c\(number)")
      results.append(
        try CellResult(
          cycles: test.cyclesFile().bytes, numbers: Array(test.publication().file.text.utf8),
          in: "c\(number)", of: "rate-capability"))
    }
    let file = try Summary(of: results).publication().file
    // The two cycles of a block fade by 0.12 %: their mean is that much below the sample's.
    let truth = sample.capacities[5] * (1 - 0.0006)
    let number = try #require(file["capacity_5C_10W_NCM90"])
    try honest.add(number, truth: truth)
    let cycles = try capacities(of: Summary(of: results).cyclesFile)
    let deviations = cycles.map { ($0 - number.value) * ($0 - number.value) }
    let u = (deviations.reduce(0, +) / 5 / 6).squareRoot()
    wrong.add(number.value, u: u, dof: 5, truth: truth)
  }
  Coverage.tell([honest, wrong])
  #expect(honest.isHonest, "\(honest)")
  #expect(!wrong.isHonest, "\(wrong)")

}
