// Nonlinear fits against the certified values of NIST's Statistical Reference Datasets.
import Glibc
import Testing

@testable import Numerics

/// y = b1·(1 − exp(−b2·x)), the model of Misra1a.
private struct Misra: LeastSquares.Curve {
  let places: [Double]

  func values(_ b: [Double]) -> [Double] { places.map { b[0] * (1 - exp(-b[1] * $0)) } }

  func derivatives(_ b: [Double]) -> [[Double]] {
    places.map { [1 - exp(-b[1] * $0), b[0] * $0 * exp(-b[1] * $0)] }
  }

}

/// NIST StRD, nonlinear regression, Misra1a: data and certified values.
private let places = [
  77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0,
]
private let values = [
  10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78,
]

@Test(arguments: [[500, 0.0001], [250, 0.0005]])
func `a fit finds the certified values of Misra1a from both starts`(start: [Double]) throws {
  let fit = try LeastSquares(
    Misra(places: places), to: values, weights: values.map { _ in 1 }, from: start)
  #expect(abs(fit.parameters[0] / 2.3894212918E+02 - 1) < 1e-9)
  #expect(abs(fit.parameters[1] / 5.5015643181E-04 - 1) < 1e-9)
  #expect(abs(fit.chiSquared / 1.2455138894E-01 - 1) < 1e-10)
  let deviations = (0...1).map { (fit.covariance[$0][$0] * fit.chiSquared / 12).squareRoot() }
  #expect(abs(deviations[0] / 2.7070075241E+00 - 1) < 1e-8)
  #expect(abs(deviations[1] / 7.2668688436E-06 - 1) < 1e-8)
}
