// The phases of the fired precursor: sizes put in are found, a phase that is not there is not.
import Analysis
import Diffraction
import Numerics
import PatternText
import Quantity
import Testing
import Text

@testable import synthesize
@testable import xrd_phases

private let parameters = [
  "xrd.k_alpha1": "1.540598 Å", "xrd.k_alpha2": "1.544426 Å", "xrd.k_alpha2_ratio": "0.5",
  "xrd.scherrer_k": "0.9", "xrd.hydroxide_a": "3.126 Å", "xrd.hydroxide_c": "4.605 Å",
  "xrd.rock_salt_a": "4.18 Å", "xrd.nominal_size": "5 nm",
]

private func analysis(
  of bytes: [UInt8], _ standard: NumbersFile, _ changes: [String: String] = [:]
) throws -> PhaseAnalysis {
  let derivation = Derivation()
  let settings = try Settings(parameters.merging(changes) { $1 }, in: derivation)
  let text = try PatternText(bytes, file: "raw/a.xy")
  return try PhaseAnalysis(of: text, with: settings, standard: standard, in: derivation)
}

/// A pattern of every eighth point: the narrowest line is five steps wide.
private func model(_ seed: UInt32, _ name: String) -> HydroxideModel {
  HydroxideModel(seed: seed, coarse: 8, names: [name])
}

/// Four numbers of two patterns: all of 8 within intervals of 1 - 0.05/8 in 95 % of all cases.
@Test(arguments: ["200C_3h", "350C_3h"])
func `sizes and lattices put into a pattern are found`(sample: String) throws {
  let bytes = try StageProgram.content(
    of: "\(Truth.root)/stages/xrd-phases/raw/synthetic_FigS1c_NCM(OH)2_\(sample).xy")
  let found = try analysis(of: bytes, StandardNumbers.asPutIn())
  let file = try found.publication().file
  for (name, key, unit) in [
    ("size_hydroxide", "D_hydroxide_A", 10.0), ("size_rock_salt", "D_rocksalt_A", 10),
    ("c_hydroxide", "c_hydroxide_A", 1), ("a_rock_salt", "a_rocksalt_A", 1),
  ] {
    let number = try #require(file[name])
    let truth = try #require(try Truth.value("FigS1c", sample, key).double) / unit
    let u = try #require(number.uncertainty?.standard)
    #expect(abs(number.value - truth) < 2.73 * u, "\(name): \(number.printed), \(truth)")
  }
  #expect(file["size_hydroxide"]?.unit.symbol == "nm")
  #expect(found.findings.map(\.isPresent) == [true, true])
  #expect(found.tables.map(\.name) == ["pattern.csv", "reflections.csv", "phases.csv"])
  let ticks = String(decoding: found.tables[1].bytes, as: UTF8.self).split(separator: "\n")
  #expect(ticks.count == 1 + 6 + 5)
}

@Test func `a phase that is not there is not detected, and its limit is told`() throws {
  let diffractometer = Diffractometer(seed: 3)
  let places = PowderFiles.places(from: 10, step: 0.05, count: 1400)
  let peaks = [(Miller(1, 1, 1), 2000.0), (Miller(2, 0, 0), 3500), (Miller(2, 2, 0), 1200)]
    .compactMap { index, area in
      diffractometer.peak(
        index, of: HydroxideModel.rockSalt, area: area, size: 45, mixing: 0.7, displacement: 0)
    }
  let counts = diffractometer.counts(
    of: peaks, at: places, over: HydroxideModel.background, RandomNumbers(seed: 4))
  let bytes = Array(PowderFiles.columns(places, counts).utf8)
  let random = RandomNumbers(seed: 5)
  let found = try analysis(
    of: bytes, StandardNumbers.found(for: diffractometer.instrument, random))
  #expect(found.findings.map(\.isPresent) == [false, true])
  let file = try found.publication().file
  #expect(file["size_hydroxide"] == nil)
  #expect(file["area_hydroxide"]?.definition?.contains("not detected, the limit is") == true)
  let size = try #require(file["size_rock_salt"])
  #expect(abs(size.value - 4.5) < 4 * (size.uncertainty?.standard ?? 0))
  let verdicts = String(decoding: found.tables[2].bytes, as: UTF8.self)
  #expect(verdicts.contains("hydroxide,P-3m1,not detected"))
}

@Test func `a pattern without phases gives no number`() throws {
  let random = RandomNumbers(seed: 6)
  let places = PowderFiles.places(from: 10, step: 0.1, count: 700)
  let counts = places.map { _ in random.poisson(300) }
  let told = #expect(throws: Diagnostic.self) {
    try analysis(
      of: Array(PowderFiles.columns(places, counts).utf8), StandardNumbers.asPutIn())
  }
  #expect(told?.message.contains("no peak stands out of the background") == true)
}

@Test func `what is no parameter is told`() throws {
  func told(_ changes: [String: String]) throws -> String {
    do {
      return "no fault: \(try Settings(parameters.merging(changes) { $1 }, in: Derivation()).size)"
    } catch {
      return "\(error)".split(separator: "\n")[0].description
    }
  }
  #expect(try told(["xrd.k_alpha1": "0.154"]) == "the parameter xrd.k_alpha1 is \"0.154\"")
  #expect(
    try told(["xrd.k_alpha2": "1.5 Å"])
      == "the parameter xrd.k_alpha2 should be above xrd.k_alpha1")
  #expect(try told(["xrd.k": "1"]) == "there is no parameter xrd.k")
}

/// The wrong treatment takes the whole width for the domains'.
@Test func `intervals of the sizes are honest, not those without the instrument`() throws {
  var honest = Coverage("xrd-phases.size_hydroxide")
  var wrong = Coverage("D with the width of the instrument")
  for trial in 0..<Coverage.trials(oneIn: 16) {
    let seed = Coverage.seed(trial)
    let model = model(seed, "200C_3h")
    let standard = try StandardNumbers.found(
      for: model.diffractometer.instrument, RandomNumbers(seed: seed &+ 7))
    let found = try analysis(of: model.set.files[0].bytes, standard)
    let number = try #require(try found.publication().file["size_hydroxide"])
    try honest.add(number, truth: 18)
    let width = found.model.peaks(found.fit.parameters)[0].peak
    let size = Scherrer.size(
      width: width.width, instrument: 0, position: width.position, wavelength: 1.540598)
    wrong.add(size / 10, u: try #require(number.uncertainty?.standard), truth: 18)
  }
  Coverage.tell([honest, wrong])
  #expect(honest.isHonest, "\(honest)")
  #expect(!wrong.isHonest, "\(wrong)")
}
