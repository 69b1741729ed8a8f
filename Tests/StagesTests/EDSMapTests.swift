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

/// numpy 2.4.6, scipy 1.17: masks by ndimage, block sums, the formulas of README.md by arrays;
/// the deviation of Moran's I from 4000 permutations.
@Test func `the numbers are those of an independent calculation`() throws {
  let file = try map(EDSModel.committed).publication().file
  for (name, value) in [
    ("w_to_ni_counts", 0.056540779330360384), ("background_ni", 1.0640521268748464),
    ("background_w", 0.24366855175805263), ("blocks", 85),
    ("excess_variance", -0.0002510984423545054), ("ratio_dispersion", 0.983108203838684),
    ("ratio_dispersion_probability", 0.5233477971945805), ("moran_i", -0.08822529406156045),
    ("w_ni_pearson_r", 0.9173893758600943), ("w_ni_pearson_r_lower", 0.8754267852758966),
    ("w_ni_pearson_r_upper", 0.9456266462186036), ("particle_area", 66.91),
    ("ratio_cv", 100 * 0.006611777199059127.squareRoot()),
    ("ratio_poisson_cv", 100 * 0.006862875641413632.squareRoot()),
    ("excess_cv_lower", -100 * 0.0019058920300045398.squareRoot()),
    ("excess_cv_upper", 100 * 0.0024012077411131568.squareRoot()),
  ] {
    let found = try #require(file[name]).value
    #expect(abs(found - value) <= 1e-9 * abs(value), "\(name): \(found)")
  }
  let excess = try #require(file["excess_variance"]?.uncertainty).standard
  // The backgrounds add their part to that of the scatter.
  #expect((1..<1.001).contains(excess / 0.0011034046875040937))
  let moran = try #require(file["moran_i"]?.uncertainty).standard
  #expect(abs(moran / 0.081049 - 1) < 0.05)
}

@Test func `the maps in the project are read with their scale`() throws {
  let model = EDSModel.committed
  for (name, counts) in [("Ni", model.nickelCounts), ("W", model.tungstenCounts)] {
    let path = "\(Truth.root)/stages/eds-map/raw/synthetic_FigS4_\(name).tif"
    let image = try Image(StageProgram.content(of: path), file: path)
    #expect(image.values == counts.map(Double.init))
    #expect(image.pixelSize?.width == 100)
    #expect(image.pixelSize?.statement == "pixel_nm=100.0")
  }
}

@Test(
  .enabled(if: Reference.has("eds/bcf50_Al_Ka.csv"), Reference.absent),
  arguments: [
    ("Al_Ka", 0.3104676, 15.65561), ("Cu_Ka", 0.6939960, 1.044753),
  ])
func `real maps scatter as independent code says`(
  name: String, relative: Double, dispersion: Double
) throws {
  let bytes = try StageProgram.content(of: "\(Reference.folder)/eds/bcf50_\(name).csv")
  let counts = String(decoding: bytes, as: UTF8.self).split { $0 == "," || $0.isNewline }
    .compactMap { Double($0) }
  #expect(counts.count == 2500)
  let statistics = CountStatistics(counts)
  #expect(abs(statistics.relativeDeviation / relative - 1) < 1e-6)
  #expect(abs(statistics.dispersion / dispersion - 1) < 1e-6)
}

/// All 5040 orders of seven values on a grid of 2 × 4 with one place empty.
@Test func `the expectation and variance of Moran's I are those over all permutations`() {
  let values = [3, 1.5, 4, 1, 5.5, 9, 2]
  let pairs = [(0, 1), (0, 4), (1, 2), (1, 5), (2, 3), (3, 6), (4, 5)]
  let moran = SpatialCorrelation(of: values, pairs: pairs)
  #expect(abs(moran.index - 0.02739726027397262) < 1e-14)
  #expect(abs(moran.expectation + 1.0 / 6) < 1e-14)
  #expect(abs(moran.deviation - 0.27536087349496235) < 1e-14)
}

@Test func `a W to Ni that is not uniform is said not to be`() throws {
  let file = try map(EDSModel(seed: 1, spread: 0.2)).publication().file
  let definition = try #require(file["excess_variance"]?.definition)
  #expect(definition.contains("not consistent with 0: W/Ni is not uniform"))
  #expect(try #require(file["excess_cv_lower"]).value > 0)
  #expect(try #require(file["ratio_dispersion_probability"]).value < 1e-6)
  let uniform = try #require(try map(EDSModel.committed).publication().file["excess_variance"])
  #expect(try #require(uniform.definition).contains("; consistent with 0: at this resolution"))
}

@Test func `the line is part of the definition, with what hides in it`() throws {
  let file = try map(EDSModel.committed, ["eds.w_line": "W L"]).publication().file
  let definition = try #require(file["w_to_ni_counts"]?.definition)
  #expect(definition.contains("W L 8.398 keV (not told from Ni Kβ 8.265 keV"))
}

@Test func `the tables hold maps, blocks, sizes of blocks and the scale bar`() throws {
  let tables = try map(EDSModel.committed).tables
  let texts = tables.map { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n") }
  #expect(
    tables.map(\.name) == [
      "map-ni.csv", "map-w.csv", "blocks.csv", "block-sizes.csv", "scale-bar.csv",
    ])
  #expect(texts.map(\.count) == [16_385, 16_385, 86, 4, 2])
  #expect(texts[0][0] == "x (µm),y (µm),counts,on the particle")
  #expect(texts[0][1] == "0.05,0.05,\(EDSModel.committed.nickelCounts[0]),0")
  #expect(texts[0][64 * 128 + 65].hasPrefix("6.45,6.45,"))
  #expect(texts[0][64 * 128 + 65].hasSuffix(",1"))
  #expect(texts[4][1] == "2.0,10.16,12.16,12.16")
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
  #expect(try Truth.holds(0, of: #require(file["excess_variance"])))
  let ends = try ["excess_cv_lower", "excess_cv_upper"].map { try #require(file[$0]).value }
  #expect(ends[0] <= 0 && 0 <= ends[1])
}

@Test func `excess and dispersion are held as often as their intervals say`() throws {
  var excess = Coverage("eds-map.excess_variance, W/Ni uniform")
  var chi = Coverage("eds-map.excess_cv_lower to excess_cv_upper")
  var ratio = Coverage("eds-map.w_to_ni_counts")
  var dispersion = Coverage("eds-map.ratio_dispersion")
  var moran = Coverage("eds-map.moran_i")
  var thickness = Coverage("excess of W alone, thickness taken for non-uniformity")
  var noise = Coverage("CV² of W/Ni, counting noise taken for non-uniformity")
  for trial in 0..<Coverage.trialCount {
    let map = try coarse(Coverage.seed(trial))
    let file = try map.publication().file
    try excess.add(#require(file["excess_variance"]), truth: 0)
    try ratio.add(#require(file["w_to_ni_counts"]), truth: 2.4 / 42)
    try dispersion.add(#require(file["ratio_dispersion"]), truth: 1)
    try moran.add(
      #require(file["moran_i"]), truth: -1 / Double(map.uniformity.count - 1))
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
  Coverage.tell([excess, chi, ratio, dispersion, moran, thickness, noise])
  for honest in [excess, chi, ratio, dispersion, moran] { #expect(honest.isHonest, "\(honest)") }
  for wrong in [thickness, noise] { #expect(!wrong.isHonest, "\(wrong)") }
}

@Test func `a W/Ni that varies from place to place is held as often`() throws {
  var excess = Coverage("eds-map.excess_variance, W/Ni varies by 10 %")
  for trial in 0..<Coverage.trialCount {
    let map = try coarse(Coverage.seed(trial), spread: 0.1)
    let (value, u) = (map.uniformity.excess, map.uniformity.excessUncertainty)
    excess.add(value, u: u, truth: 0.01)
  }
  Coverage.tell([excess])
  #expect(excess.isHonest, "\(excess)")
}
