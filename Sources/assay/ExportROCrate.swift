import ArgumentParser
import Exchange
import Host
import Text

/// `assay export ro-crate`: a folder that says what ran, on what, with what result.
struct ExportROCrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ro-crate",
    abstract: "Write a Provenance Run Crate 0.5: what ran, on what, with what result.",
    discussion: """
      Title, description, license and authors are those of CITATION.cff. Outputs that are not on disk \
      are named by their digests.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: ExportFolderOptions

  mutating func run() throws {
    let target = try output.folder(of: project)
    let dossier = try Dossier(try Project.open(project)) { Machine.variable($0) }
    let crate = try RunCrate(dossier, try Citation.ofProject(), engine: Version.text)
    let folder = try ExportFolder.begin(target, shown: output.output)
    try crate.write(into: folder)
    try folder.finish()
    output.answer(crate.summary, crate.remarks, project)
  }
}
