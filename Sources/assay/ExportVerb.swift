import ArgumentParser

/// `assay export FORMAT`: what a project holds, in the formats of others.
struct ExportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what the project holds in a format that other programs read.",
    subcommands: [
      ExportCSV.self,
      ExportLaTeX.self,
      ExportSLSA.self,
    ])
}
