// The JSON of all numbers, as `numbers --json` prints it.

// Numbers in JSON: everything `numbers --json` says.

import Audit
import Pipeline
import Quantity
import Text

extension Listing {
  /// The answer of `numbers --json`.
  var json: JSON {
    var members: [(String, JSON)] = [("numbers", .array(entries.map { .object($0.members) }))]
    if !doubts.isEmpty {
      let doubts = doubts.map { doubt in
        JSON.object([("stage", .string(doubt.stage)), ("message", .string("\(doubt)"))])
      }
      members.append(("doubts", .array(doubts)))
    }
    return .object(members)
  }
}

extension Listing.Entry {
  /// The number as `numbers --json` and `trace --json` write it.
  var members: [(String, JSON)] {
    let budget: JSON =
      switch number.budget {
      case .complete: "complete"
      case .partial: "partial"
      case nil: .null
      }
    return [
      ("id", .string(id)), ("stage", .string(stage)), ("value", JSON(number.value)),
      ("uncertainty", JSON(number.uncertainty?.standard)), ("dof", JSON(number.uncertainty?.dof)),
      ("budget", budget), ("unit", .string(number.unit.symbol)),
      ("definition", JSON(number.definition)),
      ("origins", .array(origins.map { .string($0.rawValue) })), ("class", .string(grade.rawValue)),
      ("printed", .string(printed)),
    ]
  }

  /// The number as it is printed; a partial budget says what it leaves out.
  var printed: String {
    number.missing.map { "\(number.printed) (\(grade.rawValue); \($0))" } ?? number.printed
  }
}

extension JSON {
  /// A string, or `null`.
  init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// A number, or `null`.
  init(_ value: Double?) { self = value.map { JSON($0) } ?? .null }
}
