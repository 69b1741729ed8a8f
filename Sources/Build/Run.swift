package import Host
package import Pipeline
import Store

/// Rebuilds what is out of date, and nothing else.
///
/// Approach: stages whose upstream stages are settled are judged in the order of the graph. What is
/// fresh settles at once; what the store can give back is put back and settles; what must run is
/// started while there is room. When a stage ends, its inputs are compared with what they were, its
/// outputs are hashed into the store, its action and record are written, and only then are the
/// stages behind it looked at: outputs that came out equal leave them fresh.
package struct Run: ~Copyable {
  /// What a run is asked for.
  package struct Options: Sendable {
    /// How many processors stages may occupy together.
    package let jobs: Int
    package init(jobs: Int) { self.jobs = max(1, jobs) }
  }

  /// Where the empty folder of each stage is made: not below the project, because a path to a
  /// socket may hold 107 bytes.
  package static var temporaries: String {
    Machine.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// How long nothing is told of the progress at most.
  private static let pulse = Duration.milliseconds(200)

  let pipeline: Pipeline
  let options: Options
  let tell: (RunEvent) -> Void
  /// Told often while the run goes on, whatever happens: how many stages are done with.
  let progress: ((Int) -> Void)?
  var judge: Judge
  var keeper: Keeper
  var schedule: Schedule
  var outcome: RunOutcome

  /// Prepares a run; the keeper must have been started before any thread.
  package init(
    _ pipeline: Pipeline, keeper: consuming Keeper,
    variable: @escaping @Sendable (String) -> String?,
    options: Options, tell: @escaping (RunEvent) -> Void, progress: ((Int) -> Void)? = nil
  ) {
    self.pipeline = pipeline
    self.options = options
    self.tell = tell
    self.progress = progress
    self.keeper = keeper
    judge = Judge(pipeline, variable: variable)
    schedule = Schedule(pipeline)
    outcome = RunOutcome(stages: pipeline.stages.count)
  }

  /// Does it all; throws only what leaves no way to go on, once what already runs has ended.
  package mutating func all() throws -> RunOutcome {
    try judge.checkSources()
    if pipeline.stages.contains(where: { $0.environment.contains(where: \.isSecret) }) {
      try LocalSalt.prepare()
    }
    try Aside.dropHeld()
    try judge.store.dropUnfinished()
    var refusal: (any Error)?
    while true {
      do {
        if !outcome.mustStop, refusal == nil { try startWhatCan() }
      } catch {
        refusal = error
      }
      guard schedule.runningCount > 0 else { break }
      progress?(outcome.verdicts.count)
      switch try keeper.next(timeout: progress.map { _ in Self.pulse }) {
      case .ended(let id, let ending): try ended(pipeline.stages[id].id, ending)
      case .interrupted(let signal): try interrupt(signal)
      case nil: continue
      }
    }
    for fault in judge.faults { tell(.ignored(fault)) }
    try finish()
    if let refusal { throw refusal }
    return outcome
  }

  /// Judges what can be judged and fills the free places.
  private mutating func startWhatCan() throws {
    while !outcome.mustStop, let id = schedule.takeReady() {
      try consider(id)
      progress?(outcome.verdicts.count)
    }
    while !outcome.mustStop, let (id, judgement) = schedule.takeQueued(jobs: options.jobs) {
      try start(id, judgement, repetition: 0)
    }
  }

  /// Looks whether a stage must run; puts back what can be put back.
  private mutating func consider(_ id: StageID) throws {
    let stage = pipeline[id]
    let judgement = try judge.judge(stage)
    switch judgement.verdict {
    case .fresh: try settle(id, .fresh, judgement)
    case .restored:
      do {
        try restore(stage, judgement)
        try settle(id, .restored, judgement)
      } catch let error as StoreError {
        tell(.badBlob(stage: stage.name, error))
        schedule.set(id, .queued(judgement))
      }
    default: schedule.set(id, .queued(judgement))
    }
  }

  private mutating func restore(_ stage: Stage, _ judgement: Judgement) throws {
    let ours = try ours(of: stage)
    var aside = Aside(stage: stage.name, time: Machine.now.description)
    var lost: [Action.Output] = []
    for output in judgement.outputs
    where try judge.disk.content(of: output.path, as: .output) != output.content {
      lost.append(output)
    }
    try aside.clear(lost.map(\.path), disk: &judge.disk, ours: ours)
    do {
      for output in lost { try judge.store.restore(output.content, at: output.path) }
    } catch {
      for output in lost { try Files.removeTree(output.path) }
      _ = try aside.putBack(outputs: [])
      throw error
    }
    let kept = try aside.settle()
    tell(.restored(stage: stage.name, judgement.changes))
    if !kept.isEmpty { tell(.movedAside(stage: stage.name, paths: kept)) }
  }

  /// The outputs that this machine made last; what a record vouches for is stored, so that it too
  /// may give way to a run.
  private mutating func ours(of stage: Stage) throws -> [Action.Output] {
    let recorded = judge.record(of: stage)?.outputs ?? []
    for output in stage.outputs where output.isCached {
      guard let standing = try judge.disk.content(of: output.path, as: .output),
        recorded.contains(Action.Output(output.path, standing))
      else { continue }
      _ = try judge.disk.take(output.path, into: judge.store)
    }
    return judge.actions.last(of: stage.name)?.outputs ?? []
  }

  /// Nothing need be run: what others believe of this stage is brought up to date.
  private mutating func settle(_ id: StageID, _ verdict: Verdict, _ judgement: Judgement) throws {
    try believe(pipeline[id], judgement)
    outcome.count(judgement.source == .record ? .believed : .reused)
    settled(id, verdict)
  }

  /// A stage's outputs stand.
  mutating func settled(_ id: StageID, _ verdict: Verdict) {
    schedule.settle(id)
    outcome.verdicts[pipeline[id].name] = verdict
  }

  mutating func start(_ id: StageID, _ judgement: Judgement, repetition: Int) throws {
    let stage = pipeline[id]
    if let manifest = judgement.manifest { try judge.store.put(manifest.bytes) }
    let ours = try ours(of: stage)
    let attempt = try Attempt(
      stage, judgement, repetition: repetition, disk: &judge.disk, ours: ours)
    if repetition == 0 {
      tell(.started(stage: stage.name, judgement.verdict, judgement.changes))
    }
    try keeper.launch(id: id.index, attempt.launch(in: judge.inspector.surroundings))
    schedule.set(id, .running(attempt))
  }

  /// A stage failed: all behind it cannot be made.
  mutating func fail(_ id: StageID, _ failure: StageFailure) {
    outcome.failed(failure)
    tell(.failed(failure))
    for blocked in schedule.fail(id) { outcome.verdicts[pipeline[blocked].name] = .blocked }
  }

  /// The first signal asks every stage to end, the second ends them.
  private mutating func interrupt(_ signal: Int32) throws {
    let grace: Duration = outcome.signal == nil ? .seconds(5) : .zero
    outcome.signal = signal
    for id in schedule.running { try keeper.stop(id: id.index, grace: grace) }
  }
}
