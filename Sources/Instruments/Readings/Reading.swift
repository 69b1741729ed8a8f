public import Quantity
public import Text

/// One value of an instrument file: its text, the place it stands at, and the number it says.
public struct Reading: Sendable {
  /// Where it stands and what its text is; of a binary file, the bytes and the value they encode.
  public let cell: Cell
  private let place: Place?
  private let sourceLine: String?
  private let sign: DecimalSign

  package init(
    _ cell: Cell, at place: Place? = nil, line: String? = nil, sign: DecimalSign = .point
  ) {
    self.cell = cell
    self.place = place
    sourceLine = line
    self.sign = sign
  }

  /// The text as it stands in the file.
  public var text: String { cell.text }

  /// The number the text says, `nil` where it says none.
  ///
  /// NaN and the `1E+37` that stands for "not known" are none.
  public var value: Double? {
    // Where the comma is the sign, a point would separate thousands: no number is written so.
    guard sign == .point || !cell.text.contains(".") else { return nil }
    let text = sign == .comma ? Self.withPoint(cell.text) : cell.text
    guard let number = Cell.number(in: text), number.magnitude < 1e37 else { return nil }
    return number
  }

  /// The number the text says.
  ///
  /// - Throws: A diagnostic at the value when it says none.
  public func number() throws(Diagnostic) -> Double {
    guard let value else {
      let shown = "\"\(Escaped(cell.text))\""
      if cell.text.withoutOuterSpaces.isEmpty {
        throw diagnostic("a number should stand here")
      }
      if let number = Cell.number(in: cell.text), number.magnitude >= 1e37 {
        throw diagnostic("\(shown) stands for a value that is not known")
      }
      let isComma = sign == .point && Cell.number(in: Self.withPoint(cell.text)) != nil
      throw diagnostic(
        "\(shown) is not a number",
        hint: isComma ? "a decimal comma? write \(Self.withPoint(cell.text))" : nil)
    }
    return value
  }

  /// The number, which must be a count of things: whole and not negative.
  ///
  /// - Throws: A diagnostic at the value.
  public func count() throws(Diagnostic) -> Int {
    guard let count = Int(exactly: try number()), count >= 0 else {
      throw diagnostic("\(Escaped(cell.text)) counts nothing: a whole number is wanted")
    }
    return count
  }

  /// The number, which must be larger than 0.
  ///
  /// - Throws: A diagnostic at the value.
  public func positive() throws(Diagnostic) -> Double {
    let value = try number()
    guard value > 0 else { throw diagnostic("\(Escaped(cell.text)) should be larger than 0") }
    return value
  }

  /// The number as a quantity, a leaf of a derivation.
  ///
  /// - Parameters:
  ///   - unit: The unit it is in.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - variable: The variable it is, where it is not one of its own.
  ///   - derivation: The derivation that records it.
  /// - Returns: The quantity.
  /// - Throws: A diagnostic at the value.
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

  /// A diagnostic at the value; where there is no line to show, its address goes before the words.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    guard let place else {
      let name = Escaped(cell.name).description
      return Diagnostic("\(name): \(message)", hint: hint)
    }
    return Diagnostic(
      message, at: place, line: sourceLine, width: cell.text.unicodeScalars.count, hint: hint)
  }

  private static func withPoint(_ text: String) -> String {
    String(text.map { $0 == "," ? "." : $0 })
  }
}

/// What stands before the fraction of a number.
package enum DecimalSign: Sendable {
  case point
  case comma
}
