/// What became of a step when it was looked at again.
///
/// There are as many as steps, and nearly all of them are fine: what is wrong lies elsewhere.
package indirect enum Check: Hashable, Sendable {
  /// The cell was read again from the recorded bytes and says the same.
  case reread
  /// Calculated again with the same result.
  case recomputed
  /// A constant, a parameter or an exact number: there is nothing to read or to calculate.
  case given
  /// The number of another stage, found there with the same value.
  case linked
  /// A procedure, or a number without derivation: the stage says so.
  case asserted
  /// It cannot be looked at, because what it rests on has changed since.
  case stale(Staleness)
  /// It comes out otherwise.
  case failed(Disagreement)
}

/// Why a step cannot be looked at any more.
package enum Staleness: Hashable, Sendable {
  /// The input no longer has the recorded bytes.
  case changed(path: String)
  /// The input is gone.
  case missing(path: String)
  /// The other stage never ran.
  case neverRun(stage: String)
  /// The numbers of the other stage are in doubt.
  case doubted(stage: String)
  /// The pipeline declares the stage otherwise: its command or a parameter.
  case redeclared(stage: String, what: String)
}
