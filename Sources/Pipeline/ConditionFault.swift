import Text

/// Why a text is no condition.
enum ConditionFault: Error, Hashable, Sendable {
  case comparesTwice
  case equality
  case missingOperator
  case missingSign
  case missingValue
  case notOneNumber(Int)
  case strange(String)
  case target(TargetFault)
  case tooDeep(deepest: Int)
  case tooLong(longest: Int)
  case unclosed
  case uncertaintyOfWhat
  case unknownWord(String)
  case unopened
}

extension ConditionFault {
  /// One sentence.
  var message: String {
    switch self {
    case .comparesTwice: "this is a second comparison with the same value"
    case .equality: "values that have uncertainties are never equal"
    case .missingOperator: "an operator is missing before this"
    case .missingSign: "there is nothing that could hold or not: a comparison is missing"
    case .missingValue: "a value is missing here"
    case .notOneNumber(0): "there is no number of a stage whose uncertainty `u` could be"
    case .notOneNumber(let count):
      "`u` alone is the uncertainty of the only number, and here are \(count)"
    case .strange(let text): "`\(Escaped(text))` means nothing in a condition"
    case .target(let fault): fault.message
    case .tooDeep(let deepest): "parentheses lie more than \(deepest) deep in each other"
    case .tooLong(let longest): "a condition has at most \(longest) characters"
    case .unclosed: "this parenthesis is not closed"
    case .uncertaintyOfWhat: "only a number of a stage has an uncertainty"
    case .unknownWord(let word): "`\(Escaped(word))` is neither a number nor a function"
    case .unopened: "this parenthesis is not opened"
    }
  }

  /// What to do about it; `nil` when the sentence says so.
  var hint: String? {
    switch self {
    case .comparesTwice: "write `a < b and b < c`"
    case .equality: "write how close they must be: abs(a - b) < 2*u(a)"
    case .missingOperator: "write +, -, * or / between values"
    case .missingSign: "write <, >, <= or >= between two values"
    case .notOneNumber, .uncertaintyOfWhat: "write u(STAGE.NUMBER)"
    case .strange: Self.signs
    case .target(let fault): fault.hint
    case .unknownWord:
      "write STAGE.NUMBER, parameters.NAME, u, u(STAGE.NUMBER) or abs(…)"
    case .missingValue, .tooDeep, .tooLong, .unclosed, .unopened: nil
    }
  }

  private static let signs = "it may have + - * / ( ) < > <= >= and `and`"
}
