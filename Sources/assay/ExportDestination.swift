import ArgumentParser
import Host

/// Where an export of one file goes.
struct ExportDestination: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write it into this file. (default: to standard output)", valueName: "path"),
    completion: .file())
  var output: String?

  /// The file; to be asked before the project is opened.
  func path(in project: ProjectOptions) throws -> String? {
    try output.map { try project.path(of: $0) }
  }

  /// Writes a text into a file, or answers with it.
  static func write(_ text: String, to target: String?) throws {
    guard let target else { return Terminal.answer(text) }
    try Files.write(text, to: target)
  }
}
