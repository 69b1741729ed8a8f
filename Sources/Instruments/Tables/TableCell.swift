public import Quantity
public import Text

/// A cell of a table that knows where it stands and can be read as a number.
public struct TableCell: Sendable {
  /// Where the cell stands and what its text is.
  public let cell: Cell
  /// Where the cell begins, for messages: the column counts characters, not cells.
  public let place: Place
  let sourceLine: String

  /// The text of the cell, quotes resolved.
  public var text: String { cell.text }
}

extension TableCell {
  /// The value of a cell that holds a decimal number and nothing else but spaces around it.
  ///
  /// - Throws: A diagnostic at the cell.
  public func number() throws(Diagnostic) -> Double {
    let decimal = try decimal()
    guard let value = decimal.double else { throw fault(.tooLarge(trimmed)) }
    return value
  }

  /// The uncertainty that comes from the last printed digit alone.
  ///
  /// The value may lie anywhere within half a unit of that digit; this is not the uncertainty of
  /// the measurement.
  /// - Throws: A diagnostic at the cell.
  public func printedResolution() throws(Diagnostic) -> Uncertainty {
    .rectangular(halfWidth: try decimal().halfLastDigit, source: "resolution")
  }

  /// The cell as a quantity, a leaf of a derivation.
  ///
  /// - Parameters:
  ///   - unit: The unit the table states.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - variable: The variable this value is, where it is not one of its own.
  ///   - derivation: The derivation that records it.
  /// - Returns: The quantity.
  /// - Throws: A diagnostic at the cell.
  public func quantity(
    _ unit: Unit, uncertainty: Uncertainty? = nil, variable: String? = nil,
    in derivation: Derivation
  ) throws(Diagnostic) -> Quantity {
    let value = try number()
    do throws(QuantityError) {
      return try derivation.cell(
        cell, value: value, unit: unit, uncertainty: uncertainty, variable: variable)
    } catch {
      throw diagnostic(error.description)
    }
  }

  /// A diagnostic at the cell.
  ///
  /// - Parameters:
  ///   - message: What is wrong, one sentence without a full stop.
  ///   - hint: What to do about it.
  /// - Returns: The diagnostic with the line and a caret under the cell.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(
      message, at: place, line: sourceLine, width: text.unicodeScalars.count, hint: hint)
  }

  private var trimmed: String { text.withoutOuterSpaces }

  private func decimal() throws(Diagnostic) -> Decimal {
    guard let decimal = Decimal(trimmed) else { throw fault(.notANumber(trimmed)) }
    return decimal
  }

  private func fault(_ fault: TableFault) -> Diagnostic {
    diagnostic(fault.message, hint: fault.hint)
  }
}
