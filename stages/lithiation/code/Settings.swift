import Analysis
import Numerics
import Quantity
import Text

/// The parameters of the analysis: the window and the places of 003, and what goes into Scherrer's
/// equation.
struct Settings {
  static let options: Set = ["sample", "standard", "parameter"]

  /// Where all quantities of the sample are calculated.
  let derivation = Derivation()
  let sample: String
  /// The window of the fit, in degrees 2θ.
  let from: Quantity
  let to: Quantity
  /// Where the maximum must lie to be that of 003, in degrees 2θ.
  let places: ClosedRange<Double>
  /// The window of the line of the standard, in degrees 2θ.
  let standardFrom: Quantity
  let standardTo: Quantity
  /// The standard uncertainty with which the width of that line holds at 003, in degrees 2θ.
  let transfer: Quantity
  /// K of Scherrer's equation, by convention.
  let shape: Quantity
  /// The greatest u(D)/D with which a size is told.
  let limit: Quantity
  /// The relative standard uncertainty of the brightness of one pattern.
  let stability: Quantity
  /// How fast it gets hotter, in °C/min.
  let ramp: Quantity
  let kAlpha1: Quantity
  let kAlpha2: Quantity
  /// The area of Kα2 over that of Kα1.
  let kAlpha2Ratio: Quantity

  /// Reads the sample and parameters such as `lithiation.from=17.2 °`.
  init(sample: String, _ values: [String: String]) throws {
    var values = StageParameters(values, uncertainty: .standard(0), in: derivation)
    func angle(_ name: String) throws -> Quantity {
      try values.value("lithiation.\(name)", in: "°", .fromZero)
    }
    func pure(_ name: String) throws -> Quantity { try values.value(name, in: "1", .fromZero) }
    self.sample = sample
    (from, to) = (try angle("from"), try angle("to"))
    let (placeFrom, placeTo) = (try angle("place_from"), try angle("place_to"))
    guard from.value < placeFrom.value, placeFrom.value < placeTo.value,
      placeTo.value < to.value
    else { throw SettingsFault.places }
    places = placeFrom.value...placeTo.value
    (standardFrom, standardTo) = try values.stretch(
      from: "lithiation.standard_from", to: "lithiation.standard_to", in: "°", .fromZero)
    transfer = try angle("standard_transfer")
    shape = try pure("lithiation.scherrer_k").named("K")
    limit = try pure("lithiation.size_uncertainty_limit")
    stability = try pure("heating.brightness_uncertainty")
    kAlpha2Ratio = try pure("lithiation.k_alpha2_ratio").named("Kα2/Kα1")
    ramp = try values.value("heating.ramp", in: "°C/min", .fromZero)
    try values.checkAllTaken()
    kAlpha1 = try Self.wavelength("λ(Cu Kα1)", 1.540_592_9, derivation)
    kAlpha2 = try Self.wavelength("λ(Cu Kα2)", 1.544_427_4, derivation)
  }

  /// A line of copper with the uncertainty that was published with it.
  private static func wavelength(
    _ name: String, _ value: Double, _ derivation: Derivation
  ) throws -> Quantity {
    try derivation.constant(
      name, value, Unit("Å"), uncertainty: .standard(5e-7),
      reference: "G. Hölzer et al., Phys. Rev. A 56 (1997) 4554")
  }

  /// How the second line of a reflection lies to the first.
  var doublet: PeakFit.Doublet {
    PeakFit.Doublet(wavelengthRatio: kAlpha2.value / kAlpha1.value, ratio: kAlpha2Ratio.value)
  }

  /// A fit as a definition states it.
  func fitWords(_ from: Quantity, _ to: Quantity) -> String {
    "pseudo-Voigt doublet Cu Kα1, Kα2 (area ratio \(kAlpha2Ratio.value)) over a straight "
      + "background, \(from.value)° to \(to.value)°, weights 1/max(N, 1)"
  }

  /// What a fit takes in besides the counts.
  func fitInputs(_ from: Quantity, _ to: Quantity) -> [Named<Procedure.Input>] {
    [
      Named("from", .step(from.step)), Named("to", .step(to.step)),
      Named("λ(Kα1)", .step(kAlpha1.step)), Named("λ(Kα2)", .step(kAlpha2.step)),
      Named("Kα2/Kα1", .step(kAlpha2Ratio.step)),
    ]
  }

  /// What a reader of a fit wants to know besides its outputs.
  func fitFacts(_ fit: PeakFit) -> [Named<JSON>] {
    [
      Named("degrees of freedom", JSON(fit.degreesOfFreedom)),
      Named("reduced chi-squared", JSON(fit.reducedChiSquared)),
      Named("position", JSON(fit.position)), Named("share of Lorentz", JSON(fit.mixing)),
    ]
  }
}

/// What can be wrong with the parameters together, as a fact; its words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case places

  var description: String { "from, place_from, place_to and to should rise in this order" }
}
