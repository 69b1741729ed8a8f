/// Random numbers from a seed, with which anyone can draw the same again.
///
/// The generator is xoshiro256** 1.0, its state filled by SplitMix64 (D. Blackman, S. Vigna,
/// "Scrambled linear pseudorandom number generators", ACM Trans. Math. Softw. 47 (2021) 36).
struct Xoshiro256 {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Begins in a state, which is not all zeros.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// Begins with the four numbers that SplitMix64 makes of a seed.
  init(seed: UInt64) {
    var mix = SplitMix64(state: seed)
    state = (mix.next(), mix.next(), mix.next(), mix.next())
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    let result = Self.rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, by: 45)
    return result
  }

  private static func rotated(_ bits: UInt64, by count: UInt64) -> UInt64 {
    (bits << count) | (bits >> (64 - count))
  }

  /// A number between 0 and 1, never either: the middle of one of 2^52 equal parts.
  mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}

/// The generator that fills the state of another one.
struct SplitMix64 {
  var state: UInt64

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
