public import Quantity

/// What a cycler counted over all steps of one direction in one cycle: the readings that say it.
public struct CyclerCounter: Sendable {
  /// The readings to add: the ends of the steps, or of the last step where the counter runs on.
  public let ends: [CyclerReading]
  /// The reading before the cycle, where the counter does not begin anew with it.
  public let start: CyclerReading?

  init(_ ends: [CyclerReading], _ direction: Direction, _ range: Range<Int>, of record: Record) {
    guard !record.isCountedByStep, range.lowerBound > 0 else {
      self.ends = record.isCountedByStep ? ends : ends.suffix(1)
      start = nil
      return
    }
    let before = record.lines[range.lowerBound - 1]
    let value = before.counter(of: direction)
    let runsOn = value > 0 && record.lines[range.lowerBound].counter(of: direction) >= value
    let column = record.columns.counter(of: direction)
    self.ends = ends.suffix(1)
    start = runsOn ? CyclerReading(column, of: before, value: value) : nil
  }

  /// The charge in ampere-hours, for comparing.
  public var value: Double { ends.reduce(0) { $0 + $1.value } - (start?.value ?? 0) }

  /// The charge.
  ///
  /// - Parameter derivation: The derivation that records it.
  /// - Returns: The charge in the unit of the column.
  /// - Throws: A diagnostic at a cell, or what arithmetic throws.
  public func charge(in derivation: Derivation) throws -> Quantity {
    let readings = try ends.map { try $0.quantity(in: derivation) }
    let end = try readings.count == 1 ? readings[0] : Quantity.sum(readings)
    guard let start else { return end }
    return try end - start.quantity(in: derivation)
  }
}
