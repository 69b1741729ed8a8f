/// Why a background cannot be put under a peak, as facts; their words stand here.
public enum BackgroundError: Error, Hashable, Sendable {
  /// A window so narrow that its two ends would overlap.
  case tooFewPoints(Int)
  /// No area is left over the background.
  case noPeak
  /// The background did not come to rest.
  case noConvergence
  /// The highest count stands at so many neighbouring points: the detector counted no further.
  case saturated(Double, points: Int)
}

extension BackgroundError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .tooFewPoints(let count):
      "the window has \(count) points; its two ends alone take \(2 * SpectrumWindow.endPoints)"
    case .noPeak: "no area is left over the background"
    case .noConvergence: "the background does not come to rest"
    case .saturated(let value, let points):
      "\(PeakFitError.saturated(value, points: points))"
    }
  }
}
