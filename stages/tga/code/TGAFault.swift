import Text

/// What can be wrong with a thermogravimetric analysis, as facts; their words stand here.
enum TGAFault: Error {
  case unknownProgram(String)
  case noBlank
  case twoBlanks
  case notABlank(Double)
  case otherProgram(blank: Double, sample: Double)
  case blankTooShort
  case noWindow(String, String)
  case fewReadings(String, Int)
  case noPlateau(String, rate: Double, least: Double)
  case fewForSmoothing(Int, wanted: Int)
  case noMass
  case noMaximum

  /// One sentence without a full stop, harmless for a terminal.
  var sentence: String { Escaped(words).description }

  private var words: String {
    switch self {
    case .unknownProgram(let text): "--program is ramp or hold, not \"\(text)\""
    case .noBlank: "no run with an empty pan is given: buoyancy would be taken for a change of mass"
    case .twoBlanks: "--blank and --without_blank exclude each other"
    case .notABlank(let mass): "the blank carries \(Self.short(mass)) mg: its pan was not empty"
    case .otherProgram(let blank, let sample):
      "the blank ran another program: at this time it was at \(Self.short(blank)) °C, the sample at "
        + "\(Self.short(sample)) °C"
    case .blankTooShort: "the blank ends before the run with the sample does, from here on"
    case .noWindow(let name, let range): "the window of \(name), \(range), is not within the run"
    case .fewReadings(let name, let count):
      "the window of \(name) holds \(count) reading\(count == 1 ? "" : "s"), 5 or more are wanted"
    case .noPlateau(let name, let rate, let least):
      "the window of \(name) is no plateau: the mass falls by \(Self.short(rate)) %/min in it, "
        + "more than \(Self.short(least)) %/min"
    case .fewForSmoothing(let count, let wanted):
      "tga.smoothing holds \(count) readings, \(wanted) or more are wanted"
    case .noMass: "the mass should be greater than 0 mg"
    case .noMaximum: "the rate of loss has no maximum within this step"
    }
  }

  /// What to do about it.
  var hint: String? {
    switch self {
    case .noBlank:
      "give it with --blank FILE; where there is none, say why with --without_blank REASON and what "
        + "buoyancy may come to with --parameter \"tga.buoyancy=0.01 mg\""
    case .noPlateau: "move the window, or raise tga.least_rate and say why"
    default: nil
    }
  }

  /// The diagnostic at no place.
  var diagnostic: Diagnostic { Diagnostic(sentence, hint: hint) }

  private static func short(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
