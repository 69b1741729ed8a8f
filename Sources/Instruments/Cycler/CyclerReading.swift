public import Quantity
public import Tables

/// One reading of a cycler: its cell, and the unit that the heading states.
public struct CyclerReading: Sendable {
  /// Where it stands.
  public let cell: TableCell
  /// The unit of its column.
  public let unit: Unit
  /// The value in amperes, volts or ampere-hours, for comparing.
  public let value: Double

  init(_ column: Columns.Measured, of line: Line, value: Double) {
    cell = line.cells[column.index]
    unit = column.unit
    self.value = value
  }

  /// The reading as a leaf of a derivation, known to half a unit of its last digit.
  ///
  /// - Parameter derivation: The derivation that records it.
  /// - Returns: The quantity in the unit of the column.
  /// - Throws: A diagnostic at the cell.
  public func quantity(in derivation: Derivation) throws -> Quantity {
    try cell.quantity(unit, uncertainty: cell.printedResolution(), in: derivation)
  }
}
