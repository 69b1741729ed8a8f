public import Quantity
internal import Tables
public import Text
internal import Words

/// A value of a thermobalance file where it stands: a word of a text, or a cell of a table.
public struct ThermobalanceCell: Sendable {
  enum Source: Sendable {
    case word(WordCell)
    case table(TableCell)
  }

  let source: Source

  init(_ word: WordCell) { source = .word(word) }
  init(_ cell: TableCell) { source = .table(cell) }

  /// Where the value stands and what its text is.
  public var cell: Cell {
    switch source {
    case .word(let word): word.cell
    case .table(let cell): cell.cell
    }
  }

  /// The text of the value.
  public var text: String { cell.text }

  /// The value of a decimal number; a mark of a value that is none, such as 1E+37, is refused.
  ///
  /// - Throws: A diagnostic at the cell.
  public func number() throws(Diagnostic) -> Double {
    let value =
      switch source {
      case .word(let word): try word.number()
      case .table(let cell): try cell.number()
      }
    guard abs(value) < Self.leastMark else { throw ThermobalanceFault.mark(text).at(self) }
    return value
  }

  /// No time, temperature or mass of a balance comes near it in any unit; programs write 1E+30 and
  /// more where nothing was measured.
  private static let leastMark = 1e30

  /// The value as a quantity, a leaf of a derivation.
  ///
  /// - Parameters:
  ///   - unit: The unit the file states.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - derivation: The derivation that records it.
  /// - Returns: The quantity.
  /// - Throws: A diagnostic at the cell.
  public func quantity(
    _ unit: Unit, uncertainty: Uncertainty? = nil, in derivation: Derivation
  ) throws(Diagnostic) -> Quantity {
    _ = try number()
    return
      switch source
    {
    case .word(let word): try word.quantity(unit, uncertainty: uncertainty, in: derivation)
    case .table(let cell): try cell.quantity(unit, uncertainty: uncertainty, in: derivation)
    }
  }

  /// A diagnostic at the cell.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    switch source {
    case .word(let word): word.diagnostic(message, hint: hint)
    case .table(let cell): cell.diagnostic(message, hint: hint)
    }
  }
}
