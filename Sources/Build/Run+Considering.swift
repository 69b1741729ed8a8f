// What is done with a stage whose upstream stages are settled, before or instead of running it.

import Host
import Pipeline
import Store

extension Run {
  /// Looks whether a stage must run; puts back what can be put back.
  mutating func consider(_ id: StageID) throws {
    let stage = pipeline[id]
    if judge.stands(stage, freshUpstream: { outcome.verdicts[pipeline[$0].name] == .fresh }) {
      if isWanted(id) { outcome.count(.reused) }
      return settled(id, .fresh)
    }
    let judgement =
      options.policy == .nothing ? try judge.known(of: stage) : try judge.judge(stage)
    guard isWanted(id) else { return look(through: id, judgement) }
    switch judgement.verdict {
    case .fresh: try settle(id, .fresh, judgement)
    case .restored:
      do {
        try restore(stage, judgement)
        try settle(id, .restored, judgement)
      } catch let error as StoreError {
        // Now the store knows that it cannot give it back.
        tell(.badBlob(stage: stage.name, error))
        schedule.set(id, .ready)
      }
    default:
      guard mayRun(stage, judgement) else { return leave(id, judgement) }
      schedule.set(id, .queued(judgement))
    }
  }

  /// A stage that nobody wants to be put in order: it only matters whether what it makes is known.
  private mutating func look(through id: StageID, _ judgement: Judgement) {
    guard judge.canBeRead(judgement) else { return block(behind: id) }
    if judgement.verdict == .restored { judge.promise(judgement.outputs) }
    schedule.settle(id)
  }

  /// Whether a stage that must run is run.
  func mayRun(_ stage: Stage, _ judgement: Judgement) -> Bool {
    switch options.policy {
    case .everything: true
    case .recorded: stage.isMachine || isRecorded(stage, judgement)
    case .nothing: false
    }
  }

  /// A stage that must run and may not, and all behind it.
  private mutating func leave(_ id: StageID, _ judgement: Judgement) {
    tell(.outdated(stage: pipeline[id].name, judgement.verdict, judgement.changes))
    outcome.noteOutdated(pipeline[id].name, judgement.verdict)
    block(behind: id)
  }

  private mutating func restore(_ stage: Stage, _ judgement: Judgement) throws {
    var aside = Aside(stage: stage.name, time: Machine.now.description)
    var lost: [Action.Output] = []
    var inTheWay: [String] = []
    for output in judgement.outputs {
      let standing = try judge.disk.content(of: output.path, as: .output)
      guard standing != output.content else { continue }
      lost.append(output)
      if standing != nil { inTheWay.append(output.path) }
    }
    let ours = inTheWay.isEmpty ? [] : try ours(of: stage, judgement.record)
    var restored: [String] = []
    do {
      try aside.clear(inTheWay, disk: &judge.disk, ours: ours)
      for output in lost {
        let clock = Machine.now
        let placed = try judge.store.restore(output.content, at: output.path)
        restored.append(output.path)
        if let identity = placed?.identity {
          judge.disk.cache.note(
            output.path, identity, output.content.digest, hashedAt: clock)
        }
      }
    } catch {
      for path in restored { try? Files.removeTree(path) }
      _ = try aside.putBack(outputs: [])
      throw error
    }
    for output in lost { try judge.disk.askAgain(output.path) }
    let kept = aside.settle()
    tell(.restored(stage: stage.name, judgement.changes))
    if !kept.isEmpty { tell(.movedAside(stage: stage.name, paths: kept)) }
  }

  /// The outputs that this machine made last; what a record vouches for is stored, so that it too
  /// may give way to a run.
  mutating func ours(of stage: Stage, _ record: Record?) throws -> [Action.Output] {
    let recorded = record?.outputs ?? []
    for output in stage.outputs where output.isCached && !recorded.isEmpty {
      guard let standing = try judge.disk.content(of: output.path, as: .output),
        recorded.contains(Action.Output(output.path, standing))
      else { continue }
      _ = try judge.disk.take(output.path, into: judge.store)
    }
    return judge.actions.last(of: stage.name)?.outputs ?? []
  }

  /// Nothing need be run: what others believe of this stage is brought up to date.
  private mutating func settle(_ id: StageID, _ verdict: Verdict, _ judgement: Judgement) throws {
    let stage = pipeline[id]
    if keepsRecord(of: stage), try !agreesWithRecord(stage, judgement) {
      return schedule.settle(id)
    }
    try believe(stage, judgement)
    settledHere.insert(id.index)
    outcome.count(judgement.source == .record ? .believed : .reused)
    settled(id, verdict)
  }
}
