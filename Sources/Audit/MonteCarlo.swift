#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

import Quantity

/// The distribution of a number found by drawing everything it rests on (GUM supplement 1,
/// JCGM 101:2008), beside the law of propagation.
package struct MonteCarlo: Sendable {
  /// What the draws say of the number, in its unit.
  package struct Outcome: Sendable {
    /// The average of the draws (7.6).
    package let mean: Double
    /// Their standard deviation (7.6).
    package let standardDeviation: Double
    /// The 95 % interval with as many draws below as above it (7.7).
    package let symmetric: ClosedRange<Double>
    /// The shortest 95 % interval (5.3.4).
    package let shortest: ClosedRange<Double>
    /// Whether mean, deviation and interval are known within the tolerance (7.9.4).
    package let isStable: Bool
    /// The numerical tolerance δ for two significant digits of the standard uncertainty (7.9.2).
    package let tolerance: Double
    /// How far the ends of value ± U are from those of the symmetric interval (8.1).
    package let differences: (low: Double, high: Double)

    /// Whether the linear interval is valid within the tolerance (8.1).
    package var agrees: Bool { max(differences.low, differences.high) <= tolerance }
  }

  /// The seed of the draws.
  package let seed: UInt64
  /// How many there were.
  package let draws: Int
  /// In how many of them the number has no value, such as the root of a negative.
  package let impossible: Int
  /// What they say; `nil` when the number has no value in some.
  package let outcome: Outcome?
  /// The numbers of other stages that could not be followed and were drawn by their contributions.
  package let byContributions: [String]

  /// The seed of every check: nothing is gained by another one but a second opinion.
  package static let seed: UInt64 = 1
  /// The fewest draws that are averaged at a time (7.9.4 b).
  static let batch = 10_000
  /// After how many batches it is first asked whether the result is known: the scatter of two alone
  /// would often look small by chance.
  private static let fewestBatches = 10
  /// The most draws.
  static let most = 1_000_000
  /// How many draws are calculated together: what varies should stay in the cache.
  private static let block = 250
  /// How many elementary operations a check may take, a part of a second.
  private static let effort = 200_000_000
  /// How many of them the draw of one variable takes.
  private static let effortOfDraw = 12
}

extension MonteCarlo {
  /// Draws until the result is known within the tolerance, or for so long as is allowed (7.9).
  ///
  /// - Throws: What an operation throws that could not have been made.
  init(
    _ model: BudgetModel, _ linear: UncertaintyBudget, seed: UInt64 = seed, most: Int = most
  ) throws(QuantityError) {
    let tolerance = Self.tolerance(of: linear.uncertainty ?? 0)
    let (values, isStable) = try Self.draw(model, seed: seed, most: most, within: tolerance)
    self.seed = seed
    draws = values.count
    impossible = values.count { !$0.isFinite }
    byContributions = model.leaves.compactMap { leaf in
      if case .number(let id, _) = leaf.step.source { id } else { nil }
    }
    guard impossible == 0, let expanded = linear.expanded else {
      outcome = nil
      return
    }
    let whole = Summary(values)
    outcome = Outcome(
      mean: whole.mean, standardDeviation: whole.deviation, symmetric: whole.symmetric,
      shortest: whole.shortest, isStable: isStable, tolerance: tolerance,
      differences: (
        abs(model.number.value - expanded - whole.symmetric.lowerBound),
        abs(model.number.value + expanded - whole.symmetric.upperBound)
      ))
  }

  /// The number in each draw, and whether there are enough; a draw without a value ends it.
  private static func draw(
    _ model: BudgetModel, seed: UInt64, most: Int, within tolerance: Double
  ) throws(QuantityError) -> (values: [Double], isStable: Bool) {
    var draws = Draws(model.variables, seed: seed, count: block)
    var replay = try VectorReplay(model, count: block)
    let cost = replay.length + effortOfDraw * model.variables.count
    let limit = max(2 * batch, min(most, effort / max(1, cost)))
    var values: [Double] = []
    var batches: [Summary] = []
    while values.count + batch <= limit {
      var next: [Double] = []
      next.reserveCapacity(batch)
      for _ in 0..<batch / block {
        draws.advance()
        next += replay.values(of: draws)
      }
      values += next
      guard next.allSatisfy(\.isFinite) else { break }
      batches.append(Summary(next))
      if batches.count >= fewestBatches, Summary.areKnown(batches, within: tolerance) {
        return (values, true)
      }
    }
    return (values, false)
  }

  /// Half of one unit of the second significant digit (7.9.2).
  static func tolerance(of uncertainty: Double) -> Double {
    uncertainty > 0 ? 0.5 * pow(10, Double(lastDigit(of: uncertainty))) : 0
  }

  /// The power of ten of the second significant digit, of 0.0996 the thousandths' neighbour: 0.10.
  static func lastDigit(of uncertainty: Double) -> Int {
    let power = log10(uncertainty).rounded(.down) - 1
    let digits = (uncertainty / pow(10, power)).rounded()
    return Int(digits >= 100 ? power + 1 : power)
  }
}

/// Mean, standard deviation and intervals of some draws, all of them finite.
private struct Summary {
  let mean: Double
  let deviation: Double
  let symmetric: ClosedRange<Double>
  let shortest: ClosedRange<Double>

  init(_ draws: [Double]) {
    let count = Double(draws.count)
    let center = draws.first ?? 0
    let mean = center + draws.reduce(0) { $0 + ($1 - center) } / count
    let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = (squares / (count - 1)).squareRoot()
    let sorted = draws.sorted()
    let within = Int((UncertaintyBudget.coverage * count).rounded())
    let below = (draws.count - within) / 2
    symmetric = sorted[below]...sorted[below + within]
    let start = (0..<sorted.count - within).min {
      sorted[$0 + within] - sorted[$0] < sorted[$1 + within] - sorted[$1]
    }
    shortest = sorted[start ?? 0]...sorted[(start ?? 0) + within]
  }

  /// Whether twice the standard deviation of each average is within the tolerance (7.9.4 g to j).
  static func areKnown(_ batches: [Summary], within tolerance: Double) -> Bool {
    [\Summary.mean, \.deviation, \.symmetric.lowerBound, \.symmetric.upperBound].allSatisfy {
      path in
      let count = Double(batches.count)
      let center = batches[0][keyPath: path]
      let mean = batches.reduce(0) { $0 + (($1[keyPath: path]) - center) } / count
      let squares = batches.reduce(0) {
        let rest = $1[keyPath: path] - center - mean
        return $0 + rest * rest
      }
      return 2 * (squares / (count * (count - 1))).squareRoot() <= tolerance
    }
  }
}
