/// What one independent variable adds to the uncertainty of a number.
public struct Contribution: Hashable, Sendable {
  /// The project-wide name of the variable: `file.csv#B7`, `parameter:mass`, `constant:F`.
  public let variable: String
  /// Sensitivity × standard uncertainty of the variable, with its sign, in the number's unit.
  public let uncertainty: Double
  /// The degrees of freedom of the variable; `nil` for infinitely many.
  public let dof: Double?

  /// Makes a contribution from its parts.
  public init(variable: String, uncertainty: Double, dof: Double? = nil) {
    self.variable = variable
    self.uncertainty = uncertainty
    self.dof = dof
  }
}
