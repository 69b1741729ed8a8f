package import Pipeline
import Quantity

/// How much of what is recorded of a stage's numbers can be looked at again without running it.
package struct Recount: Sendable {
  /// The cells, and those that were read again.
  package internal(set) var cells = Account.Count(held: 0, all: 0)
  /// The arithmetic steps, and those that came out the same from the recorded values of their inputs.
  package internal(set) var arithmetic = Account.Count(held: 0, all: 0)
  /// How many steps only the stage's word stands for, numbers without a derivation included.
  package internal(set) var asserted = 0
  /// Why some could not be looked at, each once.
  package internal(set) var staleness: [Staleness] = []
  /// What comes out otherwise than recorded.
  package internal(set) var findings: [Finding] = []
}

extension Audit {
  /// Looks again at the numbers of a stage from what is recorded of them; `nil` when nothing is held.
  package mutating func recount(of id: StageID) throws -> Recount? {
    try replay([id])
    guard let replay = replay(of: id) else { return nil }
    var recount = Recount()
    recount.findings = replay.findings
    for (step, check) in zip(replay.holding.file.steps, replay.checks) {
      switch step.source {
      case .cell: recount.cells.count(check == .reread)
      case .operation: recount.arithmetic.count(check == .recomputed)
      case .procedure: recount.asserted += 1
      case .constant, .exact, .number, .parameter: break
      }
      if case .stale(let reason) = check, !recount.staleness.contains(reason) {
        recount.staleness.append(reason)
      }
    }
    recount.asserted += replay.holding.file.numbers.count { $0.step == nil }
    return recount
  }
}

extension Account.Count {
  fileprivate mutating func count(_ holds: Bool) {
    self = Account.Count(held: held + (holds ? 1 : 0), all: all + 1)
  }
}
