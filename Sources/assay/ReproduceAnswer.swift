import Build
import Git
import Host
import Pipeline
import Text

/// What `reproduce` found.
struct ReproduceAnswer {
  /// The commit as it was asked for.
  let revision: String
  let commit: Commit
  let reproduction: Reproduction
  let altered: [ColdRun.Altered]
  let remembered: [ColdRun.Remembered]
  /// Where results first differ from those that were committed.
  let differences: [String: FileDifference]
  /// The stages that two runs do not agree in; `nil` when there was one run.
  var instabilities: [Instability]?
  /// The root of the rebuilt project, and where it lies when it was kept.
  let root: String
  var keptAt: String?
  /// How long each stage took.
  let seconds: [String: Double]
  /// Patterns under `tolerances` that match no number.
  let idleTolerances: [String]

  init(
    revision: String, commit: Commit, run: ColdRun, differences: [String: FileDifference]
  ) {
    self.revision = revision
    self.commit = commit
    reproduction = run.reproduction
    altered = run.altered
    remembered = run.remembered
    self.differences = differences
    root = run.root
    seconds = run.outcome?.seconds ?? [:]
    let ids = reproduction.numbers.map(\.id)
    idleTolerances =
      run.selection.stages.count < run.pipeline.stages.count
      ? []
      : run.pipeline.tolerances.filter { tolerance in
        !ids.contains(where: tolerance.numbers.matches)
      }.map(\.numbers.text)
  }

  /// Whether everything recorded came out again, twice if that was asked.
  var isReproduced: Bool {
    reproduction.holds && altered.isEmpty && instabilities?.isEmpty ?? true
  }

  var exitCode: Int32 {
    let hasFailed = reproduction.stages.contains {
      if case .failed = $0.obstacle { true } else { false }
    }
    return hasFailed ? Failure.stage : isReproduced ? 0 : Failure.doesNotHold
  }

  /// The recorded numbers.
  var numbers: [RemadeStage.Number] {
    reproduction.numbers.filter { $0.verdict != .unrecorded }
  }

  func count(_ verdict: RemadeStage.Number.Verdict) -> Int {
    numbers.count { $0.verdict == verdict }
  }

  /// The recorded outputs.
  var outputs: [RemadeStage.Output] {
    reproduction.stages.flatMap(\.outputs).filter { $0.recorded != nil }
  }

  /// The stages that were made.
  var made: [RemadeStage] { reproduction.stages.filter { $0.obstacle == nil } }

  /// The results that were made and have nothing to be held against.
  var unrecorded: [RemadeStage] {
    reproduction.stages.filter { $0.verdict == .unrecorded && !$0.isMachine }
  }
}
