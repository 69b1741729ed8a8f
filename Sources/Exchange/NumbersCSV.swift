import Audit
import Pipeline
import Quantity

/// Numbers as a table by RFC 4180: a line of headings, one line a number, ends of line as it wants them.
package enum NumbersCSV {
  private static let headings = [
    "id", "value", "uncertainty", "unit", "dof", "class", "origins", "definition", "printed",
    "stage", "commit",
  ]

  /// The table.
  package static func text(of numbers: [ExportedNumber]) -> String {
    ([headings] + numbers.map(fields)).map(line).joined()
  }

  private static func fields(of entry: ExportedNumber) -> [String] {
    let number = entry.number
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    return [
      entry.id, text(number.value), text(number.uncertainty?.standard), number.unit.symbol,
      text(number.uncertainty?.dof), entry.grade?.rawValue ?? "",
      entry.origins.map(\.rawValue).joined(separator: " "), number.definition ?? "", entry.printed,
      entry.stage, entry.commit ?? "",
    ]
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      let isPlain = !field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      return isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\""
    }.joined(separator: ",") + "\r\n"
  }
}
