// The trend of I(003)/I(104) with the cycles: a line worked out by hand, and what is refused.
import Analysis
import Quantity
import Tables
import Testing
import Text

@testable import Numerics
@testable import xrd_trend

private let table = """
  sample,cycles,xrd
  10W,10,yes
  25W,25,yes
  50W,50,yes
  100W,100,yes

  """

/// Numbers of a sample as xrd-ratio leaves them: an error of its own and one that all share.
private func numbers(_ sample: String, _ ratio: Double, own: Double, common: Double) -> String {
  let uncertainty = (own * own + common * common).squareRoot()
  return """
    {"numbers": {"ratio": {"value": \(ratio), "unit": "1", "uncertainty": \(uncertainty),
      "budget": "complete", "definition": "r", "contributions": [
        {"variable": "fit of \(sample)", "uncertainty": \(own)},
        {"variable": "profile", "uncertainty": \(common)}]}}}
    """
}

private func trend(
  _ ratios: [(String, Double)], own: Double = 0.002, common: Double = 0.005,
  table: String = table
) throws -> Trend {
  let samples = try Table(Array(table.utf8), file: "stages/samples.csv")
  let derivation = Derivation()
  let points = try ratios.map { sample, ratio in
    let text = numbers(sample, ratio, own: own, common: common)
    let file = try NumbersFile.read(Array(text.utf8), file: "results/\(sample)/numbers.json")
    return try TrendPoint(file, of: "xrd-ratio", in: samples, derivation)
  }
  return try Trend(points, in: derivation)
}

private func fault(_ body: () throws -> Any) -> String {
  do {
    return "no fault: \(try body())"
  } catch {
    return "\(error)"
  }
}

/// Four points on a line of -0.0017/cycle.
private let straight = [("100W", 1.07), ("10W", 1.223), ("25W", 1.1975), ("50W", 1.155)]

@Test func `of points on a line, what they share does not make the slope uncertain`() throws {
  let file = try trend(straight).publication().file
  let slope = try #require(file["slope"])
  #expect(abs(slope.value + 0.0017) < 1e-12)
  // u = 0.002/√Σ(N - 46.25)², Σ = 4668.75; the common 0.005 cancels.
  #expect(abs((slope.uncertainty?.standard ?? 0) / (0.002 / 4668.75.squareRoot()) - 1) < 1e-9)
  #expect(slope.unit.symbol == "1/cycle")
  #expect(slope.printed == "-1.700(29)×10⁻³ 1/cycle")
  let step = try #require(file["weakest_step"])
  #expect(abs(step.value + 0.0255) < 1e-12)
  #expect(abs((step.uncertainty?.standard ?? 0) / (0.002 * 2.0.squareRoot()) - 1) < 1e-9)
}

/// By hand: y = 1.25, 1.18, 1.16, 1.07 at 10, 25, 50, 100: slope -8.4125/4668.75 = -0.00180187,
/// residuals 0.01968, -0.02329, 0.00175, 0.00186 less rounding, s² = 0.000468/2.
@Test func `scatter beyond the uncertainties is added, with the degrees of freedom of a line`()
  throws
{
  let points = [("10W", 1.25), ("25W", 1.18), ("50W", 1.16), ("100W", 1.07)]
  let slope = try #require(try trend(points, own: 0.0001).publication().file["slope"])
  let (x, y) = ([10.0, 25, 50, 100], points.map(\.1))
  let (meanX, meanY) = (46.25, y.reduce(0, +) / 4)
  let square = 4668.75
  let expected = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * $1.1 } / square
  let residuals = zip(x, y).map { $1 - meanY - expected * ($0 - meanX) }
  let variance = residuals.reduce(0) { $0 + $1 * $1 } / 2
  let uncertainty = try #require(slope.uncertainty)
  #expect(abs(slope.value / expected - 1) < 1e-12)
  #expect(abs(uncertainty.standard / (variance / square).squareRoot() - 1) < 1e-9)
  #expect(abs((uncertainty.dof ?? 0) - 2) < 1e-6)
}

@Test func `the test of the slope is Student's`() throws {
  let points = [("10W", 1.25), ("25W", 1.18), ("50W", 1.16), ("100W", 1.07)]
  let file = try trend(points, own: 0.0001).publication().file
  let slope = try #require(file["slope"])
  let t = try #require(file["slope_t"]?.value)
  #expect(abs(t - slope.value / (slope.uncertainty?.standard ?? 0)) < 1e-9)
  // For two degrees of freedom the distribution is 1/2 + t/(2·√(2 + t²)).
  let p = 0.5 + t / (2 * (2 + t * t).squareRoot())
  #expect(abs((file["slope_p"]?.value ?? 1) / p - 1) < 1e-4)
  #expect(file["weakest_step"]?.value ?? 0 < 0)
}

@Test func `a ratio that rises once has a weakest step above 0`() throws {
  let points = [("10W", 1.2), ("25W", 1.21), ("50W", 1.15), ("100W", 1.07)]
  let step = try #require(try trend(points).publication().file["weakest_step"])
  #expect(abs(step.value - 0.01) < 1e-12)
}

@Test func `samples of the same number of cycles are no step`() throws {
  let table = table + "25W-b,25,yes\n"
  let points = straight + [("25W-b", 1.2)]
  let step = try #require(
    try trend(points, table: table).publication().file["weakest_step"])
  #expect(abs(step.value - (1.2 - 1.223)) < 1e-12)
}

@Test func `every ratio stays the number of its instance`() throws {
  let file = try trend(straight).publication().file
  let names = file.steps.compactMap { step -> String? in
    if case .number(let id, _) = step.source { id } else { nil }
  }
  #expect(
    names == [
      "xrd-ratio@100W.ratio", "xrd-ratio@10W.ratio", "xrd-ratio@25W.ratio", "xrd-ratio@50W.ratio",
    ])
  let table = "sample,cycles\n\"5 µ,a\",5\n10W,10\n25W,25\n"
  let odd = try trend(
    [("5 µ,a", 1.3), ("10W", 1.2), ("25W", 1.1)], table: table
  ).publication().file
  #expect(
    odd.steps.contains {
      $0.source == .number(id: "xrd-ratio@5%20%C2%B5%2Ca.ratio", missing: nil)
    })
}

@Test func `the points are written in the order of their cycles`() throws {
  let csv = String(decoding: try trend(straight, own: 0.003, common: 0.004).csv, as: UTF8.self)
  let lines = csv.split(separator: "\n")
  #expect(lines[0] == "sample,cycles,ratio,standard_uncertainty,line")
  #expect(
    lines.dropFirst().map { $0.split(separator: ",").prefix(4).joined(separator: ",") } == [
      "10W,10.0,1.223,0.005", "25W,25.0,1.1975,0.005", "50W,50.0,1.155,0.005",
      "100W,100.0,1.07,0.005",
    ])
}

/// SCIENCE of the project: R = 1.218 at 2 %, -0.044 for 1 %.
@Test func `a ratio means an exchange, on conditions that are said`() throws {
  let file = try trend([("10W", 1.218), ("25W", 1.13), ("50W", 1.046), ("100W", 0.964)])
    .publication().file
  for (name, exchange) in [
    ("exchange_10w", 2.0), ("exchange_25w", 4), ("exchange_50w", 6), ("exchange_100w", 8),
  ] {
    let number = try #require(file[name])
    #expect(abs(number.value - exchange) < 0.05, "\(name)")
    #expect(number.unit.symbol == "%")
    #expect(number.missing == "texture, z(O) and displacement parameters")
  }
  let u = (0.002 * 0.002 + 0.005 * 0.005).squareRoot()
  let found = try #require(file["exchange_10w"]?.uncertainty?.standard)
  #expect(abs(found / (u / 0.045) - 1) < 0.03)
}

@Test func `a ratio that no exchange gives means none`() throws {
  let file = try trend([("10W", 2.4), ("25W", 2.3), ("50W", 2.2)]).publication().file
  #expect(file["exchange_10w"] == nil)
}

@Test func `what is no trend is refused`() throws {
  #expect(
    fault { try trend(Array(straight.prefix(2))) }
      == "a line and the scatter about it want 3 samples or more, not 2")
  #expect(
    fault { try trend(straight + [straight[0]]) } == "the sample 100W is given twice")
  let same = "sample,cycles\na,10\nb,10\nc,10\n"
  #expect(
    fault { try trend([("a", 1), ("b", 1), ("c", 1)], table: same) }
      == "all samples have the same number of cycles")
  #expect(
    fault { try trend(straight + [("200W", 1)]) } == """
      stages/samples.csv:1:1: no line has "200W" under "sample"
        1 | sample,cycles,xrd
          | ^^^^^^
      """)
  #expect(
    fault { try trend(straight, table: table.replacing("25,", with: "2\u{2C}5,")) }
      .hasPrefix("stages/samples.csv:3:1: the line has 4 cells, the heading has 3"))
}

@Test func `a ratio without a complete budget makes no complete slope`() throws {
  let samples = try Table(Array(table.utf8), file: "stages/samples.csv")
  let derivation = Derivation()
  let points = try straight.map { sample, ratio in
    let text = "{\"numbers\": {\"ratio\": {\"value\": \(ratio), \"unit\": \"1\"}}}"
    let file = try NumbersFile.read(Array(text.utf8), file: "results/\(sample)/numbers.json")
    return try TrendPoint(file, of: "xrd-ratio", in: samples, derivation)
  }
  #expect(
    fault { try Trend(points, in: derivation).publication() }
      == "the budget of slope is called complete, but R_100W states no uncertainty")
}
