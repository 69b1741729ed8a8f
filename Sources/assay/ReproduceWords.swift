import Audit
import Build
import Git
import Pipeline
import Store
import Text

/// What `reproduce` found, in words: for a terminal, and the same sentences for the page and JUnit.
struct ReproduceWords {
  let style: Style

  /// The whole answer: what is not as recorded, then the verdict.
  func lines(of answer: ReproduceAnswer) -> [String] {
    let stages = answer.reproduction.stages.filter(Self.isTold)
    let told = Wrapped.capped(stages) { stage in
      ([head(of: stage)] + Self.details(of: stage, answer).map { "  \($0)" })
        .joined(separator: "\n")
    }
    let altered = answer.altered.map { altered in
      "\(style.red("altered  ")) \(Self.text(of: altered, answer))"
    }
    let unstable = (answer.instabilities ?? []).map { instability in
      ([
        "\(style.red("unstable ")) \(instability.stage): other bytes from the same inputs when it ran again"
      ]
        + Self.details(of: instability).map { "  \($0)" }).joined(separator: "\n")
    }
    return told + Wrapped.capped(altered) + Wrapped.capped(unstable) + idle(answer)
      + [verdict(of: answer), Self.extent(of: answer)]
      + (answer.keptAt.map { ["the rebuilt checkout is kept: \(Escaped($0))"] } ?? [])
  }

  private func idle(_ answer: ReproduceAnswer) -> [String] {
    answer.idleTolerances.map { "note: tolerances: `\(Escaped($0))` matches no number" }
  }

  private func head(of stage: RemadeStage) -> String {
    let word = Words.padded(stage.verdict.rawValue, to: 9)
    return "\(stage.holds ? style.yellow(word) : style.red(word)) \(Self.summary(of: stage))"
  }

  private func verdict(of answer: ReproduceAnswer) -> String {
    let text = Self.verdict(of: answer)
    return answer.isReproduced ? style.green(text) : style.red(text)
  }
}

// MARK: - Sentences

extension ReproduceWords {
  /// The verdict in one line.
  static func verdict(of answer: ReproduceAnswer) -> String {
    let head = answer.isReproduced ? "reproduced: " : "not reproduced: "
    let all = answer.numbers.count
    let parts =
      (all > 0
        ? ["\(answer.count(.same)) of \(Words.count(all, "number")) the same bit for bit"]
        : [outputs(of: answer)]) + faults(of: answer)
    return head + parts.joined(separator: ", ")
  }

  /// What else there is to be counted: of stages and outputs only where no number says it.
  private static func faults(of answer: ReproduceAnswer) -> [String] {
    let stages = answer.reproduction.stages
    let (moved, lost) = (answer.count(.differs), answer.count(.notMade))
    let outputs = stages.filter { $0.verdict == .differs }.flatMap(\.outputs).count { !$0.isSame }
    let stopped = stages.count { $0.verdict == .notMade }
    let unread = stages.count { $0.fault != nil }
    let unstable = answer.instabilities?.count ?? 0
    let counts = [
      (answer.count(.tolerated), "\(answer.count(.tolerated)) within the stated tolerance"),
      (moved, "\(moved) \(moved == 1 ? "differs" : "differ")"),
      (
        moved == 0 && !answer.numbers.isEmpty ? outputs : 0,
        "\(Words.count(outputs, "output")) \(outputs == 1 ? "differs" : "differ")"
      ), (lost, "\(lost) not made"),
      (lost == 0 ? stopped : 0, "\(Words.count(stopped, "stage")) not made"),
      (unread, "\(Words.count(unread, "record")) cannot be read"),
      (
        answer.altered.count,
        "\(Words.count(answer.altered.count, "result")) committed with other bytes than recorded"
      ), (unstable, "\(Words.count(unstable, "stage")) not deterministic"),
    ]
    return counts.filter { $0.0 > 0 }.map(\.1)
  }

  private static func outputs(of answer: ReproduceAnswer) -> String {
    let same = answer.outputs.count(where: \.isSame)
    return "\(same) of \(Words.count(answer.outputs.count, "output")) the same"
  }

  /// How much was made, of what.
  static func extent(of answer: ReproduceAnswer) -> String {
    let commit = answer.commit
    let all = answer.reproduction.stages.count
    let unrecorded = answer.unrecorded.count
    return
      ([
        "commit \(commit.id.prefix(8)) \(commit.date.prefix(10)) “\(Escaped(commit.subject))”",
        "\(answer.made.count) of \(Words.count(all, "stage")) made from nothing"
          + (answer.instabilities == nil ? "" : ", twice"),
        outputs(of: answer),
      ] + (unrecorded > 0 ? ["\(unrecorded) without a record"] : [])).joined(separator: " · ")
  }

  /// A stage in one line, after its verdict.
  static func summary(of stage: RemadeStage) -> String {
    if let fault = stage.fault { return "\(stage.name): \(fault.reason)" }
    switch stage.obstacle {
    case .failed(let failure): return "\(stage.name): it failed: \(Words.text(of: failure.reason))"
    case .lacks(let lacks):
      return "\(stage.name): \(lacks.map(text).joined(separator: ", "))"
    case .behind(let names): return "\(stage.name): behind \(Words.names(names))"
    case .notReached: return "\(stage.name): not reached"
    case nil: break
    }
    switch stage.verdict {
    case .unrecorded: return "\(stage.name): it was made, and has no record to be held against"
    default:
      return stage.changes.isEmpty
        ? "\(stage.name): same recipe, other bytes than recorded"
        : "\(stage.name): made from something else than recorded"
    }
  }

  private static func text(of lack: Lack) -> String {
    switch lack {
    case .input(let path): "`\(Escaped(path))` is not there"
    case .tool(let name): "`\(Escaped(name))` is not on the PATH"
    }
  }

  /// Whether there is something to be said of a stage.
  static func isTold(_ stage: RemadeStage) -> Bool {
    stage.verdict != .same && !(stage.verdict == .unrecorded && stage.isMachine)
  }

  /// What there is to say of a stage beside its line.
  static func details(of stage: RemadeStage, _ answer: ReproduceAnswer) -> [String] {
    switch stage.verdict {
    case .same, .unrecorded: return []
    case .notMade: return remembered(of: stage, answer)
    case .tolerated, .differs: break
    }
    let numbers = stage.numbers.filter { $0.verdict != .same }
    return Wrapped.capped(stage.changes.map { "from    \(Words.line($0))" })
      + Wrapped.capped(numbers.map { "number  \(text(of: $0))" })
      + Wrapped.capped(
        stage.outputs.filter { !$0.isSame }.map { output in
          text(of: output, answer.differences[output.path])
        })
      + (stage.changes.isEmpty
        ? Wrapped.capped((stage.machine ?? []).map { "machine \(Words.line($0))" }) : [])
  }

  /// How far a number moved, and how far it may.
  static func text(of number: RemadeStage.Number) -> String {
    let stage = number.id.dropLast(number.shift.name.utf8.count)
    var text = "\(stage)\(Words.line(number.shift))"
    if number.shift.old?.value == number.shift.new?.value,
      number.shift.old?.uncertainty != number.shift.new?.uncertainty
    {
      text += ", u \(uncertainty(number.shift.old)) → \(uncertainty(number.shift.new))"
    }
    if let tolerance = number.tolerance { text += ", may differ by \(Escaped(tolerance.text))" }
    return text
  }

  private static func uncertainty(_ value: Record.Value?) -> String {
    value?.uncertainty.map(Words.plain) ?? "absent"
  }

  /// What became of an output, and where it first differs if the recorded bytes are at hand.
  private static func text(
    of output: RemadeStage.Output, _ difference: FileDifference?
  ) -> String {
    let label = label(of: output.path, difference)
    let path = Escaped(output.path)
    if output.made == nil { return "\(label) \(path) is made no more" }
    if output.recorded == nil { return "\(label) \(path) is not recorded" }
    let place = difference.map { ": \(text(of: $0))" } ?? " has other bytes"
    return "\(label) \(path)\(place)"
  }

  /// What an output is, by the name of its file or of that which differs in it.
  private static func label(of path: String, _ difference: FileDifference?) -> String {
    let name = (difference.map { "\(path)/\($0.file)" } ?? path).lowercased()
    let isFigure = ["svg", "png", "pdf", "eps", "tif", "tiff", "jpg", "jpeg"].contains {
      name.hasSuffix(".\($0)") || name.hasSuffix(".\($0)/")
    }
    return isFigure ? "figure " : "output "
  }

  /// The first place at which two files differ.
  static func text(of difference: FileDifference) -> String {
    let file = difference.file.isEmpty ? "" : "\(Escaped(difference.file)) "
    switch difference.place {
    case .line(let number, let old, let new):
      return "\(file)line \(number): \(quoted(old)) → \(quoted(new))"
    case .byte(let number): return "\(file)byte \(number)"
    case .presence: return "\(file)is there in one of them only, or of another kind"
    case .notCompared: return "\(file)differs"
    }
  }

  private static func quoted(_ line: String?) -> String {
    line.map { "`\(Escaped($0))`" } ?? "no line"
  }

  /// What can be said of a stage that was not made from what is recorded of it.
  private static func remembered(
    of stage: RemadeStage, _ answer: ReproduceAnswer
  ) -> [String] {
    guard let known = answer.remembered.first(where: { $0.stage == stage.name }) else {
      return stage.numbers.isEmpty
        ? ["nothing can be said of its outputs"]
        : [Words.count(stage.numbers.count, "number") + " as recorded"]
    }
    guard let recount = known.recount else { return ["what is recorded of it does not hold"] }
    let counts = [
      "\(recount.arithmetic.held)/\(recount.arithmetic.all) steps recomputed",
      "\(recount.cells.held)/\(recount.cells.all) cells re-read", "\(recount.asserted) asserted",
    ].joined(separator: " · ")
    return ["from the record: \(counts)"] + recount.staleness.map { "\($0)" }
      + recount.findings.map { "✗ \($0)" }
  }

  /// What came out otherwise when a stage ran again.
  static func details(of instability: Instability) -> [String] {
    instability.numbers.map { "number  \(instability.stage).\(Words.line($0))" }
      + instability.outputs.map { output in
        let label = label(of: output.path, output.difference)
        let place = output.difference.map { ": \(text(of: $0))" } ?? " has other bytes"
        return "\(label) \(Escaped(output.path))\(place)"
      }
  }

  /// A result that was committed with other bytes than its record names.
  static func text(of altered: ColdRun.Altered, _ answer: ReproduceAnswer) -> String {
    let place = answer.differences[altered.path].map { "; committed → rebuilt, \(text(of: $0))" }
    return "\(Escaped(altered.path)): committed with other bytes than the record of "
      + "\(altered.stage) names\(place ?? "")"
  }
}
