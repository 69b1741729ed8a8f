import ArgumentParser
import Exchange

/// `assay export latex`: all numbers as macros.
struct ExportLaTeX: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latex", abstract: "All numbers as macros, with siunitx and without.",
    discussion: "With --from it reads these files and nothing else, as a stage has to.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var source: NumberSource
  @OptionGroup var destination: ExportDestination

  func validate() throws { try source.validate(in: project) }

  mutating func run() throws {
    let target = try destination.path(in: project)
    try ExportDestination.write(LaTeXMacros.text(of: source.numbers(in: project)), to: target)
  }
}
