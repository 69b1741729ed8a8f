internal import Tables
internal import Text

/// What a cycler did without changing its task: a line of the schedule, carried out once.
public struct CyclerStep: Sendable {
  /// Which way the charge went; `nil` where the counters stood still.
  public let direction: Direction?
  /// Whether all currents are within 1 % of the last one; of three and more the first is left
  /// out, for it may be taken while the current rises.
  public let isConstantCurrent: Bool
  /// The current in the last line of the step.
  public let current: CyclerReading
  /// The voltage in the last line of the step.
  public let voltage: CyclerReading
  /// What was logged: the charge since the step began in ampere-hours, and the voltage in volts.
  public let curve: [(charge: Double, voltage: Double)]
  /// The counter of the direction in the last line of the step.
  let counter: CyclerReading

  /// Finds out what happened in some lines of a record.
  init(_ range: Range<Int>, of record: Record) throws(Diagnostic) {
    let last = record.lines[range.upperBound - 1]
    let way: Direction = last.current < 0 ? .discharge : .charge
    try Self.check(range, way, in: record)
    let isFromZero = record.isCountedByStep || range.lowerBound == 0
    let before = isFromZero ? 0 : record.lines[range.lowerBound - 1].counter(of: way)
    direction = last.current != 0 && last.counter(of: way) > before ? way : nil
    isConstantCurrent = record.lines[range].dropFirst(range.count > 2 ? 1 : 0).allSatisfy {
      abs($0.current - last.current) <= 0.01 * abs(last.current)
    }
    let columns = record.columns
    current = CyclerReading(columns.current, of: last, value: last.current)
    voltage = CyclerReading(columns.voltage, of: last, value: last.voltage)
    // A counter that runs on begins where it stood, one that begins anew where it begins.
    let start = min(before, record.lines[range.lowerBound].counter(of: way))
    curve = record.lines[range].map { ($0.counter(of: way) - start, $0.voltage) }
    counter = CyclerReading(columns.counter(of: way), of: last, value: last.counter(of: way))
  }

  /// A counter only rises; it may step back by a thousandth where a test was halted and resumed.
  private static func check(
    _ range: Range<Int>, _ way: Direction, in record: Record
  ) throws(Diagnostic) {
    let index = record.columns.counter(of: way).index
    for line in range.dropFirst() {
      let (before, now) = (record.lines[line - 1], record.lines[line])
      if now.counter(of: way) < 0.999 * before.counter(of: way) {
        throw CyclerFault.counterFalls(from: before.cells[index].text).at(now.cells[index])
      }
    }
  }
}
