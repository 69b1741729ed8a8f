// Straight lines against the certified values of the NIST Statistical Reference Datasets
// (https://www.itl.nist.gov/div898/strd/lls/lls.shtml), typed in from the published tables.
import Numerics
import Testing

/// Norris: ozone monitors, observed, lower difficulty; pairs of y and x.
private let norris: [(y: Double, x: Double)] = [
  (0.1, 0.2), (338.8, 337.4), (118.1, 118.2), (888.0, 884.6), (9.2, 10.1), (228.1, 226.5),
  (668.5, 666.3), (998.5, 996.3), (449.1, 448.6), (778.9, 777.0), (559.2, 558.2), (0.3, 0.4),
  (0.1, 0.6), (778.1, 775.5), (668.8, 666.9), (339.3, 338.0), (448.9, 447.5), (10.8, 11.6),
  (557.7, 556.0), (228.3, 228.1), (998.0, 995.8), (888.8, 887.6), (119.6, 120.2), (0.3, 0.3),
  (0.6, 0.3), (557.6, 556.8), (339.3, 339.1), (888.0, 887.2), (998.5, 999.0), (778.9, 779.0),
  (10.2, 11.1), (117.6, 118.3), (228.9, 229.2), (668.4, 669.1), (449.2, 448.9), (0.2, 0.5),
]

/// NoInt1: a line without an intercept, average difficulty.
private let noInt1 = (x: (60...70).map(Double.init), y: (130...140).map(Double.init))

private func isClose(_ value: Double, _ certified: Double, _ tolerance: Double = 1e-10) -> Bool {
  abs(value / certified - 1) < tolerance
}

@Test func `Norris has the certified intercept and slope`() throws {
  let fit = try Regression(.withIntercept, x: norris.map(\.x), y: norris.map(\.y))
  #expect(isClose(fit.intercept, -0.262323073774029))
  #expect(isClose(fit.slope, 1.00211681802045))
  #expect(isClose(fit.interceptUncertainty, 0.232818234301152))
  #expect(isClose(fit.slopeUncertainty, 0.429796848199937e-3))
  #expect(isClose(fit.scatter, 0.884796396144373))
  #expect(fit.dof == 34)
}

@Test func `NoInt1 has the certified slope and uncentred R²`() throws {
  let fit = try Regression(.throughOrigin, x: noInt1.x, y: noInt1.y)
  #expect(isClose(fit.slope, 2.07438016528926))
  #expect(isClose(fit.slopeUncertainty, 0.165289256198347e-1))
  #expect(isClose(fit.scatter, 3.56753034006338))
  #expect(isClose(fit.uncentredR2, 0.999365492298663))
  #expect(fit.dof == 10)
  #expect(fit.intercept == 0)
  #expect(fit.interceptUncertainty == 0)
}

@Test func `weights of 1 are no weights, and only their ratios count`() throws {
  let (x, y) = (norris.map(\.x), norris.map(\.y))
  for line in [Regression.Line.throughOrigin, .withIntercept] {
    let plain = try Regression(line, x: x, y: y)
    let heavy = try Regression(line, x: x, y: y, weights: x.map { _ in 1e6 })
    #expect(isClose(heavy.slope, plain.slope, 1e-13))
    #expect(isClose(heavy.slopeUncertainty, plain.slopeUncertainty, 1e-12))
    #expect(isClose(heavy.birgeRatio, 1e3 * plain.birgeRatio, 1e-12))
  }
}

/// Through the origin with w = 1/x² the slope is the mean of y/x and its uncertainty their standard
/// deviation over √n; here of 2, 2.2, 2.1 and 2.
@Test func `weights of 1/x² give the mean of the ratios`() throws {
  let x = [1.0, 2, 4, 8]
  let y = [2.0, 4.4, 8.4, 16]
  let fit = try Regression(.throughOrigin, x: x, y: y, weights: x.map { 1 / ($0 * $0) })
  #expect(isClose(fit.slope, 2.075, 1e-14))
  let scatter = ((0.075 * 0.075 * 2 + 0.125 * 0.125 + 0.025 * 0.025) / 3).squareRoot()
  #expect(isClose(fit.scatter, scatter, 1e-12))
  #expect(isClose(fit.slopeUncertainty, scatter / 2, 1e-12))
  #expect(zip(fit.residuals, [-0.075, 0.25, 0.1, -0.6]).allSatisfy { abs($0 - $1) < 1e-12 })
}

/// By hand: Σw = 6, Σwx = 11, Σwx² = 29, Σwy = 30, Σwxy = 71; the determinant is 53.
@Test func `a weighted line with intercept is that of the normal equations`() throws {
  let fit = try Regression(.withIntercept, x: [0, 1, 3], y: [1, 4, 7], weights: [1, 2, 3])
  #expect(isClose(fit.slope, 96.0 / 53, 1e-13))
  #expect(isClose(fit.intercept, 89.0 / 53, 1e-13))
  #expect(isClose(fit.covariance[0][1], -11.0 / 53 * fit.chiSquared, 1e-12))
  #expect(fit.covariance[0][1] == fit.covariance[1][0])
  #expect(isClose(fit.covariance[1][1], 6.0 / 53 * fit.chiSquared, 1e-12))
}

@Test(
  arguments: [
    ([1.0, 2], [1.0], nil, "a line wants as many abscissas as ordinates and weights"),
    ([1, 2], [1, 2], nil, "a line and its scatter want 3 points or more, not 2"),
    ([1, 2, .nan], [1, 2, 3], nil, "point 3 of the line is not finite"),
    ([1, 2, 3], [1, .infinity, 3], nil, "point 2 of the line is not finite"),
    (
      [1, 2, 3], [1, 2, 3], [1, 1, 0],
      "the weight of point 3 of the line is not a finite number above 0"
    ),
    ([2, 2, 2], [1, 2, 3], nil, "all points of the line lie at one place: any slope fits"),
  ] as [([Double], [Double], [Double]?, String)])
func `no line without enough points`(
  x: [Double], y: [Double], weights: [Double]?, told: String
) {
  #expect {
    try Regression(.withIntercept, x: x, y: y, weights: weights)
  } throws: { "\($0)" == told }
}

@Test func `no line through the origin from points at 0`() {
  #expect(throws: RegressionError.noSpread) {
    try Regression(.throughOrigin, x: [0, 0], y: [1, 2])
  }
}

/// By hand: the means 2.1, 3.9, 6.3 lie 0.1, −0.2, 0.1 off their line 2.1x − 0.1, and the
/// repetitions ± 0.1 off the means: F = (2·0.06/1) / (6·0.01/3).
@Test func `lack of fit is what repetitions do not explain`() throws {
  let x = [1.0, 1, 2, 2, 3, 3]
  let y = [2.0, 2.2, 3.8, 4.0, 6.2, 6.4]
  let test = try LackOfFit(of: .withIntercept, x: x, y: y)
  #expect(isClose(test.ratio, 6, 1e-10))
  #expect([test.dofOfFit, test.dofOfError] == [1, 3])
  // t² = F for one degree of freedom, and P = 1 − 2/π·(atan √2 + √2/3) for t = √6 and 3 of them.
  #expect(isClose(test.probability, 0.091_721_113_311_571_84))
  #expect(throws: RegressionError.noRepetition) {
    try LackOfFit(of: .throughOrigin, x: [1, 2], y: [1, 2])
  }
}
