import ArgumentParser
import Audit
import Host
import Pipeline
import Text

/// `assay diff`: which numbers moved between two revisions, what caused it, which sentences change.
struct DiffVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Say which numbers moved since a revision, what caused it, and which sentences change.",
    discussion: """
      Both revisions are read out of git: records, numbers, data and manuscripts. Nothing is checked \
      out and nothing runs. A number's shift is told in units of the standard uncertainty it had, \
      and of that of the difference, in which what both share cancels.
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(
    help: ArgumentHelp(
      "The earlier revision: a commit, a branch, a tag, HEAD~3.", valueName: "rev1"))
  var old: String

  @Argument(
    help: ArgumentHelp("The later one. (default: the working tree)", valueName: "rev2"))
  var new: String?

  mutating func run() throws {
    let pipeline = try Project.open(project)
    let difference = try Difference(pipeline: pipeline.file, from: old, to: new)
    if project.json {
      Terminal.answer(difference.json.shown)
    } else {
      let words = DiffWords(style: Style(project.color, for: .output))
      for line in words.lines(of: difference) { Terminal.answer(line) }
    }
    for note in DiffWords.notes(on: difference) { Terminal.note(note) }
  }
}
