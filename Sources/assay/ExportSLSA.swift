import ArgumentParser
import Exchange
import Text

/// `assay export slsa`: the statement that `assay seal` signs, unsigned.
struct ExportSLSA: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slsa",
    abstract: "An in-toto statement with SLSA provenance over HEAD, unsigned.",
    discussion: "It is refused for the reasons for which `assay seal` is.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var destination: ExportDestination

  func validate() throws {
    if project.json { throw ValidationError("slsa is JSON already: no --json") }
  }

  mutating func run() throws {
    let target = try destination.path(in: project)
    let statement = try SealVerb.statement(of: Project.open(project))
    try ExportDestination.write(statement.json.shown, to: target)
  }
}
