public import Quantity
internal import Tables
internal import Text

/// One line of an export: what one solution gave at one emission line, once.
public struct Reading: Sendable {
  /// What a solution is there for, by the word under `Type`.
  public enum Kind: String, Hashable, Sendable {
    /// A solution without the sample.
    case blank = "Blank"
    /// A solution of known concentration that the instrument is calibrated with.
    case standard = "Std"
    /// A solution of known concentration that the calibration is checked with.
    case check = "QC"
    /// A solution of the sample.
    case sample = "Samp"
  }

  /// The text under `Solution Label`.
  public var label: String { labelCell.text }
  /// The emission line, such as `Ni 231.604`: element and wavelength in nm.
  public var line: String { lineCell.text }

  let labelCell: TableCell
  let typeCell: TableCell
  let lineCell: TableCell
  let flags: TableCell
  let result: TableCell
  let unitCell: TableCell
  let corrected: TableCell
  let counts: TableCell

  var kind: Kind? { Kind(rawValue: typeCell.text) }
}

extension Reading {
  /// The concentration in the solution, a leaf that knows the resolution of its last digit.
  ///
  /// - Throws: A diagnostic at the cell that is no good result: flagged, empty, `--`, `ND`, NaN,
  ///   the 1E+37 of a value never set, a decimal comma, or another value after a correction.
  public func concentration(in derivation: Derivation) throws -> Quantity {
    let flag = flags.text.filter { $0 != " " }
    guard flag.isEmpty else { throw flags.diagnostic(.flagged(flag)) }
    let value = try number(in: result)
    if Cell.number(in: corrected.text) != value {
      throw corrected.diagnostic(.corrected(corrected.text, solution: result.text))
    }
    return try result.quantity(unit(), uncertainty: result.printedResolution(), in: derivation)
  }

  /// The intensity of the line, in what the instrument counts.
  ///
  /// - Throws: A diagnostic at the cell that is no number.
  public func intensity(in derivation: Derivation) throws -> Quantity {
    _ = try number(in: counts)
    return try counts.quantity(
      Unit("counts/s"), uncertainty: counts.printedResolution(), in: derivation)
  }

  /// The unit of the concentration.
  func unit() throws(Diagnostic) -> Unit {
    do throws(QuantityError) {
      return try Unit(unitCell.text)
    } catch {
      throw unitCell.diagnostic(.unknownUnit(unitCell.text))
    }
  }

  private func number(in cell: TableCell) throws(Diagnostic) -> Double {
    let text = cell.text.filter { $0 != " " }
    guard !["", "--", "ND"].contains(text) else {
      throw cell.diagnostic(.noResult(text))
    }
    let value = try cell.number()
    // VAMAS and others write 1E+37 where nothing was measured.
    guard abs(value) < 1e37 else { throw cell.diagnostic(.unset(text)) }
    return value
  }
}

extension TableCell {
  func diagnostic(_ fault: ICPFault) -> Diagnostic {
    diagnostic(fault.message, hint: fault.hint)
  }
}
