package import Text
package import YAML

extension Node {
  /// The value as an editor holds it against a schema: JSON, its scalars typed by YAML 1.2.
  package var json: JSON {
    switch content {
    case .mapping(let entries): .object(entries.map { ($0.key, $0.value.json) })
    case .sequence(let items): .array(items.map(\.json))
    case .scalar(let text, _): Self.json(text, type ?? .text)
    }
  }

  private static func json(_ text: String, _ type: ScalarType) -> JSON {
    switch type {
    case .null: .null
    case .bool(let value): JSON(value)
    case .integer: JSON(.number(integer(text)))
    case .float: JSON(.number(float(text)))
    case .text: .string(text)
    }
  }

  /// JSON knows neither signs nor zeros before a number, nor other bases than ten.
  private static func integer(_ text: String) -> String {
    if text.hasPrefix("0x") || text.hasPrefix("0o") {
      return UInt64(text.dropFirst(2), radix: text.hasPrefix("0x") ? 16 : 8).map { "\($0)" }
        ?? "1e99"
    }
    let digits = text.drop { "+-0".contains($0) }
    return (text.hasPrefix("-") ? "-" : "") + (digits.isEmpty ? "0" : digits)
  }

  /// What is not finite has the names that Python's JSON gives it.
  private static func float(_ text: String) -> String {
    if text.lowercased().hasSuffix(".nan") { return "NaN" }
    if text.lowercased().hasSuffix(".inf") { return text.hasPrefix("-") ? "-Infinity" : "Infinity" }
    return Double(text).map { "\($0)" } ?? "Infinity"
  }
}
