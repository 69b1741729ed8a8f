import Numerics
import Quantity
import Text
import VAMAS

/// What a peak gives to a derivation: the signal of its element over each background.
struct PeakQuantities {
  /// R/(σT) over the Shirley background, its uncertainty that of the choice included.
  let signal: Quantity
  /// R/(σT) over the straight line.
  let linear: Quantity
  /// The kinetic energy of the electrons at the maximum.
  let kineticEnergy: Quantity

  /// Takes a peak into the derivation of a choice of background.
  init(_ peak: Peak, of instrument: String, _ choice: Quantity) throws {
    let (region, element) = (peak.spectrum.region, peak.line.element)
    let derivation = choice.derivation
    let areas = try Self.areas(peak, in: derivation)
    let area = try (areas.shirley + choice * (areas.linear - areas.shirley)).named("A_\(element)")
    let dwell = try region.dwellTime.quantity(Unit("s"), in: derivation).named("t_\(element)")
    let sweeps = try region.sweeps.quantity(.one, in: derivation).named("n_\(element)")
    let time = try dwell * sweeps
    let transmission = try Self.transmission(peak, of: instrument, in: derivation)
    let response =
      try (peak.line.sensitivity(in: derivation) * transmission).named("σT_\(element)")
    signal = try ((area / time).named("R_\(element)") / response).named("I_\(element)")
    linear = try areas.linear / time / response
    kineticEnergy = try Self.kineticEnergy(peak, in: derivation).named("KE_\(element)")
  }

  /// 0 for the Shirley background, 1 for the straight line; the same for every peak.
  static func choiceOfBackground(in derivation: Derivation) throws -> Quantity {
    try derivation.constant(
      "choice of background", 0, .one,
      uncertainty: .standard(0.5, Evaluation(.b, source: "model: choice of the background")),
      reference: nil
    ).named("b")
  }

  /// Both net areas, two outputs of one procedure on the same counts.
  private static func areas(
    _ peak: Peak, in derivation: Derivation
  ) throws -> (shirley: Quantity, linear: Quantity) {
    let lines = [peak.points.first, peak.points.last].compactMap { point in
      point.map { peak.spectrum.intensity.field(ofPoint: $0).cell.line }
    }
    let area = try Unit("counts·eV")
    let covariance = [peak.shirley, peak.linear].map { one in
      [peak.shirley, peak.linear].map { one.covariance(with: $0, of: peak.window) }
    }
    let outputs = try derivation.procedure(
      Procedure(
        "net peak area", output: "Shirley",
        method: """
          counts of \(peak.line.region) minus a background between the mean counts of 5 points at \
          either end of the window; Shirley background iterated until no point moves by more than \
          1e-9 of the largest count, or a straight line; trapezoidal rule; Poisson counts, the two \
          ends propagated
          """,
        inputs: [
          Named(
            "counts",
            .range(
              path: peak.spectrum.intensity.label.cell.path,
              cells: "A\(lines.min() ?? 0):A\(lines.max() ?? 0)"))
        ],
        parameters: [
          Named("window from / eV", JSON(peak.line.window.lowerBound)),
          Named("window to / eV", JSON(peak.line.window.upperBound)),
          Named("points", JSON(peak.points.count)),
          Named("curves that take turns", JSON(peak.spectrum.region.curves.count)),
        ]),
      outputs: [
        Named("Shirley", Operation.Operand(peak.shirley.value, area)),
        Named("linear", Operation.Operand(peak.linear.value, area)),
      ], covariance: covariance)
    return (
      outputs[0].named("S_\(peak.line.element)"), outputs[1].named("L_\(peak.line.element)")
    )
  }

  /// The transmission at the maximum; samples measured on one instrument alike share its error.
  private static func transmission(
    _ peak: Peak, of instrument: String, in derivation: Derivation
  ) throws -> Quantity {
    let region = peak.spectrum.region
    let field = try region.curve("Transmission").field(ofPoint: peak.maximum)
    let value = try field.positiveNumber()
    return try field.quantity(
      .one, uncertainty: .standard(PhotoLine.assumedUncertainty * value, PhotoLine.evaluation),
      variable: """
        transmission/\(instrument)/\(region.analyserMode.text) \(region.passEnergy.text)\
        /\(peak.line.region)
        """,
      in: derivation
    ).named("T_\(peak.line.element)")
  }

  private static func kineticEnergy(_ peak: Peak, in derivation: Derivation) throws -> Quantity {
    let (region, unit) = (peak.spectrum.region, try Unit("eV"))
    let steps = try derivation.exact(Double(peak.maximum))
    let energy =
      try region.start.quantity(unit, in: derivation)
      + steps * region.increment.quantity(unit, in: derivation)
    guard region.axis == .binding else { return energy }
    return try region.photonEnergy.quantity(unit, in: derivation) - energy
  }
}
