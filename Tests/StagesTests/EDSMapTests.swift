// W/Ni over a particle: the model, the statistics, what was put in, and what is refused.
import Analysis
import Images
import Numerics
import Quantity
import Testing
import Text

@testable import eds_map
@testable import synthesize

/// The parameters of pipeline.yaml.
private let parameters = [
  "eds.ni_line": "Ni K", "eds.w_line": "W M", "eds.mask_threshold": "30 %", "eds.margin": "4",
  "eds.block": "8", "eds.block_repeats": "4 16", "eds.scale_bar": "2 µm",
]

private func image(_ counts: [Int], _ model: EDSModel, _ name: String) -> Image {
  let size = PixelSize(
    width: model.pixelSize, height: model.pixelSize, place: "tag 270", statement: "")
  return Image(width: model.side, values: counts.map(Double.init), pixelSize: size, file: name)
}

private func map(_ model: EDSModel, _ more: [String: String] = [:]) throws -> EDSMap {
  try EDSMap(
    matrix: image(model.nickelCounts, model, "Ni.tif"),
    trace: image(model.tungstenCounts, model, "W.tif"),
    with: eds_map.Settings(parameters.merging(more) { $1 }))
}

/// The same particle in pixels of 400 nm: blocks of 2 × 2 hold the counts of 8 × 8 of 100 nm.
private func coarse(_ seed: UInt32, spread: Double = 0) throws -> EDSMap {
  try map(
    EDSModel(seed: seed, spread: spread, binning: 4),
    ["eds.block": "2", "eds.margin": "1", "eds.block_repeats": ""])
}

@Test func `what was put in lies within the intervals`() throws {
  let file = try map(EDSModel.committed).publication().file
  let truth =
    try #require(try Truth.value("FigS4", "W", "mean_counts_inside").double)
    / #require(try Truth.value("FigS4", "Ni", "mean_counts_inside").double)
  #expect(try Truth.holds(truth, of: #require(file["w_to_ni_counts"])))
  let expected = -1 / (try #require(file["blocks"]).value - 1)
  #expect(try Truth.holds(expected, of: #require(file["moran_i"])))
  for (name, element) in [("background_ni", "Ni"), ("background_w", "W")] {
    let truth = try #require(try Truth.value("FigS4", element, "background_counts").double)
    #expect(try Truth.holds(truth, of: #require(file[name])), "\(name)")
  }
  // An excess of 0 was put in.
  let ends = try ["excess_cv_lower", "excess_cv_upper"].map { try #require(file[$0]).value }
  #expect(ends[0] <= 0 && 0 <= ends[1])
}

@Test func `excess and dispersion are held as often as their intervals say`() throws {
  var excess = Coverage("eds-map.excess_variance, W/Ni uniform")
  var chi = Coverage("eds-map.excess_cv_lower to excess_cv_upper")
  var ratio = Coverage("eds-map.w_to_ni_counts")
  var dispersion = Coverage("eds-map.ratio_dispersion")
  var thickness = Coverage("excess of W alone, thickness taken for non-uniformity")
  var noise = Coverage("CV² of W/Ni, counting noise taken for non-uniformity")
  for trial in 0..<Coverage.trialCount {
    let map = try coarse(Coverage.seed(trial))
    let file = try map.publication().file
    try excess.add(#require(file["excess_variance"]), truth: 0)
    try ratio.add(#require(file["w_to_ni_counts"]), truth: 2.4 / 42)
    try dispersion.add(#require(file["ratio_dispersion"]), truth: 1)
    let interval = map.uniformity.excessInterval
    let (middle, half) = (
      (interval.upper + interval.lower) / 2, (interval.upper - interval.lower) / 2
    )
    chi.add(middle, u: half / Student.factor(level: 0.95, dof: nil), truth: 0)
    let alone = CountStatistics(map.uniformity.trace)
    let relative = alone.relativeDeviation * alone.relativeDeviation
    thickness.add(
      relative - 1 / alone.mean,
      u: Uniformity.uncertainty(of: relative, dof: Double(alone.count - 1)), truth: 0)
    noise.add(map.uniformity.variance, u: map.uniformity.excessUncertainty, truth: 0)
  }
  for honest in [excess, chi, ratio, dispersion] { #expect(honest.isHonest, "\(honest)") }
  for wrong in [thickness, noise] { #expect(!wrong.isHonest, "\(wrong)") }
}

@Test func `a W/Ni that varies from place to place is held as often`() throws {
  var excess = Coverage("eds-map.excess_variance, W/Ni varies by 10 %")
  for trial in 0..<Coverage.trialCount {
    let map = try coarse(Coverage.seed(trial), spread: 0.1)
    let (value, u) = (map.uniformity.excess, map.uniformity.excessUncertainty)
    excess.add(value, u: u, truth: 0.01)
  }
  #expect(excess.isHonest, "\(excess)")
}
