// A real pattern of LiCoO2, somebody else's, against fits by independent code (numpy and scipy).
import Analysis
import Diffraction
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

  /// The places of the reflections by doublet fits, one reflection in each window.
  private func places(_ indices: [Miller]) throws -> (values: [Double], variances: [[Double]]) {
    let cell = UnitCell.hexagonal(a: 2.814, c: 14.05)
    let doublet = PeakFit.Doublet(wavelengthRatio: 1.544430 / 1.540600, ratio: 0.514)
    let fits = try indices.map { index in
      let place = try #require(cell.position(index, wavelength: 1.5406)).value
      return try PeakFit(
        try points((place - 0.6)...(place + 0.6)), doublet: doublet, profile: .pseudoVoigt)
    }
    let variances = fits.map { $0.covariance[1][1] }
    return (
      fits.map(\.position),
      variances.indices.map { row in variances.indices.map { $0 == row ? variances[row] : 0 } }
    )
  }

  /// By independent code a = 2.8142(2), c = 14.0427(19) Å with equal weights; with the variances of
  /// the places a = 2.81469, c = 14.04489 Å (numpy and scipy).
  ///
  /// COD 1533825 has 2.814 and 14.048.
  @Test func `the lattice with the displacement is that of the independent fit`() throws {
    let indices = [
      Miller(0, 0, 3), Miller(1, 0, 1), Miller(1, 0, 4), Miller(0, 1, 5), Miller(1, 0, 7),
      Miller(0, 1, 8), Miller(1, 1, 0), Miller(1, 1, 3),
    ]
    let (values, variances) = try places(indices)
    let equal = values.indices.map { row in values.indices.map { row == $0 ? 1e-6 : 0 } }
    func fit(_ covariance: [[Double]], hasDisplacement: Bool = true) throws -> LatticeFit {
      try LatticeFit(
        from: .hexagonal(a: 2.814, c: 14.05), indices, observed: values, covariance: covariance,
        wavelength: 1.5406, hasDisplacement: hasDisplacement)
    }
    let found = try fit(equal)
    #expect(abs(found.cell.edges[0] - 2.8142) < 0.0001, "\(found.cell)")
    #expect(abs(found.cell.edges[1] - 14.0427) < 0.001, "\(found.cell)")
    #expect(abs(found.covariance[0][0].squareRoot() - 0.0002) < 0.0001)
    #expect(abs(found.covariance[1][1].squareRoot() - 0.0019) < 0.0002)
    let weighted = try fit(variances)
    #expect(abs(weighted.cell.edges[0] - 2.81469) < 0.00005, "\(weighted.cell)")
    #expect(abs(weighted.cell.edges[1] - 14.04489) < 0.0005, "\(weighted.cell)")
    let ignoring = try fit(equal, hasDisplacement: false)
    #expect(abs(ignoring.cell.edges[1] - 14.0427) > 5 * 0.0019, "\(ignoring.cell)")
  }
}
