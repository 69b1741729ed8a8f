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
    var values = values
    let derivation = self.derivation
    func value(_ name: String, _ unit: String) throws -> Quantity {
      try Self.parameter(name, unit, &values, derivation)
    }
    self.sample = sample
    fraction = try value("htxrd.onset_fraction", "1")
    guard fraction.value < 1 else { throw SettingsFault.fraction }
    temperatureUncertainty = try value("heating.temperature_uncertainty", "°C")
    brightness = try value("heating.brightness_uncertainty", "1")
    ramp = try value("heating.ramp", "°C/min")
    angleStep = try value("htxrd.map_angle_step", "°")
    temperatureStep = try value("htxrd.map_temperature_step", "°C")
    if let name = values.keys.min() { throw SettingsFault.unknown(name) }
  }

  /// Takes a parameter out of those that are left.
  private static func parameter(
    _ name: String, _ unit: String, _ values: inout [String: String], _ derivation: Derivation
  ) throws -> Quantity {
    guard let text = values.removeValue(forKey: name) else { throw SettingsFault.missing(name) }
    let given = try derivation.parameter(name, text: text, uncertainty: .standard(0))
    let wanted = try Unit(unit)
    guard given.unit.measuresTheSame(as: wanted), unit != "°" || given.unit == wanted,
      given.value > 0
    else { throw SettingsFault.unfit(name, text, unit) }
    return try given.unit == wanted ? given : given.converted(to: wanted)
  }
}

/// What can be wrong with the parameters, as facts; their words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case missing(String)
  case unknown(String)
  case unfit(String, String, String)
  case fraction

  var description: String {
    switch self {
    case .missing(let name): "the parameter \(name) is missing: --parameter \"\(name)=…\""
    case .unknown(let name): "there is no parameter \(Escaped(name))"
    case .unfit(let name, let text, let unit):
      "the parameter \(name) is \"\(Escaped(text))\"; a value above 0"
        + (unit == "1" ? " without unit or in %" : " in \(unit)") + " is wanted"
    case .fraction: "the parameter htxrd.onset_fraction should be below 100 %"
    }
  }
}
