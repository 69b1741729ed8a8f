package import Store

/// How a number moved between two runs.
package struct NumberShift: Hashable, Sendable {
  package let name: String
  package let old: Record.Value?
  package let new: Record.Value?

  /// The difference in units of the recorded standard uncertainty, where there is one.
  package var inUncertainties: Double? {
    guard let old, let new, let u = old.uncertainty, u > 0 else { return nil }
    return (new.value - old.value) / u
  }
}
