internal import Text

/// What can be wrong with a calculation, as facts; the words for each stand here and nowhere else.
public enum QuantityError: Error, Hashable, Sendable {
  /// A unit without any symbol.
  case emptyUnit
  /// A symbol that is not in the table of units.
  case unknownUnit(String, in: String)
  /// A unit that cannot be read, such as `a/b·c`.
  case malformedUnit(String)
  /// Two units that do not measure the same.
  case differentDimensions(Unit, Unit)
  /// A root or power that would leave a fraction of a unit.
  case fractionalUnit(Unit, exponent: Double)
  /// An exponential or logarithm of something with a unit.
  case notPureNumber(Operation, Unit)
  /// An operation with too few or too many inputs.
  case operandCount(Operation, Int)
  /// A power without its exponent.
  case missingExponent
  /// A conversion without its unit.
  case missingTarget
  /// A result that is infinite or no number.
  case notFinite(Operation, [Operation.Operand])
  /// A value put in that is infinite or no number.
  case leafNotFinite(String)
  /// A parameter whose text is not a number and a unit.
  case malformedParameter(String, text: String)
  /// A standard uncertainty that is negative, infinite or no number.
  case impossibleUncertainty(String)
  /// An uncertain input at which the result's derivative is infinite.
  case infiniteSensitivity(variable: String)
  /// Quantities that were calculated in two derivations.
  case differentDerivations
  /// A covariance matrix of the wrong size, not symmetric, or with a negative variance.
  case impossibleCovariance(String)
  /// A name that numbers may not have.
  case badName(String)
  /// A name under which two numbers are published.
  case duplicateName(String)
  /// Two inputs or parameters of a procedure of one name: a file of numbers could not be read back.
  case duplicateInput(String, of: String)
  /// A number without a definition.
  case missingDefinition(String)
  /// A budget called complete that rests on a value without stated uncertainty.
  case incompleteBudget(String, leaf: String)
  /// A number of decimals that cannot be printed.
  case impossibleDecimals(Int)
  /// A number that is not in the file it was asked from.
  case noSuchNumber(String, file: String)
}

extension QuantityError: CustomStringConvertible {
  /// One sentence for a person, harmless for a terminal.
  public var description: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .emptyUnit: "a unit is empty; a pure number has the unit 1"
    case .unknownUnit(let symbol, let text):
      symbol == text
        ? "the unit \"\(symbol)\" is not known"
        : "\"\(symbol)\" in the unit \"\(text)\" is not known"
    case .malformedUnit(let text):
      "the unit \"\(text)\" cannot be read; write products as a·b, quotients as a/b or a/(b·c)"
    case .differentDimensions(let one, let other):
      "\(one) and \(other) do not measure the same"
    case .fractionalUnit(let unit, let exponent):
      "\(unit) to the power of \(exponent) is no unit"
    case .notPureNumber(let operation, let unit):
      "\(operation.rawValue) takes a pure number, not one in \(unit)"
    case .operandCount(let operation, let count):
      "\(operation.rawValue) cannot take \(count) inputs"
    case .missingExponent: "power has no exponent"
    case .missingTarget: "convert has no unit to convert to"
    case .notFinite(let operation, let inputs):
      "\(operation.rawValue) of \(Self.list(inputs)) is not a finite number"
    case .leafNotFinite(let name): "\(name) is not a finite number"
    case .malformedParameter(let name, let text):
      "the parameter \(name) is \"\(text)\"; write a number and a unit, such as 200 mA/g"
    default: publicationDescription
    }
  }

  /// The sentences about uncertainties and about publishing.
  private var publicationDescription: String {
    switch self {
    case .impossibleUncertainty(let name):
      "the standard uncertainty of \(name) is negative or not finite"
    case .infiniteSensitivity(let variable):
      "the uncertainty of \(variable) cannot be propagated: the derivative is infinite there"
    case .differentDerivations: "quantities of two derivations cannot be combined"
    case .impossibleCovariance(let name):
      "the covariance matrix of \(name) has the wrong size, is not symmetric or not positive"
    case .badName(let name):
      "\"\(name)\" is no name for a number; letters, digits and _ are, not beginning with a digit"
    case .duplicateName(let name): "the number \(name) is published twice"
    case .duplicateInput(let name, let procedure):
      "the procedure \(procedure) has two inputs or two parameters named \(name)"
    case .missingDefinition(let name): "the number \(name) has no definition"
    case .incompleteBudget(let name, let leaf):
      "the budget of \(name) is called complete, but \(leaf) states no uncertainty"
    case .impossibleDecimals(let decimals): "a number cannot be printed with \(decimals) decimals"
    case .noSuchNumber(let name, let file): "there is no number \(name) in \(file)"
    default: "a calculation went wrong"
    }
  }

  private static func list(_ inputs: [Operation.Operand]) -> String {
    inputs.map { "\($0.value) \($0.unit)" }.joined(separator: " and ")
  }
}
