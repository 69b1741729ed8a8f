// Backgrounds: the area of a known peak, and its counting uncertainty against simulation.
import Glibc
import Numerics
import Testing

private func bell(_ distance: Double, width: Double) -> Double {
  exp(-(distance / width) * (distance / width))
}

/// A peak on a Shirley step, as exact expected counts.
private func spectrum(height: Double, floor: Double = 1500, step: Double = 0.1) -> [Double] {
  let energies = (0..<131).map { 30 + step * Double($0) }
  let peak = energies.map { energy -> Double in
    height * (bell(energy - 35.3, width: 0.8) + 0.75 * bell(energy - 37.5, width: 0.8))
  }
  var below = 0.0
  return peak.map { value in
    below += value * step
    return floor + 0.2 * below + value
  }
}

/// The generator SplitMix64 with a recorded seed: the same draws on every machine.
private struct Draws {
  var state: UInt64 = 20_250_101

  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }

  /// Counts of a Poisson distribution, which is normal for so many.
  mutating func counts(_ expected: Double) -> Double {
    let normal = sqrt(-2 * log(1 - uniform())) * cos(2 * .pi * uniform())
    return max(0, (expected + expected.squareRoot() * normal).rounded())
  }
}

@Test func `the area over a straight line is that of the peak on it`() throws {
  let counts = (0..<101).map { point -> Double in
    let place = Double(point)
    return 100 + 2 * place + 5000 * bell(place - 50, width: 6)
  }
  let area = try SpectrumWindow(counts: counts, step: 0.1).linear()
  #expect(abs(area.value / (5000 * 0.6 * sqrt(.pi)) - 1) < 1e-9)
  #expect(abs(area.background[50] - 200) < 1e-6)
}

/// An analytic case: one peak within few points on a step proportional to the area below it.
@Test func `the Shirley background is the step that the peak itself makes`() throws {
  let window = try SpectrumWindow(counts: spectrum(height: 9000), step: 0.1)
  let area = try window.shirley()
  let own = 9000 * 0.8 * sqrt(.pi) * 1.75
  // The step was made with the area up to and including each point, half a point above the rule.
  #expect(abs(area.value / own - 1) < 0.02)
  for (point, background) in area.background.enumerated() {
    let below = (0...point).reduce(0) { $0 + window.counts[$1] - area.background[$1] } * 0.1
    #expect(abs(background - (1500 + 0.2 * below)) < 0.02 * 9000)
  }
  #expect(abs(area.background[0] - 1500) < 1e-6)
}

@Test(arguments: [20.0, 500, 9000])
func `a sensitivity is the change of the area by one count`(height: Double) throws {
  let counts = spectrum(height: height)
  let window = try SpectrumWindow(counts: counts, step: 0.1)
  for (area, again) in [
    (try window.shirley(), { try $0.shirley() }),
    (window.linear(), { (window: SpectrumWindow) throws in window.linear() }),
  ] {
    for point in [0, 3, 4, 5, 40, 53, 60, 75, 120, 126, 130] {
      let change = 0.01
      var (more, less) = (counts, counts)
      more[point] += change
      less[point] -= change
      let difference =
        try again(SpectrumWindow(counts: more, step: 0.1)).value
        - again(SpectrumWindow(counts: less, step: 0.1)).value
      #expect(abs(area.sensitivities[point] - difference / (2 * change)) < 2e-4)
    }
  }
}

/// The variances of both areas and their covariance, against 1500 simulated spectra.
///
/// To 10 % of the variance, of which the drawing makes 4 % and the second order another 4 %.
@Test func `the counting uncertainty holds the ends and is that of simulated spectra`() throws {
  let expected = spectrum(height: 3000)
  let window = try SpectrumWindow(counts: expected, step: 0.1)
  let (shirley, linear) = (try window.shirley(), window.linear())
  var draws = Draws()
  var sums = (shirley: 0.0, linear: 0.0, both: 0.0)
  let rounds = 1500
  for _ in 0..<rounds {
    let counts = expected.map { draws.counts($0) }
    let drawn = try SpectrumWindow(counts: counts, step: 0.1)
    let one = try drawn.shirley().value - shirley.value
    let other = drawn.linear().value - linear.value
    sums = (sums.shirley + one * one, sums.linear + other * other, sums.both + one * other)
  }
  let count = Double(rounds)
  #expect(abs(shirley.covariance(with: shirley, of: window) / (sums.shirley / count) - 1) < 0.1)
  #expect(abs(linear.covariance(with: linear, of: window) / (sums.linear / count) - 1) < 0.1)
  #expect(abs(shirley.covariance(with: linear, of: window) / (sums.both / count) - 1) < 0.1)
  // What the counts alone say, without the ends, is far too small.
  let naive = expected.reduce(0, +).squareRoot() * 0.1
  #expect((sums.shirley / count).squareRoot() > 2 * naive)
}

@Test func `an empty channel has the variance of one count`() throws {
  let area = try SpectrumWindow(counts: [Double](repeating: 0, count: 11), step: 2).linear()
  let window = try SpectrumWindow(counts: [Double](repeating: 0, count: 11), step: 2)
  #expect(area.value == 0)
  // The five points at an end share half of the 20 eV: -2 each, beside their own 2 (1 at the edge).
  #expect(abs(area.covariance(with: area, of: window) - (1 + 4 + 1)) < 1e-9)
}

@Test func `no background is put under nothing`() throws {
  let flat = [Double](repeating: 50, count: 40)
  let valley = flat.enumerated().map { $0 == 20 ? 10 : $1 }
  for counts in [flat, valley] {
    #expect(throws: BackgroundError.noPeak) {
      try SpectrumWindow(counts: counts, step: 0.1).shirley()
    }
  }
  #expect(throws: BackgroundError.tooFewPoints(10)) {
    try SpectrumWindow(counts: Array(repeating: 1, count: 10), step: 0.1)
  }
  #expect(BackgroundError.noPeak.description == "no area is left over the background")
  #expect(
    BackgroundError.tooFewPoints(10).description
      == "the window has 10 points; its two ends alone take 10")
}
