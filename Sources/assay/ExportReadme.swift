import ArgumentParser
import Exchange
import Text

/// `assay export readme`: what data editors want to find beside the data.
struct ExportReadme: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readme",
    abstract: "Write a README for replicators: data, requirements, each number with its stage.",
    discussion: """
      In the order of the template of the Social Science Data Editors, which the American Economic \
      Association asks for, and in Markdown.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: ExportDestination

  func validate() throws {
    if project.json { throw ValidationError("a text is the answer: no --json") }
  }

  mutating func run() throws {
    let file = try output.path(in: project)
    let text = try ReplicationReadme(try Project.open(project)).text
    try ExportDestination.write(text, to: file)
  }
}
