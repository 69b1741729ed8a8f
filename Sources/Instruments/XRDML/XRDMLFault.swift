import Text

/// What can be wrong with an XRDML file, as facts; their words stand here.
enum XRDMLFault: Error {
  case notXRDML(String)
  case version(String)
  case missing(String)
  case twice(String)
  case empty(String)
  case notPlain(String)
  case severalValues(String)
  case unit(String, of: String, known: [String])
  case severalScans(Int)
  case noScan(Int, count: Int)
  case countingTimes
  case countsAndIntensities
  case length(String, found: Int, wanted: Int)
  case tooFew(Int)
  case negative(String)
  case negativeRatio(String)
  case notPositive(String)
  case notAscending
  case wavelengths
  case noTwoTheta

  /// One sentence without a full stop, harmless for a terminal.
  var message: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .notXRDML(let name): "this is no XRDML file: it begins with <\(name)>"
    case .version(let version): "version \(version) of XRDML is not known"
    case .missing(let name): "there is no <\(name)> in this element"
    case .twice(let name): "a second <\(name)> stands in one element"
    case .empty(let name): "<\(name)> is empty, a number should stand in it"
    case .notPlain(let name): "<\(name)> should hold numbers and nothing else"
    case .severalValues(let name): "<\(name)> should hold one number"
    case .unit(let unit, let name, _):
      unit.isEmpty ? "<\(name)> has no unit" : "the unit \"\(unit)\" of <\(name)> is not known"
    case .severalScans(let count): "the file has \(count) scans, and none is chosen"
    case .noScan(let number, let count):
      count == 1
        ? "there is no scan \(number): the file has only one"
        : "there is no scan \(number): the file has \(count)"
    case .countingTimes: "the counting time differs from point to point"
    case .countsAndIntensities: "the scan has counts and intensities at once"
    case .length(let name, let found, let wanted):
      "<\(name)> has \(found) values for \(wanted) points"
    case .tooFew(let count): "the scan has \(count == 1 ? "1 point" : "\(count) points")"
    case .negative(let text): "a count cannot be \(text)"
    case .negativeRatio(let text): "the ratio of two lines cannot be \(text)"
    case .notPositive(let text): "\(text) should be greater than 0"
    case .notAscending: "the angles should rise from point to point"
    case .wavelengths: "the wavelength of Kα2 should be greater than that of Kα1"
    case .noTwoTheta: "the scan has no positions along 2Theta"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .version: "versions 1.x and 2.x are read"
    case .unit(_, _, let known): "known here: \(known.joined(separator: ", "))"
    case .severalScans(let count): "choose one by its number, 1 to \(count)"
    case .countingTimes: "only scans with a common counting time can be compared point by point"
    case .length: "was the list cut off or edited?"
    default: nil
    }
  }
}
