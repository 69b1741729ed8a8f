/// A stretch of a run in which the mass falls faster than elsewhere, and by more than could be chance.
struct LossStep {
  /// Where in the curve the rate is above the least one.
  let range: Range<Int>
  /// The mass lost there, in mg.
  let loss: Double
  /// Where the rate is greatest.
  let fastest: Int
  /// Whether the rate falls below the least one again before the run ends.
  let isFinished: Bool

  /// Finds the steps of a curve.
  ///
  /// - Parameters:
  ///   - curve: The smoothed mass and its rate.
  ///   - leastRate: In mg/min.
  ///   - leastLoss: In mg: less is no step.
  /// - Returns: The steps in their order; none where nothing falls so fast by so much.
  static func steps(of curve: MassCurve, leastRate: Double, leastLoss: Double) -> [LossStep] {
    var steps: [LossStep] = []
    var start: Int?
    for index in 0...curve.rates.count {
      let isFalling = index < curve.rates.count && curve.rates[index] > leastRate
      if isFalling, start == nil { start = index }
      guard !isFalling, let first = start else { continue }
      start = nil
      let loss = curve.smoothed[first] - curve.smoothed[index - 1]
      guard loss > leastLoss,
        let fastest = (first..<index).max(by: { curve.rates[$0] < curve.rates[$1] })
      else { continue }
      steps.append(
        LossStep(
          range: first..<index, loss: loss, fastest: fastest,
          isFinished: index < curve.rates.count))
    }
    return steps
  }
}
