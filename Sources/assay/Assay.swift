import ArgumentParser
import Host
import Text

/// The command: it reads the arguments, hands over to a verb, and turns what happened into an exit
/// code.
@main
struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Rebuild the results of a paper, and say where each number comes from.",
    usage: "assay [-C DIR] [-f FILE] VERB …",
    discussion: """
      A pipeline.yaml declares stages: commands with inputs, parameters and outputs. `assay run` \
      rebuilds what is out of date; `assay trace` leads from a number to its formula, the cells \
      of the raw files and the commits that brought them; `assay check` holds the text of the \
      paper against the numbers.

      Exit codes: 0 good, 1 a stage failed, 2 usage or a refused pipeline, 3 not up to date, \
      4 a claim, number, cell, step or blob does not hold, 130 interrupted.
      """,
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Rebuild",
        subcommands: [RunVerb.self, StatusVerb.self, ExplainVerb.self, LogVerb.self]),
      CommandGroup(
        name: "Audit",
        subcommands: [
          NumbersVerb.self, TraceVerb.self, CheckVerb.self, UnusedVerb.self, RawVerb.self,
          DiffVerb.self, ImpactVerb.self, ReproduceVerb.self,
        ]),
      CommandGroup(
        name: "Exchange",
        subcommands: [RenderVerb.self, CellsVerb.self, ExportVerb.self, SealVerb.self]),
      CommandGroup(
        name: "Store",
        subcommands: [RestoreVerb.self, CleanVerb.self, VerifyVerb.self, GCVerb.self]),
      CommandGroup(
        name: "Project",
        subcommands: [InitVerb.self, GraphVerb.self, SchemaVerb.self]),
    ])

  static func main() {
    let given = Array(CommandLine.arguments.dropFirst())
    if NothingToDo.answers(given) { Terminal.exit(0) }
    let arguments = leadingOptionsMoved(given)
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let code as ExitCode {
      Terminal.exit(code.rawValue)
    } catch let error where isUsage(error) {
      usage(error)
    } catch {
      Terminal.note(Failure.text(of: error))
      Terminal.exit(Failure.code(of: error))
    }
    Terminal.exit(0)
  }

  /// Whether the argument parser itself speaks: a request for help, or words it cannot take.
  private static func isUsage(_ error: any Error) -> Bool {
    exitCode(for: error) == .success || exitCode(for: error) == .validationFailure
  }

  private static func usage(_ error: any Error) {
    guard exitCode(for: error) != .success else {
      Terminal.answer(fullMessage(for: error))
      Terminal.exit(0)
    }
    Terminal.note(fullMessage(for: error))
    Terminal.exit(Failure.usage)
  }

  /// `assay -C DIR VERB` is `assay VERB -C DIR`: every verb takes the options of the project, and of
  /// `export` every format.
  private static func leadingOptionsMoved(_ arguments: [String]) -> [String] {
    var index = 0
    while index + 1 < arguments.count, ["-C", "-f"].contains(arguments[index]) { index += 2 }
    guard index > 0, index < arguments.count else { return arguments }
    let isPart = arguments[index] == "export" && arguments.indices.contains(index + 1)
    let end = index + (isPart ? 2 : 1)
    return Array(arguments[index..<end] + arguments[..<index] + arguments[end...])
  }
}

/// The version of the tool.
enum Version {
  static let text = "0.1.0"
}
