package import Text

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
  /// No number at a place of a manuscript is bound to anything; `texts` are those that stand there.
  case nothingBound(Place, isColumn: Bool, texts: [String])
  /// Manuscripts say the same words of several numbers; `claims` are their places.
  case saidOften(String, claims: [String])
  /// No manuscript says such words, and several numbers round to them.
  case roundsOften(String, ids: [String])
  /// Neither a manuscript nor a number says such words.
  case nothingRounds(String)
  /// The file is no raw data of the project; `near` is one that may have been meant.
  case notRaw(String, near: String?)
  /// The project lies in no git repository.
  case noRepository
  /// A revision has no pipeline.
  case noPipeline(String, revision: String)
  /// A revision, or the working tree, has no records of results.
  case noRecords(revision: String?)
  /// A revision, or the working tree, has records, but none that this version can read; `fault` is
  /// what is wrong with the first.
  case unreadableRecords(revision: String?, fault: String)
  /// Nothing of the project is called so; `near` is what may have been meant.
  case nothingCalled(String, near: String?)
  /// What is recorded does not hold.
  case doubt(Doubt)

  /// Whether something recorded does not hold, and not only the question.
  package var isDoubt: Bool { if case .doubt = self { true } else { false } }
}
