/// What a terminal of some width shows after it was sent some bytes.
///
/// It knows what the tool uses: line ends, going back to a line's beginning, erasing from the cursor
/// on, colours; anything else it is sent stays visible.
struct Screen {
  private let columns: Int
  private var rows: [[Character]] = [[]]
  private var row = 0
  private var column = 0

  init(columns: Int, showing text: String) {
    self.columns = columns
    var rest = text[...]
    while let sign = rest.unicodeScalars.first {
      if let code = rest.prefixMatch(of: /\u{1B}\[[0-9;]*([A-Za-z])/) {
        rest = rest[code.range.upperBound...]
        obey(code.output.1, code.output.0)
      } else {
        rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
        show(sign)
      }
    }
  }

  /// The rows, without blanks at their ends and empty rows at the bottom.
  var lines: [String] {
    let texts = rows.map { String($0).replacing(/\ +$/, with: "") }
    return Array(texts.prefix((texts.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  private mutating func obey(_ command: Substring, _ code: Substring) {
    switch command {
    case "m": break
    case "J":
      rows[row].removeLast(max(0, rows[row].count - column))
      rows.removeLast(rows.count - row - 1)
    default: for sign in code.unicodeScalars { show(sign) }
    }
  }

  private mutating func show(_ sign: Unicode.Scalar) {
    switch sign {
    case "\r": column = 0
    case "\n": goDown()
    default:
      if column == columns {
        column = 0
        goDown()
      }
      while rows[row].count <= column { rows[row].append(" ") }
      rows[row][column] = Character(sign)
      column += 1
    }
  }

  private mutating func goDown() {
    row += 1
    if row == rows.count { rows.append([]) }
  }
}
