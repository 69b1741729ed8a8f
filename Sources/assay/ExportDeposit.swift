import ArgumentParser
import Exchange
import Host
import Text

/// `assay export deposit`: a folder ready for a data archive.
struct ExportDeposit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deposit",
    abstract:
      "Write a folder for a data archive: files of HEAD, results, sums, codemeta, CODECHECK.",
    discussion: """
      Nothing may be uncommitted. Raw files whose rule under `sources` has a `doi` are named by size, \
      SHA-256 and DOI instead of being copied.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var output: ExportFolderOptions

  mutating func run() throws {
    let target = try output.folder(of: project)
    let dossier = try Dossier(try Project.open(project)) { Machine.variable($0) }
    let deposit = try Deposit(dossier, try Citation.ofProject(), engine: Version.text)
    let folder = try ExportFolder.begin(target, shown: output.output)
    try deposit.write(into: folder)
    try folder.finish()
    output.answer(deposit.summary, deposit.notes, project)
  }
}
