// How often the 95 % interval of a number holds what was put in, over many simulated measurements.
import Glibc
import Numerics
import Quantity
import Testing

/// A count of the simulated measurements whose 95 % interval held the truth.
///
/// An honest interval holds it in 95 % of them; the count then follows the binomial distribution.
struct Coverage: CustomStringConvertible {
  /// The name of the number.
  let name: String
  private(set) var held = 0
  private(set) var trials = 0

  init(_ name: String) { self.name = name }

  /// How many measurements are simulated: 200, or what `ASSAY_COVERAGE` says (2000 for the table of
  /// docs/science.md).
  static let trialCount = getenv("ASSAY_COVERAGE").flatMap { Int(String(cString: $0)) } ?? 200

  /// How many measurements of a slow analysis are simulated: all where the long study is asked for,
  /// else one in so many.
  static func trials(oneIn share: Int) -> Int {
    getenv("ASSAY_COVERAGE") == nil ? trialCount / share : trialCount
  }

  /// The seed of a simulated measurement, fixed before any of them was made.
  static func seed(_ trial: Int) -> UInt32 { 20_260_000 + UInt32(trial) }

  /// Adds a number that was found, and what had been put in.
  mutating func add(_ number: Number, truth: Double) throws {
    trials += 1
    held += try Truth.holds(truth, of: number) ? 1 : 0
  }

  /// Adds a value with its standard uncertainty; `dof` is `nil` for infinitely many.
  mutating func add(_ value: Double, u: Double, dof: Double? = nil, truth: Double) {
    trials += 1
    held += abs(value - truth) <= Student.factor(level: 0.95, dof: dof) * u ? 1 : 0
  }

  /// Whether the count lies within the central 99.9 % of the binomial distribution for 95 %: 93.4 %
  /// to 96.6 % of 2000.
  var isHonest: Bool { binomialRange.contains(held) }

  private var binomialRange: ClosedRange<Int> {
    Binomial.central(level: 0.999, trials: trials, probability: 0.95)
  }

  var description: String {
    "\(name): \(held) of \(trials) intervals hold the truth, wanted \(binomialRange)"
  }
}
