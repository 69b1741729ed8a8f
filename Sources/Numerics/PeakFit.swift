#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A diffraction peak of one or two lines over a straight background, fitted by least squares with
/// the variances of the points.
///
/// Both lines have the same shape; the second stands where its longer wavelength puts it,
/// sin θ₂ = (λ₂/λ₁) sin θ₁, and has a fixed share of the area.
public struct PeakFit: Sendable {
  /// The shape of a line.
  public enum Profile: Sendable {
    /// η·Lorentz + (1 − η)·Gauss with one full width at half maximum; 0 ≤ η ≤ 1.
    case pseudoVoigt
    /// The same with a width and η of its own on either side of the maximum.
    case splitPseudoVoigt

    var halves: Int { self == .pseudoVoigt ? 1 : 2 }
  }

  /// How the second line lies to the first.
  public struct Doublet: Sendable {
    /// The wavelength of the second line over that of the first.
    public let wavelengthRatio: Double
    /// The area of the second line over that of the first; 0 when there is none.
    public let ratio: Double

    /// Makes a doublet from its parts.
    public init(wavelengthRatio: Double, ratio: Double) {
      self.wavelengthRatio = wavelengthRatio
      self.ratio = ratio
    }
  }

  /// The area of both lines together.
  public let area: Double
  /// Where the first line has its maximum, in degrees 2θ.
  public let position: Double
  /// The full width at half maximum of a line, in degrees 2θ.
  public let width: Double
  /// The share η of the Lorentz function; of a split profile the mean of both sides.
  public let mixing: Double
  /// The covariance of area, position, width and share, scaled by the reduced χ² where that is
  /// greater than 1.
  public let covariance: [[Double]]
  /// The weighted sum of squares over the degrees of freedom.
  public let reducedChiSquared: Double
  /// The points less the parameters.
  public let degreesOfFreedom: Int
  /// The fitted curve at the points, its background included.
  public let curve: [Double]
  /// The background at the points.
  public let background: [Double]

  /// A peak must stand this many of its widths from either end of the window.
  static let margin = 2.0
  /// The highest point stands this many standard deviations above the lower end of the window.
  private static let outstanding = 5.0

  /// Fits a peak.
  ///
  /// - Parameters:
  ///   - points: The points of the window.
  ///   - doublet: How the second line lies to the first.
  ///   - profile: The shape of a line.
  /// - Throws: `noPeak`, `atEdge`, `impossibleWidth` or `notConverged`.
  public init(
    _ points: PeakPoints, doublet: Doublet, profile: Profile
  ) throws(PeakFitError) {
    let start = try Self.start(points, doublet, profile)
    let (curve, fit) = try Self.fit(points, doublet, profile, from: start)
    let shape = curve.shape(fit.parameters)
    area = fit.parameters[0]
    position = fit.parameters[1]
    width = (shape.left.width + shape.right.width) / 2
    mixing = (shape.left.mixing + shape.right.mixing) / 2
    degreesOfFreedom = points.places.count - fit.parameters.count
    reducedChiSquared = fit.chiSquared / Double(degreesOfFreedom)
    covariance = Self.covariance(of: fit, curve, shape, scale: max(1, reducedChiSquared))
    self.curve = curve.values(fit.parameters)
    background = curve.background(fit.parameters)
    try check(in: points)
  }

  private func check(in points: PeakPoints) throws(PeakFitError) {
    let window = points.window
    guard width > points.step, width < window.upperBound - window.lowerBound else {
      throw .impossibleWidth(width)
    }
    let distance = min(position - window.lowerBound, window.upperBound - position)
    guard distance >= Self.margin * width else {
      throw .atEdge(position: position, window: window)
    }
    let uncertainty = covariance[0][0].squareRoot()
    guard area > NetSum.detectionLimit * uncertainty else {
      throw .noPeak(net: area, uncertainty: uncertainty)
    }
  }
}

extension PeakFit {
  /// A guess: the highest point, the net sum, and the width that goes with both.
  private static func start(
    _ points: PeakPoints, _ doublet: Doublet, _ profile: Profile
  ) throws(PeakFitError) -> [Double] {
    let net = NetSum(points)
    let ends = PeakPoints.endCount
    let left = points.values.prefix(ends).reduce(0, +) / Double(ends)
    let right = points.values.suffix(ends).reduce(0, +) / Double(ends)
    let span = points.window.upperBound - points.window.lowerBound
    let mean = PeakShape.Half(width: 1, mixing: 0.5).height
    let index = points.values.indices.max { points.values[$0] < points.values[$1] } ?? 0
    let rest = points.values[index] - min(left, right)
    let isInside = (ends..<points.places.count - ends).contains(index)
    let isHigh = rest > outstanding * points.variances[index].squareRoot()
    if isHigh, !isInside { throw .atEdge(position: points.places[index], window: points.window) }
    guard net.isPeak, isHigh else {
      throw .noPeak(net: net.area, uncertainty: net.uncertainty)
    }
    let width = min(max(net.area / (1 + doublet.ratio) * mean / rest, points.step), span / 4)
    let slope = (right - left) / span
    return [net.area, points.places[index], (left + right) / 2, slope]
      + Array(repeating: log(width), count: profile.halves)
      + Array(repeating: 0.5, count: profile.halves)
  }

  /// Fits, and where a share η leaves 0…1 holds it at that end and fits the rest again.
  private static func fit(
    _ points: PeakPoints, _ doublet: Doublet, _ profile: Profile, from start: [Double]
  ) throws(PeakFitError) -> (DoubletCurve, LeastSquares) {
    var start = start
    var held = [Double?](repeating: nil, count: profile.halves)
    while true {
      let curve = DoubletCurve(
        places: points.places, doublet: doublet, profile: profile, held: held)
      let fit = try LeastSquares(
        curve, to: points.values, weights: points.variances.map { 1 / $0 }, from: start)
      let free = (0..<profile.halves).filter { held[$0] == nil }
      let beyond = free.filter { half in
        curve.mixing(ofHalf: half).map { !(0...1).contains(fit.parameters[$0]) } ?? false
      }
      if beyond.isEmpty { return (curve, fit) }
      for half in beyond {
        held[half] = curve.mixing(ofHalf: half).map { fit.parameters[$0] > 1 ? 1 : 0 }
      }
      start =
        Array(fit.parameters[..<(DoubletCurve.common + profile.halves)])
        + free.filter { held[$0] == nil }.compactMap { half in
          curve.mixing(ofHalf: half).map { fit.parameters[$0] }
        }
    }
  }

  /// The covariance of area, position, width and share from that of the parameters.
  private static func covariance(
    of fit: LeastSquares, _ curve: DoubletCurve, _ shape: PeakShape, scale: Double
  ) -> [[Double]] {
    let count = fit.parameters.count
    var rows = [[Double]](repeating: Array(repeating: 0, count: count), count: 4)
    rows[0][0] = 1
    rows[1][1] = 1
    let halves = curve.profile.halves
    for (half, side) in [shape.left, shape.right].prefix(halves).enumerated() {
      rows[2][curve.width(ofHalf: half)] = side.width / Double(halves)
      if let mixing = curve.mixing(ofHalf: half) { rows[3][mixing] = 1 / Double(halves) }
    }
    var covariance = rows.map { _ in [Double](repeating: 0, count: rows.count) }
    for row in rows.indices {
      for column in 0...row {
        var sum = 0.0
        for (i, one) in rows[row].enumerated() where one != 0 {
          for (j, other) in rows[column].enumerated() where other != 0 {
            sum += one * other * fit.covariance[i][j]
          }
        }
        covariance[row][column] = sum * scale
        covariance[column][row] = sum * scale
      }
    }
    return covariance
  }
}
