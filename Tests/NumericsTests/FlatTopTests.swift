// A detector that counts no further is found by its flat top.
import Testing

@testable import Numerics

@Test(
  arguments: [
    ([0.0, 1, 2, 3, 4, 5, 6, 10, 900, 900, 900, 900, 20, 10, 5, 0, 1, 2], 4),
    ([0.0, 10, 900, 900, 900, 20, 10, 5, 0], nil),
    ([0.0, 10, 90, 90, 90, 90, 20, 10, 5, 0], nil), ([300.0, 300, 300, 300, 300, 300], nil),
    ([0.0, 900, 900, 5, 900, 900, 5, 0, 0], nil), ([], nil),
  ] as [([Double], Int?)])
func `four neighbours of the highest count are a flat top`(values: [Double], length: Int?) {
  #expect(FlatTop.length(of: values) == length)
}

@Test func `counts of a saturated detector are refused for peaks and for spectra`() {
  let counts = (0..<40).map { 5000 - 300 * abs(Double($0) - 20) }.map { min(max($0, 100), 3800) }
  #expect(throws: PeakFitError.saturated(3800, points: 9)) {
    try PeakPoints(places: (0..<40).map(Double.init), values: counts, variances: counts)
  }
  #expect(throws: BackgroundError.saturated(3800, points: 9)) {
    try SpectrumWindow(counts: counts, step: 0.1)
  }
}
