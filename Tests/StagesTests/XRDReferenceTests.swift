// A real pattern of LiCoO2, somebody else's, against fits by independent code (numpy and scipy).
import Analysis
import Numerics
import Testing

private let isThere = Reference.has("xrd/LiCoO2_powbase.UXD")

/// The points of a window of the pattern; as much of the UXD format as that file needs.
private func points(_ window: ClosedRange<Double>) throws -> PeakPoints {
  let bytes = try StageProgram.content(of: "\(Reference.folder)/xrd/LiCoO2_powbase.UXD")
  let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
  func setting(_ name: String) throws -> Double {
    let line = try #require(lines.first { $0.hasPrefix("_\(name)=") })
    return try #require(Double(line.dropFirst(name.utf8.count + 2)))
  }
  let start = try #require(lines.firstIndex(of: "_COUNTS"))
  let counts = try lines[(start + 1)...].flatMap { line in
    try line.split(separator: " ").map { try #require(Double($0)) }
  }
  let (first, step) = (try setting("2THETA"), try setting("STEPSIZE"))
  let all = counts.enumerated().map { (first + step * Double($0), $1) }
  let chosen = all.filter { window.contains($0.0) }
  return try PeakPoints(
    places: chosen.map(\.0), values: chosen.map(\.1), variances: chosen.map { max($0.1, 1) })
}

private func fits(_ profile: PeakFit.Profile) throws -> [PeakFit] {
  let doublet = PeakFit.Doublet(wavelengthRatio: 1.544430 / 1.540600, ratio: 0.514)
  return try [18.0...20.2, 44.2...46.4].map {
    try PeakFit(try points($0), doublet: doublet, profile: profile)
  }
}

private func agree(_ one: Double, _ other: Double, _ tolerance: Double) -> Bool {
  abs(one / other - 1) < tolerance
}

@Suite(.enabled(if: isThere, Reference.absent))
struct LithiumCobaltOxideTests {
  @Test func `pseudo-Voigt areas and places are those of the independent fit`() throws {
    let fits = try fits(.pseudoVoigt)
    #expect(agree(fits[0].area, 7497.38, 0.002))
    #expect(agree(fits[1].area, 3475.10, 0.002))
    #expect(agree(fits[0].area / fits[1].area, 2.1575, 0.002))
    #expect(abs(fits[0].position - 19.00339) < 0.001)
    #expect(abs(fits[1].position - 45.32378) < 0.001)
    // The uncertainties of the independent fit are not scaled by its reduced χ².
    for (fit, uncertainty) in zip(fits, [18.5, 12.8]) {
      let unscaled = (fit.covariance[0][0] / fit.reducedChiSquared).squareRoot()
      #expect(agree(unscaled, uncertainty, 0.005))
    }
    #expect(agree(fits[0].reducedChiSquared, 269, 0.005))
    #expect(agree(fits[1].reducedChiSquared, 12.5, 0.005))
  }

  @Test func `split pseudo-Voigt areas are those of the independent fit`() throws {
    let fits = try fits(.splitPseudoVoigt)
    #expect(agree(fits[0].area, 8439.9, 0.005))
    #expect(agree(fits[1].area, 3497.0, 0.005))
    #expect(agree(fits[0].area / fits[1].area, 2.4135, 0.005))
    // A share held at its limit is not counted as a parameter here: 66 degrees of freedom, not 65.
    #expect(agree(fits[0].reducedChiSquared * 66 / 65, 12.78, 0.005))
    #expect(agree(fits[1].reducedChiSquared, 1.991, 0.005))
  }

  @Test func `the net sums lie between`() throws {
    let sums = try [18.0...20.2, 44.2...46.4].map { NetSum(try points($0)).area }
    #expect((2.26...2.33).contains(sums[0] / sums[1]))
  }
}
