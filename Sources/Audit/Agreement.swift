/// When two calculations of the same value agree.
///
/// A step may have been calculated by another program: its sum in another order, its logarithm by
/// another library. Each rounding moves a double by 1.1e-16 of itself at most, so that 1e-12 leaves
/// room for thousands of them, and is still a million times finer than any digit a paper prints.
enum Agreement {
  private static let tolerance = 1e-12

  /// Whether two values are the same but for rounding; `scale` is the size of what was added up,
  /// where that may be larger than the result.
  static func holds(_ one: Double, _ other: Double, scale: Double = 0) -> Bool {
    one == other || abs(one - other) <= tolerance * max(abs(one), abs(other), scale)
  }
}
