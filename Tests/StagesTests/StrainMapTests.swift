// Strain: what was put into the images of Figure S9 is found, with the noise it is found in.
import Analysis
import Glibc
import Images
import Micrographs
import Numerics
import Quantity
import Testing
import Text

@testable import strain_map
@testable import synthesize

private typealias Settings = strain_map.Settings

/// The parameters of pipeline.yaml.
private let parameters = [
  "gpa.d_1": "0.4732 nm", "gpa.d_2": "0.2453 nm", "gpa.tolerance": "3 %",
  "gpa.mask_sigma": "0.5 1/nm", "gpa.area_from": "0.9 nm", "gpa.area_to": "4.2 nm",
  "gpa.reference_from": "6 nm", "gpa.reference_to": "9.3 nm", "gpa.edge": "0.9 nm",
]

private func map(
  _ bytes: [UInt8], _ changes: [String: String] = [:]
) throws -> (StrainMap, NumbersFile) {
  let derivation = Derivation()
  let settings = try Settings(parameters.merging(changes) { $1 }, in: derivation)
  let found = try StrainMap(of: Micrograph(Image(bytes, file: "raw/a.tif")), with: settings)
  return (found, try found.publication(in: derivation).file)
}

private func committed(_ sample: String) throws -> [UInt8] {
  try StageProgram.content(
    of: "\(Truth.root)/stages/strain-map/raw/synthetic_FigS9_\(sample).tif")
}

/// The strain that was put in as mask and probe let it be seen: the displacement at each place of the
/// image, its mean over a Gaussian of σ = 1/(2π · 0.5 1/nm), its derivative.
struct SmoothedStrain {
  private let strain: Double
  private static let side = 10.24
  private static let step = 0.08

  init(_ strain: Double) { self.strain = strain }

  /// What the width of the columns leaves of a wave of displacement of 3 nm: the two frequencies
  /// beside that of 003 are not seen as bright as it is, S(q) = exp(−2π²s²q²) with s = 0.045 nm.
  private static let probe: Double = {
    let (g, q) = (3 / Specimen.layeredC, 1 / StrainWave.period)
    func seen(_ frequency: Double) -> Double {
      frequency * exp(-2 * Double.pi * Double.pi * 0.045 * 0.045 * frequency * frequency)
    }
    return (seen(g + q) + seen(g - q)) / (2 * seen(g))
  }()

  /// The displacement that brought a column to a place.
  private func displacement(_ x: Double, _ y: Double) -> Double {
    let wave = StrainWave(strain: strain, side: Self.side)
    var u = 0.0
    for _ in 0..<8 { u = wave.displacement(x, y - u) }
    return u
  }

  /// Mean and variance of the strain over the area of the parameters.
  var statistics: (mean: Double, variance: Double) {
    let sigma = 1 / (2 * Double.pi * 0.5)
    let reach = Int(4.5 * sigma / Self.step)
    let offsets = (-reach...reach).map { Double($0) * Self.step }
    let weights = offsets.map { exp(-$0 * $0 / (2 * sigma * sigma)) }
    let sum = weights.reduce(0, +)
    let columns = stride(from: 0.96, through: 4.2, by: Self.step).map { $0 }
    let rows = stride(from: 0.96, through: 9.34, by: Self.step).map { $0 }
    var strains: [Double] = []
    for x in columns {
      // Along x at each row first, then along y with the derivative of the Gaussian.
      let smoothed = (-reach..<(rows.count + reach)).map { row -> Double in
        let y = rows[0] + Double(row) * Self.step
        return zip(offsets, weights).reduce(0) { $0 + $1.1 * displacement(x + $1.0, y) } / sum
      }
      for row in rows.indices {
        var value = 0.0
        for (index, offset) in offsets.enumerated() {
          value += smoothed[row + index] * weights[index] * offset / (sigma * sigma)
        }
        strains.append(Self.probe * value / sum)
      }
    }
    let mean = strains.reduce(0, +) / Double(strains.count)
    let variance = strains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(strains.count)
    return (mean, variance)
  }
}

@Test(arguments: ["Bare", "25W"])
func `the strain put into an image is found within its noise`(sample: String) throws {
  let amplitude = try #require(Truth.value("FigS9", "e", sample).double)
  let truth = SmoothedStrain(amplitude).statistics
  let (_, file) = try map(committed(sample))
  #expect(try Truth.holds(100 * truth.mean, of: #require(file["strain_mean"])))
  #expect(try Truth.holds(1e4 * truth.variance, of: #require(file["strain_variance"])))
  #expect(try Truth.holds(100 * truth.variance.squareRoot(), of: #require(file["strain_sd"])))
  let ends = try ["low", "high"].map { try #require(file["strain_sd_\($0)"]).value }
  #expect((ends[0]...ends[1]).contains(100 * truth.variance.squareRoot()))
}

@Test func `a strain map says what its numbers are`() throws {
  let (_, file) = try map(committed("25W"))
  #expect(
    file.numbers.map { "\($0.name) = \($0.printed)" } == [
      "strain_mean = -6.8(38)×10⁻³ %", "noise_sd = 0.0656(60) %", "strain_sd_map = 0.300 %",
      "strain_variance = 0.0858(58) %²", "strain_sd = 0.2929(99) %", "strain_sd_low = 0.273 %",
      "strain_sd_high = 0.312 %", "strain_p05 = -0.434 %", "strain_p50 = -0.034 %",
      "strain_p95 = 0.464 %",
    ])
  #expect(
    file["strain_sd"]?.definition == """
      standard deviation of the strain in the area, corrected for the noise (square root of \
      strain_variance); the strain is larger than the noise; along the normal of the planes \
      0.4716 nm apart, relative to the reference area, by geometric phase analysis; Gaussian mask \
      σ = 0.5 1/nm (the strain is a mean over a Gaussian of 0.75 nm full width at half maximum); \
      positive is stretching; area x = 0.9 nm to 4.2 nm, reference area x = 6.0 nm to 9.3 nm, each \
      without 0.9 nm at the upper and lower edge
      """)
}

/// Central differences of the phases themselves, at every pixel, by numpy.
@Test(arguments: [
  ("Bare", [-0.0373, 1.4243, 0.0613, -2.099, 2.110]),
  ("25W", [-0.0070, 0.3009, 0.0656, -0.439, 0.465]),
])
func `strains are those of an independent program`(sample: String, expected: [Double]) throws {
  let (_, file) = try map(committed(sample))
  let names = ["strain_mean", "strain_sd_map", "noise_sd", "strain_p05", "strain_p95"]
  for (name, value) in zip(names, expected) {
    let found = try #require(file[name]).value
    // The areas end at whole pixels there, and at points of the grid here.
    #expect(abs(found - value) < 0.002 + 0.01 * abs(value), "\(name) \(found) \(value)")
  }
}

@Test func `the tables of a strain map hold what a figure plots`() throws {
  let tables = try map(committed("Bare")).0.tables
  let lines = tables.map { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n") }
  #expect(tables.map(\.name) == ["image.csv", "strain.csv", "areas.csv", "histogram.csv"])
  #expect(lines.map(\.count) == [1 + 256 * 256, 1 + 53 * 53, 3, 41])
}

/// The image of a model with fewer and larger pixels over the same field of view, without noise, as
/// brightness for each pixel.
private struct Trial {
  private let specimen = Specimen.strained[1]
  private let model = LatticeImageModel(side: 160, pixel: 0.064, dose: 768)
  private let intensities: [Double]

  init() { intensities = model.intensities(of: specimen, .init()) }

  /// The image with noise.
  func image(_ seed: UInt32) -> Image {
    let greys = model.greys(intensities, RandomNumbers(seed: seed))
    let pixel = PixelSize(
      width: 0.064, height: 0.064, place: "here", statement: "0.064")
    return Image(width: 160, values: greys.map(Double.init), pixelSize: pixel, file: "raw/a.tif")
  }
}

@Test func `the intervals of a strain are honest, and noise or G taken wrongly are not`() throws {
  let truth = SmoothedStrain(0.006).statistics
  let model = Trial()
  var mean = Coverage("mean strain")
  var variance = Coverage("variance of the strain")
  var noisy = Coverage("variance with the noise in it")
  var transposed = Coverage("variance with the vectors as columns of G")
  for trial in 0..<Coverage.trialCount {
    let derivation = Derivation()
    let settings = try Settings(parameters, in: derivation)
    let map = try StrainMap(of: Micrograph(model.image(Coverage.seed(trial))), with: settings)
    let found = map.statistics
    let u =
      (found.varianceUncertainty * found.varianceUncertainty
      + found.noiseUncertainty * found.noiseUncertainty).squareRoot()
    mean.add(found.mean, u: found.meanUncertainty, dof: found.noiseDof, truth: truth.mean)
    variance.add(found.variance - found.noise, u: u, truth: truth.variance)
    noisy.add(found.variance, u: found.varianceUncertainty, truth: truth.variance)
    transposed.add(
      transposedShare(map) * (found.variance - found.noise), u: u, truth: truth.variance)
  }
  Coverage.tell([mean, variance, noisy, transposed])
  #expect(mean.isHonest, "\(mean)")
  #expect(variance.isHonest, "\(variance)")
  #expect(!noisy.isHonest, "\(noisy)")
  #expect(!transposed.isHonest, "\(transposed)")
}

/// What G⁻ᵀ in place of G⁻¹ makes of the variance of a strain along y alone: (G⁻ᵀ G)_yy squared.
private func transposedShare(_ map: StrainMap) -> Double {
  let (one, other) = map.field.lattice
  let share = (one.x * other.y - one.y * one.y) / one.cross(other)
  return share * share
}

private func fault(_ bytes: [UInt8], _ changes: [String: String] = [:]) -> String {
  do {
    return "no fault: \(try map(bytes, changes).1.text)"
  } catch {
    return "\(error)"
  }
}

@Test(arguments: [
  (["gpa.area_to": "6.5 nm"], "raw/a.tif: the area and the reference overlap"),
  (["gpa.area_from": "5 nm"], "raw/a.tif: the area ends before it begins"),
  (
    ["gpa.reference_to": "10 nm"],
    "raw/a.tif: the reference area from 6.0 nm to 10.0 nm is not within the image without its edges, "
      + "0.9 nm to 9.34 nm"
  ),
  (["gpa.d_1": "0.6 nm"], "raw/a.tif: no spot for planes 0.6 nm apart within 3.0 %"),
  (
    ["gpa.d_2": "0.4732 nm"], "raw/a.tif: the two vectors of the lattice are parallel"
  ),
  (
    ["gpa.mask_sigma": "1.5 1/nm"],
    "raw/a.tif: a mask of σ = 0.03 periods per pixel does not fit between the origin and the end of "
      + "the transform"
  ),
  (["gpa.edge": "0.9"], "the parameter gpa.edge is \"0.9\""),
])
func `a strain map that cannot be is refused`(changes: [String: String], told: String) throws {
  let found = fault(try committed("25W"), changes)
  #expect(found.split(separator: "\n")[0] == told, "\(found)")
}
