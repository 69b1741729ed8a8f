// Photoelectron peaks fitted together with their background.
import Glibc
import Testing

@testable import Numerics

private let places = stride(from: 524.0, through: 540.05, by: 0.1).map { $0 }
private let parameters = [9000.0, 0.011, 227_500, 529.3, log(1.3), 422_500, 531.2, log(1.8)]
private let curve = ComponentCurve(places: places, count: 2, mixing: 0.3)

private func points(_ values: [Double]) throws -> PeakPoints {
  try PeakPoints(places: places, values: values, variances: values.map { max($0, 1) })
}

@Test func `the curve is the sum that numpy and scipy give`() {
  // import numpy as np; from scipy.special import erf
  // pv(x,w)=.3*2/(pi*w)/(1+4*(x/w)**2)+.7*2/w*sqrt(ln2/pi)*exp(-4*ln2*(x/w)**2); F its integral
  // 9000+Σ A*(pv(530-x0,w)+.011*F(530-x0)) = 139756.1753
  let values = ComponentCurve(places: [530], count: 2, mixing: 0.3).values(parameters)
  #expect(abs(values[0] / 139_756.1753 - 1) < 1e-6, "\(values)")
}

@Test func `the derivatives of peaks over their background are those of the curve`() {
  let rows = curve.derivatives(parameters)
  for index in parameters.indices {
    let step = 1e-6 * max(1, abs(parameters[index]))
    var (low, high) = (parameters, parameters)
    low[index] -= step
    high[index] += step
    let slopes = zip(curve.values(high), curve.values(low)).map { ($0 - $1) / (2 * step) }
    let size = slopes.map(abs).max() ?? 0
    for (row, slope) in zip(rows, slopes) {
      #expect(abs(row[index] - slope) < 1e-5 * size, "parameter \(index)")
    }
  }
}

@Test func `peaks without noise are found as they were put in`() throws {
  let fit = try ComponentFit(
    points(curve.values(parameters)), positions: [529, 531.5], width: 1.5, mixing: 0.3)
  for (component, at) in zip(fit.components, [2, 5]) {
    #expect(abs(component.area / parameters[at] - 1) < 1e-6)
    #expect(abs(component.position - parameters[at + 1]) < 1e-6)
    #expect(abs(component.width / exp(parameters[at + 2]) - 1) < 1e-6)
  }
}

@Test func `the scatter of the areas is their stated uncertainty`() throws {
  let numbers = RandomNumbers(seed: 20_260_101)
  let expected = curve.values(parameters)
  var pulls: [Double] = []
  for _ in 0..<200 {
    let counts = expected.map { Double(numbers.poisson($0)) }
    let fit = try ComponentFit(
      points(counts), positions: [529.3, 531.2], width: 1.5, mixing: 0.3)
    pulls.append((fit.components[0].area - parameters[2]) / fit.covariance[0][0].squareRoot())
  }
  let mean = pulls.reduce(0, +) / 200
  let scatter = (pulls.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 199).squareRoot()
  // χ² of 199 degrees of freedom: 99.9 % of standard deviations lie within 0.84 and 1.17.
  #expect((0.84...1.17).contains(scatter), "\(scatter)")
  #expect(abs(mean) < 3.3 / 200.0.squareRoot(), "\(mean)")
}

@Test func `a peak that is not there is told`() throws {
  var alone = parameters
  alone[2] = 1e-6
  let values = curve.values(alone)
  #expect(throws: PeakFitError.self) {
    try ComponentFit(points(values), positions: [529.3, 531.2], width: 1.5, mixing: 0.3)
  }
  #expect(throws: PeakFitError.self) {
    try ComponentFit(points(values), positions: [520], width: 1.5, mixing: 0.3)
  }
}
