import ArgumentParser
import Git
import Host
import Pipeline
import Text

/// `assay init`: a project to begin with, of one small stage that works.
struct InitVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Begin a project: a pipeline with one stage that works.")

  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Start from this folder.", valueName: "dir"), completion: .directory)
  var start: String?

  @Argument(
    help: "The folder of the project, made if it is missing. (default: this one)",
    completion: .directory)
  var folder = "."

  mutating func run() throws {
    if let start {
      guard try Files.status(start)?.kind == .folder else { throw ProjectError.noFolder(start) }
      try Machine.enter(start)
    }
    try refuseWhatStands()
    try Files.makeFolders(Project.absolute([folder]))
    try Machine.enter(folder)
    try Files.makeFolders("raw")
    for file in StartingFiles.new { try Files.write(file.text, to: file.name) }
    let added = try StartingFiles.lines.filter { try add($0.line, to: $0.name, $0.spellings) }
    for file in StartingFiles.new { Terminal.answer("wrote \(shown(file.name))") }
    for file in added { Terminal.answer("added `\(file.line)` to \(shown(file.name))") }
    Terminal.answer(next())
  }

  /// Nothing is overwritten: whatever has one of the names is somebody's.
  private func refuseWhatStands() throws {
    for name in StartingFiles.names
    where try Files.status("\(folder)/\(name)", followingLinks: false) != nil {
      throw Diagnostic(
        "`\(shown(name))` exists already: nothing was changed",
        hint: name == Project.defaultFile
          ? "`assay run` rebuilds that project" : "name another folder: assay init DIR")
    }
  }

  /// Adds a line to a file unless it is there in some spelling; says whether it was added.
  private func add(_ line: String, to path: String, _ spellings: [String]) throws -> Bool {
    if try Files.status(path) != nil {
      let lines = try Files.read(path).split(whereSeparator: { [0x0A, 0x0D].contains($0) })
      if lines.contains(where: { line in spellings.contains { line.elementsEqual($0.utf8) } }) {
        return false
      }
    }
    var file = try AppendFile(path)
    try file.append(line)
    return true
  }

  /// A file of the project as the user would name it.
  private func shown(_ name: String) -> String {
    Escaped(folder == "." ? name : "\(folder)/\(name)").description
  }

  private func next() -> String {
    let isInRepository = (try? Repository.containing(".") != nil) ?? true
    var commands = ["assay run", "assay numbers", "assay trace \(StartingFiles.number)"]
    if !isInRepository {
      commands.insert("git init    so that a trace can name who brought a value, and when", at: 0)
    }
    if folder != "." { commands.insert("cd \(Words.shellQuoted(folder))", at: 0) }
    return "next:\n" + commands.map { "  \($0)" }.joined(separator: "\n")
  }
}
