package import Host
package import Pipeline
import Store

/// Rebuilds what is out of date, and nothing else.
///
/// Approach: stages whose upstream stages are settled are judged, the longest way first. What is
/// fresh settles at once; what the store can give back is put back and settles; what must run is
/// started while there is room. When a stage ends, its inputs are compared with what they were, its
/// outputs are hashed into the store, its action and record are written, and only then are the
/// stages behind it looked at: outputs that came out equal leave them fresh. Between any two of
/// these steps the run hears what happened: a stage ended, a signal came, a time was up.
package struct Run: ~Copyable {
  /// Where the empty folder of each stage is made: not below the project, because a path to a
  /// socket may hold 107 bytes.
  package static var temporaries: String {
    Machine.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// How long a stage has from being asked to end until it is killed.
  private static let grace = Duration.seconds(5)
  /// How long nothing is told of the progress at most.
  private static let pulse = Duration.milliseconds(200)

  let pipeline: Pipeline
  let options: Options
  let tell: (RunEvent) -> Void
  /// The stages to be put in order; of those upstream it is only asked what they make.
  private let wanted: Set<StageID>
  /// Told often while the run goes on, whatever happens: how many stages are done with.
  let progress: ((Int) -> Void)?
  var judge: Judge
  private var keeper: Keeper
  var jobserver: Jobserver?
  /// A stage could start if there were a token for it.
  var lacksToken = false
  var schedule: Schedule
  var outcome: RunOutcome
  /// The stages, by their numbers, of which it is known on what their verdict rests now.
  var settledHere: Set<Int> = []
  private let spares = Spares()

  /// Prepares a run; the keeper must have been started before any thread.
  ///
  /// With a jobserver the processors are shared with the programs that take part in it.
  package init(
    _ pipeline: Pipeline, keeper: consuming Keeper, jobserver: consuming Jobserver? = nil,
    variable: @escaping @Sendable (String) -> String?,
    options: Options, tell: @escaping (RunEvent) -> Void, progress: ((Int) -> Void)? = nil
  ) {
    self.pipeline = pipeline
    self.options = options
    self.tell = tell
    self.progress = progress
    self.keeper = keeper
    let selection = options.selection
    wanted = Set(options.policy == .nothing ? selection.targets : selection.stages)
    judge = Judge(
      pipeline, forcing: options.isForced ? Set(selection.targets) : [], variable: variable)
    if options.statusWhenDone != nil, options.policy == .everything { judge.findStanding() }
    var seconds = [Double?](repeating: nil, count: pipeline.stages.count)
    for id in selection.stages {
      seconds[id.index] = judge.actions.seconds(of: pipeline[id].name)
    }
    schedule = Schedule(
      pipeline, selection,
      Capacity(cpus: options.jobs, memory: options.memory, pools: pipeline.pools),
      seconds: { seconds[$0.id.index] })
    self.jobserver = jobserver
    outcome = RunOutcome(stages: wanted.count)
    shareProcessors()
  }

  /// Does it all; throws only what leaves no way to go on, once what already runs has ended.
  package mutating func all() throws -> RunOutcome {
    defer { spares.drop() }
    try prepare()
    var refusal: (any Error)?
    while true {
      var hasMore = false
      lacksToken = false
      do {
        if refusal == nil { hasMore = try step() }
      } catch {
        refusal = error
      }
      guard hasMore || !schedule.running.isEmpty else { break }
      progress?(outcome.verdicts.count)
      let wait = hasMore ? .zero : untilNext
      let event =
        lacksToken
        ? try keeper.next(timeout: wait, orTokenOf: jobserver) : try keeper.next(timeout: wait)
      switch event {
      case .ended(let id, let ending):
        do { try ended(pipeline.stages[id].id, ending) } catch { refusal = refusal ?? error }
        shareProcessors()
      case .interrupted(let signal): try interrupt(signal)
      case nil: break
      }
      try endOverdue()
    }
    for fault in judge.faults { tell(.ignored(fault)) }
    try finish()
    if let refusal { throw refusal }
    return outcome
  }

  private mutating func prepare() throws {
    try judge.checkSources(of: options.selection)
    let stages = options.selection.stages.map { pipeline[$0] }
    if stages.contains(where: { $0.environment.contains(where: \.isSecret) }) {
      try LocalSalt.prepare()
    }
    try Aside.dropHeld()
    try judge.store.dropUnfinished()
    try Files.removeTree(Layout.seen)
  }

  /// After a signal nothing new is started, nor after a failure unless that was asked for.
  var mustStop: Bool {
    outcome.signal != nil || !outcome.failures.isEmpty && !options.keepsGoing
  }

  /// Whether a stage is to be put in order, and not only one to be read from.
  func isWanted(_ id: StageID) -> Bool { wanted.contains(id) }

  /// Looks at one stage and fills the free places; `false` when there is none to look at now.
  private mutating func step() throws -> Bool {
    guard !mustStop else { return false }
    let next = schedule.takeReady()
    if let next { try guarded(next) { (run, id) in try run.consider(id) } }
    while !mustStop {
      if let (id, judgement) = schedule.takeQueued() {
        try guarded(id) { (run, id) in try run.start(id, judgement, .first) }
        takeTokensOfRunning()
      } else if !schedule.lacksGrant {
        shareProcessors()
        break
      } else if !takeToken() {
        break
      }
    }
    return next != nil
  }

  /// Does something with a stage; where the run is to go on past failures, what keeps this stage
  /// from being looked at or started is its failure alone.
  private mutating func guarded(
    _ id: StageID, _ body: (inout Run, StageID) throws -> Void
  ) throws {
    do {
      try body(&self, id)
    } catch let error where options.keepsGoing && !Self.isEndOfAll(error) {
      fail(
        id,
        StageFailure(
          stage: pipeline[id].name, reason: .told(error), arguments: [], log: "", tries: 0))
    }
  }

  private static func isEndOfAll(_ error: any Error) -> Bool {
    if case HostError.keeperLost = error { true } else { false }
  }

  /// A stage's outputs stand.
  mutating func settled(_ id: StageID, _ verdict: Verdict) {
    schedule.settle(id)
    outcome.verdicts[pipeline[id].name] = verdict
  }

  mutating func start(_ id: StageID, _ judgement: Judgement, _ turn: Attempt.Turn) throws {
    let stage = pipeline[id]
    judge.disk.cache.begin(id.index, anew: false)
    let ours = try ours(of: stage, judgement.record)
    var attempt = try Attempt(stage, judgement, turn, disk: &judge.disk, ours: ours, spares)
    if turn == .first { tell(.started(stage: stage.name, judgement.verdict, judgement.changes)) }
    do {
      let inputs = stage.access == .sandboxed ? try judge.inspector.inputPaths(of: stage) : []
      let launch = attempt.launch(in: judge.inspector.surroundings, reading: inputs)
      try keeper.launch(id: id.index, launch)
    } catch {
      _ = try attempt.undo()
      throw error
    }
    schedule.set(id, .running(attempt))
  }

  /// A stage failed: all behind it cannot be made.
  mutating func fail(_ id: StageID, _ failure: StageFailure) {
    outcome.failed(failure)
    tell(.failed(failure))
    block(behind: id)
  }

  /// The outputs of a stage cannot be made, nor can those of any stage behind it.
  mutating func block(behind id: StageID) {
    let blocked = schedule.giveUp(id).filter { wanted.contains($0) }.map { pipeline[$0].name }
    guard !blocked.isEmpty, outcome.signal == nil else { return }
    for name in blocked { outcome.verdicts[name] = .blocked }
    tell(.blocked(stages: blocked, behind: pipeline[id].name))
  }
}

// MARK: - Stages that are ended

extension Run {
  /// The first signal asks every stage to end, the second ends them.
  private mutating func interrupt(_ signal: Int32) throws {
    let grace = outcome.signal == nil ? Self.grace : .zero
    outcome.signal = signal
    for id in schedule.running { try keeper.stop(id: id.index, grace: grace) }
  }

  /// How long to wait for an event before something else is to be done.
  private var untilNext: Duration? {
    [untilDeadline, progress.map { _ in Self.pulse }].compactMap(\.self).min()
  }

  /// How long until the first of the running stages has had its time.
  private var untilDeadline: Duration? {
    let deadlines = schedule.running.compactMap { id -> Duration? in
      guard case .running(let attempt) = schedule[id], !attempt.isOverdue else { return nil }
      return attempt.deadline
    }
    return deadlines.min().map { $0 - Machine.uptime }
  }

  /// Asks stages that have had their time to end.
  private mutating func endOverdue() throws {
    for id in schedule.running {
      guard case .running(var attempt) = schedule[id], !attempt.isOverdue,
        let deadline = attempt.deadline, deadline <= Machine.uptime
      else { continue }
      attempt.isOverdue = true
      schedule.set(id, .running(attempt))
      try keeper.stop(id: id.index, grace: Self.grace)
    }
  }
}
