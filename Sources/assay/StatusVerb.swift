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

  mutating func run() throws {
    try StatusAnswer(Project.open(project), project).give()
  }
}

/// What `status` and `run -n` say: the same question to the same judge.
struct StatusAnswer {
  private let pipeline: Pipeline
  private let options: ProjectOptions

  init(_ pipeline: Pipeline, _ options: ProjectOptions) {
    self.pipeline = pipeline
    self.options = options
  }

  /// Answers; throws exit code 3 when anything is out of date.
  func give() throws {
    var judge = Judge(pipeline, variable: { Machine.variable($0) })
    let judged = try judge.judgeAll()
    for fault in judge.faults { Terminal.note("note: \(fault)") }
    let judgements = pipeline.order.compactMap { id in judged[id].map { (pipeline[id].name, $0) } }
    let isUpToDate = judgements.allSatisfy { $0.1.verdict.isUpToDate }
    if options.json {
      let stages = judgements.map { json($0.0, $0.1) }
      Terminal.answer(
        JSON.object([("upToDate", JSON(isUpToDate)), ("stages", .array(stages))]).pretty)
    } else {
      for (name, judgement) in judgements { tell(name, judgement) }
      Terminal.answer(summary(judgements.map(\.1.verdict)))
    }
    if !isUpToDate { throw ExitCode(Failure.outOfDate) }
  }

  private func tell(_ name: String, _ judgement: Judgement) {
    let style = Style(options.color, for: .output)
    let width = pipeline.stages.map(\.name.count).max() ?? 0
    let padded = name + String(repeating: " ", count: width - name.count)
    let word = judgement.verdict.rawValue
    let paint = judgement.verdict.isUpToDate ? style.green : style.yellow
    let label = paint(word + String(repeating: " ", count: 9 - word.count))
    var details = judgement.changes.map(Words.line)
    if !judgement.waitingOn.isEmpty {
      details = ["may run, behind " + judgement.waitingOn.joined(separator: ", ")]
    }
    let first = details.first.map { "\(padded)  \(style.dim($0))" } ?? name
    Terminal.answer("\(label) \(first)")
    let indent = String(repeating: " ", count: 10 + width + 2)
    for detail in details.dropFirst() { Terminal.answer(indent + style.dim(detail)) }
  }

  private func summary(_ verdicts: [Verdict]) -> String {
    let stages = "\(verdicts.count) \(verdicts.count == 1 ? "stage" : "stages")"
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }
    return stages + ": " + counts.joined(separator: ", ")
  }

  private func json(_ name: String, _ judgement: Judgement) -> JSON {
    .object([
      ("name", .string(name)), ("verdict", .string(judgement.verdict.rawValue)),
      ("waitingOn", .array(judgement.waitingOn.map(JSON.string))),
      ("changes", .array(judgement.changes.map(\.json))),
    ])
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
