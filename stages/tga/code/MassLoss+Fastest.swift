import Quantity
import Text

/// The temperatures of the step of the hydroxide.
extension MassLoss {
  func publishFastest(_ dry: Level, in publication: inout Publication) throws {
    guard let step = step(after: dry.minute) else { return }
    let own = try fastest(of: step, in: curve, before: dry)
    let wide = try MassCurve(sample, blank, smoothing: 1.5 * settings.smoothing.value)
    let other = try fastest(of: step, in: wide, before: dry)
    let found = try temperatures(of: step, own, other)
    let words =
      "\(smoothingWords), second derivative of degree \(MassCurve.degree + 2); "
      + correctionWords
    try publication.publish(
      "peak_temperature", found[0] + balance.temperature,
      definition: "temperature of the sample where the mass falls fastest in the step of the "
        + "hydroxide: maximum of −dm/dt; \(words)",
      budget: .complete)
    try publication.publish(
      "onset_temperature", found[1] + balance.temperature,
      definition:
        "extrapolated onset (ISO 11358-1) of the step of the hydroxide: where the tangent "
        + "at peak_temperature meets the mass of the plateau of \(settings.dry.words); \(words)",
      budget: .complete)
    let rate = try (balance.calibration * found[2] / (loaded ?? dry.mass))
      .converted(to: Unit("%/°C"))
    try publication.publish(
      "peak_rate", rate,
      definition: "−dm/dT at peak_temperature, of the mass loaded; \(words)",
      budget: .partial(missing: "the smoothing lowers a maximum; the scale of the temperature"),
      decimals: 3)
  }

  private func fastest(
    of step: LossStep, in curve: MassCurve, before dry: Level
  ) throws -> FastestLoss {
    // The smoothed curve has the blank taken off, but not what else the level corrects by 0.
    guard let found = FastestLoss(of: step, in: curve, before: dry.mass.value) else {
      throw sample.told(.noMaximum, at: index(of: step.fastest))
    }
    return found
  }

  /// Maximum, onset and rate, uncertain by the noise and by a window half as long again.
  private func temperatures(
    of step: LossStep, _ found: FastestLoss, _ other: FastestLoss
  ) throws -> [Quantity] {
    // The noise moves both, the narrower window more: only what it does not explain is the choice.
    func variance(_ value: (FastestLoss) -> Double, _ noise: (FastestLoss) -> Double) -> Double {
      let shift = value(found) - value(other)
      let byNoise = noise(found) * noise(found) - noise(other) * noise(other)
      return noise(found) * noise(found) + max(0, shift * shift - max(0, byNoise)) / 3
    }
    let range = index(of: step.range.lowerBound)..<index(of: step.range.upperBound - 1) + 1
    let procedure = Procedure(
      "fastest loss", output: "",
      method:
        "zero of the second derivative and the tangent there; \(smoothingWords); uncertain by "
        + "the noise of the readings and by what a window 1.5 times as long changes beyond the noise, "
        + "rectangular",
      inputs: [
        Named("readings", sample.cells(of: range)),
        Named("smoothing", .step(settings.smoothing.step)),
      ],
      parameters: [
        Named("noise of a reading in mg", JSON(curve.noise)),
        Named("values in the window", JSON(curve.window)),
      ])
    let rateVariance = found.rateNoise * found.rateNoise
    return try derivation.procedure(
      procedure,
      outputs: [
        Named("maximum", Operation.Operand(found.temperature, Unit("°C"))),
        Named("onset", Operation.Operand(found.onset, Unit("°C"))),
        Named("rate", Operation.Operand(found.rate, Unit("mg/°C"))),
      ],
      covariance: [
        [variance(\.temperature, \.temperatureNoise), 0, 0],
        [0, variance(\.onset, \.onsetNoise), 0], [0, 0, rateVariance],
      ])
  }

  /// The reading at or behind a place of the curve.
  private func index(of place: Int) -> Int {
    sample.times.firstIndex { $0 >= curve.times[place] - 1e-9 } ?? sample.times.count - 1
  }
}
