/// Where a step loses mass fastest, and where the tangent there meets the mass before it: the
/// extrapolated onset of ISO 11358-1.
struct FastestLoss {
  /// In °C.
  let temperature: Double
  let onset: Double
  /// −dm/dT there, in mg/°C.
  let rate: Double
  /// The standard uncertainties by the noise of the readings.
  let temperatureNoise: Double
  let onsetNoise: Double
  let rateNoise: Double

  /// Finds them; `nil` when the rate has no maximum within the step.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - curve: The curve it is of.
  ///   - before: The mass before the step in mg.
  init?(of step: LossStep, in curve: MassCurve, before: Double) {
    let half = curve.window / 2
    let rises = curve.accelerations
    // The rate's maximum: its derivative goes from above 0 to below.
    let crossings =
      (max(
        step.range.lowerBound, step.fastest - half)..<min(
        step.range.upperBound - 1, step.fastest + half))
      .filter { rises[$0] > 0 && rises[$0 + 1] <= 0 }
    guard
      let index = crossings.min(by: { abs($0 - step.fastest) < abs($1 - step.fastest) }),
      index - half >= 0, index + half < rises.count
    else { return nil }
    let share = rises[index] / (rises[index] - rises[index + 1])
    func between(_ values: [Double]) -> Double {
      values[index] + share * (values[index + 1] - values[index])
    }
    let heating = between(curve.heating)
    let noises = curve.noises
    let bend =
      (rises[index - half / 2] - rises[index + half / 2]) / (Double(half / 2 * 2) * curve.spacing)
    guard heating > 0, bend > 0 else { return nil }
    temperature = between(curve.temperatures)
    rate = between(curve.rates) / heating
    let fallen = before - between(curve.smoothed)
    onset = temperature - fallen / rate
    temperatureNoise = noises.acceleration / bend * heating
    rateNoise = noises.rate / heating
    let byMass = noises.mass / rate
    let bySlope = fallen / rate * rateNoise / rate
    onsetNoise = (byMass * byMass + bySlope * bySlope).squareRoot()
  }
}
