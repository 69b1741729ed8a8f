internal import Quantity
internal import Tables
internal import Text

/// What can be wrong with the export of a cycler, as facts; their words stand here.
enum CyclerFault: Error {
  case noReading
  case cutLine
  case noColumn(String)
  case twoColumns(String, [Int])
  case wrongUnit(String, usual: String, QuantityError)
  case notWhole(String)
  case notAClock(String)
  case cycleAgain(Int)
  case timeBackwards(from: String)
  case counterFalls(from: String)
  case wrongSign(kind: String)
  case statedTwice(String)
  case otherCounting

  /// The diagnostic at a cell.
  func at(_ cell: TableCell) -> Diagnostic {
    cell.diagnostic(Escaped(sentence).description, hint: hint)
  }

  private var sentence: String {
    switch self {
    case .noReading: "no reading follows the headings"
    case .cutLine: "the file ends within this line: it may be cut off"
    case .noColumn(let name): "there is no column \"\(name)\" with a unit"
    case .twoColumns(let name, let columns):
      "\"\(name)\" stands in columns \(columns.map { "\($0)" }.joined(separator: " and "))"
    case .wrongUnit(let name, let usual, let error):
      "the column \"\(name)\" should be in \(usual) or a multiple of it: \(error)"
    case .notWhole(let text): "\"\(text)\" is not the number of a cycle"
    case .notAClock(let text): "\"\(text)\" is not a time as 0:07:30"
    case .cycleAgain(let number): "cycle \(number) comes after a later one"
    case .timeBackwards(let text): "the time goes back, from \(text)"
    case .counterFalls(let text): "the counter falls within a step, from \(text)"
    case .wrongSign(let kind): "the current has the other sign than a step of kind \"\(kind)\""
    case .otherCounting:
      "the counter begins anew between some steps of a cycle and runs on between others"
    case .statedTwice(let name): "the header states \"\(name)\" a second time"
    }
  }

  private var hint: String? {
    switch self {
    case .cutLine: "export it again; if it is whole, end its last line"
    case .wrongSign: "charging currents are wanted positive, discharging ones negative"
    default: nil
    }
  }
}
