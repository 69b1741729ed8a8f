import ArgumentParser

/// `assay export FORMAT`: the project in the words of others; each format is a file of its own.
struct ExportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the project for other programs, archives and people.",
    subcommands: [
      ExportCSV.self, ExportDeposit.self, ExportLaTeX.self, ExportProvJSON.self,
      ExportROCrate.self, ExportReadme.self, ExportSLSA.self, ExportShell.self,
    ])
}
