/// Whether the highest counts of a measurement are those of a detector that counts no further.
enum FlatTop {
  /// So many neighbouring points with the same, highest count are no chance.
  ///
  /// Of counts beyond 100, with a standard deviation of 10 or more, three neighbours equal a fourth
  /// once in some ten thousand maxima at most.
  private static let longest = 3
  private static let least = 100.0

  /// How many neighbouring points share the highest value; `nil` where that is nothing to tell of.
  ///
  /// Values that are all alike, or a quarter of them, are no top but a stretch without a peak.
  static func length(of values: [Double]) -> Int? {
    guard let top = values.max(), top >= least else { return nil }
    var (longest, run) = (0, 0)
    for value in values {
      run = value == top ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest > Self.longest && 4 * longest < values.count ? longest : nil
  }
}
