/// A window of a spectrum: counts at equal steps, from the highest kinetic energy to the lowest.
///
/// That is from the lowest binding energy to the highest: electrons lose energy on their way out, so
/// the background of a peak rises in this direction, whichever way the file runs.
public struct SpectrumWindow: Sendable {
  /// The counts at each point.
  public let counts: [Double]
  /// From a point to the next; larger than 0.
  public let step: Double

  /// How many points at either end of the window are averaged for the ends of the background.
  public static let endPoints = 5

  /// Takes the counts of a window.
  ///
  /// - Throws: `tooFewPoints` when the two ends would overlap; `saturated`.
  public init(counts: [Double], step: Double) throws(BackgroundError) {
    guard counts.count > 2 * Self.endPoints else { throw .tooFewPoints(counts.count) }
    if let length = FlatTop.length(of: counts) {
      throw .saturated(counts.max() ?? 0, points: length)
    }
    self.counts = counts
    self.step = step
  }
}

extension SpectrumWindow {
  /// The net area over a straight line between the mean counts of the two ends.
  public func linear() -> NetArea {
    let last = Double(counts.count - 1)
    let shape = counts.indices.map { Double($0) / last }
    return NetArea(of: self, over: background(shape), shape: shape, sensitivities: weights)
  }

  /// A background that goes from the mean of the low end to that of the high end.
  ///
  /// - Parameter shape: 0 at the low end and 1 at the high end, and the way between them.
  /// - Returns: The background at each point.
  func background(_ shape: [Double]) -> [Double] {
    let (low, rise) = (lowEnd, self.rise)
    return shape.map { low + rise * $0 }
  }

  /// The mean counts of the low end.
  var lowEnd: Double { counts.prefix(Self.endPoints).reduce(0, +) / Double(Self.endPoints) }

  /// By how much the mean counts of the high end lie over those of the low end.
  var rise: Double {
    counts.suffix(Self.endPoints).reduce(0, +) / Double(Self.endPoints) - lowEnd
  }

  /// What each point adds to an area by the trapezoidal rule.
  var weights: [Double] {
    counts.indices.map { $0 == 0 || $0 == counts.count - 1 ? step / 2 : step }
  }

  /// The area of a curve from the low end up to each point.
  func areas(below curve: [Double]) -> [Double] {
    var areas = [0.0]
    for point in counts.indices.dropFirst() {
      areas.append(areas[point - 1] + (curve[point - 1] + curve[point]) / 2 * step)
    }
    return areas
  }
}
