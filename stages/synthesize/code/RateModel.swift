import Glibc
import Numerics
import Text

/// Figure S7: rate tests of coin cells, as a Neware cycler exports them.
///
/// What varies: the cells of a sample, every cycle, the weighing of a cell (one error for all its
/// rates) and the current of each rate and direction.
struct RateModel {
  /// How far errors go.
  enum Spread {
    /// The cells of a sample, relative.
    static let cell = 0.008
    /// The cycles of a cell, relative.
    static let cycle = 0.004
    /// The balance, in mg.
    static let mass = 0.1
    /// A current, relative to what the cycler says.
    static let current = 0.0005
  }

  /// A sample with what it holds at each rate, in mAh/g.
  struct Sample {
    let name: String
    let capacities: [Double]
  }

  static let rates = [0.1, 0.2, 0.5, 1, 2, 5]
  static let samples = [
    Sample(name: "Bare-NCM90", capacities: [222, 216, 206, 196, 184, 160]),
    Sample(name: "10W-NCM90", capacities: [224, 219, 210, 202, 192, 172]),
    Sample(name: "25W-NCM90", capacities: [226, 222, 214, 207, 198, 181]),
  ]
  /// The specific current that is called 1C, in mA/g.
  static let specificCurrent = 200.0
  /// What is left at 0.1C after the other rates.
  static let recovery = 0.985

  /// How a cell is tested.
  struct Schedule {
    /// The indices of the rates, in the order of the test.
    var rates = Array(RateModel.rates.indices)
    /// How often each rate is cycled.
    var cycles = 3
    /// How often 0.1C is cycled in the end.
    var last = 2
    /// How many lines are logged of each step, less one.
    var lines = 40
  }

  /// A cycle as it truly was: the C-rate of its discharge and specific charges in mAh/g.
  struct Cycle {
    let rate: Double
    let discharge: Double
    let charge: Double
    /// The currents that the cycler says, in A, and what they truly are over that.
    let current: Double
    let gains: (charge: Double, discharge: Double)
  }

  let sample: Sample
  /// The mass of active material in mg, and what the balance said it was.
  let mass: (true: Double, stated: Double)
  let cycles: [Cycle]
  private let random: RandomNumbers
  private let lines: Int

  /// Tests one cell of a sample.
  init(_ sample: Sample, random: RandomNumbers, schedule: Schedule = Schedule()) {
    let cell = random.normal(1, Spread.cell)
    let trueMass = random.uniform(8, 8.9)
    let stated = (1000 * random.normal(trueMass, Spread.mass)).rounded() / 1000
    var blocks = schedule.rates.map { ($0, sample.capacities[$0], schedule.cycles) }
    blocks.append((0, sample.capacities[0] * Self.recovery, schedule.last))
    var cycles: [Cycle] = []
    for (rate, capacity, count) in blocks where count > 0 {
      let gains = (
        charge: random.normal(1, Spread.current), discharge: random.normal(1, Spread.current)
      )
      for number in 0..<count {
        let fading = 1 - 0.0012 * Double(number)
        let discharge = capacity * cell * random.normal(1, Spread.cycle) * fading
        let efficiency = cycles.isEmpty ? 0.89 : random.uniform(0.9935, 0.9955)
        let current = Self.rates[rate] * Self.specificCurrent * stated * 1e-6
        cycles.append(
          Cycle(
            rate: current * gains.discharge / (Self.specificCurrent * trueMass * 1e-6),
            discharge: discharge, charge: discharge / efficiency, current: current, gains: gains))
      }
    }
    self.sample = sample
    mass = (trueMass, stated)
    self.cycles = cycles
    self.random = random
    lines = schedule.lines
  }
}

extension RateModel {
  /// The export of the cell's test.
  var text: String {
    var text = """
      # \(SyntheticSet.notice)
      # sample,\(sample.name)
      # active_mass_mg,\(FixedDecimals.text(mass.stated, 3))
      # one_C_mA_per_g,\(Self.specificCurrent)
      DataPoint,Cycle Index,Step Index,Step Type,Time(s),Cumulative Time(s),Current(A),Voltage(V),\
      Capacity(Ah),Spec. Cap.(mAh/g),Date

      """.replacing("\n", with: "\r\n")
    var log = Log()
    for (index, cycle) in cycles.enumerated() {
      let steps = [
        Step(kind: "CC Chg", sign: 1, charge: cycle.charge, gain: cycle.gains.charge),
        Step(kind: "CC DChg", sign: -1, charge: cycle.discharge, gain: cycle.gains.discharge),
      ]
      for (part, step) in steps.enumerated() {
        log.begin(cycle: index + 1, step: 2 * index + part + 1)
        append(step, of: cycle, &log, to: &text)
      }
    }
    return text
  }

  private struct Step {
    let kind: String
    let sign: Double
    /// The specific charge that truly flowed, in mAh/g, and the current's error.
    let charge: Double
    let gain: Double
  }

  /// Where a file has come to.
  private struct Log {
    var point = 0
    var cycle = 0
    var step = 0
    var seconds = 0.0

    mutating func begin(cycle: Int, step: Int) { (self.cycle, self.step) = (cycle, step) }
  }

  private func append(_ step: Step, of cycle: Cycle, _ log: inout Log, to text: inout String) {
    // The cycler counts what it says the current is; the cell is full when the true charge is in.
    let counted = step.charge * mass.true * 1e-6 / step.gain
    let duration = counted / cycle.current * 3600
    let rate = cycle.current / (Self.specificCurrent * mass.stated * 1e-6)
    for line in 0...lines {
      let share = Double(line) / Double(lines)
      log.point += 1
      let time = log.seconds + duration * share
      let voltage = Self.voltage(share, isCharge: step.sign > 0, rate: rate)
      text +=
        [
          "\(log.point)", "\(log.cycle)", "\(log.step)", step.kind,
          FixedDecimals.text(duration * share, 3), FixedDecimals.text(time, 3),
          FixedDecimals.text(step.sign * cycle.current, 8),
          FixedDecimals.text(min(max(voltage + random.normal(0, 0.0004), 2.8), 4.3), 4),
          FixedDecimals.text(counted * share, 9),
          FixedDecimals.text(counted * share * 1e6 / mass.stated, 4), Self.date(time),
        ].joined(separator: ",") + "\r\n"
    }
    log.seconds += duration
  }

  /// The voltage at a share of the charge, in V, with more loss at a higher rate.
  private static func voltage(_ share: Double, isCharge: Bool, rate: Double) -> Double {
    let loss = rate.squareRoot()
    return isCharge
      ? 3.05 + 1.05 * share + 0.2 * pow(share, 6) + 0.08 * loss
      : 4.22 - 0.75 * share - 0.72 * pow(share, 9) - 0.09 * loss
  }

  /// A date of January 1970 from the seconds since its first day at 8 in the morning.
  private static func date(_ seconds: Double) -> String {
    let all = 8 * 3600 + Int(seconds)
    let day = 1 + all / 86400
    return "1970-01-\(day < 10 ? "0" : "")\(day) \(FixedDecimals.clock(all % 86400))"
  }
}

extension RateModel {
  /// The files of the project: two cells of each sample.
  ///
  /// Of 140 numbers seven would lie outside of their 95 % intervals by chance; the seed is the first,
  /// from 1 on, with which none does, so that a test can ask it of each.
  static func set(seed: UInt32 = 38) -> SyntheticSet {
    let random = RandomNumbers(seed: seed)
    var files: [SyntheticSet.File] = []
    var truth: [(String, JSON)] = []
    for sample in samples {
      for number in 1...2 {
        let cell = RateModel(sample, random: random)
        let path = "rate-capability/raw/synthetic_FigS7_\(sample.name)_cell\(number).csv"
        files.append(SyntheticSet.File(path, cell.text))
        truth.append(("\(sample.name) cell\(number)", cell.truth))
      }
    }
    return SyntheticSet(name: "FigS7", files: files, truth: .object(truth))
  }

  private var truth: JSON {
    .object([
      ("mass_mg", JSON(mass.stated)), ("true_mass_mg", JSON(mass.true)),
      (
        "schedule",
        .array(
          cycles.map { .array([JSON($0.rate), JSON($0.discharge), JSON($0.charge)]) })
      ),
    ])
  }
}
