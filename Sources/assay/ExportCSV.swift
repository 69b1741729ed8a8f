import ArgumentParser
import Exchange

/// `assay export csv`: all numbers as a table.
struct ExportCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "All numbers as a table: value, uncertainty, unit, class, …")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var source: NumberSource
  @OptionGroup var destination: ExportDestination

  func validate() throws { try source.validate(in: project) }

  mutating func run() throws {
    let target = try destination.path(in: project)
    try ExportDestination.write(NumbersCSV.text(of: source.numbers(in: project)), to: target)
  }
}
