// Random numbers from a seed, and what chance allows of a count.
import Testing

@testable import Numerics

@Test func `the same seed gives the numbers of MT19937 as published`() {
  // The first number of the seed 5489: 3499211612 (Matsumoto and Nishimura, mt19937ar.c; the C++
  // standard names the ten-thousandth, 4123659995).
  let numbers = RandomNumbers(seed: 5489)
  #expect(numbers.uniform() == 3_499_211_612.0 / 4_294_967_296)
  for _ in 1..<9_999 { _ = numbers.uniform() }
  #expect(numbers.uniform() == 4_123_659_995.0 / 4_294_967_296)
}

@Test func `distributions have the mean and the variance that is asked for`() {
  let numbers = RandomNumbers(seed: 1)
  for draw in [
    { numbers.normal(40, 40.0.squareRoot()) }, { Double(numbers.poisson(40)) },
    { numbers.uniform(40 - 120.0.squareRoot(), 40 + 120.0.squareRoot()) },
  ] {
    let values = (0..<20_000).map { _ in draw() }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 19_999
    #expect(abs(mean - 40) < 0.2, "\(mean)")
    #expect(abs(variance - 40) < 2, "\(variance)")
  }
  #expect(numbers.poisson(0) == 0)
}

@Test func `of 2000 honest intervals of 95 percent 1867 to 1931 hold the truth`() {
  // R: qbinom(c(0.0005, 0.9995), 2000, 0.95)
  #expect(Binomial.central(level: 0.999, trials: 2000, probability: 0.95) == 1867...1931)
}
