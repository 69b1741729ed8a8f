// What `reproduce --json` answers.

import Audit
import Build
import Git
import Host
import Pipeline
import Store
import Text

extension ReproduceAnswer {
  /// The answer of `reproduce --json`.
  var json: JSON {
    .object([
      ("reproduced", JSON(isReproduced)), ("verdict", .string(ReproduceWords.verdict(of: self))),
      ("revision", .string(revision)), ("commit", .string(commit.id)),
      ("twice", JSON(instabilities != nil)),
      (
        "summary",
        .object([
          ("numbers", JSON(numbers.count)), ("same", JSON(count(.same))),
          ("tolerated", JSON(count(.tolerated))), ("differ", JSON(count(.differs))),
          ("notMade", JSON(count(.notMade))), ("outputs", JSON(outputs.count)),
          ("outputsSame", JSON(outputs.count(where: \.isSame))),
          ("stages", JSON(reproduction.stages.count)), ("stagesMade", JSON(made.count)),
        ])
      ),
      ("stages", .array(reproduction.stages.map(json))),
      ("numbers", .array(reproduction.numbers.map(\.json))),
      (
        "altered",
        .array(
          altered.map { .object([("stage", .string($0.stage)), ("path", .string($0.path))]) })
      ),
      ("unstable", .array((instabilities ?? []).map(\.json))), ("keptAt", JSON(keptAt)),
    ])
  }

  private func json(of stage: RemadeStage) -> JSON {
    .object([
      ("name", .string(stage.name)), ("verdict", .string(stage.verdict.rawValue)),
      (
        "reason",
        ReproduceWords.isTold(stage) ? .string(ReproduceWords.summary(of: stage)) : .null
      ), ("seconds", JSON(seconds[stage.name])),
      ("outputs", .array(stage.outputs.map { json(of: $0) })),
      ("changes", .array(stage.changes.map(\.json))),
      ("machine", .array((stage.machine ?? []).map(\.json))),
      (
        "fromTheRecord",
        remembered.first { $0.stage == stage.name }?.recount.map(\.json) ?? .null
      ),
    ])
  }

  private func json(of output: RemadeStage.Output) -> JSON {
    .object([
      ("path", .string(output.path)), ("same", JSON(output.isSame)),
      ("recorded", JSON(output.recorded?.digest.hex)), ("made", JSON(output.made?.digest.hex)),
      ("difference", JSON(differences[output.path].map(ReproduceWords.text))),
    ])
  }
}

extension RemadeStage.Number {
  fileprivate var json: JSON {
    func text(_ value: Record.Value?) -> JSON {
      guard let value else { return .null }
      return .object([
        ("value", JSON(value.value)), ("uncertainty", JSON(value.uncertainty)),
        ("unit", .string(value.unit)),
      ])
    }
    return .object([
      ("id", .string(id)), ("verdict", .string(verdict.rawValue)),
      ("recorded", text(shift.old)), ("made", text(shift.new)),
      ("inUncertainties", JSON(shift.inUncertainties)), ("tolerance", JSON(tolerance?.text)),
    ])
  }
}

extension Instability {
  fileprivate var json: JSON {
    .object([
      ("stage", .string(stage)),
      ("numbers", .array(numbers.map { .string("\(stage).\($0.name)") })),
      (
        "outputs",
        .array(
          outputs.map { output in
            .object([
              ("path", .string(output.path)),
              ("difference", JSON(output.difference.map(ReproduceWords.text))),
            ])
          })
      ),
    ])
  }
}

extension Recount {
  fileprivate var json: JSON {
    .object([
      ("steps", JSON(arithmetic.all)), ("stepsRecomputed", JSON(arithmetic.held)),
      ("cells", JSON(cells.all)), ("cellsReread", JSON(cells.held)), ("asserted", JSON(asserted)),
      ("reasons", .array(staleness.map { .string("\($0)") })),
      ("findings", .array(findings.map { .string("\($0)") })),
    ])
  }
}
