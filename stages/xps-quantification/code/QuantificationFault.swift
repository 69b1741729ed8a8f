import Numerics
import Quantity
import Text
import VAMAS

/// What speaks against giving a ratio, as facts; their words stand here.
enum QuantificationFault {
  case notCounted(String)
  case notCounts(String)
  case deadTime(String)
  case notWhole(String, String)
  case noStep
  case windowOutside(ClosedRange<Double>, covered: ClosedRange<Double>)
  case noBackground(String, BackgroundError)
  case notDetected(String, Detection)
  case belowBackground(String, Detection)
  case otherSample(String, expected: String)
  case differs(String, String, from: String, at: Int)

  /// The diagnostic at a line of the file.
  func at(_ field: VAMASField) -> Diagnostic {
    field.diagnostic(Escaped(sentence).description, hint: hint)
  }

  private var sentence: String {
    switch self {
    case .notCounted(let mode): "the signal mode is \"\(mode)\"; counts want \"pulse counting\""
    case .notCounts(let unit): "the unit of the intensity is \"\(unit)\"; that of counts is \"d\""
    case .deadTime(let text):
      "the counts have a dead time of \(text) s, which is not corrected here"
    case .notWhole(let name, let text): "\(name) is \(text), no number of counts"
    case .noStep: "the energy step is 0"
    case .windowOutside(let window, let covered):
      "the window \(window.words) is not within the region, \(covered.words)"
    case .noBackground(let line, let error): "\(line) has no Shirley background: \(error)"
    case .notDetected(let line, let found):
      "\(line) is not detected: net area \(Self.area(found.area)), "
        + "decision limit \(Self.area(found.decisionLimit))"
    case .belowBackground(let line, let found):
      "the background does not fit \(line): net area \(Self.area(found.area)), "
        + "standard uncertainty \(Self.area(found.uncertainty))"
    case .otherSample(let sample, let expected):
      "the sample is \"\(sample)\", not \"\(expected)\""
    case .differs(let name, let text, let other, let line):
      "the \(name) is \(text), not \(other) as in line \(line)"
    }
  }

  private var hint: String? {
    switch self {
    case .notCounts, .notWhole: "counting statistics want the counts as they were, not their rate"
    case .notDetected(_, let found):
      "no W/Ni is given; the detection limit is \(Self.area(found.detectionLimit))"
    case .belowBackground: "no W/Ni and no limit is given; look at the window"
    case .differs: "only regions that were recorded alike can be compared"
    default: nil
    }
  }

  private static func area(_ value: Double) -> String {
    "\(Printed(value, uncertainty: nil, unit: .one, decimals: 0)) counts·eV"
  }
}
