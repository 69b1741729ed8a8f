// Sizes, volumes and amounts of layered crystallites: what was put in is found, the rest is told.
import Analysis
import HeatingSeries
import Numerics
import PatternText
import Quantity
import Testing
import Text

@testable import lithiation
@testable import synthesize

/// The parameters of pipeline.yaml.
private let parameters = [
  "lithiation.from": "17.2 °", "lithiation.to": "20.0 °", "lithiation.place_from": "18.3 °",
  "lithiation.place_to": "18.9 °", "lithiation.standard_from": "20.5 °",
  "lithiation.standard_to": "22.2 °", "lithiation.standard_transfer": "0.003 °",
  "lithiation.scherrer_k": "0.9", "lithiation.k_alpha2_ratio": "0.5",
  "lithiation.size_uncertainty_limit": "10 %", "heating.brightness_uncertainty": "1 %",
  "heating.ramp": "2 °C/min",
]

private func growth(
  _ sample: String, _ changes: [String: String] = [:], standard: [UInt8]? = nil
) throws -> Growth {
  let settings = try Settings(
    sample: sample,
    parameters.merging(changes.map { ("lithiation.\($0.key)", $0.value) }) { $1 })
  let scan = try PatternText(
    standard ?? StageProgram.content(of: HeatingFiles.raw + "synthetic_FigS6_standard_LaB6.xy"),
    file: "raw/standard.xy")
  return try Growth(
    of: HeatingFiles.series(sample), Standard(scan, with: settings), with: settings)
}

/// What was put into a pattern: the share of the layered phase, and the size in nm.
private func truth(_ sample: String, _ temperature: String) throws -> (share: Double, size: Double)
{
  let rows = try #require(try Truth.value("FigS6_S8", sample, "rows").array)
  let row = try #require(
    rows.compactMap { $0.array?.map { $0.double ?? .nan } }
      .first { $0[0] == Double(temperature) })
  return (row[1], row[2] / 10)
}

private func volume(_ size: Double) -> Double { .pi / 6 * size * size * size }

@Test func `the committed patterns are those the model makes`() throws {
  for file in HeatingModel.committed.set.files {
    let committed = try StageProgram.content(of: "\(Truth.root)/stages/\(file.path)")
    #expect(committed == file.bytes, "\(file.path)")
  }
  let told = HeatingModel.committed.set.truth
  #expect(try Truth.value("FigS6_S8") == told)
}

@Test(arguments: HeatingFiles.samples)
func `size, volume and amount that were put in are found within their 95 % intervals`(
  sample: String
) throws {
  let file = try growth(sample).publication().file
  let last = try truth(sample, "600")
  let sizes = file.numbers.filter { $0.name.hasPrefix("size_") && $0.budget == .complete }
  #expect(sizes.count >= 5)
  for size in sizes {
    let temperature = String(size.name.dropFirst("size_".count))
    let put = try truth(sample, temperature)
    #expect(try Truth.holds(put.size, of: size), "\(size.name)")
    let found = try #require(file["volume_\(temperature)"])
    #expect(try Truth.holds(volume(put.size), of: found), "\(found.name)")
    guard let amount = file["amount_\(temperature)"] else { continue }
    let relative = put.share / last.share * volume(last.size) / volume(put.size)
    #expect(try Truth.holds(relative, of: amount), "\(amount.name)")
  }
}

/// Values of an independent calculation (numpy, scipy.optimize.curve_fit with weights 1/max(N, 1), no
/// bounds): width, its uncertainty, D = 0.9 λ/((w − w of the standard) cos θ) and its uncertainty with 0.003°, V.
@Test(arguments: [
  ("Bare-NCMO", "500", [0.4753595659, 0.0065120041, 20.522888134, 0.3779687248, 4525.994856]),
  ("Bare-NCMO", "600", [0.2539648807, 0.0033196311, 47.115081931, 1.2576739537, 54761.895773]),
  ("25W-NCMO", "500", [0.6430335416, 0.0099173321, 14.377181896, 0.2670095950, 1556.037017]),
  ("25W-NCMO", "600", [0.3695084594, 0.0052747993, 28.106966217, 0.6018111517, 11626.273557]),
])
func `a size is that of an independent fit`(
  sample: String, temperature: String, wanted: [Double]
) throws {
  let file = try growth(sample).publication().file
  let width = try #require(file["fwhm_\(temperature)"])
  let size = try #require(file["size_\(temperature)"])
  let volume = try #require(file["volume_\(temperature)"])
  let found = [
    width.value, width.uncertainty?.standard ?? 0, size.value, size.uncertainty?.standard ?? 0,
    volume.value,
  ]
  for (found, wanted) in zip(found, wanted) { #expect(abs(found / wanted - 1) < 2e-5) }
  let relative = try #require(volume.uncertainty).standard / volume.value
  #expect(abs(relative - 3 * found[3] / found[2]) < 1e-12)
}

@Test func `the sizes say what they are`() throws {
  let file = try growth("Bare-NCMO").publication().file
  let printed = file.numbers.map { "\($0.name) = \($0.printed)" }
  #expect(
    printed.suffix(5) == [
      "size_600 = 47.1(13) nm", "volume_600 = 5.48(44)×10⁴ nm³", "fwhm_600 = 0.2540 °",
      "fwhm_standard = 0.0831(31) °", "size_quadrature_600 = 33.5 nm",
    ], "\(printed)")
  let definition = try #require(file["amount_500"]?.definition)
  #expect(definition.contains("this definition is this project's assumption"))
  #expect(definition.contains("at 500 °C as told by the heating stage"))
}

@Test func `what is not determined has no number and no value in the table`() throws {
  let growth = try growth("25W-NCMO")
  let file = try growth.publication().file
  for row in growth.table {
    let isDetermined = row[2] == "determined"
    #expect(row[2] == (Double(row[0]) ?? 0 < 500 ? "suppressed" : "determined"))
    #expect(row[3...12].allSatisfy { $0.isEmpty != isDetermined })
    #expect((file["volume_\(row[0])"] != nil) == isDetermined)
    #expect((row[14].isEmpty) == isDetermined)
  }
  #expect(growth.table[0][14] == "the line at 19.26° is not where 003 stands")
  #expect(growth.table[13][14].contains("no peak stands out of the background"))
  #expect(growth.table[18][14].contains("too near to an end of the window"))
}

@Test func `a size that is too uncertain is suppressed`() throws {
  let growth = try growth("Bare-NCMO", ["size_uncertainty_limit": "2.5 %"])
  let row = growth.table[23]
  #expect(row[2] == "suppressed")
  #expect(row[14] == "u(D)/D = 0.03, more than the limit")
  // Without the last volume there is nothing to relate amounts to.
  #expect(growth.table[19][2] == "determined")
  #expect(growth.table[19][12] == "")
  let file = try growth.publication().file
  #expect(file["volume_600"] == nil && file["amount_500"] == nil && file["volume_500"] != nil)
}

@Test func `a line narrower than the standard's has no size`() throws {
  let text = HeatingModel.committed.standard
    .map { "\(21.36 + ($0.0 - 21.36) * 4) \($0.1)\n" }.joined()
  let growth = try growth(
    "Bare-NCMO", ["standard_from": "17.5 °", "standard_to": "25.3 °"], standard: Array(text.utf8))
  #expect(growth.table[23][14] == "the line is 0.254° wide, not wider than the instrument's")
  #expect(growth.table[18][2] == "determined")
}

@Test func `the width of the standard is found, and its uncertainty is that of all sizes`() throws {
  let file = try growth("25W-NCMO").publication().file
  let width = try #require(file["fwhm_standard"])
  let put = try #require(try Truth.value("FigS6_S8", "25W-NCMO", "instr_fwhm_deg").double)
  #expect(try Truth.holds(put, of: width))
  let shared = width.contributions.map(\.variable)
  #expect(shared.count == 2)
  for name in ["size_500", "volume_600", "amount_500"] {
    let variables = try #require(file[name]).contributions.map(\.variable)
    #expect(shared.allSatisfy(variables.contains), "\(name)")
  }
}

@Test func `a standard without a line is told`() throws {
  let flat = (0..<200).map { "\(19 + Double($0) / 50) \(200 + $0 * 37 % 29)\n" }.joined()
  let told = #expect(throws: Diagnostic.self) {
    try growth("Bare-NCMO", standard: Array(flat.utf8))
  }
  #expect(told?.message.hasPrefix("the line of the standard: no peak stands out") == true)
  #expect(told?.place?.file == "raw/standard.xy")
}

@Test(arguments: [
  (["scherrer_k": "0.9 nm"], "the parameter lithiation.scherrer_k is \"0.9 nm\""),
  (["from": "17.2"], "the parameter lithiation.from is \"17.2\"\n  hint: a number from 0 on in °"),
  (["standard_transfer": "-1 °"], "the parameter lithiation.standard_transfer is \"-1 °\""),
  (["standard_to": "20 °"], "lithiation.standard_to should be above lithiation.standard_from"),
  (["standard_from": "15 °"], "the window of the standard, 15.0° to 22.2°, is not within"),
  (["place_to": "21 °"], "from, place_from, place_to and to should rise in this order"),
  (["form": "1"], "there is no parameter lithiation.form"),
  (["from": "14 °"], "the window of 003, 14.0° to 20.0°, is not within the pattern"),
  (["place_from": "17.3 °", "place_to": "17.4 °"], "003 of the layered phase is determined in no"),
])
func `a wrong parameter of a heating series is told and gives no number`(
  changes: [String: String], told: String
) throws {
  do {
    _ = try growth("Bare-NCMO", changes).publication()
    Issue.record("no fault: \(told)")
  } catch {
    #expect("\(error)".contains(told), "\(error)")
  }
}

/// The window of 003 alone, at two temperatures; the width of the instrument and of the standard, the brightness and
/// the counts are drawn each time.
@Test func `volume and amount are covered`() throws {
  var volumes = Coverage("volume_600")
  var amounts = Coverage("amount_500")
  var wide = Coverage("the width of the instrument left in")
  var naive = Coverage("u(V)/V = u(D)/D")
  let sample = HeatingState.Sample.all[0]
  for trial in 0..<Coverage.trialCount {
    let model = HeatingModel(seed: Coverage.seed(trial), points: 55...126)
    let states = [500.0, 600].map { model.state(of: sample, at: $0) }
    let growth = try growth(of: model, sample, at: [500, 600])
    let last = try #require(growth.points[1].crystallite)
    let amount = try #require(growth.points[0].amount)
    let put = states[1].volume
    let found = try last.volume.propagated()
    let uncertainty = try #require(found.uncertainty)
    volumes.add(last.volume.value, u: uncertainty, dof: found.dof, truth: put)
    naive.add(last.volume.value, u: uncertainty / 3, dof: found.dof, truth: put)
    let share = 1 - model.standardWidth / last.width.value
    wide.add(
      last.volume.value * share * share * share, u: uncertainty * share * share * share,
      truth: put)
    let relative = states[0].layered / states[1].layered * states[1].volume / states[0].volume
    let ratio = try amount.propagated()
    amounts.add(
      amount.value, u: try #require(ratio.uncertainty), dof: ratio.dof, truth: relative)
  }
  Coverage.tell([volumes, amounts, wide, naive])
  #expect(volumes.isHonest, "\(volumes)")
  #expect(amounts.isHonest, "\(amounts)")
  #expect(!wide.isHonest, "\(wide)")
  #expect(!naive.isHonest, "\(naive)")
}

private func growth(
  of model: HeatingModel, _ sample: HeatingState.Sample, at temperatures: [Double]
) throws -> Growth {
  let series = try HeatingFiles.series(of: model, sample, at: temperatures)
  let settings = try Settings(sample: sample.name, parameters)
  let standard = try PatternText(Array(model.standardText.utf8), file: "standard.xy")
  return try Growth(of: series, Standard(standard, with: settings), with: settings)
}
