import Host

/// How often something is tried, and a dice that says at which moments: few times in a usual run of the
/// tests, many hundreds with `make torture`.
enum Torture {
  /// A dice that falls the same way for the same seed (SplitMix64).
  struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
    }
  }

  /// The seed of this run; each day has another unless one is given.
  static let seed: UInt64 =
    Machine.variable("ASSAY_SEED").flatMap { UInt64($0) }
    ?? UInt64(Machine.now.sinceEpoch / 86_400_000_000_000)

  /// How often, as an environment variable says, or else as usual.
  static func count(_ variable: String, _ usual: Int) -> Int {
    Machine.variable(variable).flatMap { Int($0) } ?? usual
  }

  /// Shares the tries out among several ways; says how many were made, and the seed.
  static func spread(
    _ variable: String, _ usual: Int, over ways: Int,
    _ body: (Int, Int, inout Dice) throws -> [Bool]
  ) throws {
    let total = count(variable, usual)
    var dice = Dice(state: seed)
    var outcomes: [Bool] = []
    for way in 0..<ways {
      let share = (total * (way + 1)) / ways - (total * way) / ways
      if share > 0 { outcomes += try body(way, share, &dice) }
    }
    print(
      "\(variable)=\(total) ASSAY_SEED=\(seed): \(outcomes.count) tried,",
      "\(outcomes.count { !$0 }) not as they must be")
  }

  /// So many numbers from 1 to a last one, spread evenly from a chance beginning; all if they are many.
  static func numbers(upTo last: Int, _ count: Int, _ dice: inout Dice) -> [Int] {
    guard count < last else { return last > 0 ? Array(1...last) : [] }
    let start = dice.roll(last)
    return (0..<count).map { (start + $0 * last / count) % last + 1 }.sorted()
  }
}
