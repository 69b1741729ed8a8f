import Analysis
import Quantity
import Text

/// The parameters of the analysis: windows, the smoothing, and what is known of the balance.
struct TGASettings {
  /// What the furnace did.
  enum Program: String {
    /// It was heated at one rate: windows are temperatures.
    case ramp
    /// It was heated and held: the windows after drying are times.
    case hold
  }

  /// A stretch of temperature in °C or of time in min.
  struct Window {
    let name: String
    let from: Quantity
    let to: Quantity

    var middle: Double { (from.value + to.value) / 2 }
    var width: Double { to.value - from.value }
    var isTime: Bool { from.unit.symbol == "min" }
    var words: String { "\(from.value) \(from.unit) to \(to.value) \(to.unit)" }
  }

  let program: Program
  /// Where the water is gone and the hydroxide still whole.
  let dry: Window
  /// Where the hydroxide has become oxide (ramp), or the last minutes of the hold.
  let end: Window
  /// The first minutes of the hold.
  let start: Window?
  /// How long the window of the smoothing is.
  let smoothing: Quantity
  /// The rate of loss above which a step is looked for.
  let leastRate: Quantity
  /// Standard uncertainty of a change of mass, relative.
  let calibration: Quantity
  /// Standard uncertainty of the zero of a run, and of the weighing before it.
  let weighing: Quantity
  /// Standard uncertainty of the drift of a run.
  let drift: Quantity
  /// Standard uncertainty of the buoyancy between the blank and the run, relative.
  let blankRepeatability: Quantity
  /// Standard uncertainty of a temperature.
  let temperature: Quantity
  /// What buoyancy may add to a change of mass where there is no blank; `nil` with one.
  let buoyancy: Quantity?
  /// Why there is no blank; `nil` with one.
  let reason: String?

  init(
    _ program: Program, _ values: [String: String], reason: String?, in derivation: Derivation
  ) throws {
    var reader = ParameterReader(values: values, derivation: derivation)
    self.program = program
    dry = try reader.window("dry", "°C")
    end = try program == .ramp ? reader.window("oxide", "°C") : reader.window("end", "min")
    start = try program == .hold ? reader.window("start", "min") : nil
    smoothing = try reader.value("tga.smoothing", "min")
    leastRate = try reader.value("tga.least_rate", "%/min")
    calibration = try reader.value("tga.balance_calibration", "%")
    weighing = try reader.value("tga.weighing", "mg")
    drift = try reader.value("tga.drift", "mg/h")
    blankRepeatability = try reader.value("tga.blank_repeatability", "%")
    temperature = try reader.value("tga.temperature", "°C")
    self.reason = reason
    buoyancy = try reason == nil ? nil : reader.value("tga.buoyancy", "mg")
    try reader.checkAllRead()
  }
}

/// Reads parameters by name, and knows which it has read.
private struct ParameterReader {
  let values: [String: String]
  let derivation: Derivation
  var names: [String] = []

  init(values: [String: String], derivation: Derivation) {
    self.values = values
    self.derivation = derivation
  }

  mutating func value(_ name: String, _ unit: String) throws -> Quantity {
    names.append(name)
    guard let text = values[name] else { throw TGAFault.missingParameter(name).diagnostic }
    let value = try derivation.parameter(name, text: text)
    guard value.unit.symbol == unit else {
      throw TGAFault.wrongUnit(name, wanted: unit, text: text).diagnostic
    }
    guard value.value >= 0 else { throw TGAFault.negative(name).diagnostic }
    return value
  }

  mutating func window(_ name: String, _ unit: String) throws -> TGASettings.Window {
    let window = TGASettings.Window(
      name: name, from: try value("tga.\(name)_from", unit), to: try value("tga.\(name)_to", unit))
    guard window.width > 0 else { throw TGAFault.reversed(name).diagnostic }
    return window
  }

  func checkAllRead() throws {
    let unread = values.keys.filter { !names.contains($0) }
    guard let name = unread.min() else { return }
    throw TGAFault.unknownParameter(name, known: names).diagnostic
  }
}
