import Build
import Host
import Pipeline
import Store
import Text

/// What `run` and `restore` share: the project's lock, the run itself, its entry in the ledger.
enum Running {
  /// Runs as asked and tells what happens meanwhile.
  static func outcome(
    of pipeline: Pipeline, _ options: Run.Options, color: Style.Choice, events: EventLines? = nil,
    sharing jobserver: consuming Jobserver? = nil
  ) throws -> RunOutcome {
    let count = options.selection.stages.count
    let report = RunReport(
      words: RunWords(style: Style(color, for: .error)),
      live: LiveLine(stages: count, color: color), events: events)
    defer { report.hide() }
    report.begin(stages: count, jobs: options.jobs)
    let signals = try Signals.begin()
    let lock = try Project.lock(signals, telling: report.tell)
    let keeper = try Keeper.start(notes: Layout.notes, holding: lock)
    let (started, begun) = (Machine.now, Machine.uptime)
    var run = Run(
      pipeline, keeper: keeper, jobserver: jobserver, variable: { Machine.variable($0) },
      options: options, tell: report.tell, progress: report.progress)
    let outcome = try run.all()
    let seconds = (Machine.uptime - begun).seconds
    let exit = outcome.exitCode(options.policy)
    if outcome.didSomething {
      try LedgerEntry(outcome, of: pipeline, started: started, seconds: seconds, exit: exit)
        .append()
    }
    report.end(outcome, seconds: seconds, exit: exit)
    _ = consume lock
    _ = consume signals
    return outcome
  }
}

extension Project {
  /// The right to change the project, which one process holds at a time.
  ///
  /// What a killed run left running is ended, and told. A signal ends the wait.
  static func lock(
    _ signals: borrowing Signals, telling tell: (RunEvent) -> Void
  ) throws -> Lock {
    try Store.prepare()
    let note = "process \(Machine.processID) on \(Machine.hostName) since \(Machine.now)"
    let lock = try Lock.take(
      Layout.lock, note: note, mustGiveUp: { signals.next() != nil }
    ) { holder in
      let name = holder.isEmpty ? "" : ": \(Escaped(holder))"
      Terminal.note("waiting for another run in this project\(name)")
    }
    let survivors = try Survivors.end(notes: Layout.notes, temporaries: Run.temporaries)
    if !survivors.isEmpty { tell(.endedSurvivors(survivors)) }
    return lock
  }
}
