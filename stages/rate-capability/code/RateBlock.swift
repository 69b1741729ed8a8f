import Cycler
import Quantity

/// Consecutive cycles at one C-rate.
struct RateBlock {
  let rate: ScheduledRate
  /// The end of the names of its numbers: `0p1C`, and `0p1C_2` when the rate comes again.
  let name: String
  let cycles: [RateCycle]
  /// The mean charge of a discharge, with the uncertainty of the current.
  let discharge: Quantity
  /// The current of the first cycle, in C.
  let current: Quantity
  private let gains: [Direction: Quantity]

  /// Puts consecutive cycles at one rate together.
  static func blocks(
    of cycles: [RateCycle], mass: Quantity, _ settings: Settings
  ) throws -> [RateBlock] {
    var groups: [[RateCycle]] = []
    for cycle in cycles {
      if groups.last?.last?.rate == cycle.rate {
        groups[groups.count - 1].append(cycle)
      } else {
        groups.append([cycle])
      }
    }
    var blocks: [RateBlock] = []
    for group in groups {
      let earlier = blocks.filter { $0.rate == group[0].rate }.count
      let name = group[0].rate.name + (earlier > 0 ? "_\(earlier + 1)" : "")
      blocks.append(try RateBlock(group, name: name, mass: mass, settings))
    }
    return blocks
  }

  private init(
    _ cycles: [RateCycle], name: String, mass: Quantity, _ settings: Settings
  ) throws {
    self.cycles = cycles
    rate = cycles[0].rate
    self.name = name
    gains = try Self.gains(name, settings)
    let sum = try Self.sum(cycles.map(\.discharge))
    discharge = try Self.times(sum / Double(cycles.count), gains[.discharge]).named("Q_\(name)")
    let current = try Self.times(cycles[0].current, gains[.discharge])
    self.current = try RateCycle.rate(of: current, mass: mass, settings)
  }

  /// What a current truly is over what the cycler says, for each direction: taken as independent
  /// of those of other blocks, for other currents and times are other errors.
  private static func gains(
    _ name: String, _ settings: Settings
  ) throws -> [Direction: Quantity] {
    var gains: [Direction: Quantity] = [:]
    for direction in Direction.allCases {
      gains[direction] = try settings.derivation.constant(
        "current gain/\(settings.cell)/\(name)/\(direction.rawValue)", 1, .one,
        uncertainty: .standard(
          settings.currentUncertainty, Evaluation(.b, source: "accuracy of the cycler's current")),
        reference: nil
      ).named("g_\(name),\(direction.rawValue)")
    }
    return gains
  }

  private static func times(_ quantity: Quantity, _ gain: Quantity?) throws -> Quantity {
    guard let gain else { return quantity }
    return try quantity * gain
  }

  private static func sum(_ charges: [Quantity]) throws -> Quantity {
    try charges.count == 1 ? charges[0] : Quantity.sum(charges)
  }

  /// Discharged over charged, over some cycles of the block, in %.
  func efficiency(of cycles: [RateCycle]) throws -> Quantity {
    let discharged = try Self.times(Self.sum(cycles.map(\.discharge)), gains[.discharge])
    let charged = try Self.times(Self.sum(cycles.map(\.charge)), gains[.charge])
    return try (discharged / charged).converted(to: Unit("%"))
  }

  /// The numbers of cycles in words: `cycle 3`, `cycles 1 to 3`, `cycles 1, 3`.
  static func words(of cycles: [RateCycle]) -> String {
    let numbers = cycles.map(\.number)
    guard numbers.count > 1 else { return "cycle " + numbers.map { "\($0)" }.joined() }
    let isUnbroken = zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }
    return isUnbroken
      ? "cycles \(numbers[0]) to \(numbers[numbers.count - 1])"
      : "cycles " + numbers.map { "\($0)" }.joined(separator: ", ")
  }

  /// What of the cycles is meant: the one there is, or their mean.
  var meanWords: String { (cycles.count > 1 ? "mean of " : "") + Self.words(of: cycles) }
}
