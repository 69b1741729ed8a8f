public import Numerics
public import Quantity

/// A powder pattern as it was read, whatever its format: angles, intensities, and where they stand.
public struct MeasuredPattern: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// 2θ in degrees, rising.
  public let places: [Double]
  /// The intensities in counts.
  public let values: [Double]
  /// The variances of the intensities, in counts².
  public let variances: [Double]
  /// Columns of cells with a cell for each point, such as `intensities`.
  private let columns: [(name: String, cells: [Cell])]

  /// Makes a pattern from what a reader gives.
  public init(
    file: String, places: [Double], values: [Double], variances: [Double],
    columns: [(name: String, cells: [Cell])]
  ) {
    self.file = file
    self.places = places
    self.values = values
    self.variances = variances
    self.columns = columns
  }

  /// The indices of the points within a window.
  public func range(_ window: ClosedRange<Double>) -> Range<Int> {
    let start = places.firstIndex { $0 >= window.lowerBound } ?? places.count
    return start..<max(start, places.firstIndex { $0 > window.upperBound } ?? places.count)
  }

  /// The points within a window.
  public func points(_ window: ClosedRange<Double>) throws(PeakFitError) -> PeakPoints {
    let range = range(window)
    return try PeakPoints(
      places: Array(places[range]), values: Array(values[range]),
      variances: Array(variances[range]))
  }

  /// The cells of a window as inputs of a procedure.
  public func inputs(_ window: ClosedRange<Double>) -> [Named<Procedure.Input>] {
    let range = range(window)
    return columns.compactMap { name, cells in
      guard let first = range.first, let last = range.last else { return nil }
      return Named(
        name,
        .range(path: file, cells: "\(cells[first].address):\(cells[last].address)"))
    }
  }

  /// The sum of what stands over a straight background between the ends of a window, a guess for
  /// the area of a reflection in it, in counts·degrees; 0 where nothing does.
  public func excess(_ window: ClosedRange<Double>) -> Double {
    guard let points = try? points(window) else { return 0 }
    return max(0, NetSum(points).area)
  }
}
