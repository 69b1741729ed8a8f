internal import CGSL

/// Random numbers from a seed: the Mersenne Twister MT19937 and the distributions of GSL.
///
/// The same seed gives the same numbers. It is a class because whoever draws moves it on for all
/// who share it.
public final class RandomNumbers {
  private let generator: UnsafeMutablePointer<gsl_rng>

  /// Begins a sequence.
  ///
  /// - Parameter seed: Which sequence; each number gives its own.
  public init(seed: UInt32) {
    gsl_set_error_handler_off()
    guard let generator = gsl_rng_alloc(cgsl_mersenne_twister()) else {
      preconditionFailure("BUG: no memory for a generator of random numbers")
    }
    gsl_rng_set(generator, UInt(seed))
    self.generator = generator
  }

  deinit { gsl_rng_free(generator) }

  /// A number from 0 to 1, without 1.
  public func uniform() -> Double { gsl_rng_uniform(generator) }

  /// A number between two others, each equally likely.
  public func uniform(_ low: Double, _ high: Double) -> Double {
    gsl_ran_flat(generator, low, high)
  }

  /// A number that is normally distributed.
  public func normal(_ mean: Double = 0, _ standardDeviation: Double = 1) -> Double {
    mean + gsl_ran_gaussian(generator, standardDeviation)
  }

  /// A count of independent events of which so many are expected; 0 where none are.
  public func poisson(_ mean: Double) -> Int {
    mean > 0 ? Int(gsl_ran_poisson(generator, mean)) : 0
  }

  /// A number that follows Student's t, with the variance dof/(dof − 2).
  public func student(dof: Double) -> Double { gsl_ran_tdist(generator, dof) }
}
