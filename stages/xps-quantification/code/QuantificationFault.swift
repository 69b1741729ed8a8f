import Numerics
import Quantity
import Text
import VAMAS

/// What speaks against giving a ratio, as facts; their words stand here.
enum QuantificationFault {
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
