// The map of a heated sample and the onsets of its changes.
import Analysis
import HeatingSeries
import Numerics
import Quantity
import Testing
import Text

@testable import htxrd_contour
@testable import synthesize

private let raw = "\(Truth.root)/stages/htxrd-contour/raw/synthetic_FigS6_"
private let samples = ["Bare-NCMO", "25W-NCMO"]

/// The parameters of pipeline.yaml.
private let parameters = [
  "onset_fraction": "10 %", "temperature_uncertainty": "8 °C", "brightness_uncertainty": "1 %",
  "ramp": "2 °C/min", "map_angle_step": "0.1 °", "map_temperature_step": "25 °C",
]
private let changes = [
  "hydrate_loss": "29.4 ° to 30.9 °, 25 °C to 200 °C",
  "hydroxide_below_150": "18.2 ° to 20.2 °, 25 °C to 150 °C",
  "hydroxide_loss": "18.2 ° to 20.2 °, 25 °C to 350 °C",
  "layered_below_300": "47.0 ° to 50.0 °, 25 °C to 300 °C",
  "layered_gain": "16.2 ° to 20.1 °, 350 °C to 600 °C",
  "lithium_hydroxide_gain": "20.0 ° to 20.9 °, 25 °C to 300 °C",
  "lithium_hydroxide_loss": "20.0 ° to 20.9 °, 300 °C to 600 °C",
  "rock_salt_gain": "41.0 ° to 45.5 °, 100 °C to 325 °C",
]

private func series(_ sample: String) throws -> HeatingSeries {
  let files = try HeatingModel.temperatures.map { temperature in
    let path = "\(raw)\(sample)_\("\(Int(temperature) + 1000)".dropFirst())C.xy"
    return (path: path, bytes: try StageProgram.content(of: path))
  }
  let index = "\(raw)index_\(sample).csv"
  return try HeatingSeries(
    index: (index, StageProgram.content(of: index)), patterns: files, sample: sample, ramp: 2)
}

private func onsets(
  _ sample: String, _ given: [String: String] = changes, _ other: [String: String] = [:]
) throws -> Onsets {
  let settings = try Settings(
    sample: sample, parameters.merging(other) { $1 }, changes: given)
  return try Onsets(in: series(sample), with: settings)
}

/// Where 1/(1 + exp(−(T − middle)/width)) has gone 10 % of its way, by the sample's own temperature.
private func tenth(_ middle: Double, _ width: Double) -> Double {
  let logarithmOf9 = 2.1972245773362196
  return middle - width * logarithmOf9
}

@Test(arguments: samples)
func `the onsets that were put in lie within their 95 % intervals`(sample: String) throws {
  let file = try onsets(sample).publication().file
  for (name, truth) in [
    ("hydrate_loss", tenth(95, 9)), ("lithium_hydroxide_gain", tenth(95, 9)),
    ("lithium_hydroxide_loss", tenth(470, 22)), ("hydroxide_loss", tenth(255, 16)),
    ("rock_salt_gain", tenth(255, 16)),
    ("layered_gain", tenth(sample == "Bare-NCMO" ? 440 : 465, 26)),
  ] {
    let found = try #require(file["onset_\(name)"])
    #expect(try Truth.holds(truth, of: found), "\(name): \(found.printed), \(truth)")
    #expect(found.budget == .complete)
  }
}

@Test func `the onsets say what they are`() throws {
  let file = try onsets("Bare-NCMO").publication().file
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "onset_hydrate_loss = 88(11) °C", "onset_hydroxide_loss = 212(12) °C",
      "onset_layered_gain = 388(12) °C", "onset_lithium_hydroxide_gain = 88(11) °C",
      "onset_lithium_hydroxide_loss = 412(12) °C", "onset_rock_salt_gain = 212(11) °C",
    ])
  #expect(
    file["onset_hydrate_loss"]?.definition == """
      temperature of the sample at which the net intensity in a window of 2θ has gone 10.0 % of \
      its whole way, which is a loss: 29.4° to 30.9° 2θ, from 25.0 °C to 200.0 °C; middle of the \
      two patterns between which that happens, ± half of their distance (rectangular); the scale \
      of the heating stage may be off by ± 8.0 °C (standard uncertainty)
      """)
}

@Test func `an onset knows the step, the counts and the scale of temperature`() throws {
  let file = try onsets("Bare-NCMO", ["hydrate_loss": changes["hydrate_loss"] ?? ""])
    .publication().file
  let contributions = try #require(file["onset_hydrate_loss"]?.contributions)
  let names = ["calibration of the temperature", "counts at hydrate_loss", "place of hydrate_loss"]
  #expect(contributions.count == 3)
  for (name, wanted) in zip(names, [8, 0.62, 12.5 / 3.0.squareRoot()]) {
    let one = try #require(contributions.first { $0.variable.contains(name) })
    #expect(abs(one.uncertainty - wanted) < 0.05, "\(one)")
  }
}

@Test(arguments: samples)
func `where nothing changes no onset is told`(sample: String) throws {
  let onsets = try onsets(sample)
  let file = try onsets.publication().file
  for name in ["hydroxide_below_150", "layered_below_300"] {
    #expect(file["onset_\(name)"] == nil)
    let row = try #require(try onsets.changeTable(in: series(sample)).first { $0[0] == name })
    #expect(row[6...] == ["no change found", "", "", ""])
  }
}

@Test func `a change too weak for its tenth has no onset`() throws {
  let onsets = try onsets("Bare-NCMO", ["x": "47.0 ° to 50.0 °, 25 °C to 450 °C"])
  #expect(onsets.onsets[0].status == "change found, its onset not resolved")
  #expect(try onsets.publication().file.numbers.isEmpty)
}

/// Values of an independent calculation (numpy): net sums with the ends' 5 points, and √(u² + 1 %²).
@Test func `net intensities are those of an independent calculation`() throws {
  let rows = try onsets("Bare-NCMO").netTable.filter { $0[0] == "hydrate_loss" }
  for (temperature, net, uncertainty) in [
    ("25", "1316.48", "16.24"), ("50", "1315.26", "16.18"), ("75", "1206.56", "15.20"),
    ("100", "499.75", "8.86"), ("200", "-5.96", "5.59"),
  ] {
    let row = try #require(rows.first { $0[1] == temperature })
    #expect(row[3] == net && row[4] == uncertainty, "\(row)")
  }
}

/// Values of an independent calculation (numpy.interp on 200 001 points a column, trapezoids).
@Test func `the map holds the mean of each column`() throws {
  let map = HeatingMap(of: try series("Bare-NCMO"), angleStep: 0.1, temperatureStep: 25)
  #expect(map.angles.count == 350 && map.temperatures.count == 24)
  #expect(map.times.last == 287.5)
  let row = try #require(map.temperatures.firstIndex(of: 75))
  for (angle, wanted) in [
    (30.05, 52.99009341377064), (30.15, 80.24618370988173), (18.75, 21.680636522021345),
    (15.05, 18.02636957348886),
  ] {
    let column = try #require(map.angles.firstIndex { abs($0 - angle) < 1e-6 })
    #expect(abs(map.intensities[row][column].squareRoot() - wanted) < 1e-6)
  }
  #expect(map.table.count == 350 * 24)
  #expect(map.table[0] == ["15.050", "25.0", "0.0", map.table[0][3]])
}

@Test func `between two patterns the map goes straight from one to the other`() throws {
  let series = try series("25W-NCMO")
  let wide = HeatingMap(of: series, angleStep: 0.5, temperatureStep: 25)
  let fine = HeatingMap(of: series, angleStep: 0.5, temperatureStep: 10)
  #expect(fine.temperatures.count == 58 && fine.times[1] == 5)
  let wanted = zip(wide.intensities[0], wide.intensities[1]).map { $0 + 0.4 * ($1 - $0) }
  for (found, wanted) in zip(fine.intensities[1], wanted) { #expect(abs(found - wanted) < 1e-9) }
}

@Test(arguments: [
  ("onset_fraction", "10", "the parameter onset_fraction should be below 100 %"),
  ("onset_fraction", "0 %", "the parameter onset_fraction is \"0 %\"; a value above 0"),
  ("ramp", "2 °C", "the parameter ramp is \"2 °C\"; a value above 0 in °C/min is wanted"),
  ("map_angle_step", "0.1", "the parameter map_angle_step is \"0.1\"; a value above 0 in °"),
  ("onset", "10 %", "there is no parameter onset"),
])
func `a wrong parameter is told`(name: String, text: String, told: String) throws {
  let error = #expect(throws: (any Error).self) { try onsets("Bare-NCMO", changes, [name: text]) }
  #expect(error.map { "\($0)".contains(told) } == true)
}

@Test(arguments: [
  ("18.2 to 20.2, 25 to 350", "the change x is \"18.2 to 20.2, 25 to 350\"; such as"),
  ("20.2 ° to 18.2 °, 25 °C to 350 °C", "the change x is"),
  ("18.2 ° to 20.2 °", "the change x is"),
  ("18.2 ° to 20.2 °, 26 °C to 74 °C", "x: from 26.0 °C to 74.0 °C there are not 3 patterns"),
  ("14.0 ° to 20.2 °, 25 °C to 350 °C", "the window of x, 14.0° to 20.2°, is not within"),
])
func `a wrong change is told`(text: String, told: String) throws {
  let error = #expect(throws: (any Error).self) { try onsets("Bare-NCMO", ["x": text]) }
  #expect(error.map { "\($0)".contains(told) } == true)
}

/// 42 points around the reflection of the hydrate, 25 °C to 200 °C; where the change lies between two
/// patterns, and how far the scale of temperature is off, is drawn each time.
@Test func `the onset of the loss of the hydrate is covered`() throws {
  var honest = Coverage("onset_hydrate_loss")
  var late = Coverage("the first changed pattern, ± half a step")
  let sample = HeatingState.Sample.all[0]
  let temperatures = Array(HeatingModel.temperatures[..<8])
  let settings = try Settings(
    sample: sample.name, parameters,
    changes: ["hydrate_loss": changes["hydrate_loss"] ?? ""])
  for trial in 0..<Coverage.trialCount {
    let seed = Coverage.seed(trial)
    let shift = RandomNumbers(seed: seed &+ 1_000_000).uniform(-12.5, 12.5)
    let model = HeatingModel(seed: seed, shift: shift, points: 359...400)
    let series = try HeatingSeries(
      index: ("index.csv", Array(model.index(of: sample, at: temperatures).utf8)),
      patterns: temperatures.map {
        (
          "synthetic_FigS6_\(HeatingModel.fileName(sample, $0))",
          Array(model.text(sample, at: $0).utf8)
        )
      }, sample: sample.name, ramp: 2)
    let onset = try Onset(of: settings.changes[0], in: series, with: settings)
    guard case .found(let temperature) = onset.verdict else {
      Issue.record("no onset in trial \(trial)")
      continue
    }
    let truth = 95 - 9 * 2.1972245773362196 + shift
    let uncertainty = try #require(try temperature.propagated().uncertainty)
    honest.add(temperature.value, u: uncertainty, truth: truth)
    late.add(temperature.value + 12.5, u: 12.5 / 3.0.squareRoot(), truth: truth)
  }
  #expect(honest.isHonest, "\(honest)")
  #expect(!late.isHonest, "\(late)")
}
