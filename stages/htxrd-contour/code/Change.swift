import Quantity
import Tables
import Text

/// A change that is looked for while a sample is heated: a reflection and the temperatures between
/// which it goes or comes.
struct Change {
  /// The name, such as `hydroxide_loss`: part of the names of numbers.
  let name: String
  /// Phase and reflection, as a figure labels them.
  let label: String
  /// The window of the reflection, in degrees 2θ.
  let from: Quantity
  let to: Quantity
  /// The patterns from one temperature to the other are looked at, in °C.
  let cold: Quantity
  let hot: Quantity
  /// Where the change stands in its table.
  let cell: TableCell

  private static let headings = [
    "change", "reflection", "from (°)", "to (°)", "from (°C)", "to (°C)",
  ]

  /// Reads a table with a line for each change.
  ///
  /// - Throws: A diagnostic at a name that is no name or stands twice, at what is no number, or at an
  ///   end that lies before its beginning.
  static func all(in table: Table, _ derivation: Derivation) throws -> [Change] {
    let columns = try headings.map { try table.column($0) }
    var changes: [Change] = []
    for row in table.rows {
      let cells = columns.map { row[$0] }
      let name = cells[0].text
      guard isName(name) else {
        throw cells[0].diagnostic(
          "\"\(Escaped(name))\" cannot be part of the name of a number",
          hint: "small letters, digits and _ can")
      }
      guard !changes.contains(where: { $0.name == name }) else {
        throw cells[0].diagnostic("the change \(name) stands in the table twice")
      }
      let values = try zip(cells[2...], ["°", "°", "°C", "°C"]).map { cell, unit in
        try cell.quantity(Unit(unit), uncertainty: .standard(0), in: derivation)
      }
      for end in [1, 3] where values[end].value <= values[end - 1].value {
        throw cells[2 + end].diagnostic("the end should lie above the beginning")
      }
      changes.append(
        Change(
          name: name, label: cells[1].text, from: values[0], to: values[1], cold: values[2],
          hot: values[3], cell: cells[0]))
    }
    return changes
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
  }

  /// The ends of window and temperatures, as a procedure takes them in.
  var inputs: [Named<Procedure.Input>] {
    [("from (°)", from), ("to (°)", to), ("from (°C)", cold), ("to (°C)", hot)]
      .map { Named($0.0, .step($0.1.step)) }
  }

  /// Reflection, window and temperatures as a definition states them.
  var words: String {
    "\(label) in \(from.value)° to \(to.value)° 2θ, from \(cold.value) °C to \(hot.value) °C"
  }
}
