internal import CGSL

/// The binomial distribution: how many of so many trials succeed by chance.
public enum Binomial {
  /// The shortest range from below and above that leaves out at most (1 − level)/2 on either side.
  ///
  /// - Parameters:
  ///   - level: The share that shall lie within, such as 0.999.
  ///   - trials: The number of trials.
  ///   - probability: The probability of success of each.
  /// - Returns: The numbers of successes.
  public static func central(
    level: Double, trials: Int, probability: Double
  ) -> ClosedRange<Int> {
    let tail = (1 - level) / 2
    let count = UInt32(trials)
    var low = 0
    while low < trials, gsl_cdf_binomial_P(UInt32(low), probability, count) <= tail { low += 1 }
    var high = trials
    while high > low, gsl_cdf_binomial_Q(UInt32(high - 1), probability, count) <= tail { high -= 1 }
    return low...high
  }
}
