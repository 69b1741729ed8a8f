internal import Lines
internal import Quantity
internal import Tables
internal import Text

/// What can be wrong with the file of a thermobalance, as facts; their words stand here.
enum ThermobalanceFault: Error {
  case foreign(String)
  case unknown(first: String)
  case noReading
  case cutLine
  case cutCurve
  case secondCurve
  case noSignal
  case noColumn([String], seen: [String])
  case lookalike(String, heading: String)
  case twoColumns(String)
  case noUnit(String)
  case wrongUnit(String, usual: String, QuantityError?, String)
  case width(Int, wanted: Int)
  case timeBackwards(from: String)
  case impossibleTemperature
  case impossibleMass
  case mark(String)

  /// The diagnostic at a cell.
  func at(_ cell: ThermobalanceCell) -> Diagnostic {
    cell.diagnostic(Escaped(sentence).description, hint: hint)
  }

  /// The diagnostic at a whole line.
  func at(line number: Int, of lines: Lines) -> Diagnostic {
    lines.diagnostic(Escaped(sentence).description, line: number, hint: hint)
  }

  private var sentence: String {
    switch self {
    case .foreign(let name): "this is \(name), which is not read"
    case .unknown(let first):
      "this is no text of a thermobalance: it has neither \"StartOfData\" nor \"Curve Values:\", "
        + "and its first line, \"\(first.prefix(60))\", heads no columns of time, temperature and mass"
    case .noReading: "no reading follows"
    case .cutLine: "the file ends within this line: it may be cut off"
    case .cutCurve: "the file ends within the curve: it may be cut off"
    case .secondCurve: "a second curve begins here, and only files of one are read"
    case .noSignal: "no line \"Sig1\" with the name of a signal stands above \"StartOfData\""
    case .noColumn(let names, let seen):
      "there is no column \"\(names.joined(separator: "\" or \""))\"; the columns are "
        + seen.map { "\"\($0)\"" }.joined(separator: ", ")
    case .lookalike(let name, let heading):
      "there is no column \"\(name)\"; this one only looks like it: its heading is "
        + "\(Lookalike.codePoints(of: heading)), not \(Lookalike.codePoints(of: name))"
    case .twoColumns(let name): "a second column \"\(name)\""
    case .noUnit(let name): "the column \"\(name)\" states no unit"
    case .wrongUnit(let name, let usual, let error, let unit):
      "the column \"\(name)\" should be in \(usual), not in \"\(unit)\""
        + (error.map { ": \($0)" } ?? "")
    case .width(let count, let wanted):
      "the line has \(count) value\(count == 1 ? "" : "s"), the heading has \(wanted)"
    case .timeBackwards(let text): "the time does not go on, from \(text)"
    case .impossibleTemperature: "the temperature is below absolute zero"
    case .impossibleMass: "the mass of the sample should be greater than 0"
    case .mark(let text): "\"\(text)\" marks a value that was not measured"
    }
  }

  private var hint: String? {
    switch self {
    case .foreign:
      "export it as text with time, temperature and mass: TA Instruments text, METTLER STARe text, "
        + "or CSV with units in the headings"
    case .cutLine, .cutCurve: "export it again; if it is whole, end its last line"
    case .noUnit: "write it behind the name, such as Time (min), or in a line of units: [min]"
    default: nil
    }
  }
}
