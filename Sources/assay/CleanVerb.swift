import ArgumentParser
import Build
import Host
import Pipeline
import Store
import Text

/// `assay clean`: remove outputs that the store can give back.
struct CleanVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove outputs that the store can give back, and name those that it cannot.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var targets: TargetArguments

  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Only say what would be removed.")
  var isDry = false

  mutating func run() throws {
    let pipeline = try Project.open(project)
    let selection = try pipeline.selection(targets.targets)
    if isDry { return answer(try fates(pipeline, selection)) }
    let words = RunWords(style: Style(project.color, for: .error))
    let lock = try Project.lock(Signals.begin(), telling: words.tell)
    answer(try fates(pipeline, selection))
    _ = consume lock
  }

  /// What becomes of each output that is there, of stages that are gone too.
  private func fates(
    _ pipeline: Pipeline, _ selection: Selection
  ) throws -> [(path: String, fate: Cleaning.Fate)] {
    var cleaning = Cleaning(isDry: isDry)
    var fates: [(path: String, fate: Cleaning.Fate)] = []
    func clean(_ path: String, of stage: String) throws {
      if let fate = try cleaning.clean(path, of: stage) { fates.append((path, fate)) }
    }
    for stage in selection.targets.map({ pipeline[$0] }) {
      for output in stage.outputs { try clean(output.path, of: stage.name) }
    }
    guard targets.targets.isEmpty, Project.isWhole(pipeline) else { return fates }
    var judge = Judge(pipeline, variable: { Machine.variable($0) })
    for orphan in try judge.orphans() {
      for output in orphan.outputs { try clean(output.path, of: orphan.stage) }
      guard let record = orphan.machineRecord else { continue }
      if !isDry { try Files.remove(record) }
      fates.append((record, .removed))
    }
    return fates
  }

  private func answer(_ fates: [(path: String, fate: Cleaning.Fate)]) {
    if project.json { return Terminal.answer(json(fates).shown) }
    let style = Style(project.color, for: .output)
    let lines = fates.map { path, fate in
      switch fate {
      case .removed: style.green(isDry ? "remove   " : "removed  ") + " \(Escaped(path))"
      case .kept(let reason):
        style.yellow(isDry ? "keep     " : "kept     ") + " \(Escaped(path))"
          + style.dim(": " + Words.text(of: reason))
      }
    }
    let removed = fates.count { if case .removed = $0.fate { true } else { false } }
    let kept = fates.count - removed
    let summary =
      isDry ? "\(removed) to remove, \(kept) to keep" : "\(removed) removed, \(kept) kept"
    Terminal.answer((lines + [summary]).joined(separator: "\n"))
  }

  private func json(_ fates: [(path: String, fate: Cleaning.Fate)]) -> JSON {
    var (removed, kept): ([JSON], [JSON]) = ([], [])
    for (path, fate) in fates {
      switch fate {
      case .removed: removed.append(.string(path))
      case .kept(let reason):
        kept.append(
          .object([("path", .string(path)), ("reason", .string(Words.text(of: reason)))]))
      }
    }
    return .object([("removed", .array(removed)), ("kept", .array(kept))])
  }
}
