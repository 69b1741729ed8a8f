import Audit
import Quantity
import Text

/// The table of numbers: id, value with its points under one another, class, budget.
struct NumbersTable {
  /// The rows, ready to print.
  let lines: [String]

  /// How loud a row's class is written.
  private enum Alarm { case none, stale, doubted }

  /// One row before the columns are as wide as each other.
  private struct Row {
    let id: String
    /// The value up to its decimal point, and from there on.
    let value: (whole: String, rest: String)
    let grade: String
    let note: String
    let alarm: Alarm
  }

  init(_ listing: Listing, _ style: Style) {
    let rows = listing.lines.map { Self.row($0) }
    let id = rows.map(\.id.count).max() ?? 0
    let whole = rows.map(\.value.whole.count).max() ?? 0
    let rest = rows.map(\.value.rest.count).max() ?? 0
    let grade = rows.map(\.grade.count).max() ?? 0
    lines = rows.map { row in
      let value =
        row.value.whole.padded(toLeft: whole) + row.value.rest.padded(to: rest)
      let columns = [row.id.padded(to: id), style.bold(value), Self.painted(row, style)]
      let gap = String(repeating: " ", count: grade - row.grade.count + 2)
      return columns.joined(separator: "  ") + (row.note.isEmpty ? "" : gap + style.dim(row.note))
    }
  }

  private static func row(_ line: Listing.Line) -> Row {
    switch line {
    case .doubted(let id):
      return Row(id: id, value: ("", ""), grade: "in doubt", note: "", alarm: .doubted)
    case .number(let entry):
      return Row(
        id: entry.id, value: split(entry.number.printed),
        grade: entry.grade.rawValue + (entry.isStale ? ", stale" : ""),
        note: note(on: entry.number), alarm: entry.isStale ? .stale : .none)
    }
  }

  private static func note(on number: Number) -> String {
    switch number.budget {
    case .complete: "complete budget"
    case .partial(let missing): Escaped(missing).description
    case nil: "no budget stated"
    }
  }

  private static func painted(_ row: Row, _ style: Style) -> String {
    switch row.alarm {
    case .none: row.grade
    case .stale: style.yellow(row.grade)
    case .doubted: style.red(row.grade)
    }
  }

  /// Parts a printed value before the decimal point, or where its digits end.
  private static func split(_ text: String) -> (whole: String, rest: String) {
    let printed = Escaped(text).description
    let end = printed.firstIndex { !$0.isNumber && $0 != "-" } ?? printed.endIndex
    return (String(printed[..<end]), String(printed[end...]))
  }
}

extension String {
  /// The text with blanks after it, so that it is at least so wide.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with blanks before it, so that it is at least so wide.
  func padded(toLeft width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
