internal import Text

/// What can be wrong with the command line and the files of a stage, as facts; their words stand
/// here.
public enum StageFault: Error, Hashable, Sendable {
  /// An option no stage of this usage has.
  case unknownOption(String)
  /// An option at the end of the line, without its value.
  case optionWithoutValue(String)
  /// An option that stands too often or not at all.
  case optionCount(String, Int)
  /// Too few or too many words.
  case wordCount(String, Int)
  /// A value that should have been `name=value`.
  case malformedPair(String, String)
  /// A name that is given two values.
  case duplicatePair(String, String)
  /// A file that cannot be read, with the number of the system's error.
  case unreadable(String, Int32)
  /// A file or folder that cannot be written, with the number of the system's error.
  case unwritable(String, Int32)
  /// A program that was called and failed: its name, its exit code, what it said.
  case toolFailed(String, Int32, String)
}

extension StageFault: CustomStringConvertible {
  /// One sentence for a person, harmless for a terminal.
  public var description: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .unknownOption(let name): "there is no option --\(name)"
    case .optionWithoutValue(let name): "--\(name) wants a value"
    case .optionCount(let name, 0): "--\(name) is missing"
    case .optionCount(let name, _): "--\(name) is given more than once"
    case .wordCount(let name, 0): "\(name) is missing"
    case .wordCount(let name, let count): "one \(name) is wanted, not \(count)"
    case .malformedPair(let name, let value): "--\(name) wants NAME=VALUE, not \"\(value)\""
    case .duplicatePair(let name, let key): "--\(name) gives \"\(key)\" two values"
    case .unreadable(let path, let number): "\(path) cannot be read: \(systemError(number))"
    case .unwritable(let path, let number): "\(path) cannot be written: \(systemError(number))"
    case .toolFailed(let program, 127, ""): "the program \(program) cannot be started"
    case .toolFailed(let program, let code, ""): "\(program) ended with \(code)"
    case .toolFailed(let program, _, let said): "\(program) failed, saying: \(said)"
    }
  }

  /// Whether the usage helps.
  var isUsage: Bool {
    switch self {
    case .unreadable, .unwritable, .toolFailed: false
    default: true
    }
  }
}
