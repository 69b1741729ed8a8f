import Quantity
package import Store

/// A number that stands otherwise in a file than in the stage's record.
package struct Shift: Hashable, Sendable {
  /// The name of the number within its stage.
  package let name: String
  /// What the record says; `nil` when it does not know the number.
  package let old: Record.Value?
  /// What the file says; `nil` when it lacks the number.
  package let new: Record.Value?

  /// The numbers that differ between a record and a file, by name.
  static func between(_ values: [Record.Value], _ numbers: [Number]) -> [Shift] {
    let found = numbers.map {
      Record.Value(
        name: $0.name, value: $0.value, uncertainty: $0.uncertainty?.standard,
        unit: $0.unit.symbol)
    }
    let before = Dictionary(values.map { ($0.name, $0) }) { first, _ in first }
    let now = Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
    return Set(before.keys).union(now.keys).sorted()
      .map { Shift(name: $0, old: before[$0], new: now[$0]) }
      .filter { $0.old != $0.new }
  }
}
