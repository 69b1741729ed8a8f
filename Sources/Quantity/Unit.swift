/// A unit of measurement: the symbol as written, what it measures, and its size in base units.
///
/// `ppm`, `ppb`, `counts`, `cycle` and `°C` are base units of their own: which fraction a `ppm` is
/// of (mass, amount, mg/L …) is not known from the symbol, so nothing converts it.
public struct Unit: Hashable, Sendable {
  /// One symbol with its exponent, such as `L` with -1 in `mg/L`.
  struct Factor: Hashable, Sendable {
    let name: String
    let exponent: Int
  }

  /// The symbol as it was written, or as a calculation spelled it.
  public let symbol: String
  let factors: [Factor]
  /// Exponents over the base symbols; no exponent is 0.
  let dimension: [String: Int]
  let scale: Scale

  /// The unit of pure numbers.
  public static let one = Unit(factors: [], symbol: "1")

  /// Reads a unit such as `mg/L`, `mAh/g`, `W/(m·K)`, `cm²`, `s^-1` or `‰/cycle`.
  ///
  /// - Throws: `emptyUnit`, `unknownUnit` or `malformedUnit`.
  public init(_ text: String) throws(QuantityError) {
    self = try UnitParser.unit(text, acceptsUnknown: false)
  }

  /// A unit that converts to no other: a name the table does not know, taken as it stands.
  ///
  /// A name that would not read back as one name is written in brackets: `[a.u. of area]`.
  public init(opaque name: String) {
    self.init(factors: [Factor(name: name, exponent: 1)])
  }

  /// Reads a unit out of a file of another program: what is not known becomes opaque.
  package init(foreign text: String) {
    self =
      (try? UnitParser.unit(text, acceptsUnknown: true))
      ?? Unit(factors: [Factor(name: text, exponent: 1)], symbol: text)
  }

  init(factors: [Factor], symbol: String? = nil) {
    var dimension: [String: Int] = [:]
    var scale = Scale.one
    for factor in factors {
      let atom = UnitAtom.named(factor.name)
      scale = scale * atom.scale.power(factor.exponent)
      for (base, exponent) in atom.dimension {
        dimension[base, default: 0] += exponent * factor.exponent
      }
    }
    self.factors = factors
    self.symbol = symbol ?? Self.symbol(of: factors)
    self.dimension = dimension.filter { $0.value != 0 }
    self.scale = scale
  }

  /// Whether two units are written alike.
  public static func == (one: Unit, other: Unit) -> Bool { one.symbol == other.symbol }

  /// Feeds the symbol.
  public func hash(into hasher: inout Hasher) { hasher.combine(symbol) }
}

extension Unit: CustomStringConvertible {
  /// The symbol.
  public var description: String { symbol }
}

extension Unit {
  /// Whether the two units measure the same, so that one converts to the other.
  public func measuresTheSame(as other: Unit) -> Bool { dimension == other.dimension }

  /// A value in this unit, expressed in another one that measures the same.
  func convert(_ value: Double, to other: Unit) throws(QuantityError) -> Double {
    if self == other { return value }
    guard measuresTheSame(as: other) else { throw .differentDimensions(self, other) }
    return scale.ratio(to: other.scale).times(value)
  }

  static func * (one: Unit, other: Unit) -> Unit {
    if other.factors.isEmpty { return one }
    if one.factors.isEmpty { return other }
    return Unit(factors: merged(one.factors + other.factors))
  }

  static func / (one: Unit, other: Unit) -> Unit {
    if other.factors.isEmpty { return one }
    let inverse = other.factors.map { Factor(name: $0.name, exponent: -$0.exponent) }
    return Unit(factors: merged(one.factors + inverse))
  }

  /// The unit raised to a power; every exponent must come out whole, and none beyond all reason.
  func power(_ exponent: Double) throws(QuantityError) -> Unit {
    if exponent == 1 { return self }
    var raised: [Factor] = []
    for factor in factors {
      guard let whole = Int(exactly: Double(factor.exponent) * exponent), whole.magnitude <= 1000
      else {
        throw .fractionalUnit(self, exponent: exponent)
      }
      raised.append(Factor(name: factor.name, exponent: whole))
    }
    return Unit(factors: Self.merged(raised))
  }

  /// Adds up the exponents of equal names, in the order in which the names first stand.
  static func merged(_ factors: [Factor]) -> [Factor] {
    var merged: [Factor] = []
    for factor in factors {
      if let index = merged.firstIndex(where: { $0.name == factor.name }) {
        let sum = merged[index].exponent + factor.exponent
        merged[index] = Factor(name: factor.name, exponent: sum)
      } else {
        merged.append(factor)
      }
    }
    return merged.filter { $0.exponent != 0 }
  }
}

extension Unit {
  /// Spells factors so that the parser reads them back: `ppm·mol/g`, `W/(m²·K)`, `1/s`.
  private static func symbol(of factors: [Factor]) -> String {
    let above = factors.filter { $0.exponent > 0 }.map { spelled($0) }
    let below = factors.filter { $0.exponent < 0 }.map { spelled($0) }
    let numerator = above.isEmpty ? "1" : above.joined(separator: "·")
    switch below.count {
    case 0: return numerator
    case 1: return "\(numerator)/\(below[0])"
    default: return "\(numerator)/(\(below.joined(separator: "·")))"
    }
  }

  private static func spelled(_ factor: Factor) -> String {
    let name = UnitParser.isPlain(factor.name) ? factor.name : "[\(factor.name)]"
    let exponent = factor.exponent.magnitude
    return exponent == 1 ? name : name + Superscript.text(Int(exponent))
  }
}
