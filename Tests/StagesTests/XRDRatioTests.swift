// I(003)/I(104): the values put into the synthetic patterns are found, and what is no peak is refused.
import Analysis
import Diffraction
import Glibc
import Quantity
import Testing
import Text
import XRDML

@testable import Numerics
@testable import synthesize
@testable import xrd_ratio

private let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

/// The windows of pipeline.yaml.
private let windows = [
  "xrd.from_003": "17.6 °", "xrd.to_003": "19.8 °", "xrd.from_104": "43.3 °",
  "xrd.to_104": "45.5 °",
]

private func pattern(_ sample: String) throws -> [UInt8] {
  try StageProgram.content(
    of: "\(root)/stages/xrd-ratio/raw/synthetic_FigS1d_\(sample)-NCM90.xrdml")
}

private func ratio(
  of bytes: [UInt8], _ changes: [String: String] = [:]
) throws -> IntensityRatio {
  let derivation = Derivation()
  let settings = try Settings(windows.merging(changes) { $1 }, in: derivation)
  let scan = try PowderScan(bytes, file: "raw/a.xrdml")
  return try IntensityRatio(
    of: scan, with: settings, standard: StandardNumbers.asPutIn(), in: derivation)
}

private func numbers(of sample: String) throws -> NumbersFile {
  try ratio(of: pattern(sample)).publication().file
}

/// The words of a fault of the 10W pattern with a text replaced, its lines cut to 100 characters.
private func fault(
  _ changes: [String: String] = [:], replacing old: String = "", with new: String = ""
) throws -> String {
  var text = String(decoding: try pattern("10W"), as: UTF8.self)
  if !old.isEmpty {
    try #require(text.contains(old), "\(old) is not in the file")
    text = text.replacing(old, with: new)
  }
  do {
    return "no fault: \(try ratio(of: Array(text.utf8), changes).publication().file.text)"
  } catch {
    return "\(error)"
  }
}

/// What the forward model of a pattern was given: the ratio of the areas, and a and c of the cell in
/// Å; the area of 104 was 9000 counts·° in all.
private struct Pattern {
  let ratio: Double
  let a: Double
  let c: Double
  let displacement: Double
  let zero: Double

  static let samples = ["10W", "25W", "50W", "100W"]

  init(of sample: String) throws {
    func value(_ name: String) throws -> Double {
      try #require(try Truth.value("FigS1d", sample, name).double)
    }
    ratio = try value("area_ratio_003_104")
    a = try value("a")
    c = try value("c")
    displacement = try value("disp")
    zero = try #require(try Truth.value("LaB6", "zero_deg").double)
  }

  /// 2θ of a reflection for Kα1, moved by the displacement of the specimen and the zero.
  func position(h: Double, l: Double) -> Double {
    let inverse = 4 / 3 * h * h / (a * a) + l * l / (c * c)
    let theta = asin(1.540598 / 2 * inverse.squareRoot())
    return theta * 360 / .pi + displacement * cos(theta) + zero
  }

  /// The width put in: √(0.012 tan²θ + 0.0042) of the instrument and 0.9 λ/(900 Å · cos θ).
  func width(h: Double, l: Double) -> Double {
    let inverse = 4 / 3 * h * h / (a * a) + l * l / (c * c)
    let theta = asin(1.540598 / 2 * inverse.squareRoot())
    let tangent = tan(theta)
    let size = 0.9 * 1.540598 / (900 * cos(theta)) * 180 / .pi
    return (0.012 * tangent * tangent + 0.0042).squareRoot() + size
  }
}

/// Whether a number lies within its interval of a value.
private func isWithin(_ number: Number?, _ value: Double, level: Double = 0.95) throws -> Bool {
  let number = try #require(number)
  let uncertainty = try #require(number.uncertainty)
  let factor = Student.factor(level: level, dof: uncertainty.dof)
  return abs(number.value - value) <= factor * uncertainty.standard
}

@Test(arguments: Pattern.samples)
func `the ratio put into a pattern is found within its 95 % interval`(sample: String) throws {
  let truth = try Pattern(of: sample)
  let file = try numbers(of: sample)
  #expect(try isWithin(file["ratio"], truth.ratio))
  #expect(file["ratio"]?.budget == .complete)
}

/// Six numbers of four patterns: all of 24 lie within intervals of 1 - 0.05/24 in 95 % of all cases.
@Test(arguments: Pattern.samples)
func `areas, places and widths put into a pattern are found`(sample: String) throws {
  let truth = try Pattern(of: sample)
  let file = try numbers(of: sample)
  for (name, value) in [
    ("area_104", 9000), ("area_003", 9000 * truth.ratio), ("fwhm_003", truth.width(h: 0, l: 3)),
    ("fwhm_104", truth.width(h: 1, l: 4)), ("position_003", truth.position(h: 0, l: 3)),
    ("position_104", truth.position(h: 1, l: 4)),
  ] {
    #expect(try isWithin(file[name], value, level: 1 - 0.05 / 24), "\(name)")
  }
}

@Test func `the numbers say what they are`() throws {
  let file = try numbers(of: "10W")
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "ratio = 1.2181(26)", "ratio_symmetric = 1.2200", "ratio_split = 1.2202",
      "ratio_net = 1.2268", "area_003 = 10960 counts·°", "position_003 = 18.7426 °",
      "fwhm_003 = 0.1570 °", "area_104 = 8998 counts·°", "position_104 = 44.4202 °",
      "fwhm_104 = 0.1733 °",
    ])
  #expect(
    file["ratio"]?.definition == """
      I(003)/I(104) of this specimen as mounted: quotient of the areas of the reflections by \
      pseudo-Voigt fits smeared by the axial divergence of the standard; doublet with λ = 1.540598 \
      and 1.544426 Å at sin θ₂ = (λ₂/λ₁) sin θ₁ and Kα2/Kα1 = 0.5; straight background; windows \
      17.6° to 19.8° (003) and 43.3° to 45.5° (104); weights 1/max(N, 1); uncertainty from the \
      covariances, scaled by the reduced χ² where chance does not explain it, and from the \
      axial divergence; preferred orientation is part of the value
      """)
}

/// The lines of the standard seem twice as smeared as those of the sample.
@Test func `where the profile does not follow the points, its choice is uncertain`() throws {
  let derivation = Derivation()
  let settings = try Settings(windows, in: derivation)
  let scan = try PowderScan(pattern("10W"), file: "raw/a.xrdml")
  let standard = try StandardNumbers.file([0, 4.5, 0.012, 0.0042])
  let file = try IntensityRatio(
    of: scan, with: settings, standard: standard, in: derivation
  ).publication().file
  let ratio = try #require(file["ratio"])
  #expect(ratio.contributions.contains { $0.variable.hasPrefix("procedure:choice of the profile") })
  #expect(ratio.definition?.contains("half the spread of the ratios") == true)
  #expect(try isWithin(ratio, Pattern(of: "10W").ratio))
}

@Test func `a ratio leads to the words of the pattern and to the parameters`() throws {
  let file = try numbers(of: "25W")
  let leaves = file.steps.compactMap { step -> String? in
    switch step.source {
    case .cell(let cell): "\(cell.line).\(cell.column) \(cell.text)"
    case .parameter(let name, let text): "\(name) = \(text ?? "")"
    default: nil
    }
  }
  #expect(
    leaves == [
      "xrd.from_003 = 17.6 °", "xrd.to_003 = 19.8 °", "xrd.from_104 = 43.3 °",
      "xrd.to_104 = 45.5 °", "6.5 1.5405980", "6.9 1.5444260", "6.16 0.5000", "10.5 10.00657000",
      "10.8 80.00419930",
    ])
  let variables = file["ratio"]?.contributions.map(\.variable)
  #expect(
    variables == [
      "number:xrd-instrument.axial_divergence",
      "procedure:pseudo-Voigt fit of 003(raw/a.xrdml#VJ13:ABT13)#1",
      "procedure:pseudo-Voigt fit of 104(raw/a.xrdml#CSQ13:CZB13)#1",
    ])
}

@Test func `the numbers are the same in every run`() throws {
  #expect(try numbers(of: "50W").text == numbers(of: "50W").text)
}

@Test func `the curve of the fit is written beside the points`() throws {
  let lines = String(decoding: try ratio(of: pattern("10W")).profile, as: UTF8.self)
    .split(separator: "\n")
  #expect(
    lines[0] == "reflection,two_theta_deg,intensity_counts,fit_counts,background_counts")
  #expect(lines.count == 1 + 167 + 168)
  let rows = try lines.dropFirst().map { line in
    try line.split(separator: ",").dropFirst().map { try #require(Double($0)) }
  }
  #expect(rows.allSatisfy { abs($0[1] - $0[2]) < 6 * $0[2].squareRoot() })
}

@Test func `without Kα2 one line is fitted`() throws {
  let file = try ratio(of: pattern("10W"), ["xrd.k_alpha2_ratio": "0"]).publication().file
  #expect(file["ratio"]?.definition?.contains("Kα1 alone") == true)
  #expect(
    file.steps.contains { $0.source == .parameter(name: "xrd.k_alpha2_ratio", text: "0") })
}

@Test func `a share of Kα2 that contradicts the file is not believed`() throws {
  let told = """
    raw/a.xrdml:6:189: the file means Kα1 alone to be used, but gives Kα2 a share
      6 | …ratioKAlpha2KAlpha1>0.5000</ratioKAlpha2KAlpha1></usedWavelength>
        |                      ^^^^^^
      hint: say which is true with the parameter xrd.k_alpha2_ratio: 0 behind a monochromator
    """
  let old = "intended=\"K-Alpha\""
  let new = "intended=\"K-Alpha 1\""
  let found = try fault(replacing: old, with: new)
  #expect(found == told, "\(found)")
  let believed = try fault(["xrd.k_alpha2_ratio": "0.5"], replacing: old, with: new)
  #expect(believed.hasPrefix("no fault"))
}

@Test(arguments: [
  (
    ["xrd.from_003": "18.85 °", "xrd.to_003": "20.85 °"],
    "reflection 003: the maximum at 18.856 is too near to an end of the window, 18.856 to 20.839"
  ),
  (
    ["xrd.from_003": "18.75 °", "xrd.to_003": "21 °"],
    "reflection 003: the maximum at 18.751 is too near to an end of the window, 18.751 to 20.997"
  ),
  (
    ["xrd.from_104": "42.2 °", "xrd.to_104": "44.3 °"],
    "reflection 104: the maximum at 44.29 is too near to an end of the window, 42.202 to 44.29"
  ),
  (
    ["xrd.from_003": "5 °"],
    "the window of 003, 5.0° to 19.8°, is not within the scan, 10.00657° to 80.0041993°"
  ),
  (
    ["xrd.to_104": "90 °"],
    "the window of 104, 43.3° to 90.0°, is not within the scan, 10.00657° to 80.0041993°"
  ),
  (
    ["xrd.from_003": "18.7 °", "xrd.to_003": "18.8 °"],
    "reflection 003: a peak and its background want 20 points or more, not 7"
  ),
])
func `a peak outside of its window is told and gives no number`(
  changes: [String: String], told: String
) throws {
  let found = try fault(changes)
  #expect(found.hasPrefix("raw/a.xrdml:1"), "\(found)")
  #expect(found.split(separator: "\n")[0].contains(told), "\(found)")
}

@Test func `a flat pattern gives no number`() throws {
  let parts = String(decoding: try pattern("10W"), as: UTF8.self).split(separator: "counts\">")
  let end = parts[1].split(separator: "</intensities>")[1]
  let flat = (0..<5332).map { "\(400 + ($0 * 37) % 41)" }.joined(separator: " ")
  let text = "\(parts[0])counts\">\(flat)</intensities>\(end)"
  let told = #expect(throws: Diagnostic.self) { try ratio(of: Array(text.utf8)) }
  #expect(
    told?.message.hasPrefix("reflection 003: no peak stands out of the background") == true)
  #expect(told?.hint == "its window is the parameter xrd.from_003 to xrd.to_003")
  #expect(told?.place?.line == 13)
}

@Test func `a pattern that is said to be of molybdenum gives no number`() throws {
  let told = try fault(replacing: "1.5405980</kAlpha1>", with: "0.7093000</kAlpha1>")
  #expect(
    told.hasPrefix("raw/a.xrdml:6:63: Kα1 of this pattern is said to be 0.7093 Å, that of the"),
    "\(told.prefix(300))")
}

@Test(arguments: [
  (["xrd.from_003": "17.6"], "the parameter xrd.from_003 is \"17.6\""),
  (["xrd.from_003": "20 °"], "the parameter xrd.to_003 should be above xrd.from_003"),
  (["xrd.k_alpha2_ratio": "-1"], "the parameter xrd.k_alpha2_ratio is \"-1\""),
  (["xrd.form_003": "17.6 °"], "there is no parameter xrd.form_003"),
  (
    ["xrd.from_003": "17,6 °"],
    "the parameter xrd.from_003 is \"17,6 °\"; write a number and a unit, such as 200 mA/g"
  ),
])
func `a wrong parameter is told`(changes: [String: String], told: String) throws {
  #expect(try fault(changes).split(separator: "\n")[0] == told)
}

@Test func `a missing parameter is told`() {
  let told = "the parameter xrd.from_003 is missing\n  hint: a number above 0 in ° is wanted"
  #expect { try Settings([:], in: Derivation()) } throws: { "\($0)" == told }
}

@Test func `the number of a scan is a whole number`() throws {
  #expect(try Settings.scanNumber([]) == nil)
  #expect(try Settings.scanNumber(["2"]) == 2)
  #expect { try Settings.scanNumber(["0"]) } throws: {
    "\($0)" == "--scan wants a number from 1 on, not \"0\""
  }
}

/// The areas of 003 and 104 of simulated patterns of every fourth point; the wrong treatment sums
/// counts over a straight background and calls their scatter all there is.
@Test func `intervals of the ratio are honest, not those of the net sum`() throws {
  var (honest, wrong) = (Coverage("xrd-ratio.ratio"), Coverage("I(003)/I(104) by net sums"))
  for trial in 0..<Coverage.trials(oneIn: 4) {
    let seed = Coverage.seed(trial)
    let model = LayeredModel(seed: seed, coarse: 4, names: ["50W"])
    let standard = try StandardNumbers.found(
      for: model.diffractometer.instrument, RandomNumbers(seed: seed &+ 7))
    let derivation = Derivation()
    let settings = try Settings(windows, in: derivation)
    let scan = try PowderScan(model.set.files[0].bytes, file: "raw/a.xrdml")
    let file = try IntensityRatio(
      of: scan, with: settings, standard: standard, in: derivation
    ).publication().file
    let truth = model.samples[0].oxide.ratio(wavelength: 1.540598)
    try honest.add(#require(file["ratio"]), truth: truth)
    try wrong.add(#require(file["ratio_net"]), truth: truth)
  }
  Coverage.tell([honest, wrong])
  #expect(honest.isHonest, "\(honest)")
  #expect(!wrong.isHonest, "\(wrong)")
}

@Test func `a detector that was saturated is told at the highest count`() throws {
  let text = String(decoding: try pattern("10W"), as: UTF8.self)
  let top = 8000
  let clipped = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
    Int(word).map { $0 > top ? "\(top)" : String(word) } ?? String(word)
  }.joined(separator: " ")
  #expect(clipped != text)
  #expect {
    try ratio(of: Array(clipped.utf8))
  } throws: {
    "\($0)".hasPrefix("raw/a.xrdml:") && "\($0)".contains("the highest count, 8000.0, stands at ")
      && "\($0)".contains(" neighbouring points: the detector was saturated")
  }
}
