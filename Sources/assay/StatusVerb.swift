import ArgumentParser
import Build
import Host
import Pipeline
import Store
import Text

/// `assay status`: what is out of date.
struct StatusVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what is out of date; exit 3 if anything.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var targets: TargetArguments

  mutating func run() throws {
    let pipeline = try Project.open(project)
    let answer = StatusAnswer(pipeline, project, try pipeline.selection(targets.targets))
    try answer.give(withOrphans: targets.targets.isEmpty && Project.isWhole(pipeline))
  }
}

/// What `status` and `run -n` say: the same question to the same judge.
struct StatusAnswer {
  /// A stage, what is said of it, and why.
  private typealias Line = (name: String, verdict: Verdict, waitingOn: [String], changes: [Change])

  private let pipeline: Pipeline
  private let options: ProjectOptions
  private let selection: Selection

  init(_ pipeline: Pipeline, _ options: ProjectOptions, _ selection: Selection) {
    self.pipeline = pipeline
    self.options = options
    self.selection = selection
  }

  /// Answers; throws exit code 3 when anything is out of date.
  func give(forcing forced: Set<StageID> = [], withOrphans hasOrphans: Bool = false) throws {
    var judge = Judge(pipeline, forcing: forced, variable: { Machine.variable($0) })
    if Project.isWhole(pipeline) { judge.findStanding() }
    let judged = try judge.judgeAll(selection)
    let orphans = hasOrphans ? try judge.orphans() : []
    for fault in judge.faults { Terminal.note("note: \(fault)") }
    let lines = selection.stages.compactMap { id -> Line? in
      judged[id].map { (pipeline[id].name, $0.verdict, $0.waitingOn, $0.changes) }
    }
    let isUpToDate = lines.allSatisfy(\.verdict.isUpToDate)
    let all = lines + orphans.map { ($0.stage, .orphan, [], $0.leftovers) }
    if options.json {
      Terminal.answer(
        JSON.object([("upToDate", JSON(isUpToDate)), ("stages", .array(all.map(json)))]).shown)
    } else {
      let summary = Words.summary(lines.map(\.verdict))
      let farewell = orphans.isEmpty ? [] : [Self.farewell(orphans)]
      let style = Style(options.color, for: .output)
      let text = Self.text(of: all, style) + [summary] + farewell
      Terminal.answer(text.joined(separator: "\n"))
    }
    if !isUpToDate { throw ExitCode(Failure.outOfDate) }
  }

  /// What `status` says, without colours, of a project in which nothing is to be done.
  static func done(_ pipeline: Pipeline) -> String {
    let lines = pipeline.order.map { id -> Line in (pipeline[id].name, .fresh, [], []) }
    let summary = Words.summary(lines.map(\.verdict))
    return (text(of: lines, Style(.never, for: .output)) + [summary, ""]).joined(separator: "\n")
  }

  /// How to be rid of what stages left that are gone.
  private static func farewell(_ orphans: [Orphan]) -> String {
    "\(Words.count(orphans.count, "orphan")), of stages that are gone: `assay clean` removes outputs "
      + "that the store has, `git rm` removes records"
  }

  /// Names longer than this do not widen the column of all others.
  private static let widest = 40

  private static func text(of lines: [Line], _ style: Style) -> [String] {
    let width = min(lines.map(\.name.utf8.count).max() ?? 0, widest)
    let indent = String(repeating: " ", count: 10 + width + 2)
    return lines.flatMap { line -> [String] in
      let paint = line.verdict.isUpToDate ? style.green : style.yellow
      let label = paint(Words.padded(line.verdict.rawValue, to: 9))
      var details = line.changes.map(Words.line)
      if !line.waitingOn.isEmpty { details = ["may run, behind \(Words.names(line.waitingOn))"] }
      guard let first = details.first else { return ["\(label) \(line.name)"] }
      let name = Words.padded(line.name, to: width)
      return ["\(label) \(name)  \(style.dim(first))"]
        + details.dropFirst().map { indent + style.dim($0) }
    }
  }

  private func json(_ line: Line) -> JSON {
    .object([
      ("name", .string(line.name)), ("verdict", .string(line.verdict.rawValue)),
      ("waitingOn", .array(line.waitingOn.map(JSON.string))),
      ("changes", .array(line.changes.map(\.json))),
    ])
  }
}

extension Orphan {
  /// What lies where, as reasons to look there.
  fileprivate var leftovers: [Change] {
    let records = self.records + [machineRecord].compactMap(\.self)
    return
      (records.map { "record \($0)" } + outputs.map { "output \($0.path)" })
      .map { Change(what: $0, old: nil, new: nil) }
  }
}

extension Change {
  /// The change as `status --json` and `explain --json` write it.
  var json: JSON {
    .object([
      ("what", .string(what)), ("old", old.map(JSON.string) ?? .null),
      ("new", new.map(JSON.string) ?? .null),
    ])
  }
}
