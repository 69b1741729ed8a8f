package import Quantity

/// The whole answer to where a number comes from: its steps down to the cells, who brought them,
/// and the stages that did the work.
package struct Account: Sendable {
  /// The number with its class.
  package let entry: Listing.Entry
  /// Whether something it rests on comes out otherwise than recorded.
  package let isDoubted: Bool
  /// Everything it rests on; a step stands after all of its inputs, the last is the number itself.
  package internal(set) var steps: [TracedStep]
  /// What comes out otherwise, at these steps and at the numbers on the way.
  package let findings: [Finding]
  /// The stage of the number, then the other stages whose numbers it took.
  package let stages: [StageAccount]
  /// Where manuscripts state it.
  package let claims: [Claim]
  /// Its uncertainty budget, or why none can be made; `nil` when nobody asked for it.
  package internal(set) var budget: Result<UncertaintyBudget, QuantityError>?
}

extension Account {
  /// How many things of a kind there are, and how many of them held.
  package struct Count: Hashable, Sendable {
    /// How many held.
    package let held: Int
    /// How many there are.
    package let all: Int
  }

  /// The cells, and those that were read again with the same text and value.
  package var cells: Count { count(\.isCell, holding: .reread) }

  /// The arithmetic steps, and those that came out the same.
  package var arithmetic: Count { count(\.isArithmetic, holding: .recomputed) }

  private func count(_ isCounted: (TracedStep) -> Bool, holding check: Check) -> Count {
    var (held, all) = (0, 0)
    for step in steps where isCounted(step) {
      all += 1
      if step.check == check { held += 1 }
    }
    return Count(held: held, all: all)
  }

  /// How many steps only a stage's word stands for.
  package var asserted: Int { steps.count(where: \.isAsserted) }

  /// What has changed since, each said once, in the order of the steps.
  package var staleness: [Staleness] {
    var seen: Set<Staleness> = []
    return steps.compactMap { step in
      guard case .stale(let staleness) = step.check, seen.insert(staleness).inserted else {
        return nil
      }
      return staleness
    }
  }

  /// Whether everything was there to be looked at and came out as recorded.
  package var holds: Bool { !isDoubted && !entry.isStale }
}
