import ArgumentParser
import Exchange
import Host
import Text

/// `assay export shell`: a script that rebuilds all results without us.
struct ExportShell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Write a POSIX shell script that rebuilds all results with no assay on the machine.",
    discussion: """
      Stages run in order, with the commands, the environment and the empty folders that they have \
      here; then every result is held against its recorded digest.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: ExportDestination

  func validate() throws {
    if project.json { throw ValidationError("a shell script is the answer: no --json") }
  }

  mutating func run() throws {
    let file = try output.path(in: project)
    let script = try ShellScript(try Project.open(project)) { Machine.variable($0) }
    if !script.outdated.isEmpty {
      Terminal.note(
        "note: changed since they were recorded, and rebuilt as recorded: "
          + Words.names(script.outdated))
    }
    guard let file else { return Terminal.answer(script.text) }
    try Files.write(script.text, to: file, mode: .executable)
  }
}
