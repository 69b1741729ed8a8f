public import Tables
internal import Text

/// A cycle of a test: the steps that carry its number.
public struct CyclerCycle: Sendable {
  /// Its number.
  public let number: Int
  /// The cell that says the number in the cycle's first line.
  public let cell: TableCell
  /// The steps in their order, rests included.
  public let steps: [CyclerStep]
  private let counters: [Direction: CyclerCounter]
  private let integrals: [Direction: CurrentIntegral]

  /// The first step of a direction at constant current; `nil` where there is none.
  public func constantCurrentStep(_ direction: Direction) -> CyclerStep? {
    steps.first { $0.direction == direction && $0.isConstantCurrent }
  }

  /// The last step of a direction; `nil` where there is none.
  public func lastStep(_ direction: Direction) -> CyclerStep? {
    steps.last { $0.direction == direction }
  }

  /// What the cycler counted over all steps of a direction; `nil` where there is none.
  public func counter(_ direction: Direction) -> CyclerCounter? { counters[direction] }

  /// What the currents of a direction add up to; `nil` where there is no step of it.
  public func integral(_ direction: Direction) -> CurrentIntegral? { integrals[direction] }
}

extension CyclerCycle {
  /// The cycles of a record.
  static func cycles(of record: Record) throws(Diagnostic) -> [CyclerCycle] {
    var cycles: [CyclerCycle] = []
    var start = 0
    for line in record.lines.indices {
      try check(line, in: record)
      let isLast = line + 1 == record.lines.count
      if isLast || record.lines[line + 1].cycle != record.lines[line].cycle {
        cycles.append(try CyclerCycle(start..<(line + 1), of: record))
        start = line + 1
      }
    }
    return cycles
  }

  private static func check(_ line: Int, in record: Record) throws(Diagnostic) {
    guard line > 0 else { return }
    let (before, now) = (record.lines[line - 1], record.lines[line])
    if now.cycle < before.cycle {
      throw CyclerFault.cycleAgain(now.cycle).at(now.cells[record.columns.cycle])
    }
    if now.time < before.time {
      let index = record.columns.time.index
      throw CyclerFault.timeBackwards(from: before.cells[index].text).at(now.cells[index])
    }
  }

  private init(_ range: Range<Int>, of record: Record) throws(Diagnostic) {
    let first = record.lines[range.lowerBound]
    var steps: [CyclerStep] = []
    var start = range.lowerBound
    for line in range {
      let next = line + 1
      if next == range.upperBound || !record.lines[next].isOfStep(of: record.lines[line]) {
        steps.append(try CyclerStep(start..<next, of: record))
        start = next
      }
    }
    number = first.cycle
    cell = first.cells[record.columns.cycle]
    self.steps = steps
    var counters: [Direction: CyclerCounter] = [:]
    var integrals: [Direction: CurrentIntegral] = [:]
    for direction in Direction.allCases {
      let cells = steps.filter { $0.direction == direction }.map(\.counter)
      guard !cells.isEmpty else { continue }
      counters[direction] = CyclerCounter(cells, direction, range, of: record)
      integrals[direction] = CurrentIntegral(direction, range, of: record)
    }
    self.counters = counters
    self.integrals = integrals
  }
}
