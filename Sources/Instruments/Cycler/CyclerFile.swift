internal import Quantity
public import Tables
public import Text

/// A test of a battery cell as a cycler exports it: cycles of steps, and what the header states.
///
/// It reads the tables of Neware (one counter that begins anew in every step), of Arbin (a counter
/// for each direction that runs on through the cycle) and of the Battery Data Format (which of the
/// two it is, the readings tell), with comma, semicolon or tab.
public struct CyclerFile: Sendable {
  /// The path as the program was given it.
  public let file: String
  /// The cycles in the order of the file.
  public let cycles: [CyclerCycle]
  /// The cells of the first line of the table, for messages on what the header lacks.
  public let headings: [TableCell]
  private let comments: [[TableCell]]

  /// Reads an export from the bytes of a file.
  ///
  /// Every number of every line is looked at: one that is none is told, wherever it stands.
  /// - Parameters:
  ///   - bytes: The content, UTF-8.
  ///   - file: The path, as it goes into the names of cells.
  /// - Throws: A diagnostic with the place and the line of the first fault.
  public init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let table = try Table(bytes, file: file, dialect: Dialect(hasComments: true))
    let layout = Layout.layout(of: table)
    let columns = try Columns(of: layout, in: table)
    guard let last = table.rows.last?.last else {
      throw CyclerFault.noReading.at(table.headings[0])
    }
    // A number that is cut off is a number still.
    let isEnded = bytes.last == 0x0A || bytes.last == 0x0D
    guard isEnded || !columns.isRead(last.cell.column - 1) else {
      throw CyclerFault.cutLine.at(last)
    }
    var lines: [Line] = []
    for row in table.rows { lines.append(try Line(row, columns)) }
    self.file = file
    headings = table.headings
    comments = table.comments
    let isCountedByStep: Bool
    if let known = layout.isCountedByStep {
      isCountedByStep = known
    } else {
      isCountedByStep = try Record.beginsAnew(lines, in: columns)
    }
    cycles = try CyclerCycle.cycles(
      of: Record(lines: lines, columns: columns, isCountedByStep: isCountedByStep))
  }

  /// The cells a header line of the form `# NAME,VALUE` states after its name.
  ///
  /// - Parameter name: The name as it is written.
  /// - Returns: The cells; `nil` when no line has the name.
  /// - Throws: A diagnostic when two lines have it.
  public func statement(_ name: String) throws(Diagnostic) -> [TableCell]? {
    let found = comments.filter { cells in
      cells.count > 1 && String(cells[0].text.drop { "# ".contains($0) }).withoutOuterSpaces == name
    }
    if found.count > 1 { throw CyclerFault.statedTwice(name).at(found[1][0]) }
    return found.first.map { Array($0.dropFirst()) }
  }
}

/// The lines of a file with the columns they stand in.
struct Record {
  let lines: [Line]
  let columns: Columns
  /// Whether the counter begins anew in every step; else it runs on through the cycle.
  let isCountedByStep: Bool

  /// Whether counters are 0 again where a step of the same cycle follows, or stand as they were.
  static func beginsAnew(_ lines: [Line], in columns: Columns) throws(Diagnostic) -> Bool {
    var answer: Bool?
    for (before, line) in zip(lines, lines.dropFirst())
    where before.cycle == line.cycle && before.step != line.step {
      for direction in [Direction.charge, .discharge] where before.counter(of: direction) > 0 {
        let begins = line.counter(of: direction) < 0.5 * before.counter(of: direction)
        if answer == nil { answer = begins }
        guard begins == answer else {
          let cell = line.cells[columns.counter(of: direction).index]
          throw CyclerFault.otherCounting.at(cell)
        }
      }
    }
    return answer ?? true
  }
}
