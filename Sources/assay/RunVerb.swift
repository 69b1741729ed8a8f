import ArgumentParser
import Build
import Git
import Host
import Pipeline
import Store
import Text

/// `assay run`: rebuild what is out of date.
struct RunVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Rebuild what is out of date, and nothing else.")

  @OptionGroup var project: ProjectOptions

  @Option(
    name: .customShort("j", allowingJoined: true),
    help: "Run stages on this many processors. (default: all)")
  var jobs: Int?

  @Flag(
    name: [.customShort("n"), .customLong("dry-run")],
    help: "Only say what would be done; exit 3 if anything.")
  var isDry = false

  @Option(
    help: ArgumentHelp("Add what happens to this file or pipe, as JSON lines.", valueName: "file"),
    completion: .file())
  var events: String?

  func validate() throws {
    if events != nil, isDry { throw ValidationError("--events: a dry run does nothing to tell of") }
    if let jobs, jobs < 1 { throw ValidationError("-j takes a whole number of at least 1") }
  }

  mutating func run() throws {
    let eventsFile = try events.map { try project.path(of: $0) }
    let pipeline = try Project.open(project)
    if isDry { return try StatusAnswer(pipeline, project).give() }
    let events = try eventsFile.map { try EventLines($0) }
    try Store.prepare()
    let note = "process \(Machine.processID) on \(Machine.hostName) since \(Machine.now)"
    let lock = try Lock.take(Layout.lock, note: note) { holder in
      Terminal.note("waiting for another run in this project: \(Escaped(holder))")
    }
    let survivors = try Survivors.end(
      notes: Layout.notes, temporaries: Run.temporaries)
    let keeper = try Keeper.start(notes: Layout.notes)
    let report = RunReport(
      words: RunWords(style: Style(project.color, for: .error)),
      live: LiveLine(stages: pipeline.stages.count, color: project.color), events: events)
    defer { report.hide() }
    let jobs = jobs ?? Machine.processorCount
    report.begin(stages: pipeline.stages.count, jobs: jobs)
    if !survivors.isEmpty { report.tell(.endedSurvivors(survivors)) }
    let (started, begun) = (Machine.now, Machine.uptime)
    var run = Run(
      pipeline, keeper: keeper, variable: { Machine.variable($0) }, options: .init(jobs: jobs),
      tell: report.tell, progress: report.progress)
    let outcome = try run.all()
    let seconds = (Machine.uptime - begun).seconds
    if outcome.didSomething {
      try LedgerEntry(outcome, of: pipeline, started: started, seconds: seconds).append()
    }
    report.end(outcome, seconds: seconds)
    answer(outcome, pipeline)
    _ = consume lock
    if outcome.exitCode != 0 { throw ExitCode(outcome.exitCode) }
  }

  private func answer(_ outcome: RunOutcome, _ pipeline: Pipeline) {
    guard project.json else { return Terminal.answer(outcome.summary) }
    let stages = pipeline.stages.map { stage -> JSON in
      var members: [(String, JSON)] = [
        ("name", .string(stage.name)),
        ("verdict", .string((outcome.verdicts[stage.name] ?? .waiting).rawValue)),
      ]
      if let seconds = outcome.seconds[stage.name] { members.append(("seconds", JSON(seconds))) }
      return .object(members)
    }
    Terminal.answer(
      JSON.object([("stages", .array(stages)), ("summary", .object(outcome.counts))]).pretty)
  }
}

extension RunOutcome {
  /// What a run comes to, for whoever started it.
  var exitCode: Int32 {
    if signal != nil { return Failure.interrupted }
    return failures.isEmpty ? 0 : Failure.stage
  }

  /// How many stages came to be what they are in which way.
  var counts: [(String, JSON)] {
    [
      ("stages", JSON(stages)), ("run", JSON(ran)), ("machine", JSON(reused)),
      ("record", JSON(believed)), ("failed", JSON(failures.count)),
    ]
  }

  /// The last line of a run.
  var summary: String {
    var parts = [
      "\(ran) run here", "\(reused) from this machine", "\(believed) believed from the record",
    ]
    if !failures.isEmpty { parts.append("\(failures.count) failed") }
    let rest = stages - ran - reused - believed - failures.count
    if rest > 0 { parts.append("\(rest) not reached") }
    return "\(stages) \(stages == 1 ? "stage" : "stages"): " + parts.joined(separator: ", ")
  }
}

extension Duration {
  /// The seconds, with what they have behind the point.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
