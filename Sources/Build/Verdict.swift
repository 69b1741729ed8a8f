package import Store

/// What is true of a stage: before a run what it would do, after it what it did.
package enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// The outputs on disk are what an action or the record holds for today's manifest.
  case fresh
  /// The outputs were lost or edited, or the inputs went back: the store gives them back.
  case restored
  /// Ran, and made the outputs that were known before.
  case confirmed
  /// Something in the manifest changed: it must run; after a run, its outputs changed too.
  case changed
  /// Never run, as far as this machine and the records know.
  case never
  /// Ran by the same recipe as recorded and made other bytes.
  case differs
  /// Ran and failed.
  case failed
  /// Stands behind a stage that must run first: whether it must run too is not known yet.
  case waiting
  /// Stands behind a stage that failed, or that must run and may not.
  case blocked
  /// Is in the pipeline no more; its record or its outputs are still there and are never read.
  case orphan

  /// Whether nothing need be done.
  package var isUpToDate: Bool { self == .fresh }
}

/// What is known of a stage before it runs.
package struct Judgement: Sendable {
  package let verdict: Verdict
  /// What the stage stands behind, when it waits.
  package let waitingOn: [String]
  /// Why it must run or be restored: old to new.
  package let changes: [Change]
  /// Today's manifest; `nil` while the stage waits.
  package let manifest: Manifest?
  /// The command as it would be run.
  package let arguments: [String]
  /// The files looked at, as they were.
  let witnesses: [Disk.Witness]
  /// The record as it was read to judge.
  package let record: Record?
  /// The outputs that are known for today's manifest.
  package let outputs: [Action.Output]
  /// Who knows them.
  package let source: Source

  /// Who vouches for outputs that need not be made.
  package enum Source: Sendable { case none, action, record }
}
