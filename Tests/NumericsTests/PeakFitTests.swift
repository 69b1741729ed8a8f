// Peak fits: values put in are found again, derivatives are those of the curve, and what is no peak
// is refused.
import Glibc
import Testing

@testable import Numerics

private let doublet = PeakFit.Doublet(wavelengthRatio: 1.5444260 / 1.5405980, ratio: 0.5)

/// The pseudo-Voigt function of unit area, written down on its own.
private func pseudoVoigt(_ x: Double, _ width: Double, _ mixing: Double) -> Double {
  let u = x / width
  let gauss = 2 / width * sqrt(log(2) / .pi) * exp(-4 * log(2) * u * u)
  return mixing * 2 / (.pi * width) / (1 + 4 * u * u) + (1 - mixing) * gauss
}

private func second(_ place: Double, _ doublet: PeakFit.Doublet) -> Double {
  360 / .pi * asin(doublet.wavelengthRatio * sin(place * .pi / 360))
}

private let window = stride(from: 43.3, through: 45.5, by: 0.013).map(\.self)

/// Points of a doublet with a slanted background, without noise unless it is given.
private func points(
  area: Double = 9000, at place: Double = 44.4, width: Double = 0.17, mixing: Double = 0.55,
  ratio: Double = 0.5, noise: [Double] = []
) throws -> PeakPoints {
  let doublet = PeakFit.Doublet(wavelengthRatio: doublet.wavelengthRatio, ratio: ratio)
  var values = window.map { x in
    area / (1 + ratio)
      * (pseudoVoigt(x - place, width, mixing)
        + ratio * pseudoVoigt(x - second(place, doublet), width, mixing))
      + 400 - 30 * (x - 44.4)
  }
  for index in noise.indices { values[index] += noise[index] * sqrt(values[index]) }
  return try PeakPoints(places: window, values: values, variances: values.map { max($0, 1) })
}

private func agree(_ one: Double, _ other: Double, _ tolerance: Double) -> Bool {
  abs(one / other - 1) < tolerance
}

private func fault(_ body: () throws -> Any) -> String {
  do {
    return "no fault: \(try body())"
  } catch {
    return "\(error)"
  }
}

@Test(arguments: [
  (area: 9000.0, place: 44.4, width: 0.17, mixing: 0.55, ratio: 0.5),
  (area: 120, place: 44.1, width: 0.08, mixing: 0.02, ratio: 0.5),
  (area: 1e6, place: 44.7, width: 0.3, mixing: 0.98, ratio: 0),
])
func `a fit finds the values put in`(
  area: Double, place: Double, width: Double, mixing: Double, ratio: Double
) throws {
  let points = try points(area: area, at: place, width: width, mixing: mixing, ratio: ratio)
  let doublet = PeakFit.Doublet(wavelengthRatio: doublet.wavelengthRatio, ratio: ratio)
  for profile in [PeakFit.Profile.pseudoVoigt, .splitPseudoVoigt] {
    let fit = try PeakFit(points, doublet: doublet, profile: profile)
    #expect(agree(fit.area, area, 1e-6))
    #expect(abs(fit.position - place) < 1e-6)
    #expect(agree(fit.width, width, 1e-6))
    #expect(abs(fit.mixing - mixing) < 1e-5)
    #expect(fit.reducedChiSquared < 1e-6)
    #expect(abs(fit.background[0] - (400 - 30 * (window[0] - 44.4))) < 0.01)
  }
}

@Test func `the derivatives are those of the curve`() {
  for (profile, parameters) in [
    (PeakFit.Profile.pseudoVoigt, [9000, 44.4, 400, -30, log(0.17), 0.55]),
    (.splitPseudoVoigt, [9000, 44.4, 400, -30, log(0.2), log(0.12), 0.9, 0.3]),
  ] {
    let curve = DoubletCurve(
      places: window, doublet: doublet, profile: profile,
      held: Array(repeating: nil, count: profile.halves))
    let derivatives = curve.derivatives(parameters)
    for index in parameters.indices {
      let step = 1e-5 * max(abs(parameters[index]), 0.1)
      var (more, less) = (parameters, parameters)
      more[index] += step
      less[index] -= step
      let numerical = zip(curve.values(more), curve.values(less)).map { ($0 - $1) / (2 * step) }
      let largest = numerical.map(abs).max() ?? 0
      for (row, value) in numerical.enumerated() {
        #expect(
          abs(derivatives[row][index] - value) < 1e-4 * largest, "parameter \(index), point \(row)")
      }
    }
  }
}

@Test func `the split profile has unit area, its heights meet, and it halves at half its widths`() {
  let left = PeakShape.Half(width: 0.2, mixing: 0.9)
  let right = PeakShape.Half(width: 0.1, mixing: 0.2)
  let shape = PeakShape(left: left, right: right)
  let step = 1e-3
  let sum = stride(from: -400.0, through: 400, by: step).reduce(0) {
    $0 + shape.value(at: $1 + step / 2).value * step
  }
  #expect(abs(sum - 1) < 2e-4)
  let top = shape.value(at: 0).value
  #expect(agree(shape.value(at: -1e-9).value, top, 1e-9))
  #expect(agree(shape.value(at: -0.1).value, top / 2, 1e-12))
  #expect(agree(shape.value(at: 0.05).value, top / 2, 1e-12))
}

/// The scatter of 200 fits to Poisson-like noise against the uncertainty that each of them states.
@Test func `the covariance is that of repeated fits`() throws {
  var seed: UInt64 = 20_250_101
  func uniform() -> Double {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(seed >> 11) + 0.5) / Double(1 << 53)
  }
  var areas: [Double] = []
  var stated = 0.0
  for _ in 0..<200 {
    let noise = window.map { _ in sqrt(-2 * log(uniform())) * cos(2 * .pi * uniform()) }
    let fit = try PeakFit(try points(noise: noise), doublet: doublet, profile: .pseudoVoigt)
    areas.append(fit.area)
    stated += fit.covariance[0][0].squareRoot() / 200
  }
  let mean = areas.reduce(0, +) / 200
  let deviation = (areas.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
  #expect(abs(deviation / stated - 1) < 0.15)
  #expect(abs(mean - 9000) < 4 * stated / 200.0.squareRoot())
}

@Test func `a share of Lorentz beyond 1 is held there`() throws {
  // Two Lorentz functions of different widths have longer tails than any of one width.
  let values = window.map { x in
    4000 * pseudoVoigt(x - 44.4, 0.1, 1) + 4000 * pseudoVoigt(x - 44.4, 0.5, 1) + 400
  }
  let points = try PeakPoints(places: window, values: values, variances: values)
  let single = PeakFit.Doublet(wavelengthRatio: 1.0025, ratio: 0)
  for profile in [PeakFit.Profile.pseudoVoigt, .splitPseudoVoigt] {
    let fit = try PeakFit(points, doublet: single, profile: profile)
    #expect(fit.mixing == 1)
    #expect(fit.covariance[3] == [0, 0, 0, 0])
    #expect(fit.covariance[0][0] > 0)
  }
}

@Test func `a covariance is scaled where the profile does not fit`() throws {
  let wrong = PeakFit.Doublet(wavelengthRatio: doublet.wavelengthRatio, ratio: 0)
  let points = try points()
  let right = try PeakFit(points, doublet: doublet, profile: .pseudoVoigt)
  let fit = try PeakFit(points, doublet: wrong, profile: .pseudoVoigt)
  #expect(fit.reducedChiSquared > 3)
  let ratio = fit.covariance[0][0] / right.covariance[0][0]
  #expect(ratio > fit.reducedChiSquared / 2)
}

@Test func `a net sum is the area within the window, with its uncertainty`() throws {
  let points = try points(mixing: 0)
  let sum = NetSum(points)
  #expect(abs(sum.area - 9000) < 0.1)
  // Every coefficient by moving one value, instead of by the formula.
  var variance = 0.0
  for index in points.values.indices {
    var values = points.values
    values[index] += 1
    let moved = NetSum(
      try PeakPoints(places: points.places, values: values, variances: points.variances))
    variance += (moved.area - sum.area) * (moved.area - sum.area) * points.variances[index]
  }
  #expect(agree(sum.uncertainty, variance.squareRoot(), 1e-6))
}

@Test func `a flat pattern has no peak`() throws {
  let values = window.indices.map { 400 + Double(($0 * 37) % 41) - 20 }
  let points = try PeakPoints(places: window, values: values, variances: values)
  #expect(!NetSum(points).isPeak)
  let told = fault { try PeakFit(points, doublet: doublet, profile: .pseudoVoigt) }
  #expect(told.hasPrefix("no peak stands out of the background: the net sum is "))
}

@Test func `a peak at an end of the window is refused`() throws {
  for place in [43.32, 43.6, 45.48] {
    let told = fault {
      try PeakFit(try points(at: place), doublet: doublet, profile: .pseudoVoigt)
    }
    let isRefused =
      told.hasPrefix("the maximum at ")
      && told.hasSuffix("is too near to an end of the window, 43.3 to 45.497")
    #expect(isRefused, "\(told)")
  }
}

@Test func `points that cannot be fitted are told`() {
  #expect(
    fault { try PeakPoints(places: [1, 2], values: [1, 2], variances: [1, 1]) }
      == "a peak and its background want 20 points or more, not 2")
  let zeros = window.map { _ in 0.0 }
  let ones = window.map { _ in 1.0 }
  #expect(
    fault { try PeakPoints(places: window, values: ones, variances: zeros) }
      == "point 1 of the peak cannot be fitted")
  #expect(
    fault { try PeakPoints(places: ones, values: ones, variances: ones) }
      == "point 2 of the peak cannot be fitted")
  #expect(
    fault { try PeakPoints(places: window, values: ones + [1], variances: ones) }
      == "point 171 of the peak cannot be fitted")
}
