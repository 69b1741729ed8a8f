/// Why no peak can be fitted, as facts; their words stand here.
public enum PeakFitError: Error, Hashable, Sendable {
  /// Fewer points than the curve and its scatter want.
  case tooFewPoints(Int, wanted: Int)
  /// Lists of different lengths, or a value that is no finite number or a variance not above 0.
  case impossiblePoint(Int)
  /// The highest value stands at so many neighbouring points: the detector counted no further.
  case saturated(Double, points: Int)
  /// Nothing stands out of the background: the net sum and its standard uncertainty.
  case noPeak(net: Double, uncertainty: Double)
  /// The peak stands outside of the window or too near to an end of it.
  case atEdge(position: Double, window: ClosedRange<Double>)
  /// A peak of a width that the points cannot show: narrower than a step, wider than the window.
  case impossibleWidth(Double)
  /// The fit found no end; the library's own word for it.
  case notConverged(String)
}

extension PeakFitError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .tooFewPoints(let count, let wanted):
      "a peak and its background want \(wanted) points or more, not \(count)"
    case .impossiblePoint(let index): "point \(index + 1) of the peak cannot be fitted"
    case .saturated(let value, let points):
      "the highest count, \(Self.short(value)), stands at \(points) neighbouring points: the detector "
        + "was saturated"
    case .noPeak(let net, let uncertainty):
      "no peak stands out of the background: the net sum is \(Self.short(net)), "
        + "its standard uncertainty \(Self.short(uncertainty))"
    case .atEdge(let position, let window):
      "the maximum at \(Self.short(position)) is too near to an end of the window, "
        + "\(Self.short(window.lowerBound)) to \(Self.short(window.upperBound))"
    case .impossibleWidth(let width):
      "the fit ends at a peak \(Self.short(width)) wide, which the points cannot show"
    case .notConverged(let words): "the fit finds no end: \(words)"
    }
  }

  /// A value with four significant digits at least.
  private static func short(_ value: Double) -> String {
    let digits = abs(value) >= 1000 ? 1.0 : abs(value) >= 1 ? 1000 : 1e6
    return "\((value * digits).rounded() / digits)"
  }
}
