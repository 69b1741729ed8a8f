import Quantity
import Text

/// What is fitted: a region, a window of binding energies, and about where its peaks stand.
struct Settings {
  /// The region's name in the file, such as `O 1s`.
  let region: String
  let from: Quantity
  let to: Quantity
  /// The peaks by the name their numbers bear.
  let peaks: [(name: String, position: Quantity)]
  /// The share η of the Lorentz function.
  let mixing: Quantity

  /// About how wide a photoelectron peak is, in eV: where the fit begins.
  static let width = 1.5

  /// Reads `from=526 eV`, `to=537 eV`, `mixing=0.3` and `NAME=529.3 eV` for each peak, in their order.
  init(region: String, _ values: [String], in derivation: Derivation) throws {
    var settings: [String: Quantity] = [:]
    var peaks: [(name: String, position: Quantity)] = []
    for value in values {
      let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw SettingsFault.notASetting(value)
      }
      let (name, quantity) = (parts[0], try derivation.parameter(parts[0], text: parts[1]))
      let unit = name == "mixing" ? "1" : "eV"
      guard quantity.unit.symbol == unit else { throw SettingsFault.unit(name, parts[1], unit) }
      guard settings.updateValue(quantity.named(name), forKey: name) == nil else {
        throw SettingsFault.twice(name)
      }
      if !["from", "to", "mixing"].contains(name) { peaks.append((name, quantity)) }
    }
    guard let from = settings["from"], let to = settings["to"], let mixing = settings["mixing"],
      !peaks.isEmpty
    else { throw SettingsFault.missing }
    guard from.value < to.value else { throw SettingsFault.reversed }
    guard (0...1).contains(mixing.value) else { throw SettingsFault.notAShare }
    (self.region, self.from, self.to, self.peaks, self.mixing) = (region, from, to, peaks, mixing)
  }
}

/// What can be wrong with the settings, as facts; their words stand here.
enum SettingsFault: Error, CustomStringConvertible {
  case notASetting(String)
  case unit(String, String, String)
  case twice(String)
  case missing
  case reversed
  case notAShare

  var description: String {
    switch self {
    case .notASetting(let text): "--setting wants NAME=VALUE, not \"\(Escaped(text))\""
    case .unit(let name, let text, "1"): "\(name) is \"\(Escaped(text))\", but it has no unit"
    case .unit(let name, let text, let unit):
      "\(name) is \"\(Escaped(text))\"; write it in \(unit)"
    case .twice(let name): "\(name) is given twice"
    case .missing:
      "--setting wants from, to, mixing and one peak or more, such as \"oxide=529.3 eV\""
    case .reversed: "the window ends before it begins"
    case .notAShare: "mixing is a share, from 0 to 1"
    }
  }
}
