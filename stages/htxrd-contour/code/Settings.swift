import Analysis
import Quantity
import Text

/// The parameters of the analysis: how an onset is told, and the grid of the map.
struct Settings {
  static let options: Set = ["sample", "changes", "parameter"]

  /// Where all quantities of the sample are calculated.
  let derivation = Derivation()
  let sample: String
  /// The part of the whole way after which a change is said to have begun.
  let fraction: Quantity
  /// The standard uncertainty of the temperature that is told, in °C.
  let temperatureUncertainty: Quantity
  /// The relative standard uncertainty of the brightness of one pattern.
  let brightness: Quantity
  /// How fast it gets hotter, in °C/min.
  let ramp: Quantity
  /// The distance of the columns of the map, in degrees 2θ.
  let angleStep: Quantity
  /// The distance of its rows, in °C.
  let temperatureStep: Quantity

  /// Reads the parameters, such as `htxrd.onset_fraction=10 %`.
  init(sample: String, _ values: [String: String]) throws {
    var values = StageParameters(values, uncertainty: .standard(0), in: derivation)
    self.sample = sample
    fraction = try values.value("htxrd.onset_fraction", in: "1")
    guard fraction.value < 1 else { throw SettingsFault.fraction }
    temperatureUncertainty = try values.value("heating.temperature_uncertainty", in: "°C")
    brightness = try values.value("heating.brightness_uncertainty", in: "1")
    ramp = try values.value("heating.ramp", in: "°C/min")
    angleStep = try values.value("htxrd.map_angle_step", in: "°")
    temperatureStep = try values.value("htxrd.map_temperature_step", in: "°C")
    try values.checkAllTaken()
  }
}

/// What can be wrong with a parameter besides its unit, as a fact; its words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case fraction

  var description: String { "the parameter htxrd.onset_fraction should be below 100 %" }
}
