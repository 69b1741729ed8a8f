/// A disagreement with the cell, step or number at which it was found.
package struct Finding: Hashable, Sendable {
  /// What disagrees.
  package enum Subject: Hashable, Sendable {
    /// A step of the stage's derivation, with its label and its cell's address if it has them.
    case step(Int, label: String?, cell: String?)
    /// A published number, by its id.
    case number(String)
  }

  /// The stage whose file says it.
  package let stage: String
  /// What disagrees.
  package let subject: Subject
  /// How.
  package let disagreement: Disagreement
}
