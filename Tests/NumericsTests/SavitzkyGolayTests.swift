// Savitzky–Golay filters and straight lines between points: values of scipy 1.x and of the tables.
import Testing

@testable import Numerics

private func isClose(_ one: [Double], _ other: [Double], within tolerance: Double) -> Bool {
  one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) <= tolerance }
}

private let series = [1.0, 2.5, 2.0, 4.0, 7.5, 6.0, 9.0, 8.0, 12.0, 11.5, 10.0]

/// The table of Savitzky and Golay (1964): −3, 12, 17 over 35 for smoothing with five points.
@Test func `the weights are those of the tables`() throws {
  let five = try SavitzkyGolay(window: 5, degree: 2)
  #expect(isClose(five.coefficients(), [-3, 12, 17, 12, -3].map { $0 / 35 }, within: 1e-15))
  let slope = try SavitzkyGolay(window: 7, degree: 3, derivative: 1)
  #expect(
    isClose(
      slope.coefficients(), [22, -67, -58, 0, 58, 67, -22].map { $0 / 252 }, within: 1e-15))
  let end = [
    -0.30555556, 0.48412698, 0.30555556, -0.28571429, -0.73412698, -0.48412698, 1.01984127,
  ]
  #expect(isClose(slope.coefficients(at: 3), end, within: 5e-9))
}

/// scipy.signal.savgol_filter, mode "interp": (7, 3), (7, 3, deriv 1, delta 0.5) and (7, 4, deriv 2,
/// delta 0.25).
@Test func `a series and its ends are filtered as by scipy`() throws {
  let smooth = try SavitzkyGolay(window: 7, degree: 3).filtered(series)
  #expect(
    isClose(
      smooth,
      [
        1.1547619047619049, 1.797619047619048, 2.904761904761906, 4.309523809523813,
        5.928571428571433, 7.095238095238101, 8.309523809523816, 9.500000000000007,
        11.178571428571438, 11.67857142857143, 9.99999999999999,
      ], within: 1e-12))
  let first = try SavitzkyGolay(window: 7, degree: 3, derivative: 1).filtered(series, spacing: 0.5)
  #expect(
    isClose(
      first,
      [
        0.7103174603174597, 1.8055555555555567, 2.5674603174603194, 2.996031746031747,
        3.682539682539683, 1.0714285714285714, 2.0039682539682544, 3.8690476190476195,
        2.5119047619047503, -0.8452380952381162, -6.202380952380977,
      ], within: 1e-12))
  let second = try SavitzkyGolay(window: 7, degree: 4, derivative: 2)
    .filtered(series, spacing: 0.25)
  #expect(
    isClose(
      second,
      [
        31.636363636364443, 14.424242424242713, 3.0303030303029956, -2.54545454545449,
        -13.878787878787762, -13.515151515151487, 25.33333333333337, -1.696969696969603,
        -18.424242424242415, -36.60606060606084, -56.24242424242486,
      ], within: 1e-9))
}

@Test func `noise grows as scipy's weights say`() throws {
  let wide = try SavitzkyGolay(window: 61, degree: 3, derivative: 1)
  #expect(abs(wide.noise() - 0.018197150473537097) < 1e-13)
  #expect(abs(wide.noise(spacing: 0.5) - 2 * 0.018197150473537097) < 1e-13)
  #expect(abs(wide.coefficients()[0] - 0.0035346524472648195) < 1e-14)
}

@Test func `a polynomial of the degree is kept, to the ends`() throws {
  let places = (0..<30).map { Double($0) }
  let cubic = places.map { 2 - 3 * $0 + 0.5 * $0 * $0 - 0.01 * $0 * $0 * $0 }
  let slope = places.map { -3 + $0 - 0.03 * $0 * $0 }
  #expect(isClose(try SavitzkyGolay(window: 11, degree: 3).filtered(cubic), cubic, within: 1e-10))
  let found = try SavitzkyGolay(window: 11, degree: 3, derivative: 1).filtered(cubic)
  #expect(isClose(found, slope, within: 1e-10))
}

@Test(arguments: [(4, 2, 0), (5, 5, 0), (5, 2, 3), (5, 2, -1), (-1, -2, 0)])
func `a window that fits no polynomial is told`(window: Int, degree: Int, derivative: Int) {
  #expect(
    throws: SmoothingError.impossibleWindow(window, degree: degree, derivative: derivative)
  ) { try SavitzkyGolay(window: window, degree: degree, derivative: derivative) }
}

@Test func `a series shorter than the window is told`() throws {
  let filter = try SavitzkyGolay(window: 13, degree: 2)
  let error = #expect(throws: SmoothingError.self) { try filter.filtered(series) }
  #expect(error?.description == "13 values are wanted, not 11")
}

@Test func `a value between points lies on the straight line`() throws {
  let line = try LinearInterpolation([1, 2, 4], [10, 20, 10])
  #expect([1, 1.5, 2, 3, 4].map { line.value(at: $0) } == [10, 15, 20, 15, 10])
  #expect(line.value(at: 0.999) == nil && line.value(at: 4.001) == nil)
  #expect(line.value(at: .nan) == nil)
}

@Test func `places that do not rise are told`() {
  #expect(throws: SmoothingError.notRising(2)) { try LinearInterpolation([1, 2, 2], [0, 0, 0]) }
  #expect(throws: SmoothingError.tooFewValues(1, wanted: 2)) { try LinearInterpolation([1], [0]) }
}
