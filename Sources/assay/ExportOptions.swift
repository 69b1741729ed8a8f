// What the formats of `assay export` that fill a folder have in common.

import ArgumentParser
import Exchange
import Host
import Text

/// Where a format writes that is a folder.
struct ExportFolderOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to make; nothing may stand there.", valueName: "path"),
    completion: .directory)
  var output: String

  /// The folder as an absolute path; to be asked before the project is opened.
  func folder(of project: ProjectOptions) throws -> String {
    var path = try Project.absolute([output])
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    return path
  }

  /// Says what was written.
  func answer(_ summary: ExportSummary, _ notes: [String], _ project: ProjectOptions) {
    for note in notes { Terminal.note("note: \(note)") }
    guard project.json else {
      return Terminal.answer("\(Escaped(output)): \(summary.words)")
    }
    Terminal.answer(
      JSON.object([
        ("output", .string(output)), ("files", JSON(summary.files)),
        ("stages", JSON(summary.stages)), ("failed", JSON(summary.failed)),
        ("numbers", JSON(summary.numbers)), ("notes", .array(notes.map(JSON.string))),
      ]).shown)
  }
}

extension ExportSummary {
  /// What was written in one line.
  fileprivate var words: String {
    let counts = [
      Words.count(files, "file"), Words.count(stages, "stage"),
      failed > 0 ? "\(failed) of them failed" : "", Words.count(numbers, "number"),
    ]
    return counts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension Citation {
  /// What the project in the working directory says of itself.
  static func ofProject() throws -> Citation {
    guard try Files.status(file)?.kind == .file else { throw missing }
    return try Citation(Files.read(file, limit: 1 << 20))
  }
}
