/// The area of a peak without any profile: the trapezoids over a straight background between the
/// means of the first and the last points of a window.
public struct NetSum: Sendable {
  /// The area.
  public let area: Double
  /// Its standard uncertainty from the variances of all points, those of the ends included.
  public let uncertainty: Double

  /// An area that exceeds its uncertainty less is no peak: both errors of detection are 5 %
  /// (Currie 1968, 2 · 1.645).
  static let detectionLimit = 3.29

  /// Whether anything stands out of the background.
  public var isPeak: Bool { area > Self.detectionLimit * uncertainty }

  /// Sums up a window.
  public init(_ points: PeakPoints) {
    let coefficients = Self.coefficients(points.places)
    area = zip(coefficients, points.values).reduce(0) { $0 + $1.0 * $1.1 }
    uncertainty =
      zip(coefficients, points.variances).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }.squareRoot()
  }

  /// How much each value counts in the area, which is linear in the values.
  private static func coefficients(_ places: [Double]) -> [Double] {
    let count = places.count
    let ends = PeakPoints.endCount
    let left = places.prefix(ends).reduce(0, +) / Double(ends)
    let right = places.suffix(ends).reduce(0, +) / Double(ends)
    var coefficients = places.indices.map {
      (places[min($0 + 1, count - 1)] - places[max($0 - 1, 0)]) / 2
    }
    let background = zip(coefficients, places).reduce(into: (left: 0.0, right: 0.0)) { sum, point in
      let share = (point.1 - left) / (right - left)
      sum.left += point.0 * (1 - share)
      sum.right += point.0 * share
    }
    for index in 0..<ends {
      coefficients[index] -= background.left / Double(ends)
      coefficients[count - 1 - index] -= background.right / Double(ends)
    }
    return coefficients
  }
}
