import ArgumentParser
import Audit
import Host
import Text

/// `assay raw`: the raw files, who put them there, and what became of them since.
struct RawVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "raw",
    abstract: "List the raw files: digest, first commit, every later change, what their heads say.",
    discussion: """
      A raw file is one that no stage makes and that is no code. Those that were edited after \
      their first commit stand first. Naming files tells all of these.
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(help: "The raw files to tell of. (default: all)", completion: .file())
  var files: [String] = []

  mutating func run() throws {
    let places = try files.map { try project.path(of: $0) }
    var audit = Audit(try Project.open(project))
    let names = try zip(files, places).map { try Project.name(of: $0, from: $1) }
    let raw = try audit.rawFiles(names)
    if project.json {
      Terminal.answer(RawFile.json(raw).shown)
    } else {
      let words = RawWords(style: Style(project.color, for: .output), isWhole: !names.isEmpty)
      for line in words.lines(of: raw) { Terminal.answer(line) }
    }
  }
}
