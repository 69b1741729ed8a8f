internal import Tables
internal import Text

/// What can be wrong with an export of an ICP instrument, as facts; their words stand here.
enum ICPFault: Error {
  case unitsElsewhere(of: String, heading: String?)
  case unknownUnit(String)
  case otherUnit(String, first: String, line: Int)
  case lookalike(String, of: String)
  case noReadings(Reading.Kind, of: String)
  case unknownLine(String, known: [String])
  case unknownSolution(String, known: [String])
  case noLine(String, in: String)
  case tooFew(Reading.Kind, of: String, Int, wanted: Int)
  case unequalCounts(Int, of: String, in: String, first: Int, firstOf: String, firstIn: String)
  case noResult(String)
  case unset(String)
  case flagged(String)
  case corrected(String, solution: String)
  case notAboveBlank(String, blank: String)
  case notAboveZero(String)
  case twoChecks(String, String)

  /// One sentence without a full stop, harmless for a terminal.
  var message: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .unitsElsewhere(let column, let heading):
      "the column behind \"\(column)\" should be its \"Units\""
        + (heading.map { ", not \"\($0)\"" } ?? ", and there is none")
    case .unknownUnit(let unit): "\"\(unit)\" is no unit of a concentration that is known"
    case .otherUnit(let unit, let first, let line):
      "the unit \(unit) is not the \(first) of line \(line)"
    case .lookalike(let text, let other):
      "\"\(text)\" only looks like \"\(other)\": it is "
        + "\(Lookalike.codePoints(of: text)), not \(Lookalike.codePoints(of: other))"
    case .noReadings(let kind, let line): "there is no reading of a \(kind.noun) at \(line)"
    case .unknownLine(let line, _): "there is no emission line \"\(line)\""
    case .unknownSolution(let label, _): "there is no sample \"\(label)\""
    case .noLine(let line, let label): "\"\(label)\" was not read at \(line)"
    case .tooFew(let kind, let line, let count, let wanted):
      "the \(kind.noun) was read \(Self.times(count)) at \(line), \(wanted) times or more are wanted"
    case .unequalCounts(let count, let line, let label, let first, let firstLine, let firstLabel):
      "\"\(label)\" was read \(Self.times(count)) at \(line), but "
        + "\"\(firstLabel)\" \(Self.times(first)) at \(firstLine)"
    case .noResult(let text): "the instrument gives no result here: \"\(text)\""
    case .unset(let text): "\(text) stands for a value that was never set"
    case .flagged(let flags): "the instrument flagged this reading: \"\(flags)\""
    case .corrected(let corrected, let solution):
      "the corrected concentration \(corrected) is not the \(solution) of the solution"
    case .notAboveBlank(let net, let blank):
      "less the blank of \(blank) the mean is \(net): nothing was found"
    case .notAboveZero(let text): "a standard of \(text) is no standard but a blank"
    case .twoChecks(let one, let other):
      "\"\(one)\" and \"\(other)\" are two QC solutions, and one concentration is known"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .noReadings(let kind, _), .tooFew(let kind, _, _, _):
      "its lines have \"\(kind.rawValue)\" under \"Type\"; is the export complete?"
    case .unknownLine(_, let known), .unknownSolution(_, let known):
      known.isEmpty ? nil : "there are: \(Escaped(known.joined(separator: "; ")))"
    case .noLine, .unequalCounts: "is the export cut off?"
    case .noResult: "a result that is missing is not 0: take the reading out with its reason"
    case .flagged: "take the reading out with its reason, or measure again"
    case .corrected:
      "export without dilution or weight corrections: the blank is one of the solution"
    case .otherUnit: "export all concentrations in one unit"
    case .lookalike: "write both in the same letters"
    case .unitsElsewhere, .unknownUnit, .unset, .notAboveBlank, .notAboveZero, .twoChecks:
      nil
    }
  }

  private static func times(_ count: Int) -> String {
    count == 1 ? "once" : "\(count) times"
  }
}

extension Reading.Kind {
  fileprivate var noun: String {
    switch self {
    case .blank: "blank"
    case .standard: "standard"
    case .check: "QC solution"
    case .sample: "sample"
    }
  }
}
