import Analysis
import Quantity
import Text

/// The parameters of the analysis: a window of 2θ for each reflection, and the Kα2 share where the
/// file's own is not to be believed.
struct Settings {
  /// A stretch of 2θ.
  struct Window {
    let from: Quantity
    let to: Quantity
  }

  /// The window of a reflection, by its indices.
  let windows: [String: Window]
  /// The area of Kα2 over that of Kα1; `nil` for what the file says.
  let kAlpha2Ratio: Quantity?

  /// The reflections, the one above the fraction line first.
  static let reflections = ["003", "104"]

  /// Reads parameters such as `xrd.from_003=17.6 °`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    var values = StageParameters(values, in: derivation)
    var windows: [String: Window] = [:]
    for reflection in Self.reflections {
      let names = ["xrd.from_\(reflection)", "xrd.to_\(reflection)"]
      let ends = try values.stretch(from: names[0], to: names[1], in: "°")
      windows[reflection] = Window(from: ends.from.named(names[0]), to: ends.to.named(names[1]))
    }
    self.windows = windows
    kAlpha2Ratio = try values.valueIfGiven("xrd.k_alpha2_ratio", in: "1", .fromZero)
    try values.checkAllTaken()
  }

  /// The number of the scan, where one is given.
  static func scanNumber(_ values: [String]) throws(SettingsFault) -> Int? {
    guard let text = values.last else { return nil }
    guard let number = Int(text), number > 0 else { throw .notAScan(text) }
    return number
  }
}

/// What can be wrong with the number of a scan, as a fact; its words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case notAScan(String)

  var description: String {
    switch self {
    case .notAScan(let text): "--scan wants a number from 1 on, not \"\(Escaped(text))\""
    }
  }
}
