import ArgumentParser
import Audit
import Host
import Text

/// `assay impact`: which numbers, sentences and figures rest on something.
struct ImpactVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract:
      "Say which numbers, sentences and figures rest on a cell, a file, a parameter, a stage.",
    discussion: """
      Of a cell the numbers are told whose derivations reach it, with the derivative and the share \
      of the variance where all between them is arithmetic. What goes through a fit, or a stage \
      that does not say what it used, is marked as asserted.
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(
    help: """
      A file, a folder or a glob; a line of a file (raw/a.csv:12), a field of it (raw/a.csv:12:3 or \
      raw/a.csv#C12); a parameter, a stage, or a number (stage.number).
      """,
    completion: Completion.subjects)
  var subject: String

  mutating func run() throws {
    let absolute = try project.path(of: subject)
    var audit = Audit(try Project.open(project))
    let path = try Project.name(of: subject, from: absolute)
    let impact = try audit.impact(of: subject, path: path)
    if project.json {
      Terminal.answer(impact.json.shown)
    } else {
      let words = ImpactWords(style: Style(project.color, for: .output))
      for line in words.lines(of: impact) { Terminal.answer(line) }
    }
    for note in ImpactWords.notes(on: impact) { Terminal.note(note) }
  }
}
