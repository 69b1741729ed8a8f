// Losses of mass: the values put into the synthetic runs are found, and what is no step is no number.
import Analysis
import Numerics
import Quantity
import Testing
import Text
import Thermobalance

@testable import synthesize
@testable import tga

/// The parameters of pipeline.yaml.
enum TGAParameters {
  private static let common = [
    "tga.dry_from": "140 °C", "tga.dry_to": "160 °C", "tga.smoothing": "9 min",
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

/// A file of the stage.
private func raw(_ name: String) throws -> String {
  String(
    decoding: try StageProgram.content(
      of: "\(Truth.root)/stages/tga/raw/synthetic_\(name).txt"), as: UTF8.self)
}

/// The text of a file with every sixth reading only.
private func thinned(_ text: String) -> String {
  let lines = text.split(separator: "\n")
  let head = lines.prefix { $0 != "StartOfData" }.count + 1
  let kept = lines.indices.filter { $0 < head || ($0 - head) % 6 == 5 }
  return kept.map { lines[$0] + "\n" }.joined()
}

private func names(_ program: TGASettings.Program) -> (sample: String, blank: String) {
  program == .ramp
    ? ("FigS1a_ramp_25-600C_3Cmin", "blank_25-600C_3Cmin")
    : ("FigS1b_25-200C_hold2h", "blank_25-200C_hold2h")
}

private func loss(
  _ sample: String, _ blank: String?, _ program: TGASettings.Program,
  _ changes: [String: String] = [:], file: String = "raw/a.txt"
) throws -> MassLoss {
  let derivation = Derivation()
  let settings = try TGASettings(
    program, (program == .ramp ? TGAParameters.ramp : TGAParameters.hold).merging(changes) { $1 },
    reason: blank == nil ? "none was run" : nil, in: derivation)
  let sample = Run(try ThermobalanceFile(Array(sample.utf8), file: file))
  let blank = try blank.map { Run(try ThermobalanceFile(Array($0.utf8), file: "raw/blank.txt")) }
  return try MassLoss(of: sample, blank: blank, settings, in: derivation)
}

/// The analysis of the committed files.
private func committed(_ program: TGASettings.Program) throws -> MassLoss {
  let names = names(program)
  return try loss(raw(names.sample), raw(names.blank), program)
}

private let theory: TheoreticalLoss = {
  let text = """
    {"numbers": {"theoretical_loss": {"value": 19.469, "unit": "%", "budget": "partial", \
    "missing": "no uncertainty is propagated", "definition": "to MO"}}}
    """
  let numbers = try? NumbersFile.read(Array(text.utf8), file: "theory/numbers.json")
  return TheoreticalLoss(
    stage: "theoretical-mass-loss", numbers: numbers ?? Publication().file)
}()

/// The words of a fault of a thinned run, its text or its blank changed.
private func fault(
  _ program: TGASettings.Program = .ramp, _ changes: [String: String] = [:],
  sample: (String) -> String = { $0 }, blank: (String) -> String? = { $0 }
) throws -> String {
  let names = names(program)
  do {
    let found = try loss(
      sample(thinned(raw(names.sample))), blank(thinned(raw(names.blank))), program, changes)
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

/// numpy.polyfit through the windows, numpy.interp for the blank, scipy.signal.savgol_filter; its
/// least squares over 109 values to the fifth power keep eight digits.
@Test func `the committed runs give the numbers of numpy and scipy`() throws {
  let found = try [committed(.ramp), committed(.hold)].map { try $0.publication(nil).file }
  for (name, value) in [
    ("loss_water", 1.188094253762551), ("loss_hydroxide", 18.88923476634684),
    ("loss_hydroxide_dry", 19.1163550826122), ("loss_total", 20.07732902010939),
    ("peak_temperature", 266.4301438701825), ("onset_temperature", 237.19350426923754),
    ("peak_rate", 0.39189654212001235),
  ] {
    let number = try #require(found[0][name])
    #expect(abs(number.value / value - 1) < 1e-8, "\(name): \(number.value)")
  }
  for (name, value) in [
    ("loss_water", 1.1798050514553582), ("loss_hydroxide_so_far", 5.654201912151506),
    ("loss_total", 6.834006963606864), ("loss_hold", 5.312219050450646),
  ] {
    let number = try #require(found[1][name])
    #expect(abs(number.value / value - 1) < 1e-8, "\(name): \(number.value)")
  }
}

@Test func `the numbers of the ramp say what they are`() throws {
  let file = try committed(.ramp).publication(theory).file
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "steps_found = 2", "detection_limit = 0.08 %", "mass_change = -20.10 %",
      "loss_water = 1.188(19) %", "loss_hydroxide = 18.889(19) %", "loss_total = 20.077(28) %",
      "loss_total_without_blank = 20.01 %", "loss_hydroxide_dry = 19.116(20) %",
      "excess_over_theory = -0.35 %", "peak_temperature = 266.43(52) °C",
      "onset_temperature = 237.19(52) °C", "peak_rate = 0.392 %/°C",
    ])
  #expect(
    file["loss_hydroxide_dry"]?.definition == """
      mass lost from the plateau of 140.0 °C to 160.0 °C to the plateau of 500.0 °C to 590.0 °C, \
      dry: of the mass at that plateau; blank subtracted at the same temperature
      """)
  #expect(file["excess_over_theory"]?.missing?.contains("theoretical loss") == true)
}

@Test func `the numbers of the hold say what they are`() throws {
  let file = try committed(.hold).publication(theory).file
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "steps_found = 2", "detection_limit = 0.07 %", "mass_change = -7.04 %",
      "loss_water = 1.180(19) %", "loss_hydroxide_so_far = 5.654(16) %",
      "loss_total = 6.834(27) %", "loss_total_without_blank = 6.80 %",
      "loss_hydroxide_so_far_dry = 5.722(17) %", "share_of_theory = 29.4 %",
      "loss_hold = 5.312(14) %", "rate_at_end = 2.353(25) %/h",
    ])
  #expect(
    file["rate_at_end"]?.definition?.hasSuffix("the step is not over when the run ends") == true)
}

@Test func `a budget names balance, blank, drift and plateaus`() throws {
  let number = try #require(try committed(.ramp).publication(nil).file["loss_hydroxide"])
  let names = number.contributions.map { contribution in
    contribution.variable.split(separator: "(")[0]
  }
  #expect(
    Set(names) == [
      "procedure:calibration of the balance", "procedure:drift of the runs",
      "procedure:repeatability of the blank", "raw/a.txt#B5", "procedure:level of dry",
      "procedure:level of oxide", "procedure:limits of the plateau dry",
      "procedure:limits of the plateau oxide",
    ])
  // 0.05 % of 18.89 %; √2 · 0.0005 mg/h over two hours of 9.88 mg.
  let parts = Dictionary(
    zip(names, number.contributions.map { abs($0.uncertainty) }), uniquingKeysWith: max)
  #expect(abs(try #require(parts["procedure:calibration of the balance"]) - 0.00944) < 1e-5)
  #expect(abs(try #require(parts["procedure:drift of the runs"]) - 0.01572) < 1e-4)
}

@Test func `the tables of the figure say what they hold`() throws {
  let loss = try committed(.hold)
  let lines = String(decoding: loss.curveTable.bytes, as: UTF8.self).split(separator: "\n")
  #expect(
    lines[0]
      == "time [min],temperature [°C],mass [%],smoothed mass [%],-dm/dt [%/min],-dm/dT [%/°C],"
      + "blank [mg]")
  #expect(lines.count == 1 + 2140)
  // While the sample is held a rate over its heating means nothing.
  #expect(lines[2000].split(separator: ",", omittingEmptySubsequences: false)[5].isEmpty)
  let steps = String(decoding: loss.stepTable.bytes, as: UTF8.self).split(separator: "\n")
  #expect(steps.map { $0.split(separator: ",").last } == ["finished", "yes", "no"])
  let levels = String(decoding: try loss.levelTable(theory).bytes, as: UTF8.self)
    .split(separator: "\n").map { $0.split(separator: ",")[0] }
  #expect(levels == ["level", "dry", "start", "end", "theory"])
}

@Test func `without a step there is no loss`() throws {
  let flat = try thinned(raw("blank_25-600C_3Cmin")).replacing("\t0.0000\tmg", with: "\t9.0000\tmg")
  let heavy = flat.split(separator: "\n").map { line -> String in
    let cells = line.split(separator: "\t")
    guard cells.count == 3, let mass = Double(cells[2]) else { return String(line) }
    return "\(cells[0])\t\(cells[1])\t\(9 + mass)"
  }
  let text = heavy.joined(separator: "\n") + "\n"
  let file = try loss(text, nil, .ramp, ["tga.buoyancy": "0.01 mg"]).publication(theory).file
  #expect(file.numbers.map(\.name) == ["steps_found", "detection_limit", "mass_change"])
  #expect(file["steps_found"]?.value == 0)
  #expect(file["steps_found"]?.definition?.hasPrefix("no step found, no stretch in which") == true)
}

@Test func `a missing blank is refused unless it is stated`() throws {
  func told(_ words: [String]) -> String {
    do {
      let arguments = try StageArguments(words, options: ["blank", "without_blank"])
      return "no fault: \(try BlankChoice(arguments).reason ?? "a blank")"
    } catch {
      return "\(error)".split(separator: "\n").joined(separator: "|")
    }
  }
  #expect(
    told([]) == """
      no run with an empty pan is given: buoyancy would be taken for a change of mass|  hint: give \
      it with --blank FILE; where there is none, say why with --without_blank REASON and what \
      buoyancy may come to with --parameter "tga.buoyancy=0.01 mg"
      """)
  #expect(
    told(["--blank=a", "--without_blank=b"]).hasPrefix("--blank and --without_blank exclude"))
  #expect(told(["--without_blank=lost"]) == "no fault: lost")
  #expect(
    try fault(blank: { _ in nil }).hasPrefix("the parameter tga.buoyancy is missing"))
  let stated = try fault(.ramp, ["tga.buoyancy": "0.01 mg"], blank: { _ in nil })
  #expect(stated.hasPrefix("no fault"), "\(stated)")
}

@Test func `a blank that is none is told where it shows`() throws {
  let loaded = try fault(blank: { _ in try? thinned(raw("FigS1a_ramp_25-600C_3Cmin")) })
  #expect(
    loaded.hasPrefix("raw/blank.txt:11:15: the blank carries 9.878 mg: its pan was not empty"),
    "\(loaded)")
  let other = try fault(blank: { _ in try? thinned(raw("blank_25-200C_hold2h")) })
  #expect(other.hasPrefix("raw/a.txt:13"), "\(other)")
  #expect(other.contains("the blank ran another program: at this time it was at 200."), "\(other)")
  let short = try fault(blank: { text in
    text.split(separator: "\n").prefix(200).joined(separator: "\n") + "\n"
  })
  #expect(short.hasPrefix("raw/a.txt:2"), "\(short)")
  #expect(short.contains("the blank ends before the run with the sample does"), "\(short)")
}

@Test(arguments: [
  (
    ["tga.dry_from": "70 °C", "tga.dry_to": "90 °C"],
    "the window of dry is no plateau: the mass falls by"
  ),
  (
    ["tga.oxide_to": "650 °C"],
    "the window of oxide, 500.0 °C to 650.0 °C, is not within the run"
  ),
  (["tga.dry_from": "5 °C"], "the window of dry, 5.0 °C to 160.0 °C, is not within the run"),
  (["tga.dry_to": "142 °C"], "the window of dry holds 1 reading, 5 or more are wanted"),
  (["tga.smoothing": "1 min"], "tga.smoothing holds 3 readings, 6 or more are wanted"),
  (["tga.smoothing": "6"], "the parameter tga.smoothing is \"6\""),
  (["tga.dry_to": "100 °C"], "the parameter tga.dry_to should be above tga.dry_from"),
  (["tga.drift": "-1 mg/h"], "the parameter tga.drift is \"-1 mg/h\""),
  (["tga.end_to": "178 min"], "there is no parameter tga.end_to"),
])
func `a wrong parameter is told and gives no number`(
  changes: [String: String], told: String
) throws {
  let found = try fault(.ramp, changes)
  #expect(found.split(separator: "\n")[0].contains(told), "\(found)")
}

@Test func `a reading that is none is told, in the sample and in the blank`() throws {
  let sample = try fault(sample: { $0.replacing("\t9.8", with: "\t9,8") })
  #expect(sample.hasPrefix("raw/a.txt:11:15: \"9,8"), "\(sample)")
  let blank = try fault(blank: { String($0.dropLast(4)) })
  #expect(blank.hasPrefix("raw/blank.txt:393:18: the file ends within this line"), "\(blank)")
}

/// How often the intervals hold the truth, over simulated runs with a reading every 30 s.
private struct Study {
  var ramp = rampTruth.keys.sorted().map { Coverage("tga-ramp.\($0)") }
  var hold = holdTruth.keys.sorted().map { Coverage("tga-hold.\($0)") }
  /// The mistake: buoyancy forgotten, as if the empty pan had shown nothing.
  var withoutBlank = ["loss_hydroxide", "loss_total"].map {
    Coverage("without a blank: tga-ramp.\($0)")
  }

  static let result = Result { try Study() }

  private init() throws {
    for trial in 0..<Coverage.trialCount {
      let model = TGAModel(seed: Coverage.seed(trial), interval: 30)
      try Self.add(loss(model.rampRuns, .ramp), rampTruth, to: &ramp)
      try Self.add(loss(model.holdRuns, .hold), holdTruth, to: &hold)
      var blank = model.rampRuns.blank
      blank.masses = blank.masses.map { _ in 0 }
      let runs = TGAModel.Experiment(
        sample: model.rampRuns.sample, blank: blank, statedMass: model.rampRuns.statedMass)
      try Self.add(loss(runs, .ramp), rampTruth, to: &withoutBlank)
    }
  }

  private static func add(
    _ loss: MassLoss, _ truth: [String: Double], to counts: inout [Coverage]
  ) throws {
    let file = try loss.publication(nil).file
    for index in counts.indices {
      let name = String(counts[index].name.split(separator: ".")[1])
      try counts[index].add(
        try #require(file[name]), truth: try #require(truth[name]))
    }
  }
}

@Test func `the intervals hold what was put in as often as they say`() throws {
  let study = try Study.result.get()
  Coverage.tell(study.ramp + study.hold + study.withoutBlank)
  for count in study.ramp + study.hold { #expect(count.isHonest, "\(count)") }
}

@Test func `with buoyancy forgotten the intervals do not hold what was put in`() throws {
  for count in try Study.result.get().withoutBlank { #expect(!count.isHonest, "\(count)") }
}

private let isThere =
  Reference.has("tga/NIST_TGA_N2_10K_1.csv") && Reference.has("tga/mettler_LNO+C.txt")

private func reference(
  _ name: String, _ changes: [String: String]
) throws -> MassLoss {
  let path = "\(Reference.folder)/tga/\(name)"
  let derivation = Derivation()
  let parameters = TGAParameters.ramp.merging(["tga.buoyancy": "0.01 mg"]) { $1 }
  let settings = try TGASettings(
    .ramp, parameters.merging(changes) { $1 }, reason: "none was published", in: derivation)
  let file = try ThermobalanceFile(StageProgram.content(of: path), file: path)
  return try MassLoss(of: Run(file), blank: nil, settings, in: derivation)
}

/// PMMA in nitrogen at 10 K/min.
///
/// `SOURCES.md`: the loss from 100 °C to 500 °C on straight lines between the readings is 98.825 %; three runs, of which this is the first, are fastest at 368.3(6) °C and
/// begin at 337.5(6) °C. The balance moves in steps of 0.03 % there, so the windows are wide.
@Test(.enabled(if: isThere, Reference.absent))
func `a real run of NIST gives the loss, maximum and onset of independent code`() throws {
  let loss = try reference(
    "NIST_TGA_N2_10K_1.csv",
    [
      "tga.dry_from": "85 °C", "tga.dry_to": "115 °C", "tga.oxide_from": "485 °C",
      "tga.oxide_to": "515 °C", "tga.smoothing": "2 min", "tga.least_rate": "0.3 %/min",
    ])
  let file = try loss.publication(nil).file
  #expect(abs(try #require(file["loss_hydroxide_dry"]).value - 98.825) < 0.01)
  #expect(abs(try #require(file["peak_temperature"]).value - 368.3) < 0.6)
  #expect(abs(try #require(file["onset_temperature"]).value - 337.5) < 0.6)
  #expect(file["loss_water"] == nil)
  let line = try LinearInterpolation(loss.sample.temperatures, loss.sample.masses)
  let masses = try [100, 500].map { try #require(line.value(at: $0)) }
  #expect(abs(100 * (1 - masses[1] / masses[0]) - 98.825) < 0.01)
}

/// LiNiO₂ with carbon: the mass only drifts, by +0.24 %.
@Test(.enabled(if: isThere, Reference.absent))
func `a real run in which nothing happens has no step and gives no loss`() throws {
  let file = try reference("mettler_LNO+C.txt", [:]).publication(theory).file
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "steps_found = 0", "detection_limit = 0.79 %", "mass_change = 0.24 %",
    ])
  #expect(file["steps_found"]?.definition?.hasPrefix("no step found") == true)
}
