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
    var values = values
    let derivation = self.derivation
    func angle(_ name: String) throws -> Quantity {
      try Self.parameter("lithiation.\(name)", "°", &values, derivation)
    }
    func pure(_ name: String) throws -> Quantity {
      try Self.parameter(name, "1", &values, derivation)
    }
    self.sample = sample
    (from, to) = (try angle("from"), try angle("to"))
    let (placeFrom, placeTo) = (try angle("place_from"), try angle("place_to"))
    guard from.value < placeFrom.value, placeFrom.value < placeTo.value,
      placeTo.value < to.value
    else { throw SettingsFault.places }
    places = placeFrom.value...placeTo.value
    (standardFrom, standardTo) = (try angle("standard_from"), try angle("standard_to"))
    guard standardFrom.value < standardTo.value else { throw SettingsFault.standard }
    transfer = try angle("standard_transfer")
    shape = try pure("lithiation.scherrer_k").named("K")
    limit = try pure("lithiation.size_uncertainty_limit")
    stability = try pure("heating.brightness_uncertainty")
    kAlpha2Ratio = try pure("lithiation.k_alpha2_ratio").named("Kα2/Kα1")
    ramp = try Self.parameter("heating.ramp", "°C/min", &values, derivation)
    if let name = values.keys.min() { throw SettingsFault.unknown(name) }
    kAlpha1 = try Self.wavelength("λ(Cu Kα1)", 1.540_592_9, derivation)
    kAlpha2 = try Self.wavelength("λ(Cu Kα2)", 1.544_427_4, derivation)
  }

  /// Takes a parameter out of those that are left.
  private static func parameter(
    _ name: String, _ unit: String, _ values: inout [String: String], _ derivation: Derivation
  ) throws -> Quantity {
    guard let text = values.removeValue(forKey: name) else { throw SettingsFault.missing(name) }
    let given = try derivation.parameter(name, text: text, uncertainty: .standard(0))
    let wanted = try Unit(unit)
    guard given.unit.measuresTheSame(as: wanted), unit != "°" || given.unit == wanted,
      given.value >= 0
    else { throw SettingsFault.unfit(name, text, unit) }
    return try given.unit == wanted ? given : given.converted(to: wanted)
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

/// What can be wrong with the parameters, as facts; their words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case missing(String)
  case unknown(String)
  case unfit(String, String, String)
  case places
  case standard

  var description: String {
    switch self {
    case .missing(let name): "the parameter \(name) is missing: --parameter \"\(name)=…\""
    case .unknown(let name): "there is no parameter \(Escaped(name))"
    case .unfit(let name, let text, let unit):
      "the parameter \(name) is \"\(Escaped(text))\"; a value from 0 on"
        + (unit == "1" ? " without unit or in %" : " in \(unit)") + " is wanted"
    case .places: "from, place_from, place_to and to should rise in this order"
    case .standard: "the window of the standard ends before it begins"
    }
  }
}
