/// The area of a peak over its background, and how each count moves it.
public struct NetArea: Sendable {
  /// The net area, in counts times the unit of the step.
  public let value: Double
  /// The background at each point.
  public let background: [Double]
  /// The derivative of the area with respect to the counts at each point, that through the two ends
  /// of the background included.
  public let sensitivities: [Double]

  /// Takes the area over a background.
  ///
  /// - Parameters:
  ///   - window: The counts.
  ///   - background: What is taken away.
  ///   - shape: How the background goes from its low end (0) to its high end (1).
  ///   - sensitivities: The derivatives while the two ends stay where they are.
  init(
    of window: SpectrumWindow, over background: [Double], shape: [Double], sensitivities: [Double]
  ) {
    let net = zip(window.counts, background).map { $0 - $1 }
    value = zip(window.weights, net).reduce(0) { $0 + $1.0 * $1.1 }
    self.background = background
    let ends = SpectrumWindow.endPoints
    let high = zip(shape, sensitivities).reduce(0) { $0 + $1.0 * $1.1 }
    let low = sensitivities.reduce(0, +) - high
    var sensitivities = sensitivities
    for point in 0..<ends {
      sensitivities[point] -= low / Double(ends)
      sensitivities[sensitivities.count - 1 - point] -= high / Double(ends)
    }
    self.sensitivities = sensitivities
  }

  /// The covariance with another area of the same counts, which are independent and Poisson.
  ///
  /// The variance of a count is taken to be the count, of an empty channel 1.
  /// - Parameters:
  ///   - other: The other area; the area itself gives its variance.
  ///   - window: The counts of both.
  /// - Returns: The covariance.
  public func covariance(with other: NetArea, of window: SpectrumWindow) -> Double {
    window.counts.indices.reduce(0) { sum, point in
      sum + sensitivities[point] * other.sensitivities[point] * max(1, window.counts[point])
    }
  }
}
