public import Quantity
public import Text
internal import Lines

/// One line of a VAMAS file with the name of what stands on it.
public struct VAMASField: Sendable {
  /// Where the line stands and what its text is.
  public let cell: Cell
  /// What stands there, in words: `signal collection time of "Ni 2p"`.
  public let name: String
  let lines: Lines

  init(_ lines: Lines, line: Int, name: String) {
    cell = lines.cell(line)
    self.name = name
    self.lines = lines
  }

  /// The text without the spaces and the NULs that some programs pad it with.
  public var text: String { cell.text.withoutPadding }
}

extension VAMASField {
  /// Whether the line holds the standard's `1E+37`: not known.
  public var isUnset: Bool { (Cell.number(in: cell.text) ?? 0).magnitude >= 1e37 }

  /// The number on the line.
  ///
  /// - Throws: A diagnostic at the line when there is none, or the one that stands for "not known".
  public func number() throws(Diagnostic) -> Double {
    guard let value = Cell.number(in: cell.text) else { throw fault(.notANumber(name, cell.text)) }
    guard !isUnset else { throw fault(.unset(name)) }
    return value
  }

  /// The number on the line, which must be larger than 0.
  ///
  /// - Throws: A diagnostic at the line.
  public func positiveNumber() throws(Diagnostic) -> Double {
    let value = try number()
    guard value > 0 else { throw fault(.notPositive(name, cell.text)) }
    return value
  }

  /// The number on the line as a quantity, a leaf of a derivation.
  ///
  /// - Parameters:
  ///   - unit: The unit it is in.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - variable: The variable it is, where it is not one of its own.
  ///   - derivation: The derivation that records it.
  /// - Returns: The quantity.
  /// - Throws: A diagnostic at the line.
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

  /// A diagnostic at the line.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    lines.diagnostic(message, line: cell.line, hint: hint)
  }

  /// A whole number that counts what follows.
  func count() throws(Diagnostic) -> Int {
    guard let count = Int(exactly: try number()), count >= 0 else {
      throw fault(.notACount(name, cell.text))
    }
    return count
  }

  func fault(_ fault: VAMASFault) -> Diagnostic { diagnostic(fault.message, hint: fault.hint) }
}

extension String {
  var withoutPadding: String {
    let isPadding: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\0" || $0 == "\t" }
    let start = unicodeScalars.drop(while: isPadding)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: start.reversed().drop(while: isPadding).reversed())
    return String(text)
  }
}
