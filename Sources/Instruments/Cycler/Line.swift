internal import Quantity
internal import Tables
internal import Text

/// One line of readings, all of its numbers checked.
struct Line {
  let cells: [TableCell]
  let cycle: Int
  /// The number of the step as it stands.
  let step: String
  /// In seconds.
  let time: Double
  /// In amperes, positive when the cell is charged.
  let current: Double
  /// In volts.
  let voltage: Double
  /// What the counter of each direction says, in ampere-hours.
  let charge: Double
  let discharge: Double

  init(_ cells: [TableCell], _ columns: Columns) throws(Diagnostic) {
    let cycle = cells[columns.cycle]
    guard let number = Int(exactly: try cycle.number()) else {
      throw CyclerFault.notWhole(cycle.text).at(cycle)
    }
    self.cells = cells
    self.cycle = number
    step = cells[columns.step].text
    time = try Self.time(cells[columns.time.index], columns)
    current = try cells[columns.current.index].number() * columns.current.factor
    voltage = try cells[columns.voltage.index].number() * columns.voltage.factor
    charge = try cells[columns.charge.index].number() * columns.charge.factor
    discharge = try cells[columns.discharge.index].number() * columns.discharge.factor
    try checkSign(columns)
  }

  private static func time(_ cell: TableCell, _ columns: Columns) throws(Diagnostic) -> Double {
    guard columns.isClock else { return try cell.number() * columns.time.factor }
    let parts = cell.text.split(separator: ":", omittingEmptySubsequences: false)
      .compactMap { Cell.number(in: String($0)) }
    guard parts.count == 3, parts.allSatisfy({ $0 >= 0 }), parts[1] < 60, parts[2] < 60 else {
      throw CyclerFault.notAClock(cell.text).at(cell)
    }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }

  /// What the words of a step say must be what the current does: some exports leave signs out.
  private func checkSign(_ columns: Columns) throws(Diagnostic) {
    guard let kind = columns.kind.map({ cells[$0].text }) else { return }
    let isWrong =
      kind.contains("DChg") ? current > 0 : kind.contains("Chg") && current < 0
    if isWrong { throw CyclerFault.wrongSign(kind: kind).at(cells[columns.current.index]) }
  }

  /// What the counter of a direction says.
  func counter(of direction: Direction) -> Double {
    direction == .charge ? charge : discharge
  }

  /// Whether a line belongs to the same step of the same cycle as this one.
  func isOfStep(of other: Line) -> Bool { cycle == other.cycle && step == other.step }
}
