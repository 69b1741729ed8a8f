#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Several photoelectron peaks in one window over a background that rises with the area below it,
/// all fitted at once.
///
/// The background is B(E) = b₀ + k·∫ peaks below E, a Shirley background that is part of the fit
/// ("active": A. Herrera-Gomez et al., Surf. Interface Anal. 46 (2014) 897), so that its uncertainty is
/// in that of the peaks. Each peak is a pseudo-Voigt function η·L + (1 − η)·G with η held.
public struct ComponentFit: Sendable {
  /// One of the peaks.
  public struct Component: Sendable {
    /// The area, in counts times the unit of the places.
    public let area: Double
    /// Where its maximum stands.
    public let position: Double
    /// The full width at half maximum.
    public let width: Double
    /// The peak alone at each point, without background.
    public let curve: [Double]
  }

  /// The peaks, in the order of their guesses.
  public let components: [Component]
  /// The covariance of area, position and width of the first peak, then of the second, …, scaled by
  /// the reduced χ² where that is greater than 1.
  public let covariance: [[Double]]
  /// The weighted sum of squares over the degrees of freedom.
  public let reducedChiSquared: Double
  /// The points less the parameters.
  public let degreesOfFreedom: Int
  /// The background at each point.
  public let background: [Double]

  /// A peak whose area is not this many standard uncertainties above 0 is not there.
  private static let outstanding = 3.0

  /// Fits the peaks.
  ///
  /// - Parameters:
  ///   - points: The points of the window, from the lowest binding energy to the highest.
  ///   - positions: About where each peak stands; one or more.
  ///   - width: About how wide they are.
  ///   - mixing: The share η of the Lorentz function, 0 to 1.
  /// - Throws: `atEdge` for a peak that leaves the window, `noPeak`, `impossibleWidth` or
  ///   `notConverged`.
  public init(
    _ points: PeakPoints, positions: [Double], width: Double, mixing: Double
  ) throws(PeakFitError) {
    for position in positions where !points.window.contains(position) {
      throw .atEdge(position: position, window: points.window)
    }
    let curve = ComponentCurve(places: points.places, count: positions.count, mixing: mixing)
    let fit = try LeastSquares(
      curve, to: points.values, weights: points.variances.map { 1 / $0 },
      from: Self.start(points, positions, width))
    let parameters = fit.parameters
    let dof = points.places.count - parameters.count
    let scale = max(1, fit.chiSquared / Double(dof))
    components = positions.indices.map { index in
      let at = ComponentCurve.index(of: index)
      return Component(
        area: parameters[at], position: parameters[at + 1], width: exp(parameters[at + 2]),
        curve: points.places.map { curve.peak(index, parameters, at: $0).value })
    }
    background = points.places.map { curve.background(parameters, at: $0) }
    degreesOfFreedom = dof
    reducedChiSquared = fit.chiSquared / Double(dof)
    // The fit knows the logarithm of a width.
    let factors: [Double] = components.flatMap { component -> [Double] in [1, 1, component.width] }
    let common = ComponentCurve.common
    covariance = factors.indices.map { row in
      factors.indices.map { column in
        // In this order both triangles round alike.
        let own = scale * fit.covariance[row + common][column + common]
        return own * (factors[row] * factors[column])
      }
    }
    try check(in: points)
  }

  private static func start(
    _ points: PeakPoints, _ positions: [Double], _ width: Double
  ) -> [Double] {
    let ends = PeakPoints.endCount
    let low = points.values.prefix(ends).reduce(0, +) / Double(ends)
    let high = points.values.suffix(ends).reduce(0, +) / Double(ends)
    let area = max(NetSum(points).area, points.step)
    return [low, (high - low) / area]
      + positions.flatMap { [area / Double(positions.count), $0, log(width)] }
  }

  private func check(in points: PeakPoints) throws(PeakFitError) {
    let window = points.window
    for (index, component) in components.enumerated() {
      guard window.contains(component.position) else {
        throw .atEdge(position: component.position, window: window)
      }
      guard component.width > points.step,
        component.width < window.upperBound - window.lowerBound
      else { throw .impossibleWidth(component.width) }
      let uncertainty = covariance[3 * index][3 * index].squareRoot()
      guard component.area > Self.outstanding * uncertainty else {
        throw .noPeak(net: component.area, uncertainty: uncertainty)
      }
    }
  }
}

/// The curve that is fitted: b₀ and k, then area, position and the logarithm of the width of each peak.
struct ComponentCurve: LeastSquares.Curve {
  let places: [Double]
  let count: Int
  let mixing: Double

  /// How many parameters stand before those of the peaks.
  static let common = 2

  static func index(of component: Int) -> Int { common + 3 * component }

  private static let gaussian = 2 * log(2.0).squareRoot()

  /// The share of the area of a pseudo-Voigt function that lies below a distance from its maximum.
  private func share(below place: Double) -> Double {
    mixing * (0.5 + atan(2 * place) / .pi) + (1 - mixing) * 0.5 * erfc(-Self.gaussian * place)
  }

  /// A peak at a place, and the area of it that lies below.
  func peak(
    _ component: Int, _ parameters: [Double], at place: Double
  ) -> (value: Double, below: Double, slope: Double, distance: Double) {
    let at = Self.index(of: component)
    let (area, width) = (parameters[at], exp(parameters[at + 2]))
    let distance = (place - parameters[at + 1]) / width
    let shape = PeakShape.Half(width: 1, mixing: mixing).value(distance)
    return (
      area * shape.value / width, area * share(below: distance),
      area * shape.byPlace / (width * width), distance
    )
  }

  func background(_ parameters: [Double], at place: Double) -> Double {
    let below = (0..<count).reduce(0) { $0 + peak($1, parameters, at: place).below }
    return parameters[0] + parameters[1] * below
  }

  func values(_ parameters: [Double]) -> [Double] {
    places.map { place in
      let peaks = (0..<count).map { peak($0, parameters, at: place) }
      return parameters[0]
        + peaks.reduce(0) { $0 + $1.value + parameters[1] * $1.below }
    }
  }

  func derivatives(_ parameters: [Double]) -> [[Double]] {
    places.map { place in
      let peaks = (0..<count).map { peak($0, parameters, at: place) }
      var row = [1, peaks.reduce(0) { $0 + $1.below }]
      for (index, peak) in peaks.enumerated() {
        let at = Self.index(of: index)
        let width = exp(parameters[at + 2])
        row.append((peak.value + parameters[1] * peak.below) / parameters[at])
        // The area below moves with the place as the peak is high.
        row.append(-peak.slope - parameters[1] * peak.value)
        row.append(
          -peak.value - peak.distance * width * (peak.slope + parameters[1] * peak.value))
      }
      return row
    }
  }
}
