import Quantity
import Text

/// The parameters: a cell to look for reflections with, and how far around each is fitted.
struct Settings {
  let a: Quantity
  let c: Quantity
  /// Half of a window around a lone reflection, in degrees 2θ.
  let halfWindow: Quantity

  static let names = ["xrd.cell_a", "xrd.cell_c", "xrd.half_window"]

  /// Reads parameters such as `xrd.cell_a=2.875 Å`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    for name in values.keys.sorted() where !Self.names.contains(name) {
      throw SettingsFault.unknown(name)
    }
    func value(_ name: String, _ unit: String) throws -> Quantity {
      guard let text = values[name] else { throw SettingsFault.missing(name, unit) }
      let quantity = try derivation.parameter(name, text: text).named(name)
      guard quantity.unit.symbol == unit, quantity.value > 0 else {
        throw SettingsFault.wrong(name, text, unit)
      }
      return quantity
    }
    a = try value(Self.names[0], "Å")
    c = try value(Self.names[1], "Å")
    halfWindow = try value(Self.names[2], "°")
  }
}

/// What can be wrong with the parameters, as facts; their words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case unknown(String)
  case missing(String, String)
  case wrong(String, String, String)

  var description: String {
    switch self {
    case .unknown(let name):
      "there is no parameter \(Escaped(name))\n  hint: the parameters are "
        + Settings.names.joined(separator: ", ")
    case .missing(let name, let unit):
      "the parameter \(name) is missing\n  hint: a number above 0 in \(unit)"
    case .wrong(let name, let text, let unit):
      "the parameter \(name) is \"\(Escaped(text))\"\n  hint: a number above 0 in \(unit)"
    }
  }
}
