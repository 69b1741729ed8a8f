internal import Quantity
internal import Text

/// What can be wrong with a VAMAS file, as facts; their words stand here.
enum VAMASFault {
  case notVAMAS
  case endsBefore(String)
  case notEnded
  case otherMode(String)
  case otherScan(String)
  case otherTechnique(String)
  case leavesOut
  case otherAxis(String)
  case otherUnit(String)
  case ownEnergies(String)
  case notMonotonic(String)
  case notANumber(String, String)
  case notACount(String, String)
  case notPositive(String, String)
  case unset(String)
  case brokenPoints(values: Int, curves: Int)
  case noRegion(String, there: [String])
  case twoRegions(String, lines: [Int])
  case noCurve(String, of: String, there: [String])
  case notCounted(String)
  case notCounts(String)
  case deadTime(String)
  case notWhole(String, String)
  case noStep
  case windowOutside(ClosedRange<Double>, covered: ClosedRange<Double>)

  /// One sentence without a full stop, harmless for a terminal.
  var message: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .notVAMAS: "this is no VAMAS file: it does not begin with \"\(Self.mark)\""
    case .endsBefore(let name): "the file ends here, before its \(name)"
    case .notEnded: "the last region should be followed by \"\(Self.end)\""
    case .otherMode(let mode): "the experiment mode is \"\(mode)\"; only NORM is read"
    case .otherScan(let mode): "the scan mode is \"\(mode)\"; only REGULAR and IRREGULAR are read"
    case .otherTechnique(let name): "the technique is \"\(name)\"; only XPS is read"
    case .leavesOut: "the regions leave out part of their headers; only whole ones are read"
    case .otherAxis(let label): "the abscissa is \"\(label)\", neither kinetic nor binding energy"
    case .otherUnit(let unit): "the energies are in \"\(unit)\", not in eV"
    case .ownEnergies(let name): "the points of the region \(name) have energies of their own"
    case .notMonotonic(let name): "the energies of the region \(name) turn round here"
    case .notANumber(let name, let text): "the \(name) is \"\(text)\", which is not a number"
    case .notACount(let name, let text): "the \(name) is \(text), which counts nothing"
    case .notPositive(let name, let text): "the \(name) is \(text); it should be larger than 0"
    case .unset(let name): "the \(name) is not known"
    case .brokenPoints(let values, let curves):
      "\(values) ordinate values are no whole number of points of \(curves) curves"
    case .noRegion(let name, _): "the file has no region \"\(name)\""
    case .twoRegions(let name, let lines):
      "the region \"\(name)\" stands in lines \(lines.map(String.init).joined(separator: " and "))"
    case .noCurve(let name, let region, _): "the region \(region) has no curve \"\(name)\""
    case .notCounted(let mode): "the signal mode is \"\(mode)\"; counts want \"pulse counting\""
    case .notCounts(let unit): "the unit of the intensity is \"\(unit)\"; that of counts is \"d\""
    case .deadTime(let text):
      "the counts have a dead time of \(text) s, which is not corrected here"
    case .notWhole(let name, let text): "\(name) is \(text), no number of counts"
    case .noStep: "the energy step is 0"
    case .windowOutside(let window, let covered):
      "the window \(Self.words(window)) is not within the region, \(Self.words(covered))"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .endsBefore, .notEnded: "the file is cut off, or a count in it is wrong"
    case .otherMode, .otherScan, .leavesOut: "export the regions one by one as NORM and REGULAR"
    case .ownEnergies: "export the region as REGULAR"
    case .notANumber(_, let text): Self.comma(in: text)
    case .unset: "1E+37 stands for what the instrument did not say"
    case .noRegion(_, let there), .noCurve(_, _, let there): "it has \(Self.list(there))"
    case .twoRegions: "keep the one that is meant"
    case .notCounts, .notWhole: "counting statistics want the counts as they were, not their rate"
    default: nil
    }
  }

  /// The first line of every VAMAS file (ISO 14976).
  static let mark = "VAMAS Surface Chemical Analysis Standard Data Transfer Format 1988 May 4"
  /// The line after the last region.
  static let end = "end of experiment"

  private static func comma(in text: String) -> String? {
    let withPoint = String(text.map { $0 == "," ? "." : $0 })
    guard withPoint != text, Cell.number(in: withPoint) != nil else { return nil }
    return "a decimal comma? write \(withPoint)"
  }

  private static func words(_ energies: ClosedRange<Double>) -> String {
    let ends = [energies.lowerBound, energies.upperBound].map {
      Printed($0, uncertainty: nil, unit: .one).description
    }
    return "\(ends[0])–\(ends[1]) eV"
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "\"\(Escaped($0))\"" }.joined(separator: ", ")
  }
}
