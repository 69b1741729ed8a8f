import ArgumentParser
import Build
import Host
import Pipeline

/// `assay restore`: put back what the store can give.
struct RestoreVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put back outputs that the store has, and run nothing; exit 3 if any is missing.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var targets: TargetArguments

  mutating func run() throws {
    let pipeline = try Project.open(project)
    let selection = try pipeline.selection(targets.targets)
    var options = Run.Options(jobs: 1, memory: Machine.memory, selection: selection)
    options.policy = .nothing
    let outcome = try Running.outcome(of: pipeline, options, color: project.color)
    let stages = selection.targets.map { pipeline[$0] }
    Terminal.answer(
      project.json
        ? outcome.json(of: stages)
        : Words.summary(stages.map { outcome.verdicts[$0.name] ?? .waiting }))
    if outcome.signal != nil { throw ExitCode(Failure.interrupted) }
    let standing = outcome.count(of: .fresh) + outcome.count(of: .restored)
    if standing < stages.count { throw ExitCode(Failure.outOfDate) }
  }
}
