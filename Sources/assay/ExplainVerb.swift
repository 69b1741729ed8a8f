import ArgumentParser
import Build
import Host
import Pipeline
import Store
import Text

/// `assay explain STAGE`: everything that can change a stage's result, and what did.
struct ExplainVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a stage must run or need not: everything its result depends on.")

  @OptionGroup var project: ProjectOptions

  @Argument(help: "The stage.", completion: Completion.stages)
  var stage: String

  mutating func run() throws {
    let pipeline = try Project.open(project)
    let asked = try pipeline.stage(asked: stage)
    var judge = Judge(pipeline, variable: { Machine.variable($0) })
    let selection = Selection([asked.id], of: pipeline)
    guard let judgement = try judge.judgeAll(selection)[asked.id] else { return }
    let packages = judgement.record.map { judge.otherPackages(than: $0, of: asked) } ?? []
    if project.json { return Terminal.answer(json(judgement, of: asked, packages).shown) }
    let style = Style(project.color, for: .output)
    Terminal.answer("\(style.bold(asked.name)): \(headline(judgement))")
    for change in judgement.changes { Terminal.answer("  \(Words.line(change))") }
    if !packages.isEmpty {
      Terminal.answer("  other packages here than where the recorded outputs were made:")
      for package in packages { Terminal.answer("    \(Words.line(package))") }
    }
    for exclusion in pipeline.exclusions(in: asked) {
      Terminal.answer("  \(style.dim("excluded"))  \(Words.line(exclusion))")
    }
    guard let manifest = judgement.manifest else { return }
    Terminal.answer("")
    Terminal.answer("recipe \(manifest.recipe.hex)")
    Terminal.answer("key    \(manifest.key.hex)")
    for line in manifest.lines {
      let words = line.fields.dropFirst().map { Words.shellQuoted($0) }
      let kind = line.kind.rawValue
      let pad = String(repeating: " ", count: 10 - kind.count)
      Terminal.answer("  \(style.dim(kind))\(pad)\(Escaped(words.joined(separator: " ")))")
    }
  }

  private func headline(_ judgement: Judgement) -> String {
    switch judgement.verdict {
    case .fresh:
      judgement.source == .record
        ? "fresh: its outputs are those of the committed record"
        : "fresh: its outputs are what this machine made of these inputs"
    case .restored: "its outputs will be put back from the store"
    case .never: "must run: it never ran here and no record knows it"
    case .waiting: "may run, behind " + Words.names(judgement.waitingOn)
    default: "must run"
    }
  }

  private func json(_ judgement: Judgement, of stage: Stage, _ packages: [Change]) -> JSON {
    var members: [(String, JSON)] = [
      ("name", .string(stage.name)), ("verdict", .string(judgement.verdict.rawValue)),
      ("waitingOn", .array(judgement.waitingOn.map(JSON.string))),
      ("changes", .array(judgement.changes.map(\.json))),
      ("packages", .array(packages.map(\.json))),
    ]
    if let manifest = judgement.manifest {
      members += [
        ("recipe", .string(manifest.recipe.hex)), ("key", .string(manifest.key.hex)),
        ("manifest", .array(manifest.lines.map { .array($0.fields.map(JSON.string)) })),
      ]
    }
    return .object(members)
  }
}
