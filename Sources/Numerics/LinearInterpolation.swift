/// Straight lines between points, for a value at any place between the first and the last.
public struct LinearInterpolation: Hashable, Sendable {
  private let places: [Double]
  private let values: [Double]

  /// Makes the lines.
  ///
  /// - Parameters:
  ///   - places: The abscissas, each greater than the one before it.
  ///   - values: The ordinates, as many.
  /// - Throws: `tooFewValues` or `notRising`.
  public init(_ places: [Double], _ values: [Double]) throws(SmoothingError) {
    let count = min(places.count, values.count)
    guard count >= 2, places.count == values.count else { throw .tooFewValues(count, wanted: 2) }
    if let index = places.indices.dropFirst().first(where: { !(places[$0] > places[$0 - 1]) }) {
      throw .notRising(index)
    }
    self.places = places
    self.values = values
  }

  /// The value at a place; `nil` outside of the points.
  public func value(at place: Double) -> Double? {
    guard let first = places.first, let last = places.last, first <= place, place <= last else {
      return nil
    }
    var low = 0
    var high = places.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle } else { high = middle }
    }
    let share = (place - places[low]) / (places[high] - places[low])
    return values[low] + share * (values[high] - values[low])
  }
}
