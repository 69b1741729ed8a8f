/// What one unit symbol means: its dimension over the base symbols and its size.
///
/// Base symbols are g, m, s, A, K, mol, °C, ppm, ppb, counts, cycle. The values are exact by the SI
/// brochure (9th edition, 2019: the electronvolt of table 8 and the second's multiples) but for the
/// degree, which is π/180.
struct UnitAtom: Sendable {
  let dimension: [String: Int]
  let scale: Scale

  init(_ dimension: [String: Int], _ coefficient: Double = 1, power: Int = 0) {
    self.dimension = dimension
    scale = Scale(coefficient, power)
  }

  /// The meaning of a symbol; one that is not known is a base of its own.
  static func named(_ symbol: String) -> UnitAtom {
    known(symbol) ?? UnitAtom([symbol: 1])
  }

  /// The meaning of a symbol in the table, with an SI prefix where one may stand.
  static func known(_ symbol: String) -> UnitAtom? {
    if let atom = plain[symbol] ?? prefixable[symbol] { return atom }
    guard let prefix = symbol.first, let power = prefixes[prefix],
      let atom = prefixable[String(symbol.dropFirst())]
    else { return nil }
    return UnitAtom(
      atom.dimension, atom.scale.coefficient, power: atom.scale.power + power)
  }

  // Both the micro sign U+00B5 and the Greek letter U+03BC are in use.
  private static let prefixes: [Character: Int] = [
    "T": 12, "G": 9, "M": 6, "k": 3, "d": -1, "c": -2, "m": -3, "\u{B5}": -6, "\u{3BC}": -6,
    "n": -9, "p": -12, "f": -15,
  ]

  private static let prefixable: [String: UnitAtom] = [
    "g": UnitAtom(["g": 1]),
    "m": UnitAtom(["m": 1]),
    "s": UnitAtom(["s": 1]),
    "A": UnitAtom(["A": 1]),
    "K": UnitAtom(["K": 1]),
    "mol": UnitAtom(["mol": 1]),
    "L": UnitAtom(["m": 3], power: -3),
    "l": UnitAtom(["m": 3], power: -3),
    "Hz": UnitAtom(["s": -1]),
    "N": UnitAtom(["g": 1, "m": 1, "s": -2], power: 3),
    "Pa": UnitAtom(["g": 1, "m": -1, "s": -2], power: 3),
    "J": UnitAtom(["g": 1, "m": 2, "s": -2], power: 3),
    "W": UnitAtom(["g": 1, "m": 2, "s": -3], power: 3),
    "C": UnitAtom(["A": 1, "s": 1]),
    "Ah": UnitAtom(["A": 1, "s": 1], 3600),
    "Wh": UnitAtom(["g": 1, "m": 2, "s": -2], 3600, power: 3),
    "V": UnitAtom(["g": 1, "m": 2, "s": -3, "A": -1], power: 3),
    "Ω": UnitAtom(["g": 1, "m": 2, "s": -3, "A": -2], power: 3),
    "eV": UnitAtom(["g": 1, "m": 2, "s": -2], 1.602176634, power: -16),
  ]

  private static let plain: [String: UnitAtom] = [
    "%": UnitAtom([:], power: -2),
    "‰": UnitAtom([:], power: -3),
    "rad": UnitAtom([:]),
    "°": UnitAtom([:], .pi / 180),
    "°C": UnitAtom(["°C": 1]),
    "℃": UnitAtom(["°C": 1]),
    "Å": UnitAtom(["m": 1], power: -10),
    "min": UnitAtom(["s": 1], 60),
    "h": UnitAtom(["s": 1], 3600),
    "d": UnitAtom(["s": 1], 86400),
    "ppm": UnitAtom(["ppm": 1]),
    "ppb": UnitAtom(["ppb": 1]),
    "count": UnitAtom(["counts": 1]),
    "counts": UnitAtom(["counts": 1]),
    "cycle": UnitAtom(["cycle": 1]),
    "cycles": UnitAtom(["cycle": 1]),
  ]
}
