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

/// The strain that was put in as the mask lets it be seen: the displacement at each place of the
/// image, its mean over a Gaussian of σ = 1/(2π · 0.5 1/nm), its derivative.
private struct SmoothedStrain {
  private let strain: Double
  private static let side = 10.24
  private static let step = 0.08

  init(_ strain: Double) { self.strain = strain }

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
        strains.append(value / sum)
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
  print(file.numbers.map { "\($0.name) = \($0.printed)" })
  print(file["strain_sd"]?.definition ?? "")
}
