// The generator and the quantiles behind Monte Carlo calculations, against published values.

import Numerics
import Testing

@testable import Audit

@Test func `SplitMix64 gives the published numbers`() {
  // The reference program of S. Vigna, seed 1234567, as Rosetta Code and many libraries test it.
  var mix = SplitMix64(state: 1_234_567)
  let numbers = (0..<5).map { _ in mix.next() }
  #expect(
    numbers == [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ])
}

@Test func `xoshiro256** gives the published numbers`() {
  // The reference program of D. Blackman and S. Vigna from the state 1, 2, 3, 4, as Rust's
  // rand_xoshiro tests it.
  var random = Xoshiro256(state: (1, 2, 3, 4))
  let numbers = (0..<10).map { _ in random.next() }
  #expect(
    numbers == [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ])
}

@Test(arguments: [
  // The test values of Wichura's paper.
  (0.25, -0.6744897501960817), (0.001, -3.090232306167814), (1e-20, -9.262340089798408),
  (0.5, 0), (0.75, 0.6744897501960817),
])
func `normal quantiles are those of AS 241`(_ probability: Double, _ value: Double) {
  #expect(abs(NormalQuantile.value(at: probability) - value) <= 1e-14 * max(1, abs(value)))
}

@Test(arguments: [
  // GUM, JCGM 100:2008, table G.2, 95 % and 99 %.
  (1.0, 12.71, 63.66), (2, 4.30, 9.92), (5, 2.57, 4.03), (10, 2.23, 3.17), (16, 2.12, 2.92),
  (50, 2.01, 2.68), (100, 1.984, 2.626),
])
func `coverage factors are those of GUM G 2`(_ dof: Double, _ at95: Double, _ at99: Double) {
  #expect(abs(StudentQuantile.factor(coverage: 0.95, dof: dof) - at95) < 0.0051)
  #expect(abs(StudentQuantile.factor(coverage: 0.99, dof: dof) - at99) < 0.0051)
}

@Test(arguments: [0.3, 1, 1.7, 2.5, 8, 16.7, 99.5, 1234.5, 1e6])
func `coverage factors of any degrees of freedom are those of GSL`(_ dof: Double) {
  for coverage in [0.5, 0.6827, 0.95, 0.99] {
    let expected = Student.factor(level: coverage, dof: dof)
    let found = StudentQuantile.factor(coverage: coverage, dof: dof)
    #expect(abs(found - expected) <= 1e-8 * expected, "\(coverage)")
  }
}
