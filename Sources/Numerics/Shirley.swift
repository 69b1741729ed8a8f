/// The iterated Shirley background (D. A. Shirley, Phys. Rev. B 5 (1972) 4709; A. Proctor and
/// P. M. A. Sherwood, Anal. Chem. 54 (1982) 13): it rises with the net area below it.
extension SpectrumWindow {
  /// Stop when no point of the background moves by more than this fraction of the largest count.
  public static let shirleyStop = 1e-9
  // A window with a peak takes less than ten rounds.
  private static let mostRounds = 1000

  /// The net area over the background B = I₁ + (I₂ − I₁)·A(<E)/A, where A is the net area itself.
  ///
  /// I₁ and I₂ are the mean counts of the two ends; the first round begins from a straight line.
  /// - Throws: `noPeak` when no area is left over the background, `noConvergence` when it never rests.
  public func shirley() throws(BackgroundError) -> NetArea {
    let limit = Self.shirleyStop * (counts.max() ?? 0)
    var background = linear().background
    for _ in 0..<Self.mostRounds {
      let below = areas(below: zip(counts, background).map { $0 - $1 })
      guard let area = below.last, area > 0 else { throw .noPeak }
      let shape = below.map { $0 / area }
      let next = self.background(shape)
      let change = zip(next, background).reduce(0) { max($0, abs($1.0 - $1.1)) }
      background = next
      if change < limit {
        let sensitivities = try sensitivities(shape, area: area)
        return NetArea(of: self, over: background, shape: shape, sensitivities: sensitivities)
      }
    }
    throw .noConvergence
  }

  /// How each count moves the area while the ends stay where they are.
  ///
  /// The background depends on the area below it, so the derivative λ of the area answers
  /// λ = w + Kᵀλ, with w the trapezoidal weights and K the derivative of the background with respect
  /// to itself: Kᵀλ = ρ·(w·(r·λ) − Sᵀλ), r the shape, S the running area, ρ the rise over the area.
  private func sensitivities(_ shape: [Double], area: Double) throws(BackgroundError) -> [Double] {
    let (weights, slope) = (weights, rise / area)
    var result = weights
    for _ in 0..<Self.mostRounds {
      let through = zip(shape, result).reduce(0) { $0 + $1.0 * $1.1 }
      let above = areas(above: result)
      let next = weights.indices.map { weights[$0] + slope * (weights[$0] * through - above[$0]) }
      let change = zip(next, result).reduce(0) { max($0, abs($1.0 - $1.1)) }
      result = next
      if change < Self.shirleyStop * step { return result }
    }
    throw .noConvergence
  }

  /// The transpose of the running area: what a value at each point adds to all areas above it.
  private func areas(above values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: values.count)
    var above = 0.0
    for point in values.indices.dropFirst().reversed() {
      sums[point] = (above + values[point] / 2) * step
      above += values[point]
    }
    sums[0] = above / 2 * step
    return sums
  }
}
