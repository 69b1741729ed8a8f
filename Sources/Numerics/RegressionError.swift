/// Why no line can be fitted, as facts; their words stand here.
public enum RegressionError: Error, Hashable, Sendable {
  /// Lists of points and weights of different lengths.
  case differentCounts
  /// No more points than the line has coefficients.
  case tooFewPoints(Int, wanted: Int)
  /// A point, counted from 0, that is infinite or no number.
  case pointNotFinite(Int)
  /// A weight, counted from 0, that is not a finite number above 0.
  case impossibleWeight(Int)
  /// All points at one place: any slope fits.
  case noSpread
  /// No two points at the same place, or repeated ones that do not differ at all.
  case noRepetition
  /// The library's own word for what went wrong.
  case library(String)
}

extension RegressionError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .differentCounts: "a line wants as many abscissas as ordinates and weights"
    case .tooFewPoints(let count, let wanted):
      "a line and its scatter want \(wanted) points or more, not \(count)"
    case .pointNotFinite(let index): "point \(index + 1) of the line is not finite"
    case .impossibleWeight(let index):
      "the weight of point \(index + 1) of the line is not a finite number above 0"
    case .noSpread: "all points of the line lie at one place: any slope fits"
    case .noRepetition: "lack of fit wants repeated points that scatter"
    case .library(let message): "the line cannot be fitted: \(message)"
    }
  }
}
