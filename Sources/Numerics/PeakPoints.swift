/// The points of a window around one peak: places, values and the variances of the values.
public struct PeakPoints: Sendable {
  /// The places, rising.
  public let places: [Double]
  /// The values.
  public let values: [Double]
  /// The variances of the values, all above 0.
  public let variances: [Double]

  /// How many points at either end are taken for background alone.
  public static let endCount = 5

  /// Checks that the lists can be fitted.
  ///
  /// - Parameters:
  ///   - places: The places, rising.
  ///   - values: A value for each.
  ///   - variances: The variance of each value; for a count N it is max(N, 1).
  /// - Throws: `tooFewPoints`, `impossiblePoint` or `saturated`.
  public init(
    places: [Double], values: [Double], variances: [Double]
  ) throws(PeakFitError) {
    let count = min(places.count, values.count, variances.count)
    guard count >= 4 * Self.endCount else { throw .tooFewPoints(count, wanted: 4 * Self.endCount) }
    for index in 0..<max(places.count, values.count, variances.count) {
      guard index < count, places[index].isFinite, values[index].isFinite,
        variances[index].isFinite, variances[index] > 0,
        index == 0 || places[index] > places[index - 1]
      else { throw .impossiblePoint(index) }
    }
    if let length = FlatTop.length(of: values) {
      throw .saturated(values.max() ?? 0, points: length)
    }
    self.places = places
    self.values = values
    self.variances = variances
  }

  /// The first and the last place.
  var window: ClosedRange<Double> { places[0]...places[places.count - 1] }

  /// The distance between two neighbouring places, on average.
  var step: Double { (window.upperBound - window.lowerBound) / Double(places.count - 1) }
}
