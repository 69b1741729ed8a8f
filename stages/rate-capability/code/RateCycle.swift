import Cycler
import Quantity
import Tables

/// A cycle whose counters and ends were looked at.
struct RateCycle {
  let number: Int
  /// The current of the first discharge at constant current, negative.
  let current: Quantity
  /// The rate of the schedule that this current is within 5 % of.
  let rate: ScheduledRate
  let discharge: Quantity
  let charge: Quantity
  /// What the cycler did, rests included.
  let steps: [CyclerStep]
  /// How far the counters are from the integral of the current: the larger difference.
  let deviation: Quantity

  /// Reads a cycle that has a charge and a discharge.
  init(_ cycle: CyclerCycle, mass: Quantity, _ settings: Settings) throws {
    number = cycle.number
    steps = cycle.steps
    let charged = try Self.counted(.charge, cycle, settings)
    let discharged = try Self.counted(.discharge, cycle, settings)
    charge = charged.counter.named("Q_charge,\(number)")
    discharge = discharged.counter.named("Q_\(number)")
    let deviations = [charged.deviation, discharged.deviation]
    deviation = abs(deviations[0].value) > abs(deviations[1].value) ? deviations[0] : deviations[1]
    guard let step = cycle.constantCurrentStep(.discharge) else {
      throw RateFault.noConstantCurrent(cycle: number).at(cycle.cell)
    }
    current = try step.current.quantity(in: settings.derivation).named("I_\(number)")
    let found = try Self.rate(of: current, mass: mass, settings).value
    guard let rate = settings.rates.first(where: { abs(found / $0.value - 1) <= 0.05 }) else {
      let rounded = (found * 1e4).rounded() / 1e4
      throw RateFault.otherRate(rounded, cycle: number, rates: settings.rates.map { "\($0.text)C" })
        .at(step.current.cell)
    }
    self.rate = rate
  }

  /// The C-rate |I| / (m q_1C) of the current of a discharge.
  static func rate(
    of current: Quantity, mass: Quantity, _ settings: Settings
  ) throws -> Quantity {
    let specific = try (-current / mass).converted(to: settings.specificCurrent.unit)
    return try specific.named("i") / settings.specificCurrent
  }

  /// The counter of a direction, and its difference from the integral in %.
  private static func counted(
    _ direction: Direction, _ cycle: CyclerCycle, _ settings: Settings
  ) throws -> (counter: Quantity, deviation: Quantity) {
    guard let counter = cycle.counter(direction), let integral = cycle.integral(direction) else {
      throw RateFault.noStep(direction, cycle: cycle.number).at(cycle.cell)
    }
    let charge = try counter.charge(in: settings.derivation)
    let integrated = try integral.charge(in: settings.derivation).converted(to: charge.unit)
    let deviation = try (1 - integrated.named("∫I·dt") / charge).converted(to: Unit("%"))
    guard abs(deviation.value) <= 100 * settings.counterTolerance else {
      let tenths = (deviation.value * 10).rounded() / 10
      throw RateFault.counterOff(direction, cycle: cycle.number, percent: tenths)
        .at(counter.ends[counter.ends.count - 1].cell)
    }
    return (charge, deviation)
  }

  /// All charges should end at one voltage, and so should all discharges: one that was cut off
  /// would pass for a small capacity.
  static func checkEnds(of cycles: [CyclerCycle]) throws {
    for direction in Direction.allCases {
      guard let first = cycles[0].lastStep(direction)?.voltage.value else { continue }
      for cycle in cycles {
        guard let end = cycle.lastStep(direction)?.voltage, abs(end.value - first) > 0.05 else {
          continue
        }
        throw RateFault.otherEnd(
          direction, cycle: cycle.number, first: cycles[0].number, voltage: first
        ).at(end.cell)
      }
    }
  }
}
