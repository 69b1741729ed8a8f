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
  private static let ratioName = "xrd.k_alpha2_ratio"

  /// Reads parameters such as `xrd.from_003=17.6 °`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    let names = Self.reflections.flatMap { ["xrd.from_\($0)", "xrd.to_\($0)"] }
    for name in values.keys.sorted() where !(names + [Self.ratioName]).contains(name) {
      throw SettingsFault.unknown(name, known: names + [Self.ratioName])
    }
    var windows: [String: Window] = [:]
    for reflection in Self.reflections {
      let ends = try ["from", "to"].map { end in
        try Self.angle("xrd.\(end)_\(reflection)", values, in: derivation)
      }
      guard ends[0].value < ends[1].value else { throw SettingsFault.reversed(reflection) }
      windows[reflection] = Window(from: ends[0], to: ends[1])
    }
    self.windows = windows
    kAlpha2Ratio = try values[Self.ratioName].map { text in
      let ratio = try derivation.parameter(Self.ratioName, text: text)
      guard ratio.unit == .one, ratio.value >= 0 else { throw SettingsFault.notARatio(text) }
      return ratio
    }
  }

  private static func angle(
    _ name: String, _ values: [String: String], in derivation: Derivation
  ) throws -> Quantity {
    guard let text = values[name] else { throw SettingsFault.missing(name) }
    let angle = try derivation.parameter(name, text: text)
    guard angle.unit.symbol == "°" else { throw SettingsFault.notAnAngle(name, text) }
    return angle.named(name)
  }

  /// The number of the scan, where one is given.
  static func scanNumber(_ values: [String]) throws(SettingsFault) -> Int? {
    guard let text = values.last else { return nil }
    guard let number = Int(text), number > 0 else { throw .notAScan(text) }
    return number
  }
}

/// What can be wrong with the parameters, as facts; their words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case unknown(String, known: [String])
  case missing(String)
  case notAnAngle(String, String)
  case notARatio(String)
  case notAScan(String)
  case reversed(String)

  var description: String {
    switch self {
    case .unknown(let name, let known):
      "there is no parameter \(Escaped(name))\n  hint: the parameters are "
        + known.joined(separator: ", ")
    case .missing(let name):
      "the parameter \(name) is missing\n  hint: --parameter \"\(name)=17.6 °\""
    case .notAnAngle(let name, let text):
      "the parameter \(name) is \"\(Escaped(text))\"\n  hint: write degrees 2θ, such as 17.6 °"
    case .notARatio(let text):
      "the Kα2 share \"\(Escaped(text))\" is no pure number from 0 on"
    case .notAScan(let text): "--scan wants a number from 1 on, not \"\(Escaped(text))\""
    case .reversed(let reflection): "the window of \(reflection) ends before it begins"
    }
  }
}
