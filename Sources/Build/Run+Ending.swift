import Host
import Pipeline
import Store

/// What happens when a stage has ended.
extension Run {
  mutating func ended(_ id: StageID, _ ending: Ending) throws {
    guard case .running(var attempt) = schedule[id] else { return }
    do {
      do {
        try takeIn(id, &attempt, ending)
      } catch let reason as StageFailure.Reason where mayRetry(attempt, after: reason) {
        try retry(id, &attempt, after: reason)
      }
    } catch {
      let reason = error as? StageFailure.Reason ?? .told(error)
      var failure = StageFailure(
        stage: attempt.stage.name, reason: reason, arguments: attempt.judgement.arguments,
        log: attempt.log, tries: attempt.turn.retries + 1)
      failure.partial = try attempt.undo()
      fail(id, failure)
    }
  }

  /// Looks at what a stage made, and writes it down if it is good.
  private mutating func takeIn(
    _ id: StageID, _ attempt: inout Attempt, _ ending: Ending
  ) throws {
    try checkOutcome(ending, attempt)
    if let reason = try movedInput(of: attempt) {
      return try again(id, &attempt, because: reason)
    }
    let outputs = try attempt.outputs(from: &judge.disk, into: judge.store)
    let numbers = try StageNumbers(of: attempt.stage)
    let verdict = try record(attempt, outputs, numbers)
    let kept = try attempt.settle()
    if !kept.isEmpty { tell(.movedAside(stage: attempt.stage.name, paths: kept)) }
    outcome.count(.ran)
    outcome.seconds[attempt.stage.name] = ending.wall
    tell(.ended(stage: attempt.stage.name, verdict, seconds: ending.wall))
    settled(id, verdict)
  }

  private func checkOutcome(_ ending: Ending, _ attempt: Attempt) throws(StageFailure.Reason) {
    if outcome.signal != nil { throw .interrupted }
    if let limit = attempt.stage.timeout, let deadline = attempt.deadline, attempt.isOverdue,
      ending.ended >= deadline
    {
      throw .timedOut(limit)
    }
    switch ending.outcome {
    case .exited(0): break
    case .exited(let code): throw .exited(code)
    case .signaled(let signal): throw .signaled(signal)
    case .notStarted(let error): throw .notStarted(error)
    }
  }

  private func mayRetry(_ attempt: Attempt, after reason: StageFailure.Reason) -> Bool {
    reason.mayPass && attempt.turn.retries < attempt.stage.retries && !mustStop
  }

  private mutating func retry(
    _ id: StageID, _ attempt: inout Attempt, after reason: StageFailure.Reason
  ) throws {
    var turn = attempt.turn
    turn.retries += 1
    tell(
      .retries(
        stage: attempt.stage.name, reason, number: turn.retries, of: attempt.stage.retries))
    try attempt.keepLog()
    try startAgain(id, &attempt, turn)
  }

  /// What of the inputs is no longer what it was when the stage started.
  private mutating func movedInput(of attempt: Attempt) throws -> String? {
    if let path = try judge.disk.firstChanged(of: attempt.judgement.witnesses) { return path }
    guard let before = attempt.judgement.manifest else { return nil }
    let now = try judge.inspect(attempt.stage).manifest
    return now.key == before.key ? nil : now.changes(since: before).first?.what
  }

  private mutating func again(_ id: StageID, _ attempt: inout Attempt, because path: String) throws
  {
    var turn = attempt.turn
    guard turn.repetitions < Attempt.repetitionLimit else {
      throw StageFailure.Reason.inputKeepsChanging(path)
    }
    turn.repetitions += 1
    tell(.runsAgain(stage: attempt.stage.name, because: path))
    try startAgain(id, &attempt, turn)
  }

  /// Starts a stage again, unless what is known by now makes that needless or forbids it.
  private mutating func startAgain(
    _ id: StageID, _ attempt: inout Attempt, _ turn: Attempt.Turn
  ) throws {
    try attempt.forget()
    let judgement = try judge.judge(attempt.stage)
    guard !judgement.isSettled, mayRun(attempt.stage, judgement) else {
      return schedule.set(id, .ready)
    }
    try start(id, judgement, turn)
  }

  /// Writes down what the stage made; the verdict compares it with what was recorded.
  private mutating func record(
    _ attempt: Attempt, _ outputs: [Action.Output], _ numbers: StageNumbers?
  ) throws -> Verdict {
    guard let manifest = attempt.judgement.manifest else { return .changed }
    let stage = attempt.stage
    let old = judge.record(of: stage)
    let action = Action(
      stage: stage.name, manifest: manifest, outputs: outputs, time: Machine.now.description)
    try judge.actions.append(action)
    guard let old else {
      try write(manifest, stage, outputs, numbers)
      return .changed
    }
    let isSameRecipe =
      stage.isMachine ? old.key == manifest.key : old.recipe == manifest.recipe
    if old.outputs == outputs {
      if !isSameRecipe || old.numbers?.path != stage.numbers {
        try write(manifest, stage, outputs, numbers)
      }
      return .confirmed
    }
    try write(manifest, stage, outputs, numbers)
    guard isSameRecipe else { return .changed }
    tellDifference(stage, manifest, from: old, numbers)
    return .differs
  }

  /// By the same recipe other bytes came out than are recorded.
  func tellDifference(
    _ stage: Stage, _ manifest: Manifest, from old: Record, _ numbers: StageNumbers?
  ) {
    let machine = old.machine.map { Manifest(manifest.machine).changes(since: Manifest($0)) } ?? []
    tell(
      .differs(
        stage: stage.name,
        numbers: StageNumbers.shifts(from: old.values, to: numbers?.values ?? []),
        machine: machine))
  }

  private func write(
    _ manifest: Manifest, _ stage: Stage, _ outputs: [Action.Output], _ numbers: StageNumbers?
  ) throws {
    guard !keepsRecord(of: stage) else { return }
    let record = Record(
      stage: stage.name, manifest: manifest, outputs: outputs, numbers: numbers?.output,
      values: numbers?.values ?? [])
    try Records.write(record, isMachine: stage.isMachine, numbers: numbers?.bytes)
  }

  /// A stage that need not run: the record says what is so, and the store holds what is believed.
  mutating func believe(_ stage: Stage, _ judgement: Judgement) throws {
    guard let manifest = judgement.manifest else { return }
    if judgement.source == .record {
      try judge.store.put(manifest.bytes)
      for output in stage.outputs where output.isCached {
        _ = try judge.disk.take(output.path, into: judge.store)
      }
    }
    let isLast = judge.actions.last(of: stage.name)?.key == manifest.key
    if judgement.source == .record || !isLast {
      let action = Action(
        stage: stage.name, manifest: manifest, outputs: judgement.outputs,
        time: Machine.now.description)
      try judge.actions.append(action)
      outcome.mustSave = true
    }
    let old = judgement.record
    let isTold =
      old?.recipe == manifest.recipe && old?.outputs == judgement.outputs
      && old?.numbers?.path == stage.numbers
    if isTold, try hasNumbersCopy(stage, old) { return }
    outcome.mustSave = true
    try write(manifest, stage, judgement.outputs, try StageNumbers(of: stage))
  }

  /// Whether the committed copy of the numbers is the one that the record names.
  mutating func hasNumbersCopy(_ stage: Stage, _ record: Record?) throws -> Bool {
    guard !stage.isMachine, let numbers = record?.numbers else { return true }
    let copy = Layout.numbers(of: stage.name)
    return try judge.disk.content(of: copy, as: .input)?.digest == numbers.content.digest
  }

  /// Ends a run: everything to the disk at once, then the snapshot that trusts it.
  mutating func finish() throws {
    let didWrite = outcome.ran + outcome.count(of: .restored) > 0 || outcome.mustSave
    if didWrite {
      if options.policy != .recorded { try Records.dropUnusedMachines() }
      try Files.syncFilesystem(holding: Layout.local)
    }
    if didWrite || judge.disk.cache.isChanged {
      try Snapshot.save(judge.disk.cache, isFlushed: didWrite)
    }
  }
}
