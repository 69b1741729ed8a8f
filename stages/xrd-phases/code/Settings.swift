import Diffraction
import Numerics
import Quantity
import Text

/// The parameters: the radiation, which columns of text do not state, the cells to look for, and K.
struct Settings {
  let kAlpha1: Quantity
  let kAlpha2: Quantity
  let kAlpha2Ratio: Quantity
  /// K of Scherrer's equation for the full width at half maximum.
  let shape: Quantity
  /// The edges to look for hydroxide and rock salt with.
  let hydroxide: UnitCell
  let rockSalt: UnitCell
  /// The size of domains to begin with, and to tell a limit of detection for, in Å.
  let size: Double

  private static let units = [
    "xrd.k_alpha1": "Å", "xrd.k_alpha2": "Å", "xrd.k_alpha2_ratio": "1", "xrd.scherrer_k": "1",
    "xrd.hydroxide_a": "Å", "xrd.hydroxide_c": "Å", "xrd.rock_salt_a": "Å",
    "xrd.nominal_size": "nm",
  ]

  /// Reads parameters such as `xrd.k_alpha1=1.540598 Å`.
  init(_ values: [String: String], in derivation: Derivation) throws {
    for name in values.keys.sorted() where Self.units[name] == nil {
      throw SettingsFault.unknown(name, known: Self.units.keys.sorted())
    }
    func value(_ name: String) throws -> Quantity {
      guard let unit = Self.units[name], let text = values[name] else {
        throw SettingsFault.missing(name, Self.units[name] ?? "1")
      }
      let quantity = try derivation.parameter(name, text: text).named(name)
      guard quantity.unit.symbol == unit, quantity.value > 0 else {
        throw SettingsFault.wrong(name, text, unit)
      }
      return quantity
    }
    kAlpha1 = try value("xrd.k_alpha1")
    kAlpha2 = try value("xrd.k_alpha2")
    guard kAlpha2.value > kAlpha1.value else {
      throw SettingsFault.wrong("xrd.k_alpha2", values["xrd.k_alpha2"] ?? "", "Å")
    }
    kAlpha2Ratio = try value("xrd.k_alpha2_ratio")
    shape = try value("xrd.scherrer_k")
    hydroxide = .hexagonal(
      a: try value("xrd.hydroxide_a").value, c: try value("xrd.hydroxide_c").value)
    rockSalt = .cubic(a: try value("xrd.rock_salt_a").value)
    size = 10 * (try value("xrd.nominal_size").value)
  }

  /// The two lines.
  var lines: PowderOptics {
    PowderOptics(
      wavelengthRatio: kAlpha2.value / kAlpha1.value, ratio: kAlpha2Ratio.value)
  }
}

/// What can be wrong with the parameters, as facts; their words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case unknown(String, known: [String])
  case missing(String, String)
  case wrong(String, String, String)

  var description: String {
    switch self {
    case .unknown(let name, let known):
      "there is no parameter \(Escaped(name))\n  hint: the parameters are "
        + known.joined(separator: ", ")
    case .missing(let name, let unit):
      "the parameter \(name) is missing\n  hint: a number above 0\(Self.words(unit))"
    case .wrong(let name, let text, let unit):
      "the parameter \(name) is \"\(Escaped(text))\"\n  hint: a number above 0\(Self.words(unit))"
    }
  }

  private static func words(_ unit: String) -> String { unit == "1" ? "" : " in \(unit)" }
}
