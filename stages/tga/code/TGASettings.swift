import Analysis
import Quantity

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
    var reader = StageParameters(values, in: derivation)
    func value(_ name: String, _ unit: String) throws -> Quantity {
      try reader.value("tga.\(name)", in: unit, .fromZero)
    }
    func window(_ name: String, _ unit: String) throws -> Window {
      let ends = try reader.stretch(
        from: "tga.\(name)_from", to: "tga.\(name)_to", in: unit, .fromZero)
      return Window(name: name, from: ends.from, to: ends.to)
    }
    self.program = program
    dry = try window("dry", "°C")
    end = try program == .ramp ? window("oxide", "°C") : window("end", "min")
    start = try program == .hold ? window("start", "min") : nil
    smoothing = try value("smoothing", "min")
    leastRate = try value("least_rate", "%/min")
    calibration = try value("balance_calibration", "%")
    weighing = try value("weighing", "mg")
    drift = try value("drift", "mg/h")
    blankRepeatability = try value("blank_repeatability", "%")
    temperature = try value("temperature", "°C")
    self.reason = reason
    buoyancy = try reason == nil ? nil : value("buoyancy", "mg")
    try reader.checkAllTaken()
  }
}
