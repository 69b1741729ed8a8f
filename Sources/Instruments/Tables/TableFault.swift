internal import Quantity
internal import Text

/// What can be wrong with a table or a stage's command line, as facts; their words stand here.
enum TableFault: Error {
  case empty
  case notUTF8(UInt8)
  case unterminatedQuote
  case textAfterQuote
  case ragged(count: Int, headings: Int)
  case notANumber(String)
  case tooLarge(String)
  case noColumn(String)
  case lookalike(String, heading: String, column: Int)
  case similar(String, heading: String)
  case aliasWithoutColumn(String, for: String)
  case twoColumns(String, columns: [Int])
  case noRow(String, heading: String)
  case twoRows(String, lines: [Int])

  /// One sentence without a full stop, harmless for a terminal.
  var message: String { Escaped(sentence).description }

  private var sentence: String {
    switch self {
    case .empty: "the table is empty"
    case .notUTF8(let byte):
      "the file is not UTF-8: byte 0x\(String(byte, radix: 16, uppercase: true))"
    case .unterminatedQuote: "the quote that begins this cell is never closed"
    case .textAfterQuote: "a delimiter or the end of the line should follow the closing quote"
    case .ragged(let count, let headings):
      "the line has \(Self.cells(count)), the heading has \(headings)"
    case .notANumber(let text):
      text.isEmpty ? "the cell is empty, a number should stand here" : "\"\(text)\" is not a number"
    case .tooLarge(let text): "\(text) is too large for a double"
    case .noColumn(let name), .similar(let name, _): "there is no column \"\(name)\""
    case .lookalike(let name, let heading, let column):
      "there is no column \"\(name)\"; column \(column) only looks like it: "
        + "its heading is \(Lookalike.codePoints(of: heading)), not \(Lookalike.codePoints(of: name))"
    case .aliasWithoutColumn(let heading, let name):
      "there is no column \"\(heading)\", which is given as an alias of \"\(name)\""
    case .twoColumns(let name, let columns):
      "the heading \"\(name)\" stands in columns \(Self.list(columns))"
    case .noRow(let name, let heading): "no line has \"\(name)\" under \"\(heading)\""
    case .twoRows(let name, let lines): "\"\(name)\" stands in lines \(Self.list(lines))"
    }
  }

  /// What to do about it, where that is not plain from the message.
  var hint: String? {
    switch self {
    case .empty: "it wants a line of headings and lines of cells"
    case .notUTF8: "save it as UTF-8"
    case .notANumber(let text): Self.numberHint(text)
    case .lookalike(let name, let heading, _):
      "if it is meant, say so with an explicit alias: \(Escaped(name))=\(Escaped(heading))"
    case .similar(_, let heading): "did you mean \"\(Escaped(heading))\"?"
    case .twoColumns: "ask for the column by its number"
    default: nil
    }
  }

  private static func numberHint(_ text: String) -> String? {
    let withPoint = String(text.map { $0 == "," ? "." : $0 })
    if text.contains(","), Decimal(withPoint) != nil {
      return "a decimal comma? write \(withPoint)"
    }
    let withHyphen = String(text.map { $0 == "\u{2212}" ? "-" : $0 })
    if withHyphen != text, Decimal(withHyphen) != nil {
      return "the minus sign is U+2212; write \(withHyphen)"
    }
    let digits = String(text.prefix { "+-.0123456789".contains($0) })
    let rest = String(text.dropFirst(digits.count)).withoutOuterSpaces
    let isUnit = Decimal(digits) != nil && (try? Unit(rest)) != nil
    return isUnit ? "a unit belongs into the heading" : nil
  }

  private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

  private static func list(_ numbers: [Int]) -> String {
    let head = numbers.dropLast().map { "\($0)" }.joined(separator: ", ")
    return numbers.last.map { head.isEmpty ? "\($0)" : "\(head) and \($0)" } ?? ""
  }
}
