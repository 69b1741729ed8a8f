/// Which way a current flows through the cell.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  /// A current counted as positive.
  case charge
  /// A current counted as negative.
  case discharge

  /// The sign of its currents.
  var sign: Double { self == .charge ? 1 : -1 }
}
