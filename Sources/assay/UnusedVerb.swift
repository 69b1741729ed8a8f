import ArgumentParser
import Audit
import Host
import Pipeline
import Text

/// `assay unused`: what of the raw data no printed number rests on.
struct UnusedVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unused",
    abstract: """
      Tell what of the raw data no printed number rests on, each with its declared reason; exit 4 if \
      a number rests on what is declared as left out.
      """,
    discussion: """
      A number is printed when a manuscript states it. Reasons are declared under `exclude` in the \
      pipeline. Of a stage that says of no number where it comes from, all data count as used.
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Ask for all numbers of the stages, not only those that a manuscript states.")
  var numbers = false

  mutating func run() throws {
    let pipeline = try Project.open(project)
    if pipeline.manuscripts.isEmpty, !numbers { throw Self.noManuscripts }
    var audit = Audit(pipeline)
    let unused = try audit.unused(amongAllNumbers: numbers)
    if project.json {
      Terminal.answer(unused.json.shown)
    } else {
      let words = UnusedWords(style: Style(project.color, for: .output), pipeline: pipeline)
      for line in words.lines(of: unused, amongAllNumbers: numbers) { Terminal.answer(line) }
    }
    if !unused.holds { throw ExitCode(Failure.doesNotHold) }
  }

  private static let noManuscripts = Diagnostic(
    "the pipeline names no manuscripts, so no number is printed",
    hint: "`assay unused --numbers` asks for all numbers of the stages")
}
