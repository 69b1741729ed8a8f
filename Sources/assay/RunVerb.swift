import ArgumentParser
import Build
import Host
import Pipeline
import Text

/// `assay run`: rebuild what is out of date.
struct RunVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Rebuild what is out of date, and nothing else.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var targets: TargetArguments

  @Option(
    name: .customShort("j", allowingJoined: true),
    help: "Run stages on this many processors. (default: all; below `make -j` what it gives)")
  var jobs: Int?

  @Flag(
    name: [.customShort("k"), .customLong("keep-going")],
    help: "After a failure, run everything that is not behind it.")
  var keepsGoing = false

  @Flag(
    name: [.customShort("n"), .customLong("dry-run")],
    help: "Only say what would be done; exit 3 if anything.")
  var isDry = false

  @Flag(name: .customLong("force"), help: "Run the targets even if they are up to date.")
  var isForced = false

  @Flag(
    name: .customLong("frozen"),
    help: """
      Change no record: run only what is recorded by the same recipe; exit 3 if anything else \
      must run, 4 if other bytes come out.
      """)
  var isFrozen = false
  @Option(
    help: ArgumentHelp("Add what happens to this file or pipe, as JSON lines.", valueName: "file"),
    completion: .file())
  var events: String?

  func validate() throws {
    if events != nil, isDry { throw ValidationError("--events: a dry run does nothing to tell of") }
    if let jobs, jobs < 1 { throw ValidationError("-j takes a whole number of at least 1") }
    if isDry, isFrozen {
      throw ValidationError("-n runs nothing, and so cannot be asked with --frozen")
    }
  }

  mutating func run() throws {
    // Before anything is opened: what it names by numbers must be what was inherited.
    let jobserver =
      jobs == nil && !isDry ? Jobserver.join(Machine.variable("MAKEFLAGS")) : nil
    let eventsFile = try events.map { try project.path(of: $0) }
    let pipeline = try Project.open(project)
    let selection = try pipeline.selection(targets.targets)
    if isDry {
      return try StatusAnswer(pipeline, project, selection).give(
        forcing: isForced ? Set(selection.targets) : [])
    }
    var options = Run.Options(
      jobs: jobs ?? Machine.processorCount, memory: Machine.memory, selection: selection)
    options.keepsGoing = keepsGoing
    options.isForced = isForced
    options.policy = isFrozen ? .recorded : .everything
    if Project.isWhole(pipeline) { options.statusWhenDone = { StatusAnswer.done(pipeline) } }
    let outcome = try Running.outcome(
      of: pipeline, options, color: project.color, events: eventsFile.map { try EventLines($0) },
      sharing: jobserver)
    Terminal.answer(
      project.json ? outcome.json(of: selection.stages.map { pipeline[$0] }) : outcome.summary)
    let code = outcome.exitCode(options.policy)
    if code != 0 { throw ExitCode(code) }
  }
}

extension Duration {
  /// The seconds, with what they have behind the point.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
