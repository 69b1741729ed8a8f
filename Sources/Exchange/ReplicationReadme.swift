import Audit
import Host
package import Pipeline
import Store
import Text

/// The README that data editors of the social sciences ask for: what the data are and where they come
/// from, what a rebuild needs, and for each figure and number of the text the stage that makes it.
///
/// It is written from pipeline, records and manuscripts alone: every clone of a commit gives the same.
package struct ReplicationReadme {
  /// The whole text, in Markdown.
  package let text: String

  /// Writes it for the project in the working directory.
  package init(_ pipeline: Pipeline) throws {
    var facts = ReplicationFacts(pipeline)
    text = try [
      Self.opening, Self.data(facts), Self.requirements(facts), Self.programs(facts),
      Self.instructions, Self.numbers(&facts), Self.figures(facts),
    ].joined(separator: "\n")
  }

  private static let opening = """
    # README

    Written by `assay export readme` in the order of the template of the Social Science Data Editors.
    What a program cannot know is to be added by the authors: the rights to use and to publish the data,
    what is confidential, how long a rebuild takes, and whom to ask.

    """

  private static let instructions = """
    ## Instructions to replicators

    `assay reproduce` checks the commit out into a scratch folder, rebuilds everything from nothing and
    compares every number with those recorded under `provenance/`. Without assay, the script that `assay
    export shell` writes does the same.

    """

  private static func data(_ facts: ReplicationFacts) throws -> String {
    let data = try facts.data()
    let rows = data.map { data -> [String] in
      let rule = facts.pipeline.source(of: data.path)
      let source = [
        rule?.reference, rule?.instrument, rule?.date, rule?.by.map { "by \($0)" },
      ].compactMap(\.self).joined(separator: ", ")
      return [
        code(data.path), rule?.origin.rawValue ?? Origin.unknown.rawValue, plain(source),
        data.stages.joined(separator: ", "),
      ]
    }
    let excluded = facts.pipeline.exclusions.map { exclusion in
      [
        code(exclusion.files.text + (exclusion.part.map { "#\($0)" } ?? "")),
        plain(exclusion.reason), plain(exclusion.by), exclusion.date,
      ]
    }
    let missing = try data.filter { try Files.status($0.path) == nil }.map { code($0.path) }
    let are = missing.count == 1 ? "is" : "are"
    let presence =
      missing.isEmpty
      ? "All data files that the stages read are in this repository."
      : "\(missing.count) of the \(data.count) data files that the stages read \(are) not in this "
        + "repository: \(missing.joined(separator: ", "))."
    return "## Data availability and provenance\n\n\(presence)\n\n"
      + table(["Data file", "Origin", "Source", "Read by"], rows)
      + (excluded.isEmpty
        ? ""
        : "\nLeft out:\n\n" + table(["What", "Reason", "By", "Date"], excluded))
  }

  private static func requirements(_ facts: ReplicationFacts) throws -> String {
    let machines = try facts.machines()
    let stages = facts.pipeline.stages
    let cpus = stages.map(\.resources.cpus).max() ?? 1
    let memory = stages.compactMap(\.resources.memory).max()
    var lines = [
      "- Platform of the recorded results: "
        + (machines.platforms.isEmpty
          ? "not described" : machines.platforms.joined(separator: "; ")),
      "- Processors of the largest stage: \(cpus)"
        + (memory.map { "; memory: \($0) bytes" } ?? ""),
    ]
    let tools = Set(stages.flatMap(\.tools)).sorted().map(code)
    if !tools.isEmpty { lines.append("- Programs on `PATH`: \(tools.joined(separator: ", "))") }
    let variables = Set(stages.flatMap(\.environment).map(\.name)).sorted().map(code)
    if !variables.isEmpty { lines.append("- Variables: \(variables.joined(separator: ", "))") }
    lines.append(
      "- Each stage runs with `LANG=C.UTF-8`, `TZ=UTC`, `PYTHONHASHSEED=0` and an empty `TMPDIR`.")
    let packages = table(["Kind", "Package", "Version or SHA-256"], machines.packages)
    return "## Computational requirements\n\n" + lines.joined(separator: "\n")
      + "\n\nWhat the stages were seen to read outside of the project:\n\n" + packages
  }

  private static func programs(_ facts: ReplicationFacts) throws -> String {
    let rows = try facts.pipeline.order.map { id -> [String] in
      let stage = facts.pipeline[id]
      let record = try facts.record(of: stage)
      return [
        stage.name, facts.place(of: stage),
        record?.command.map { code($0.map(ShellWord.quoted).joined(separator: " ")) } ?? "",
        stage.outputs.map { code($0.path) }.joined(separator: ", "),
      ]
    }
    return "## Programs\n\n" + table(["Stage", "Declared in", "Command", "Makes"], rows)
  }

  private static func numbers(_ facts: inout ReplicationFacts) throws -> String {
    let rows = try facts.claims().map { claim -> [String] in
      let place = code("\(claim.place.file):\(claim.place.line)")
      guard case .number(let entry) = claim.expected,
        let stage = facts.pipeline.stage(named: entry.stage)
      else {
        return [place, plain(claim.text), claim.target ?? "", claim.verdict.word, "", "", ""]
      }
      return [
        place, plain(claim.text), code(entry.id), entry.grade.rawValue, stage.name,
        facts.place(of: stage), stage.numbers.map(code) ?? "",
      ]
    }
    return "## Numbers in the text and in tables\n\n"
      + table(
        ["Place", "Stated", "Number", "Class", "Stage", "Declared in", "Output file"], rows)
  }

  private static func figures(_ facts: ReplicationFacts) throws -> String {
    let rows = try facts.figures().map { figure -> [String] in
      let stage = facts.pipeline.maker(of: figure.path).map { facts.pipeline[$0] }
      return [
        code(figure.place), plain(figure.caption), stage?.name ?? "made by no stage",
        stage.map(facts.place) ?? "", code(figure.path),
      ]
    }
    return "## Figures\n\n"
      + table(["Place", "Caption", "Stage", "Declared in", "Output file"], rows)
  }
}

// MARK: - Markdown

extension ReplicationReadme {
  /// A table, or one line that says that there is nothing.
  private static func table(_ columns: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "None.\n" }
    let lines = [columns, columns.map { _ in "---" }] + rows
    return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  /// A text in which nothing is markup.
  private static func plain(_ text: String) -> String {
    Escaped(text).description.map { "\\`*_[]<>|&#".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }

  /// A text as code; a bar ends a cell even there.
  private static func code(_ text: String) -> String {
    let shown = Escaped(text).description.replacing("|", with: "\\|")
    let fence = shown.contains("`") ? "``" : "`"
    let space = shown.contains("`") ? " " : ""
    return fence + space + shown + space + fence
  }
}
