public import Quantity
internal import Text

/// The parameters of an analysis: numbers given on the command line, each wanted in a unit that is
/// known beforehand.
///
/// They are recorded in the order in which they are asked for. `checkAllTaken` ends the reading.
public struct StageParameters {
  /// Which values a parameter may have.
  public enum Bound: Sendable {
    /// Above 0.
    case positive
    /// 0 or more.
    case fromZero
  }

  private let derivation: Derivation
  private let uncertainty: Uncertainty?
  private var left: [String: String]
  private var taken: [String] = []

  /// Parameters by name, none of them read yet.
  ///
  /// - Parameters:
  ///   - texts: Their texts, such as `2.876 Å`.
  ///   - uncertainty: The standard uncertainty of each; `nil` where none is stated.
  ///   - derivation: The derivation that records them.
  public init(
    _ texts: [String: String], uncertainty: Uncertainty? = nil, in derivation: Derivation
  ) {
    self.derivation = derivation
    self.uncertainty = uncertainty
    left = texts
  }

  /// Takes a parameter, in the unit it is wanted in.
  ///
  /// - Throws: A `ParameterFault` when it is missing, out of bounds or measures something else; what
  ///   `Derivation.parameter` throws.
  public mutating func value(
    _ name: String, in symbol: String, _ bound: Bound = .positive
  ) throws -> Quantity {
    guard let value = try valueIfGiven(name, in: symbol, bound) else {
      throw ParameterFault.missing(name, unit: symbol)
    }
    return value
  }

  /// Takes a parameter that may be left out: `nil` when it is.
  ///
  /// - Throws: As `value`.
  public mutating func valueIfGiven(
    _ name: String, in symbol: String, _ bound: Bound = .positive
  ) throws -> Quantity? {
    taken.append(name)
    guard let text = left.removeValue(forKey: name) else { return nil }
    let (unit, degree) = (try Unit(symbol), Unit(opaque: "°"))
    let given = try derivation.parameter(name, text: text, uncertainty: uncertainty)
    let isWithin = bound == .positive ? given.value > 0 : given.value >= 0
    // An angle is no share, though both are without dimension.
    let measures =
      (given.unit == degree) == (unit == degree) && given.unit.measuresTheSame(as: unit)
    guard measures, isWithin else {
      throw ParameterFault.unfit(name, text: text, unit: symbol, bound)
    }
    return try given.unit == unit ? given : given.converted(to: unit)
  }

  /// Takes two parameters that are the ends of a stretch, `NAME_from` and `NAME_to` or such.
  ///
  /// - Throws: As `value`, and when the second is not above the first.
  public mutating func stretch(
    from: String, to: String, in symbol: String, _ bound: Bound = .positive
  ) throws -> (from: Quantity, to: Quantity) {
    let ends = (from: try value(from, in: symbol, bound), to: try value(to, in: symbol, bound))
    guard ends.from.value < ends.to.value else { throw ParameterFault.reversed(from, to) }
    return ends
  }

  /// - Throws: A `ParameterFault` for a parameter nobody asked for.
  public func checkAllTaken() throws(ParameterFault) {
    if let name = left.keys.min() { throw .unknown(name, known: taken) }
  }
}

/// What can be wrong with the parameters, as facts; their words stand here.
public enum ParameterFault: Error, Sendable, CustomStringConvertible {
  /// A name that is none of those known.
  case unknown(String, known: [String])
  /// A parameter that is not given.
  case missing(String, unit: String)
  /// A text that is no number of the unit within the bound.
  case unfit(String, text: String, unit: String, StageParameters.Bound)
  /// A stretch that ends before it begins.
  case reversed(String, String)

  /// One sentence for a person, and what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "there is no parameter \(Escaped(name))\n  hint: the parameters are "
        + known.joined(separator: ", ")
    case .missing(let name, let unit):
      "the parameter \(name) is missing\n  hint: \(Self.wanted(unit, .positive)) is wanted"
    case .unfit(let name, let text, let unit, let bound):
      "the parameter \(name) is \"\(Escaped(text))\"\n  hint: \(Self.wanted(unit, bound)) is wanted"
    case .reversed(let from, let to): "the parameter \(to) should be above \(from)"
    }
  }

  private static func wanted(_ unit: String, _ bound: StageParameters.Bound) -> String {
    (bound == .positive ? "a number above 0" : "a number from 0 on")
      + (unit == "1" ? ", pure or in %" : " in \(unit)")
  }
}
