/// The uncertainty of one step, to first order over independent variables (GUM, JCGM 100:2008, 5).
///
/// One sweep backwards over the flat steps gives the derivative with respect to every leaf at once.
/// Leaves that are the same variable are added before squaring: `x - x` is exactly 0 with 0.
public struct Propagation: Hashable, Sendable {
  /// What each variable contributes, in the order of the steps; none is 0.
  public let contributions: [Contribution]
  /// The combined standard uncertainty; `nil` when nothing below states one.
  public let uncertainty: Double?
  /// The effective degrees of freedom (Welch–Satterthwaite, GUM G.4.1); `nil` for infinitely many.
  public let dof: Double?
  /// The leaves that state no uncertainty or leave part of it out.
  public let unstated: [StepID]

  /// Propagates to a step from everything below it.
  ///
  /// - Parameters:
  ///   - id: The step.
  ///   - steps: The whole derivation; inputs stand before the steps that use them.
  /// - Throws: `infiniteSensitivity`, or what an operation throws that could not have been made.
  public init(of id: StepID, in steps: [Step]) throws(QuantityError) {
    var sweep = Sweep(count: id.index + 1)
    sweep.isReached[id.index] = true
    sweep.adjoints[id.index] = 1
    for step in steps[...id.index].reversed() where sweep.isReached[step.id.index] {
      try sweep.visit(step, in: steps)
    }
    let leaves = sweep.leaves.reversed()
    let merged = try Self.merged(leaves.map { ($0, sweep.adjoints[$0.id.index]) })
    contributions = merged
    unstated = leaves.filter(\.isUnstated).map(\.id)
    let states = leaves.contains { $0.uncertainty != nil || !$0.contributions.isEmpty }
    let isExact = leaves.allSatisfy { $0.source == .exact }
    uncertainty =
      states || isExact
      ? merged.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }.squareRoot() : nil
    dof = Self.effectiveDegreesOfFreedom(merged)
  }

  /// Adds up what leaves contribute, by the name of the variable.
  private static func merged(
    _ leaves: [(step: Step, adjoint: Double)]
  ) throws(QuantityError) -> [Contribution] {
    var merged: [Contribution] = []
    var indices: [String: Int] = [:]
    for leaf in leaves {
      for own in leaf.step.ownContributions where own.uncertainty != 0 {
        let added = leaf.adjoint * own.uncertainty
        guard added.isFinite else { throw .infiniteSensitivity(variable: own.variable) }
        if let index = indices[own.variable] {
          let dof = [merged[index].dof, own.dof].compactMap(\.self).min()
          merged[index] = Contribution(
            variable: own.variable, uncertainty: merged[index].uncertainty + added, dof: dof)
        } else {
          indices[own.variable] = merged.count
          merged.append(
            Contribution(variable: own.variable, uncertainty: added, dof: own.dof))
        }
      }
    }
    return merged.filter { $0.uncertainty != 0 }
  }

  /// The variables of one procedure count as one: they rest on one estimate of its scatter, so any
  /// sum of them has the degrees of freedom of the procedure and no more.
  package static func effectiveDegreesOfFreedom(_ contributions: [Contribution]) -> Double? {
    let variance = contributions.reduce(0) { $0 + $1.uncertainty * $1.uncertainty }
    var estimates: [(variance: Double, dof: Double)] = []
    var indices: [Substring: Int] = [:]
    for contribution in contributions {
      guard let dof = contribution.dof else { continue }
      let added = contribution.uncertainty * contribution.uncertainty
      let name = Procedure.estimate(behind: contribution.variable)
      if let index = indices[name] {
        estimates[index].variance += added
        estimates[index].dof = min(estimates[index].dof, dof)
      } else {
        indices[name] = estimates.count
        estimates.append((added, dof))
      }
    }
    let sum = estimates.reduce(0.0) { sum, estimate in
      let share = estimate.variance / variance
      return sum + share * share / estimate.dof
    }
    return sum > 0 ? 1 / sum : nil
  }
}

/// The state of the sweep: which steps are reached, and the derivative with respect to each.
private struct Sweep {
  var isReached: [Bool]
  var adjoints: [Double]
  var leaves: [Step] = []

  init(count: Int) {
    isReached = Array(repeating: false, count: count)
    adjoints = Array(repeating: 0, count: count)
  }

  mutating func visit(_ step: Step, in steps: [Step]) throws(QuantityError) {
    guard case .operation(let operation, let inputs, let exponent) = step.source else {
      leaves.append(step)
      return
    }
    let operands = inputs.map { id in
      Operation.Operand(steps[id.index].value, steps[id.index].unit)
    }
    let partials = try operation.partials(at: operands, exponent: exponent, target: step.unit)
    let adjoint = adjoints[step.id.index]
    for (input, partial) in zip(inputs, partials) {
      isReached[input.index] = true
      // An infinite derivative matters only where something uncertain stands behind it.
      adjoints[input.index] += adjoint == 0 ? 0 : adjoint * partial
    }
  }
}
