import Text

/// What can be wrong with a column text, as facts; their words stand here.
enum PatternTextFault: Error {
  case otherFormat(String)
  case notNumbers(String)
  case decimalSigns
  case ambiguousComma
  case columnCount(found: Int, wanted: Int)
  case fieldCount(Int)
  case tooLarge(String)
  case unset(String)
  case angle(String)
  case notAscending
  case negative(String)
  case deviation(String)
  case tooFew(Int)
  case notCounts(String)

  /// One sentence without a full stop, harmless for a terminal.
  var message: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .otherFormat(let format): "this is \(format), not columns of angles and counts"
    case .notNumbers(let text):
      text.isEmpty ? "a number is missing" : "\"\(text)\" is not a number"
    case .decimalSigns: "decimal points and decimal commas stand in one file"
    case .ambiguousComma: "a comma between whole numbers may separate columns or be a decimal sign"
    case .columnCount(let found, let wanted):
      "the line has \(found) columns, the lines before have \(wanted)"
    case .fieldCount(let count):
      "the line has \(count == 1 ? "1 column" : "\(count) columns"); "
        + "2θ and counts are wanted, and at most σ"
    case .tooLarge(let text): "\(text) is too large for a double"
    case .unset(let text): "\(text) stands for no value"
    case .angle(let text): "\(text) is no angle 2θ in degrees"
    case .notAscending: "the angles should rise from line to line"
    case .negative(let text): "a count cannot be \(text)"
    case .deviation(let text): "a standard deviation cannot be \(text)"
    case .tooFew(let count): "the pattern has \(count == 1 ? "1 point" : "\(count) points")"
    case .notCounts(let text):
      "\(text) is no whole number of counts, and no column of σ says how uncertain it is"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .otherFormat: "export it as text of two or three columns, or use a reader of that format"
    case .notNumbers: "comments begin with #, ' or !"
    case .ambiguousComma: "separate the columns by semicolons, tabs or blanks"
    case .fieldCount(let count) where count > 3: "decimal commas want another separator"
    case .angle: "GSAS files have hundredths of a degree"
    case .notAscending: "was the file put together from several scans, or its comma misread?"
    default: nil
    }
  }
}
