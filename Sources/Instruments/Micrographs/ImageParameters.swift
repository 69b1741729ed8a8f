public import Quantity
internal import Text

/// The parameters of an analysis of images: positive numbers in units that are known beforehand.
public struct ImageParameters {
  private let values: [String: Quantity]

  /// Reads parameters such as `zone.layered_a=2.876 Å`; all of them must be there.
  ///
  /// - Parameters:
  ///   - texts: The texts by name.
  ///   - units: The unit each parameter is wanted in, by name.
  ///   - derivation: The derivation that records them.
  /// - Throws: An `ImageParameterFault` for a name that is not known or missing, and for a value that
  ///   is not above 0 or measures something else; what `Derivation.parameter` throws.
  public init(
    _ texts: [String: String], units: [String: String], in derivation: Derivation
  ) throws {
    for name in texts.keys.sorted() where units[name] == nil {
      throw ImageParameterFault.unknown(name, known: units.keys.sorted())
    }
    var values: [String: Quantity] = [:]
    for (name, symbol) in units.sorted(by: { $0.key < $1.key }) {
      guard let text = texts[name] else { throw ImageParameterFault.missing(name) }
      let unit = try Unit(symbol)
      let value = try derivation.parameter(name, text: text, uncertainty: .standard(0))
      guard value.unit.measuresTheSame(as: unit), value.value > 0 else {
        throw ImageParameterFault.impossible(name, text, unit: symbol)
      }
      values[name] = try value.unit == unit ? value : value.converted(to: unit)
    }
    self.values = values
  }

  /// The value of a parameter, in the unit it is wanted in.
  public subscript(name: String) -> Quantity {
    guard let value = values[name] else {
      preconditionFailure("BUG: \(name) is none of the parameters")
    }
    return value
  }
}

/// What can be wrong with the parameters, as facts; their words stand here.
public enum ImageParameterFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// A name that is none of those known.
  case unknown(String, known: [String])
  /// A parameter that is not given.
  case missing(String)
  /// A text that is no positive number of the unit.
  case impossible(String, String, unit: String)

  /// One sentence for a person, and what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "there is no parameter \(Escaped(name))\n  hint: the parameters are "
        + known.joined(separator: ", ")
    case .missing(let name): "the parameter \(name) is missing"
    case .impossible(let name, let text, let unit):
      "the parameter \(name) is \"\(Escaped(text))\"\n  hint: a number above 0 is wanted, in "
        + (unit == "1" ? "%" : unit)
    }
  }
}
