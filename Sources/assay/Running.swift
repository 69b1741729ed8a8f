import Build
import Host
import Pipeline
import Store
import Text

/// What `run` and `restore` share: the project's lock, the run itself, its entry in the ledger.
enum Running {
  /// Runs as asked and tells what happens meanwhile.
  static func outcome(
    of pipeline: Pipeline, _ options: Run.Options, color: Style.Choice
  ) throws -> RunOutcome {
    let words = RunWords(style: Style(color, for: .error))
    let lock = try Project.lock(words)
    let keeper = try Keeper.start(notes: Layout.notes)
    let started = Machine.now
    var run = Run(
      pipeline, keeper: keeper, variable: { Machine.variable($0) }, options: options,
      tell: words.tell)
    let outcome = try run.all()
    if outcome.didSomething { try LedgerEntry(outcome, started: started).append() }
    _ = consume lock
    return outcome
  }
}

extension Project {
  /// The right to change the project, which one process holds at a time; what a killed run left
  /// running is ended.
  static func lock(_ words: RunWords) throws -> Lock {
    try Store.prepare()
    let note = "process \(Machine.processID) on \(Machine.hostName) since \(Machine.now)"
    let lock = try Lock.take(Layout.lock, note: note) { holder in
      Terminal.note("waiting for another run in this project: \(Escaped(holder))")
    }
    let survivors = try Survivors.end(notes: Layout.notes, temporaries: Run.temporaries)
    if !survivors.isEmpty { words.tell(.endedSurvivors(survivors)) }
    return lock
  }
}
