public import Quantity
public import Text

/// A number of a column text that knows where it stands.
public struct PatternCell: Sendable {
  /// The file, the line, the number of the field in it, and the text; a decimal comma stands in the
  /// text as a point.
  public let cell: Cell
  /// Where the field begins, for messages: the column counts characters, not fields.
  public let place: Place
  /// What the text says; finite.
  public let value: Double
  let sourceLine: String
  let width: Int
}

extension PatternCell {
  /// The number as a quantity, a leaf of a derivation.
  ///
  /// - Parameters:
  ///   - unit: The unit of the column.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - derivation: The derivation that records it.
  /// - Returns: The quantity.
  /// - Throws: A diagnostic at the number.
  public func quantity(
    _ unit: Unit, uncertainty: Uncertainty? = nil, in derivation: Derivation
  ) throws(Diagnostic) -> Quantity {
    do throws(QuantityError) {
      return try derivation.cell(cell, value: value, unit: unit, uncertainty: uncertainty)
    } catch {
      throw diagnostic(error.description)
    }
  }

  /// A diagnostic at the number, with its line shown.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(message, at: place, line: sourceLine, width: width, hint: hint)
  }

  func fault(_ fault: PatternTextFault) -> Diagnostic {
    diagnostic(fault.message, hint: fault.hint)
  }
}
