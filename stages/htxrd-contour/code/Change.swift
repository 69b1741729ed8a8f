import Quantity
import Text

/// A change that is looked for while a sample is heated: a reflection and the temperatures between
/// which it goes or comes.
struct Change {
  /// The name, such as `hydroxide_loss`: part of the names of numbers.
  let name: String
  /// The window of the reflection, in degrees 2θ.
  let from: Quantity
  let to: Quantity
  /// The patterns from one temperature to the other are looked at, in °C.
  let cold: Quantity
  let hot: Quantity

  /// Reads a change such as `18.2 ° to 20.2 °, 25 °C to 350 °C`.
  init(_ name: String, _ text: String, in derivation: Derivation) throws {
    let ends = text.split(separator: ", ").flatMap { Self.parts(String($0)) }
    guard ends.count == 4, Self.isName(name) else { throw SettingsFault.noChange(name, text) }
    let values = try zip(["from", "to", "cold", "hot"], ends).map { end, text in
      try derivation.parameter("change.\(name).\(end)", text: text, uncertainty: .standard(0))
    }
    guard values[0].unit.symbol == "°", values[1].unit.symbol == "°",
      values[2].unit.symbol == "°C", values[3].unit.symbol == "°C",
      values[0].value < values[1].value, values[2].value < values[3].value
    else { throw SettingsFault.noChange(name, text) }
    self.name = name
    (from, to, cold, hot) = (values[0], values[1], values[2], values[3])
  }

  /// The two sides of `A to B`.
  private static func parts(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    guard let middle = words.firstIndex(of: "to") else { return [text] }
    return [words[..<middle], words[(middle + 1)...]].map { $0.joined(separator: " ") }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
  }

  /// Window and temperatures as a definition states them.
  var words: String {
    "\(from.value)° to \(to.value)° 2θ, from \(cold.value) °C to \(hot.value) °C"
  }
}
