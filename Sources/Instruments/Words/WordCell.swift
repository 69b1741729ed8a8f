public import Quantity
public import Text

/// A word that knows where it stands and can be read as a number.
public struct WordCell: Sendable {
  /// Where the word stands and what it is.
  public let cell: Cell
  let start: Int
  let words: Words

  /// The word.
  public var text: String { cell.text }

  /// The value of a word that is a decimal number.
  ///
  /// - Throws: A diagnostic at the word.
  public func number() throws(Diagnostic) -> Double {
    guard let decimal = Decimal(text) else {
      throw diagnostic("\"\(Escaped(text))\" is not a number", hint: Self.hint(text))
    }
    guard let value = decimal.double else {
      throw diagnostic("\(Escaped(text)) is too large for a double")
    }
    return value
  }

  /// The word as a quantity, a leaf of a derivation.
  ///
  /// - Parameters:
  ///   - unit: The unit the file states.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - derivation: The derivation that records it.
  /// - Returns: The quantity.
  /// - Throws: A diagnostic at the word.
  public func quantity(
    _ unit: Unit, uncertainty: Uncertainty? = nil, in derivation: Derivation
  ) throws(Diagnostic) -> Quantity {
    let value = try number()
    do throws(QuantityError) {
      return try derivation.cell(cell, value: value, unit: unit, uncertainty: uncertainty)
    } catch {
      throw diagnostic(error.description)
    }
  }

  /// A diagnostic at the word.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    words.diagnostic(message, at: start, width: text.unicodeScalars.count, hint: hint)
  }

  private static func hint(_ text: String) -> String? {
    let withPoint = String(text.map { $0 == "," ? "." : $0 })
    guard withPoint != text, Decimal(withPoint) != nil else { return nil }
    return "a decimal comma? write \(withPoint)"
  }
}
