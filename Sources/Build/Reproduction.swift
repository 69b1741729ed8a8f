package import Pipeline
package import Store

/// What a rebuild from nothing came to, held against what is recorded: numbers bit for bit or within
/// their tolerance, outputs by their digests.
package struct Reproduction: Sendable {
  /// The stages that were asked for and all before them, in the order of the graph.
  package private(set) var stages: [RemadeStage] = []

  /// What is known of a stage from before.
  package enum Recorded: Sendable {
    case nothing
    case record(Record)
    case unreadable(RecordFault)
  }

  /// Holds what was made against what is recorded.
  ///
  /// `made` gives the record of what the rebuild made, `nil` for a stage that came to no end; `lacks` is
  /// what stages lack, which therefore were not run.
  package init(
    of pipeline: Pipeline, _ selection: Selection, recorded: [StageID: Recorded],
    made: (Stage) -> Record?, outcome: RunOutcome?, lacks: [StageID: [Lack]]
  ) {
    var results: [StageID: RemadeStage] = [:]
    for id in selection.stages {
      let stage = pipeline[id]
      let upstream = stage.upstream.compactMap { results[$0] }
      let own: RemadeStage.Obstacle? =
        if let lacking = lacks[id] {
          .lacks(lacking)
        } else if let failure = outcome?.failures.first(where: { $0.stage == stage.name }) {
          .failed(failure)
        } else {
          nil
        }
      let behind = upstream.filter { $0.obstacle != nil }.map(\.name)
      let record = own == nil && behind.isEmpty ? made(stage) : nil
      let obstacle = own ?? (behind.isEmpty ? nil : .behind(behind))
      results[id] = RemadeStage(
        stage, recorded[id] ?? .nothing, made: record,
        obstacle: record == nil ? obstacle ?? .notReached : nil,
        follows: upstream.contains { $0.verdict == .tolerated }, in: pipeline)
    }
    stages = selection.stages.compactMap { results[$0] }
  }

  /// All recorded numbers, and those that the rebuild gave beside them.
  package var numbers: [RemadeStage.Number] { stages.flatMap(\.numbers) }

  /// Whether every recorded number and output came out again, the numbers within what is stated.
  package var holds: Bool { stages.allSatisfy(\.holds) }
}

/// A stage of a rebuild, beside what is recorded of it.
package struct RemadeStage: Sendable {
  package enum Verdict: String, Sendable {
    /// All its outputs came out the same bit for bit.
    case same
    /// Some differ, as a number does within its stated tolerance, here or in a stage before.
    case tolerated
    case differs
    /// It was made, and nothing is recorded to hold it against.
    case unrecorded
    /// It was not made.
    case notMade = "not made"
  }

  /// Why a stage was not made.
  package enum Obstacle: Sendable {
    case failed(StageFailure)
    case lacks([Lack])
    case behind([String])
    /// The rebuild was ended before.
    case notReached
  }

  /// One number of a stage.
  package struct Number: Sendable {
    package enum Verdict: String, Sendable {
      case same, tolerated, differs, unrecorded
      case notMade = "not made"
    }

    package let id: String
    package let shift: NumberShift
    package let verdict: Verdict
    /// What is stated for it.
    package let tolerance: Tolerance?
  }

  /// One output, by its digests.
  package struct Output: Sendable {
    package let path: String
    package let recorded: Content?
    package let made: Content?
    package var isSame: Bool { recorded == made }
  }

  package let name: String
  /// Whether its outputs are of this machine and no result.
  package let isMachine: Bool
  package let verdict: Verdict
  package let obstacle: Obstacle?
  /// Why its record could not be read.
  package let fault: RecordFault?
  package let numbers: [Number]
  package let outputs: [Output]
  /// What it was made from otherwise than recorded; of what it was seen to ask only other answers.
  package let changes: [Change]
  /// What is otherwise with the machine and its packages; `nil` when the recorded one is not described.
  package let machine: [Change]?

  /// Whether what is recorded of it came out again.
  package var holds: Bool {
    switch verdict {
    case .same, .tolerated: true
    case .unrecorded: fault == nil
    case .differs, .notMade: false
    }
  }
}

extension RemadeStage {
  init(
    _ stage: Stage, _ recorded: Reproduction.Recorded, made: Record?, obstacle: Obstacle?,
    follows: Bool, in pipeline: Pipeline
  ) {
    name = stage.name
    isMachine = stage.isMachine
    self.obstacle = obstacle
    var old: Record?
    var fault: RecordFault?
    switch recorded {
    case .nothing: break
    case .record(let record): old = record
    case .unreadable(let reason): fault = reason
    }
    self.fault = fault
    numbers = StageNumbers.pairs(old?.values ?? [], made?.values ?? []).map { shift in
      Number(
        shift, of: stage.name, isMade: made != nil,
        pipeline.tolerance(of: "\(stage.name).\(shift.name)"))
    }
    outputs = Self.outputs(old, made)
    guard let made else {
      verdict = .notMade
      (changes, machine) = ([], nil)
      return
    }
    changes = old.map { Manifest(made.project).changes(since: Manifest($0.project)) } ?? []
    machine = old?.machine.map { lines in
      Manifest((made.machine ?? []) + made.packages).changes(
        since: Manifest(lines + (old?.packages ?? [])))
    }
    verdict =
      old == nil
      ? .unrecorded
      : Self.verdict(outputs, numbers, follows: follows && !changes.isEmpty)
  }

  private static func outputs(_ old: Record?, _ new: Record?) -> [Output] {
    let before = old?.outputs ?? []
    let now = new?.outputs ?? []
    let paths =
      now.map(\.path)
      + before.map(\.path).filter { path in
        !now.contains { $0.path == path }
      }
    return paths.map { path in
      Output(
        path: path, recorded: before.first { $0.path == path }?.content,
        made: now.first { $0.path == path }?.content)
    }
  }

  /// A number that may move moves the bytes of its file, of the figures of its stage, and of what is
  /// made from them.
  private static func verdict(
    _ outputs: [Output], _ numbers: [Number], follows: Bool
  ) -> Verdict {
    if numbers.contains(where: { $0.verdict == .differs }) { return .differs }
    if outputs.allSatisfy(\.isSame) { return .same }
    return follows || numbers.contains { $0.verdict == .tolerated } ? .tolerated : .differs
  }
}

extension RemadeStage.Number {
  init(_ shift: NumberShift, of stage: String, isMade: Bool, _ tolerance: Tolerance?) {
    id = "\(stage).\(shift.name)"
    self.shift = shift
    self.tolerance = tolerance
    switch (shift.old, shift.new) {
    case (nil, _): verdict = .unrecorded
    case (_, nil): verdict = isMade ? .differs : .notMade
    case (let old?, let new?):
      verdict =
        old.isSameBitForBit(as: new)
        ? .same : tolerance?.covers(old, new) ?? false ? .tolerated : .differs
    }
  }
}

extension Record.Value {
  /// Whether value and uncertainty have the same bits: 0 and −0 are two numbers here.
  fileprivate func isSameBitForBit(as other: Record.Value) -> Bool {
    value.bitPattern == other.value.bitPattern && unit == other.unit
      && uncertainty?.bitPattern == other.uncertainty?.bitPattern
  }
}

extension Tolerance {
  /// Whether a number is close enough to the recorded one, and so is its uncertainty.
  fileprivate func covers(_ old: Record.Value, _ new: Record.Value) -> Bool {
    guard old.unit == new.unit, covers(old.value, new.value, u: old.uncertainty) else {
      return false
    }
    switch (old.uncertainty, new.uncertainty) {
    case (nil, nil): return true
    case (let old?, let new?): return covers(old, new, u: old)
    default: return false
    }
  }
}
