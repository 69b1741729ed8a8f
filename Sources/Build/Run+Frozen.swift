// A run in which no committed record may change.

import Pipeline
import Store

extension Run {
  /// Whether the record of a stage must stay as it is; that of a machine stage is not committed.
  func keepsRecord(of stage: Stage) -> Bool { options.policy == .recorded && !stage.isMachine }

  /// Whether the record of a stage speaks of today's recipe.
  func isRecorded(_ stage: Stage, _ judgement: Judgement) -> Bool {
    guard let record = judgement.record else { return false }
    return record.recipe == judgement.manifest?.recipe && record.numbers?.path == stage.numbers
  }

  /// Holds a stage that need not run against its record; `false` when a run would write another
  /// one, which has been told then.
  mutating func agreesWithRecord(_ stage: Stage, _ judgement: Judgement) throws -> Bool {
    guard let manifest = judgement.manifest else { return true }
    if let record = judgement.record, isRecorded(stage, judgement) {
      guard record.outputs == judgement.outputs else {
        tellDifference(stage, manifest, from: record, try StageNumbers(of: stage))
        outcome.count(.reused)
        outcome.verdicts[stage.name] = .differs
        return false
      }
      if try hasNumbersCopy(stage, record) { return true }
    }
    tell(.outdated(stage: stage.name, .changed, changes(since: judgement.record, stage, manifest)))
    outcome.noteOutdated(stage.name, .changed)
    return false
  }

  /// What a stage's record says that is no longer so.
  private func changes(
    since record: Record?, _ stage: Stage, _ manifest: Manifest
  ) -> [Change] {
    guard let record else { return [Change(what: "it has no record", old: nil, new: nil)] }
    let changes = Manifest(manifest.project).changes(since: Manifest(record.project))
    guard changes.isEmpty else { return changes }
    guard record.numbers?.path == stage.numbers else {
      return [Change(what: "numbers", old: record.numbers?.path, new: stage.numbers)]
    }
    let copy = Layout.numbers(of: stage.name)
    return [Change(what: "\(copy) is no copy of \(stage.numbers ?? "")", old: nil, new: nil)]
  }
}
