/// Why a question to the audit has no answer.
package enum AuditError: Error, Hashable, Sendable {
  /// No number has the id or the name; `near` is one that may have been meant.
  case noSuchNumber(String, near: String?)
  /// Several stages have a number of that name.
  case ambiguous(String, ids: [String])
  /// The stage has not run yet.
  case neverRun(stage: String)
  /// The stage declares no numbers.
  case silent(stage: String)
  /// What is recorded does not hold.
  case doubt(Doubt)

  /// Whether something recorded does not hold, and not only the question.
  package var isDoubt: Bool { if case .doubt = self { true } else { false } }
}
