package import Pipeline

/// What a value rests on, joined from everything below it.
package struct Ground: Hashable, Sendable {
  /// The origins of cells and data files.
  var data: Set<Origin> = []
  /// The origins of constants and parameters.
  var given: Set<Origin> = []
  /// Whether the value is that of one cell, untouched.
  var isTranscript = false
  /// Whether something below has changed since or is gone.
  package internal(set) var isStale = false
  /// Whether something below comes out otherwise than recorded.
  package internal(set) var isDoubted = false

  /// All origins, the weakest first.
  package var origins: [Origin] {
    data.union(given).sorted { $0.strength < $1.strength }
  }

  /// Takes in what else a value rests on.
  mutating func join(_ other: Ground) {
    Self.join(other.data, to: &data)
    Self.join(other.given, to: &given)
    isStale = isStale || other.isStale
    isDoubted = isDoubted || other.isDoubted
  }

  /// Most steps rest on the same few origins: comparing is cheaper than joining, and where steps by
  /// the thousand share one set, that compares at once.
  private static func join(_ new: Set<Origin>, to origins: inout Set<Origin>) {
    if origins.isEmpty {
      origins = new
    } else if origins != new {
      origins.formUnion(new)
    }
  }
}
