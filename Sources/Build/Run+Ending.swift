import Host
import Pipeline
import Store

/// What happens when a stage has ended.
extension Run {
  mutating func ended(_ id: StageID, _ ending: Ending) throws {
    guard case .running(var attempt) = schedule[id] else { return }
    var denied: [Denial] = []
    do {
      do {
        denied = try denials(of: attempt)
        try takeIn(id, &attempt, ending, denied)
      } catch let reason as StageFailure.Reason where mayRetry(attempt, after: reason) {
        try retry(id, &attempt, after: reason)
      }
    } catch {
      let reason = error as? StageFailure.Reason ?? .told(error)
      var failure = StageFailure(
        stage: attempt.stage.name, reason: reason, arguments: attempt.judgement.arguments,
        log: attempt.log, tries: attempt.turn.retries + 1)
      failure.denied = denied
      do {
        failure.partial = try attempt.undo()
      } catch {
        fail(id, failure)
        throw error
      }
      fail(id, failure)
    }
  }

  /// Looks at what a stage made, and writes it down if it is good.
  private mutating func takeIn(
    _ id: StageID, _ attempt: inout Attempt, _ ending: Ending, _ denied: [Denial]
  ) throws {
    try checkOutcome(ending, attempt)
    if let reason = ending.unwritten { throw StageFailure.Reason.told(reason) }
    guard denied.allSatisfy({ $0 == .network }) else { throw StageFailure.Reason.denied }
    judge.disk.cache.begin(id.index, anew: false)
    for output in attempt.stage.outputs { judge.disk.cache.retract(output.path) }
    if let reason = try movedInput(of: attempt) {
      return try again(id, &attempt, because: reason)
    }
    let observation = try observation(of: attempt, ending)
    if let touched = try observation.flatMap({ try attempt.firstTouched(of: $0.read) }) {
      return try again(id, &attempt, because: touched)
    }
    let outputs = try attempt.outputs(from: &judge.disk, into: judge.store)
    let numbers = try StageNumbers(of: attempt.stage)
    let manifest = try manifest(of: attempt, observation)
    let verdict = try record(
      attempt, manifest, outputs, numbers, observation?.packages, seconds: ending.wall)
    try noteSettled(attempt.stage, manifest)
    let kept = attempt.settle()
    if !kept.isEmpty { tell(.movedAside(stage: attempt.stage.name, paths: kept)) }
    outcome.count(.ran)
    outcome.seconds[attempt.stage.name] = ending.wall
    tell(.ended(stage: attempt.stage.name, verdict, seconds: ending.wall))
    settled(id, verdict)
  }

  /// A stage that ran stands from now on while the same is answered to all that it asked.
  private mutating func noteSettled(_ stage: Stage, _ manifest: Manifest?) throws {
    guard let manifest else { return }
    for line in manifest.found {
      _ = judge.inspector.askedAgain(line, by: stage, on: &judge.disk)
    }
    settledHere.insert(stage.id.index)
  }

  /// What a sandboxed stage asked for in vain; an output that it did not write is gone then.
  private func denials(of attempt: Attempt) throws -> [Denial] {
    guard attempt.stage.access == .sandboxed, let sightings = attempt.sightings else { return [] }
    let seen = try Sighting.all(in: sightings)
    try attempt.dropUnwritten(seen)
    return try Denial.all(of: attempt.stage, seen, log: attempt.log, judge.inspector)
  }

  /// What the stage was seen to do; `nil` when it was not observed, which is told once.
  private mutating func observation(
    of attempt: Attempt, _ ending: Ending
  ) throws -> Observation? {
    guard let sightings = attempt.sightings else { return nil }
    if let reason = ending.unseen {
      // What was promised of it cannot be said now.
      let isPromised = attempt.stage.isStrict || attempt.stage.access == .sandboxed
      if isPromised { throw StageFailure.Reason.told(reason) }
      if !outcome.isUnseenTold { tell(.unseen(reason)) }
      outcome.isUnseenTold = true
      return nil
    }
    let seen = try Sighting.all(in: sightings)
    var observation = try Observation(
      of: attempt.stage, seen, judge.inspector, on: &judge.disk)
    try observation.addPackages(
      seen, from: &judge.packages, except: attempt.temporaryFolder.path,
      counting: attempt.stage.isStrict)
    outcome.packages.formUnion(observation.packages)
    if let (path, maker) = observation.foreign {
      throw StageFailure.Reason.readUndeclared(path: path, maker: maker.name)
    }
    let known = Set((attempt.judgement.manifest?.lines ?? []).map { $0.fields.prefix(2) })
    let new = observation.read.filter { !known.contains(["found", $0]) }
    if !new.isEmpty { tell(.discovered(stage: attempt.stage.name, paths: new)) }
    if !observation.written.isEmpty {
      tell(.wroteUndeclared(stage: attempt.stage.name, paths: observation.written))
    }
    return observation
  }

  /// The manifest with what the stage was seen to ask; unobserved it is taken to have asked what it
  /// asked before.
  ///
  /// While the recorded recipe stands its questions stay: a record does not go to and fro between
  /// machines that ask differently.
  private func manifest(
    of attempt: Attempt, _ observation: Observation?
  ) throws -> Manifest? {
    guard let judged = attempt.judgement.manifest, let observation else {
      return attempt.judgement.manifest
    }
    let isRecorded = judged.recipe == attempt.judgement.record?.recipe
    let asked = Set(observation.found.map(\.subject))
    let kept = (isRecorded ? judged : judged.declared).lines
      .filter { !asked.contains($0.subject) && $0.kind != .package }
    let packages = attempt.stage.isStrict ? observation.packages.map(\.line) : []
    return Manifest(kept + observation.found + packages)
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
    let witnesses = attempt.judgement.witnesses
    if let path = try judge.disk.firstChanged(of: witnesses) { return path }
    if attempt.stage.isSeenWhole(by: witnesses) { return nil }
    guard let before = attempt.judgement.manifest else { return nil }
    let now = try judge.inspect(attempt.stage).manifest
    return now.staticKey == before.staticKey ? nil : now.changes(since: before).first?.what
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
    _ attempt: Attempt, _ manifest: Manifest?, _ outputs: [Action.Output],
    _ numbers: StageNumbers?, _ packages: [Package]?, seconds: Double
  ) throws -> Verdict {
    guard let manifest else { return .changed }
    let stage = attempt.stage
    let read = packages?.map(\.line) ?? []
    try judge.store.put(manifest.bytes)
    try attempt.fileLog(under: manifest.key)
    let old = judge.record(of: stage)
    let action = Action(
      stage: stage.name, manifest: manifest, outputs: outputs,
      packages: try packages.map { try judge.store.put(PackagesRead.bytes($0)) },
      seconds: seconds, time: Machine.now.description)
    try judge.actions.append(action)
    guard let old else {
      try write(manifest, stage, outputs, numbers, read)
      return .changed
    }
    let judged = attempt.judgement.manifest
    let isSameRecipe =
      stage.isMachine ? old.key == judged?.key : old.recipe == judged?.recipe
    if old.outputs == outputs {
      if !isSameRecipe || Self.asksMore(manifest, than: old)
        || old.numbers?.path != stage.numbers || old.isStrict != stage.isStrict
        || old.values != numbers?.values ?? []
      {
        try write(manifest, stage, outputs, numbers, read)
      }
      return .confirmed
    }
    try write(manifest, stage, outputs, numbers, read)
    guard isSameRecipe else { return .changed }
    tellDifference(stage, manifest, from: old, numbers, read)
    return .differs
  }

  /// Whether a record is to be written for what its stage was seen to ask.
  ///
  /// So it is when it did not know of a file that was read, or of no question because the stage was not
  /// observed. What loaders and interpreters of one machine look for is no reason.
  private static func asksMore(_ manifest: Manifest, than old: Record) -> Bool {
    let asked = old.project.filter { $0.kind == .found }
    let new = manifest.found.filter { !asked.contains($0) }
    let wasObserved = !asked.isEmpty || !old.packages.isEmpty
    return new.contains(where: \.isContent) || !wasObserved && !new.isEmpty
  }

  /// By the same recipe other bytes came out than are recorded.
  func tellDifference(
    _ stage: Stage, _ manifest: Manifest, from old: Record, _ numbers: StageNumbers?,
    _ packages: [ManifestLine] = []
  ) {
    let machine = old.machine.map {
      Manifest(manifest.machine + packages).changes(since: Manifest($0 + old.packages))
    }
    tell(
      .differs(
        stage: stage.name,
        numbers: StageNumbers.shifts(from: old.values, to: numbers?.values ?? []),
        machine: machine ?? []))
  }

  private func write(
    _ manifest: Manifest, _ stage: Stage, _ outputs: [Action.Output], _ numbers: StageNumbers?,
    _ packages: [ManifestLine] = []
  ) throws {
    guard !keepsRecord(of: stage) else { return }
    let record = Record(
      stage: stage.name, manifest: manifest, outputs: outputs, numbers: numbers?.output,
      values: numbers?.values ?? [], packages: packages)
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
    let last = judge.actions.last(of: stage.name)
    if judgement.source == .record || last?.key != manifest.key {
      let action = Action(
        stage: stage.name, manifest: manifest, outputs: judgement.outputs,
        packages: packagesRead(by: manifest), seconds: last?.seconds,
        time: Machine.now.description)
      try judge.actions.append(action)
      outcome.mustSave = true
    }
    let old = judgement.record
    let isTold =
      old.map { Self.holds($0, by: manifest) } == true && old?.outputs == judgement.outputs
      && old?.numbers?.path == stage.numbers && old?.isStrict == stage.isStrict
    if isTold, try hasNumbersCopy(stage, old), try hasValues(stage, old) { return }
    outcome.mustSave = true
    var read = old?.packages ?? []
    if let packages = packagesRead(by: manifest), let list = judge.list(packages) {
      read = list.map(\.line)
    }
    try write(manifest, stage, judgement.outputs, try StageNumbers(of: stage), read)
  }

  /// The list of what was read outside of the project when a manifest's outputs were made here.
  private func packagesRead(by manifest: Manifest) -> Digest? {
    judge.actions.actions(for: manifest.staticKey).first { $0.key == manifest.key }?.packages
  }

  /// Whether a record says what is so by today's manifest, which may ask for more on this machine.
  private static func holds(_ record: Record, by manifest: Manifest) -> Bool {
    if record.recipe == manifest.recipe { return true }
    let recorded = Manifest(record.project)
    return recorded.declared.recipe == manifest.declared.recipe
      && Set(manifest.found).isSuperset(of: recorded.found) && !asksMore(manifest, than: record)
  }

  /// Whether the committed copy of the numbers is the one that the record names.
  mutating func hasNumbersCopy(_ stage: Stage, _ record: Record?) throws -> Bool {
    guard !stage.isMachine, let numbers = record?.numbers else { return true }
    let copy = Layout.numbers(of: stage.name)
    return try judge.disk.content(of: copy, as: .input)?.digest == numbers.content.digest
  }

  /// Whether a record lists the values of the file that it names; of a record that stands as it did
  /// at the end of the last run that is known.
  private mutating func hasValues(_ stage: Stage, _ record: Record?) throws -> Bool {
    guard let record, record.numbers != nil else { return true }
    let path = Layout.record(of: stage.name, isMachine: stage.isMachine)
    if judge.disk.knows(path) { return true }
    _ = try judge.disk.content(of: path, as: .output)
    return try StageNumbers(of: stage)?.values == record.values
  }

  /// Ends a run: everything to the disk at once, then the snapshot that trusts it.
  mutating func finish() throws {
    let didWrite = outcome.ran + outcome.count(of: .restored) > 0 || outcome.mustSave
    if didWrite {
      if options.policy != .recorded { try Records.dropUnusedMachines() }
      try Files.syncFilesystem(holding: Layout.local)
    }
    let standing = try standing()
    if didWrite || judge.disk.cache.isChanged || standing != nil {
      try Snapshot.save(judge.disk.cache, isFlushed: didWrite, standing)
    }
  }
}

extension Stage {
  /// Whether all that its static key says of the disk is what is in some files: then as long as they are
  /// the same files the key is the same.
  fileprivate func isSeenWhole(by witnesses: [Disk.Witness]) -> Bool {
    guard tools.isEmpty, witnesses.count == inputs.count else { return false }
    return zip(inputs, witnesses).allSatisfy { input, witness in
      if case .path(let path, _) = input.pattern { path == witness.path } else { false }
    }
  }
}
