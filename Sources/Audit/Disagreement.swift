package import Quantity
package import Text

/// How something recorded differs from what is found when it is read or calculated again.
package enum Disagreement: Hashable, Sendable {
  /// The cell has another text.
  case cellText(recorded: String, found: String)
  /// No cell stands at that place.
  case noCell
  /// The file cannot be split into cells.
  case notATable(Diagnostic)
  /// The record does not name the file among what the stage read.
  case notAnInput(path: String)
  /// The text of the cell is no number.
  case notANumber(text: String)
  /// The text of the cell says another value.
  case cellValue(recorded: Double, found: Double, Unit)
  /// The stage was given another text for its parameter.
  case parameter(recorded: String, found: String)
  /// Arithmetic gives another value.
  case value(recorded: Double, found: Double, Unit)
  /// Arithmetic that cannot be done.
  case impossible(QuantityError)
  /// The stage named has no such number.
  case noSuchNumber(id: String)
  /// The number of another stage has another value.
  case otherNumber(id: String, recorded: Operation.Operand, found: Operation.Operand)
  /// The number of another stage has another uncertainty.
  case otherUncertainty(id: String, recorded: Double, found: Double?, Unit)
  /// The published value is not that of its step.
  case numberValue(recorded: Operation.Operand, found: Operation.Operand)
  /// The published uncertainty is not what propagation gives.
  case uncertainty(recorded: Double, found: Double?, Unit)
  /// The published degrees of freedom are not what propagation gives.
  case degreesOfFreedom(recorded: Double, found: Double?)
  /// A variable contributes otherwise to the uncertainty.
  case contribution(variable: String, recorded: Double, found: Double, Unit)
}
