// Losses of mass: the values put into the synthetic runs are found, and what is no step is no number.
import Analysis
import Quantity
import Testing
import Text
import Thermobalance

@testable import synthesize
@testable import tga

/// The parameters of pipeline.yaml.
enum TGAParameters {
  private static let common = [
    "tga.dry_from": "140 °C", "tga.dry_to": "160 °C", "tga.smoothing": "6 min",
    "tga.least_rate": "0.01 %/min", "tga.balance_calibration": "0.05 %",
    "tga.weighing": "0.001 mg", "tga.drift": "0.0005 mg/h", "tga.blank_repeatability": "5 %",
    "tga.temperature": "0.5 °C",
  ]
  static let ramp = common.merging(
    ["tga.oxide_from": "500 °C", "tga.oxide_to": "590 °C"]) { $1 }
  static let hold = common.merging(
    [
      "tga.start_from": "59 min", "tga.start_to": "61 min", "tga.end_from": "170 min",
      "tga.end_to": "178 min",
    ]) { $1 }
}

extension Run {
  init(_ curve: TGAModel.Curve, mass: Double?, named name: String) {
    self.init(
      times: curve.times, temperatures: curve.temperatures, masses: curve.masses,
      statedMass: mass, named: name)
  }
}

private func loss(
  _ runs: TGAModel.Experiment, _ program: TGASettings.Program, hasBlank: Bool = true,
  _ changes: [String: String] = [:]
) throws -> MassLoss {
  let derivation = Derivation()
  let parameters = (program == .ramp ? TGAParameters.ramp : TGAParameters.hold)
    .merging(changes) { $1 }
  let settings = try TGASettings(
    program, parameters, reason: hasBlank ? nil : "none was run", in: derivation)
  return try MassLoss(
    of: Run(runs.sample, mass: runs.statedMass, named: "sample"),
    blank: hasBlank ? Run(runs.blank, mass: nil, named: "blank") : nil, settings, in: derivation)
}

private func file(
  _ program: TGASettings.Program, theory: TheoreticalLoss? = nil, seed: UInt32? = nil
) throws -> NumbersFile {
  let model = TGAModel(seed: seed ?? TGAModel.committedSeed)
  return try loss(program == .ramp ? model.rampRuns : model.holdRuns, program)
    .publication(theory).file
}

/// The analysis of the committed files, its words replaced where a fault is to be seen.
private func committed(
  _ program: TGASettings.Program, replacing old: String = "", with new: String = "",
  inBlank: Bool = false, _ changes: [String: String] = [:]
) throws -> MassLoss {
  let names =
    program == .ramp
    ? ("FigS1a_ramp_25-600C_3Cmin", "blank_25-600C_3Cmin")
    : ("FigS1b_25-200C_hold2h", "blank_25-200C_hold2h")
  func run(_ name: String, isChanged: Bool) throws -> Run {
    let path = "\(Truth.root)/stages/tga/raw/synthetic_\(name).txt"
    var text = String(decoding: try StageProgram.content(of: path), as: UTF8.self)
    if isChanged, !old.isEmpty {
      try #require(text.contains(old), "\(old) is not in the file")
      text = text.replacing(old, with: new)
    }
    return Run(try ThermobalanceFile(Array(text.utf8), file: "raw/\(name).txt"))
  }
  let derivation = Derivation()
  let settings = try TGASettings(
    program, (program == .ramp ? TGAParameters.ramp : TGAParameters.hold).merging(changes) { $1 },
    reason: nil, in: derivation)
  return try MassLoss(
    of: run(names.0, isChanged: !inBlank), blank: run(names.1, isChanged: inBlank), settings,
    in: derivation)
}

private func fault(
  _ program: TGASettings.Program = .ramp, replacing old: String = "", with new: String = "",
  inBlank: Bool = false, _ changes: [String: String] = [:]
) -> String {
  do {
    let found = try committed(program, replacing: old, with: new, inBlank: inBlank, changes)
    return "no fault: \(try found.publication(nil).file.numbers.map(\.printed))"
  } catch {
    return "\(error)"
  }
}

/// What was put in, by the name of the number that finds it.
private let rampTruth = [
  "loss_water": 1.2, "loss_hydroxide": 18.9, "loss_total": 20.1,
  "loss_hydroxide_dry": 100 * 18.9 / 98.8, "peak_temperature": 266,
  "onset_temperature": TGAModel.ramp.peakAndOnset.onset,
]
private let holdTruth: [String: Double] = {
  let (start, end) = (
    100 * TGAModel.hold.loss(atMinute: 60), 100 * TGAModel.hold.loss(atMinute: 174)
  )
  let minute = 100 * (TGAModel.hold.loss(atMinute: 175) - TGAModel.hold.loss(atMinute: 173)) / 2
  return [
    "loss_water": 1.2, "loss_hydroxide_so_far": end - 1.2, "loss_total": end,
    "loss_hydroxide_so_far_dry": 100 * (end - 1.2) / 98.8, "loss_hold": end - start,
    "rate_at_end": 60 * minute,
  ]
}()

@Test func `the committed runs are what the model makes`() throws {
  for set in TGAModel(seed: TGAModel.committedSeed).sets {
    for file in set.files {
      let bytes = try StageProgram.content(of: "\(Truth.root)/stages/\(file.path)")
      #expect(bytes == file.bytes, "\(file.path)")
    }
    #expect(try Truth.value(set.name) == set.truth)
  }
}

/// Twelve numbers: all lie within intervals of 1 − 0.05/12 in 95 % of all cases.
@Test func `what was put into the committed runs is found`() throws {
  for (program, truth) in [(TGASettings.Program.ramp, rampTruth), (.hold, holdTruth)] {
    let file = try committed(program).publication(nil).file
    for (name, value) in truth {
      let number = try #require(file[name])
      let u = try #require(number.uncertainty?.standard)
      #expect(abs(number.value - value) < 2.86 * u, "\(name): \(number.printed), put in \(value)")
      #expect(number.budget == .complete)
    }
  }
}

/// The coverage of numbers over simulated runs with a reading every 20 s.
private func coverage(
  _ program: TGASettings.Program, _ truth: [String: Double],
  _ prepared: (TGAModel.Experiment) -> TGAModel.Experiment = { $0 }
) throws -> [Coverage] {
  var counts = truth.keys.sorted().map { Coverage($0) }
  for trial in 0..<Coverage.trialCount {
    let model = TGAModel(seed: Coverage.seed(trial), interval: 20)
    let runs = prepared(program == .ramp ? model.rampRuns : model.holdRuns)
    let file = try loss(runs, program).publication(nil).file
    for index in counts.indices {
      let number = try #require(file[counts[index].name])
      try counts[index].add(number, truth: try #require(truth[counts[index].name]))
    }
  }
  return counts
}

@Test func `the intervals of the ramp hold what was put in as often as they say`() throws {
  for count in try coverage(.ramp, rampTruth) {
    #expect(count.isHonest, "\(count)")
  }
}

@Test func `the intervals of the hold hold what was put in as often as they say`() throws {
  for count in try coverage(.hold, holdTruth) {
    #expect(count.isHonest, "\(count)")
  }
}

/// The mistake: buoyancy forgotten, as if the empty pan had shown nothing.
@Test func `without a blank the intervals do not hold what was put in`() throws {
  let truth = rampTruth.filter { ["loss_hydroxide", "loss_total"].contains($0.key) }
  let wrong = try coverage(.ramp, truth) { runs in
    var blank = runs.blank
    blank.masses = blank.masses.map { _ in 0 }
    return TGAModel.Experiment(sample: runs.sample, blank: blank, statedMass: runs.statedMass)
  }
  for count in wrong {
    #expect(!count.isHonest, "\(count)")
  }
}
