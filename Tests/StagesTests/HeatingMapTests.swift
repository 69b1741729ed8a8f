// The map of a heated sample and the onsets of its changes.
import Analysis
import HeatingSeries
import Numerics
import Quantity
import Tables
import Testing
import Text

@testable import htxrd_contour
@testable import synthesize

/// The parameters of pipeline.yaml.
private let parameters = [
  "htxrd.onset_fraction": "10 %", "heating.temperature_uncertainty": "8 °C",
  "heating.brightness_uncertainty": "1 %", "heating.ramp": "2 °C/min",
  "htxrd.map_angle_step": "0.1 °", "htxrd.map_temperature_step": "25 °C",
]

/// The table of the stage, or one line of it, or lines that are given.
private func table(_ name: String? = nil, lines: [String]? = nil) throws -> Table {
  let path = "\(Truth.root)/stages/htxrd-contour/raw/changes.csv"
  let text = String(decoding: try StageProgram.content(of: path), as: UTF8.self)
  let all = text.split(separator: "\n").map(String.init)
  let chosen = lines ?? all.dropFirst().filter { $0.hasPrefix(name ?? "") }
  let bytes = ([all[0]] + chosen).joined(separator: "\n").utf8
  return try Table(Array(bytes), file: "raw/changes.csv")
}

private func onsets(
  _ sample: String, _ table: Table, _ changes: [String: String] = [:]
) throws -> Onsets {
  let settings = try Settings(sample: sample, parameters.merging(changes) { $1 })
  return try Onsets(
    of: Change.all(in: table, settings.derivation), in: HeatingFiles.series(sample), with: settings)
}

/// Where 1/(1 + exp(−(T − middle)/width)) has gone 10 % of its way, by the sample's own temperature.
private func tenth(_ middle: Double, _ width: Double) -> Double {
  let logarithmOf9 = 2.1972245773362196
  return middle - width * logarithmOf9
}

/// Where the net intensity of 003 without noise has gone 10 % of its way from 350 °C to 600 °C, by the
/// sample's own temperature: later than the amount, of which a window holds less when the line is wide.
private func layeredTenth(_ name: String) throws -> Double {
  let model = HeatingModel(seed: 20_250_106, points: 30...127)
  let sample = try #require(HeatingState.Sample.all.first { $0.name == name })
  func net(_ told: Double) throws -> Double {
    let values = model.expected(sample, at: told)
    return NetSum(try PeakPoints(places: model.angles, values: values, variances: values)).area
  }
  let (first, last) = (try net(350), try net(600))
  var (low, high) = (350.0, 600.0)
  while high - low > 0.1 {
    let middle = (low + high) / 2
    if (try net(middle) - first) / (last - first) < 0.1 { low = middle } else { high = middle }
  }
  return low + model.offset
}

/// The onsets of a sample by the names of their numbers, in °C.
func trueOnsets(_ sample: String) throws -> [(name: String, truth: Double)] {
  [
    ("onset_hydrate_loss", tenth(95, 9)), ("onset_lithium_hydroxide_gain", tenth(95, 9)),
    ("onset_lithium_hydroxide_loss", tenth(470, 22)), ("onset_hydroxide_loss", tenth(255, 16)),
    ("onset_rock_salt_gain", tenth(255, 16)), ("onset_layered_gain", try layeredTenth(sample)),
  ]
}

@Test func `the amount comes before its net intensity, as README says`() throws {
  for (sample, middle, wanted) in [("Bare-NCMO", 440.0, 15.0), ("25W-NCMO", 465, 10)] {
    #expect(abs(try layeredTenth(sample) - tenth(middle, 26) - wanted) < 2)
  }
}

@Test(arguments: HeatingFiles.samples)
func `the onsets that were put in lie within their 95 % intervals`(sample: String) throws {
  let file = try onsets(sample, table()).publication().file
  for (name, truth) in try trueOnsets(sample) {
    let found = try #require(file[name])
    #expect(try Truth.holds(truth, of: found), "\(name): \(found.printed), \(truth)")
    #expect(found.budget == .complete)
  }
}

@Test func `the onsets say what they are`() throws {
  let file = try onsets("Bare-NCMO", table()).publication().file
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "onset_hydrate_loss = 88(11) °C", "onset_lithium_hydroxide_gain = 88(11) °C",
      "onset_lithium_hydroxide_loss = 412(12) °C", "onset_hydroxide_loss = 212(12) °C",
      "onset_rock_salt_gain = 212(11) °C", "onset_layered_gain = 412(11) °C",
    ])
  #expect(
    file["onset_hydrate_loss"]?.definition == """
      temperature of the sample at which the net intensity of a reflection has gone 10.0 % of its \
      whole way, which is a loss: LiOH·H₂O in 29.4° to 30.9° 2θ, from 25.0 °C to 200.0 °C; middle \
      of the two patterns between which that happens, ± half of their distance (rectangular); the \
      scale of the heating stage may be off by ± 8.0 °C (standard uncertainty)
      """)
}

/// The counts by hand from the net intensities below: √(9.89² + (0.9 · 16.38)² + (0.1 · 5.57)²) over the
/// fall from 1263.50 to 627.20 in 25 °C.
@Test func `an onset knows the step, the counts and the scale of temperature`() throws {
  let file = try onsets("Bare-NCMO", table("hydrate_loss"))
    .publication().file
  let leaves = file.steps.compactMap { step -> String? in
    switch step.source {
    case .cell(let cell): cell.text
    case .parameter(let name, let text): "\(name) = \(text ?? "")"
    default: nil
    }
  }
  #expect(
    leaves == [
      "htxrd.onset_fraction = 10 %", "heating.temperature_uncertainty = 8 °C", "29.4", "30.9", "25",
      "200", "75", "100",
    ])
  let contributions = try #require(file["onset_hydrate_loss"]?.contributions)
  let names = ["calibration of the temperature", "counts at hydrate_loss", "place of hydrate_loss"]
  #expect(contributions.count == 3)
  for (name, wanted) in zip(names, [8, 0.698, 12.5 / 3.0.squareRoot()]) {
    let one = try #require(contributions.first { $0.variable.contains(name) })
    #expect(abs(one.uncertainty - wanted) < 5e-4, "\(one)")
  }
}

@Test(arguments: HeatingFiles.samples)
func `where nothing changes no onset is told`(sample: String) throws {
  let onsets = try onsets(sample, table())
  let file = try onsets.publication().file
  for name in ["hydroxide_below_150", "layered_below_300"] {
    #expect(file["onset_\(name)"] == nil)
    let row = try #require(
      try onsets.changeTable(in: HeatingFiles.series(sample)).first { $0[0] == name })
    #expect(row[4...] == ["", "", "no change found", "", "", "", ""])
  }
}

@Test func `a change too weak for its tenth has no onset`() throws {
  let onsets = try onsets("Bare-NCMO", table(lines: ["x,015,47.0,50.0,25,450"]))
  #expect(onsets.onsets[0].status == "change found, its onset not resolved")
  #expect(try onsets.publication().file.numbers.isEmpty)
}

@Test func `what comes and goes is no single change`() throws {
  let onsets = try onsets("Bare-NCMO", table(lines: ["x,LiOH,20.0,20.9,25,600"]))
  #expect(onsets.onsets[0].status == "comes and goes: no single change")
  #expect(try onsets.publication().file.numbers.isEmpty)
}

/// Values of an independent calculation (numpy): net sums with the ends' 5 points, and √(u² + 1 %²).
@Test func `net intensities are those of an independent calculation`() throws {
  let rows = try onsets("Bare-NCMO", table()).netTable.filter { $0[0] == "hydrate_loss" }
  for (temperature, net, uncertainty) in [
    ("25", "1340.34", "16.38"), ("50", "1317.09", "16.25"), ("75", "1263.50", "15.70"),
    ("100", "627.20", "9.89"), ("200", "-0.82", "5.57"),
  ] {
    let row = try #require(rows.first { $0[1] == temperature })
    #expect(row[3] == net && row[4] == uncertainty, "\(row)")
  }
}

/// Values of an independent calculation (numpy.interp on 200 001 points a column, trapezoids).
@Test func `the map holds the mean of each column`() throws {
  let map = try HeatingMap(
    of: HeatingFiles.series("Bare-NCMO"), angleStep: 0.1, temperatureStep: 25)
  #expect(map.angles.count == 350 && map.temperatures.count == 24)
  #expect(map.times.last == 287.5)
  let row = try #require(map.temperatures.firstIndex(of: 75))
  for (angle, wanted) in [
    (30.05, 54.395312298029374), (30.15, 81.41345097709649), (18.75, 21.5418197931374),
    (15.05, 18.02636957348886),
  ] {
    let column = try #require(map.angles.firstIndex { abs($0 - angle) < 1e-6 })
    #expect(abs(map.intensities[row][column].squareRoot() - wanted) < 1e-6)
  }
  #expect(map.table.count == 350 * 24)
  #expect(map.table[0] == ["15.050", "25.0", "0.0", map.table[0][3]])
}

@Test func `between two patterns the map goes straight from one to the other`() throws {
  let series = try HeatingFiles.series("25W-NCMO")
  let wide = try HeatingMap(of: series, angleStep: 0.5, temperatureStep: 25)
  let fine = try HeatingMap(of: series, angleStep: 0.5, temperatureStep: 10)
  #expect(fine.temperatures.count == 58 && fine.times[1] == 5)
  let wanted = zip(wide.intensities[0], wide.intensities[1]).map { $0 + 0.4 * ($1 - $0) }
  for (found, wanted) in zip(fine.intensities[1], wanted) { #expect(abs(found - wanted) < 1e-9) }
}

@Test func `a map of no column or of far too many is refused`() throws {
  let series = try HeatingFiles.series("Bare-NCMO")
  for step in [40, 1e-6] {
    let told = #expect(throws: Diagnostic.self) {
      try HeatingMap(of: series, angleStep: step, temperatureStep: 25)
    }
    #expect(told?.message.hasPrefix("no map of 1 to 5000 columns of \(step)°") == true)
    #expect(told?.place?.line == 2)
  }
}

@Test(arguments: [
  ("htxrd.onset_fraction", "10", "the parameter htxrd.onset_fraction should be below 100 %"),
  (
    "htxrd.onset_fraction", "0 %",
    "the parameter htxrd.onset_fraction is \"0 %\"\n  hint: a number above 0, pure"
  ),
  (
    "heating.ramp", "2 °C",
    "the parameter heating.ramp is \"2 °C\"\n  hint: a number above 0 in °C/min"
  ),
  (
    "htxrd.map_angle_step", "0.1",
    "htxrd.map_angle_step is \"0.1\"\n  hint: a number above 0 in ° is"
  ),
  ("htxrd.onset", "10 %", "there is no parameter htxrd.onset"),
])
func `a wrong parameter is told`(name: String, text: String, told: String) throws {
  let error = #expect(throws: (any Error).self) {
    try onsets("Bare-NCMO", table(), [name: text])
  }
  #expect(error.map { "\($0)".contains(told) } == true)
}

@Test(arguments: [
  (["X y,001,18.2,20.2,25,350"], "raw/changes.csv:2:1: \"X y\" cannot be part of the name"),
  (
    ["x,001,18.2,20.2,25,350", "x,001,18.2,20.2,25,350"],
    "raw/changes.csv:3:1: the change x stands in the table twice"
  ),
  (
    ["x,001,20.2,18.2,25,350"],
    "raw/changes.csv:2:12: the end should lie above the beginning"
  ),
  (["x,001,18.2,20.2,25,25"], "raw/changes.csv:2:20: the end should lie above the beginning"),
  (["x,001,18.2,wide,25,350"], "raw/changes.csv:2:12: \"wide\" is not a number"),
  (
    ["x,001,18.2,20.2,26,74"],
    "raw/changes.csv:2:1: from 26.0 °C to 74.0 °C there are not 3 patterns"
  ),
  (
    ["x,001,14.0,20.2,25,350"],
    "Bare-NCMO_025C.xy:2:1: the window of x, 14.0° to 20.2°, is not within the pattern"
  ),
])
func `a wrong change is told at its place`(lines: [String], told: String) throws {
  let error = #expect(throws: (any Error).self) {
    try onsets("Bare-NCMO", table(lines: lines))
  }
  #expect(error.map { "\($0)".contains(told) } == true, "\(error.map { "\($0)" } ?? "")")
}

/// 42 points around the reflection of the hydrate, 25 °C to 200 °C; where the change lies between two
/// patterns, and how far the scale of temperature is off, is drawn each time.
@Test func `the onset of the loss of the hydrate is covered`() throws {
  var honest = Coverage("onset_hydrate_loss")
  var late = Coverage("the first changed pattern, ± half a step")
  let sample = HeatingState.Sample.all[0]
  let temperatures = Array(HeatingModel.temperatures[..<8])
  let settings = try Settings(sample: sample.name, parameters)
  let change = try Change.all(in: table("hydrate_loss"), settings.derivation)[0]
  for trial in 0..<Coverage.trialCount {
    let seed = Coverage.seed(trial)
    let shift = RandomNumbers(seed: seed &+ 1_000_000).uniform(-12.5, 12.5)
    let model = HeatingModel(seed: seed, shift: shift, points: 359...400)
    let series = try HeatingFiles.series(of: model, sample, at: temperatures)
    let onset = try Onset(of: change, in: series, with: settings)
    guard case .found(let temperature) = onset.verdict else {
      Issue.record("no onset in trial \(trial)")
      continue
    }
    let truth = 95 - 9 * 2.1972245773362196 + shift
    let uncertainty = try #require(try temperature.propagated().uncertainty)
    honest.add(temperature.value, u: uncertainty, truth: truth)
    late.add(temperature.value + 12.5, u: 12.5 / 3.0.squareRoot(), truth: truth)
  }
  Coverage.tell([honest, late])
  #expect(honest.isHonest, "\(honest)")
  #expect(!late.isHonest, "\(late)")
}
