/// A published number: what a stage says, and the paper prints.
public struct Number: Hashable, Sendable {
  /// The name within its stage.
  public let name: String
  /// The value.
  public let value: Double
  /// Its unit.
  public let unit: Unit
  /// The combined standard uncertainty with its effective degrees of freedom, if one is stated.
  public let uncertainty: Uncertainty?
  /// How far the uncertainty goes; `nil` when the file does not say.
  public let budget: Budget?
  /// With how many decimals the author prints the number, where no uncertainty decides it.
  public let decimals: Int?
  /// What exactly the number is; `nil` only in files of other programs.
  public let definition: String?
  /// The step that made it; `nil` without a derivation.
  public let step: StepID?
  /// What each independent variable contributes to the uncertainty.
  public let contributions: [Contribution]
  /// The line of the name in the file; 0 when the number was made here.
  public let line: Int
  /// The column of the name in the file; 0 when the number was made here.
  public let column: Int

  /// What the budget leaves out; `nil` when it is complete or the file does not say.
  public var missing: String? {
    if case .partial(let missing) = budget { missing } else { nil }
  }

  /// The number as it is printed, with its unit.
  public var printed: String {
    Printed(
      value, uncertainty: missing == nil ? uncertainty?.standard : nil, unit: unit,
      decimals: decimals
    ).description
  }

  /// Whether a text can name a number: `[A-Za-z_][A-Za-z0-9_]*`.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
    }
  }
}
