import ArgumentParser
import Exchange
import Host
import Text

/// `assay export prov-json`: stages, commits, files, cells, numbers and people as W3C PROV.
struct ExportProvJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prov-json",
    abstract: "Write stages, commits, files, cells, numbers and people as W3C PROV-JSON.")

  @OptionGroup var project: ProjectOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write it into this file. (default: standard output)", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var output: String?

  func validate() throws {
    if project.json { throw ValidationError("prov-json is JSON already: no --json") }
  }

  mutating func run() throws {
    let target = try output.map { try Project.absolute([$0]) }
    let dossier = try Dossier(try Project.open(project)) { Machine.variable($0) }
    let document = ProvDocument(dossier, engine: Version.text)
    for note in document.notes { Terminal.note("note: \(note)") }
    guard let target else { return Terminal.answer(document.text) }
    try Files.write(document.text, to: target)
  }
}
