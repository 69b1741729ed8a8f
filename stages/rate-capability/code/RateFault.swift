import Cycler
import Tables
import Text

/// What can be wrong with a rate test, as facts; their words stand here.
enum RateFault {
  case noCycleNumber(String)
  case noRate(String)
  case noSuchCycle(Int)
  case nothingLeft
  case otherSample(stated: String, given: String)
  case otherSpecificCurrent(stated: Double, given: Double)
  case noStatement(String)
  case noUncertainty(String)
  case impossibleMass
  case noStep(Direction, cycle: Int)
  case noConstantCurrent(cycle: Int)
  case otherRate(Double, cycle: Int, rates: [String])
  case otherEnd(Direction, cycle: Int, first: Int, voltage: Double)
  case counterOff(Direction, cycle: Int, percent: Double)

  /// The diagnostic at no place.
  var diagnostic: Diagnostic { Diagnostic(Escaped(sentence).description, hint: hint) }

  /// The diagnostic at a cell.
  func at(_ cell: TableCell) -> Diagnostic {
    cell.diagnostic(Escaped(sentence).description, hint: hint)
  }

  private var sentence: String {
    switch self {
    case .noCycleNumber(let text): "--without wants the number of a cycle, not \"\(text)\""
    case .noRate(let text): "--c_rates wants C-rates, such as '0.1C 0.5C 1C', not \"\(text)\""
    case .noSuchCycle(let number): "cycle \(number) is to be left out, but there is none"
    case .nothingLeft: "all cycles are to be left out"
    case .otherSample(let stated, let given):
      "the file is of the sample \"\(stated)\", not of \"\(given)\""
    case .otherSpecificCurrent(let stated, let given):
      "the file takes \(stated) mA/g for 1C, the parameter specific_current_1C says \(given) mA/g"
    case .noStatement(let name): "no header line \"# \(name),VALUE\" stands above the table"
    case .noUncertainty(let name):
      "the standard uncertainty of \(name) should stand behind its value"
    case .impossibleMass: "the active mass should be greater than 0 mg"
    case .noStep(let direction, let cycle): "cycle \(cycle) has no \(direction.rawValue)"
    case .noConstantCurrent(let cycle):
      "cycle \(cycle) has no discharge at constant current: its C-rate is not defined"
    case .otherRate(let rate, let cycle, let rates):
      "cycle \(cycle) is discharged at \(rate)C, none of the c_rates "
        + rates.joined(separator: ", ")
    case .otherEnd(let direction, let cycle, let first, let voltage):
      "the \(direction.rawValue) of cycle \(cycle) ends more than 50 mV from where that of "
        + "cycle \(first) does, at \(voltage) V"
    case .counterOff(let direction, let cycle, let percent):
      "the counter of the \(direction.rawValue) of cycle \(cycle) is \(percent) % off the "
        + "integral of the current, more than counter_tolerance allows"
    }
  }

  private var hint: String? {
    switch self {
    case .noStep(_, let cycle), .otherEnd(_, let cycle, _, _):
      """
      a file that was cut off, a cell that was halted? leave the cycle out with \
      --without \(cycle), and say why under `exclude:`
      """
    case .otherRate: "is the mass right, and the unit of the current?"
    case .counterOff: "is a unit wrong, or are the logged lines too far apart?"
    default: nil
    }
  }
}
