internal import Text

/// What can be wrong with a file of numbers, as facts; the words for each stand here.
enum NumbersFault: Error {
  case wrongKind(String, expected: String, found: String)
  case unknownKey(String, of: String, known: [String])
  case missing(String, of: String)
  case overflow(String)
  case unknownVersion(String)
  case badName(String)
  case emptyUnit(of: String)
  case negative(String)
  case notPositive(String)
  case unknownBudget(String)
  case missingWithoutPartial
  case badDecimals
  case wrongID(expected: Int)
  case noSuchStep(Int, count: Int)
  case laterInput(Int, of: Int)
  case unknownOperation(String)
  case inputCount(Operation, Int)
  case needlessExponent(Operation)
  case noSource(of: String)
  case twoSources(String, String, of: String)
  case badCellPlace(String)

  /// One sentence without a full stop, harmless for a terminal.
  var message: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .wrongKind(let what, let expected, let found):
      "\(what) should be \(expected), not \(found)"
    case .unknownKey(let key, let owner, _): "\(owner) has an unknown key \"\(key)\""
    case .missing(let key, let owner): "\(owner) has no \(key)"
    case .overflow(let what): "\(what) is too large for a double"
    case .unknownVersion(let text): "the format \"\(text)\" is not known"
    case .badName(let name): "\"\(name)\" is no name for a number"
    case .emptyUnit(let owner): "\(owner) has an empty unit"
    case .negative(let what): "\(what) is negative"
    case .notPositive(let what): "\(what) should be greater than 0"
    case .unknownBudget(let word): "the budget \"\(word)\" is not known"
    case .missingWithoutPartial: "something is called missing, but the budget is not partial"
    case .badDecimals: "decimals should be a whole number from 0 to 15"
    case .wrongID(let expected): "the id of this step should be \(expected), its place in the list"
    case .noSuchStep(let id, let count):
      count == 0
        ? "there is no step \(id): the file has no steps"
        : "there is no step \(id): the last one is \(count - 1)"
    case .laterInput(let input, let step):
      "step \(step) takes in step \(input), which is not before it"
    case .unknownOperation(let word): "the operation \"\(word)\" is not known"
    case .inputCount(let operation, let count): "\(operation.rawValue) cannot take \(count) inputs"
    case .needlessExponent(let operation): "\(operation.rawValue) has no exponent"
    case .noSource(let owner): "\(owner) does not say where its value came from"
    case .twoSources(let one, let other, let owner): "\(owner) has \(one) and \(other) at once"
    case .badCellPlace(let what): "\(what) should be a whole number from 1"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .unknownKey(_, _, let known): "the keys are \(known.joined(separator: ", "))"
    case .unknownVersion: "this program reads \(NumbersFile.version)"
    case .badName: "letters, digits and _ make a name, not beginning with a digit"
    case .emptyUnit: "a pure number has the unit \"1\""
    case .missing("unit", _): "a pure number has the unit \"1\""
    case .missing("missing", _): "a partial budget says what it leaves out"
    case .unknownBudget: "a budget is complete or partial"
    case .unknownOperation:
      "the operations are " + Operation.allCases.map(\.rawValue).joined(separator: ", ")
    case .noSource: "one of " + StepKeys.sources.joined(separator: ", ") + " should stand in it"
    default: nil
    }
  }
}

/// The keys of a step that say where its value came from.
enum StepKeys {
  static let sources = [
    "cell", "parameter", "constant", "exact", "number", "operation", "procedure",
  ]
}
