import ArgumentParser
import Host
import Readers
import Text

/// `assay cells FILE`: what a reader sees in an instrument file.
struct CellsVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cells",
    abstract: "Show what a reader sees in an instrument file: every value with its place.",
    discussion: """
      The format is told by the content, never by the name. What is not read is refused by name. \
      B7 is the second field of line 7; of a binary file the bytes are told.
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Answer with one line of CSV a value.")
  var csv = false

  @Option(
    help: ArgumentHelp("Show so many rows of a table in text.", valueName: "count"))
  var rows = 10

  @Argument(help: "The instrument file.", completion: .file())
  var file: String

  func validate() throws {
    if csv, project.json { throw ValidationError("--csv and --json exclude each other") }
    if rows < 0 { throw ValidationError("--rows wants a count") }
  }

  mutating func run() throws {
    let path = try project.path(of: file)
    guard try Files.status(path)?.kind == .file else { throw ProjectError.noFile(file) }
    let seen = try InstrumentFile(Files.read(path, limit: Self.limit), file: file)
    if project.json {
      Terminal.answer(seen.json.shown)
    } else if csv {
      CellsCSV.write(seen) { Terminal.answer($0) }
    } else {
      let text = CellsText(seen, rows: rows, style: Style(project.color, for: .output))
      for line in text.lines { Terminal.answer(line) }
    }
  }

  /// A larger file is refused.
  private static let limit = 1 << 30
}
