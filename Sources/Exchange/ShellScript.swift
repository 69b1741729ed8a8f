import Build
import Host
package import Pipeline
import Store
import Text

/// A POSIX shell script that rebuilds all results of a project with no assay on the machine, and holds
/// them against the records.
///
/// Commands and digests are those of the records, so that every clone of a commit gives the same
/// script; the commands of stages that belong to a machine are looked up on disk.
package struct ShellScript {
  /// The whole script.
  package let text: String
  /// The stages that are otherwise now than when they were recorded.
  package let outdated: [String]

  /// Writes the script for the project in the working directory.
  package init(
    _ pipeline: Pipeline, variable: @escaping @Sendable (String) -> String?
  ) throws {
    var judge = Judge(pipeline, variable: variable)
    let judged = try judge.judgeAll(Selection(all: pipeline))
    var stages = ""
    var results: [Action.Output] = []
    var outdated: [String] = []
    for id in pipeline.order {
      let stage = pipeline[id]
      let record = try stage.record()
      let today = judged[id]?.manifest
      if stage.isMachine {
        guard let command = today == nil ? record?.command : judged[id]?.arguments else {
          throw Self.neverRun(stage)
        }
        stages += Self.text(of: stage, command)
        continue
      }
      guard let record, let command = record.command else { throw Self.neverRun(stage) }
      stages += Self.text(of: stage, command)
      results += record.outputs
      if let today, Manifest(today.declared.project) != record.declared {
        outdated.append(stage.name)
      }
    }
    self.outdated = outdated
    text =
      Self.head(of: pipeline) + stages + "\n# What they made, beside what is recorded.\n"
      + results.map(Self.comparison).joined() + Self.end(of: results.count)
  }

  private static func neverRun(_ stage: Stage) -> Diagnostic {
    Diagnostic("stage `\(stage.name)` has no record", hint: "assay run")
  }

  /// What a stage makes way for, what it runs, and what must be there then.
  private static func text(of stage: Stage, _ command: [String]) -> String {
    func list(_ outputs: [String]) -> String {
      outputs.map(ShellWord.quoted).joined(separator: " ")
    }
    let outputs = stage.outputs.map { $0.isFolder ? "\($0.path)/" : $0.path }
    let variables = stage.environment.map { #"${\#($0.name)+"\#($0.name)=$\#($0.name)"}"# }
    // What `env` would take for a variable is no program to it.
    let program =
      command[0].utf8.contains(UInt8(ascii: "="))
      ? ["/bin/sh", "-c", #"exec "$0" "$@""#] + command : command
    let run = (["run"] + variables + program.map(ShellWord.quoted)).joined(separator: " ")
    return """

      begin \(stage.name) \(stage.resources.cpus)
      make_way \(list(outputs + stage.scratch))
      \(run)
      made \(list(outputs))

      """
  }

  private static func comparison(of output: Action.Output) -> String {
    let content = output.content
    return "same \(content.kind.rawValue) \(content.digest.hex) \(ShellWord.quoted(output.path))\n"
  }
}

extension Stage {
  /// What is recorded of it; `nil` when nothing is.
  func record() throws -> Record? {
    do throws(RecordFault) { return try Records.read(name, isMachine: isMachine) } catch {
      throw Diagnostic(
        "`\(Layout.record(of: name, isMachine: isMachine))` \(error.reason)",
        hint: "`assay run` writes it anew")
    }
  }
}

extension Record {
  /// The command as it was run.
  var command: [String]? {
    project.first { $0.kind == .command }.map { line in
      line.fields.dropFirst().map { $0.replacing(Command.recipe, with: staticRecipe.hex) }
    }
  }

  /// The project's lines but what the stage was seen to ask.
  fileprivate var declared: Manifest { Manifest(project).declared }

  /// The digest that stands in figures for the recipe: that of the declared lines.
  private var staticRecipe: Digest { declared.recipe }
}
