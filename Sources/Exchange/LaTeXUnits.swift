import Quantity

/// Units as macros of siunitx; those that it does not know are declared.
struct LaTeXUnits {
  /// The macros that were declared, by what they stand for, in that order.
  private var declared: [(name: String, text: String)] = []

  /// The lines that declare what siunitx does not know.
  var declarations: [String] {
    guard !declared.isEmpty else { return [] }
    return ["\\ifdefined\\DeclareSIUnit"]
      + declared.map {
        "\\DeclareSIUnit\\\($0.name){\\text{\(LaTeXText.escaped($0.text))}}"
      } + ["\\fi"]
  }

  /// The macros of a unit: `\milli\gram\per\litre`.
  mutating func macros(of unit: Unit) -> String {
    guard let factors = UnitSymbol.factors(of: unit.symbol) else { return macro(unit.symbol) }
    return factors.map { factor in
      let power: String
      switch abs(factor.exponent) {
      case 1: power = ""
      case 2: power = "\\squared"
      case 3: power = "\\cubed"
      default: power = "\\tothe{\(abs(factor.exponent))}"
      }
      return (factor.exponent < 0 ? "\\per" : "") + macro(factor.name) + power
    }.joined()
  }

  private mutating func macro(_ name: String) -> String {
    if let known = Self.known[name] ?? Self.prefixed(name) { return "\\\(known)" }
    if let prefix = name.first.flatMap({ Self.prefixes[$0] }),
      Self.prefixable.contains(String(name.dropFirst()))
    {
      return "\\\(prefix)\\\(declare(String(name.dropFirst())))"
    }
    return "\\\(declare(name))"
  }

  private mutating func declare(_ text: String) -> String {
    if let known = declared.first(where: { $0.text == text }) { return known.name }
    var name = "assayunit" + (Self.words[text] ?? LaTeXMacros.name(of: text))
    while declared.contains(where: { $0.name == name }) { name += "X" }
    declared.append((name, text))
    return name
  }

  private static func prefixed(_ name: String) -> String? {
    guard let prefix = name.first.flatMap({ prefixes[$0] }),
      let unit = metric[String(name.dropFirst())]
    else { return nil }
    return "\(prefix)\\\(unit)"
  }

  /// What to call units that have no letters.
  private static let words = ["‰": "Permille", "Å": "Angstrom"]
  private static let prefixes: [Character: String] = [
    "T": "tera", "G": "giga", "M": "mega", "k": "kilo", "d": "deci", "c": "centi", "m": "milli",
    "\u{B5}": "micro", "\u{3BC}": "micro", "n": "nano", "p": "pico", "f": "femto",
  ]
  /// Units that take a prefix, by their symbols.
  private static let metric = [
    "g": "gram", "m": "metre", "s": "second", "A": "ampere", "K": "kelvin", "mol": "mole",
    "L": "litre", "l": "litre", "Hz": "hertz", "N": "newton", "Pa": "pascal", "J": "joule",
    "W": "watt", "C": "coulomb", "V": "volt", "Ω": "ohm", "eV": "electronvolt",
  ]
  /// Such units that siunitx writes otherwise.
  private static let prefixable: Set<String> = ["Ah", "Wh"]
  /// All other units that siunitx knows, and those above without a prefix.
  private static let known = metric.merging([
    "%": "percent", "rad": "radian", "°": "degree", "°C": "degreeCelsius", "℃": "degreeCelsius",
    "min": "minute", "h": "hour", "d": "day",
  ]) { $1 }
}

/// The symbol of a unit taken apart.
enum UnitSymbol {
  /// What raised digits and the raised minus are, on the line.
  static let raised: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-",
  ]

  /// The names with their exponents; `nil` for what is no product of names over others.
  static func factors(of symbol: String) -> [(name: String, exponent: Int)]? {
    var rest = symbol[...]
    if rest.hasPrefix("1/") { rest.removeFirst() }
    var factors: [(name: String, exponent: Int)] = []
    var (sign, isInside) = (1, false)
    while let first = rest.first {
      switch first {
      case "/":
        rest.removeFirst()
        sign = -1
        isInside = rest.first == "("
        if isInside { rest.removeFirst() }
      case ")" where isInside:
        rest.removeFirst()
        isInside = false
      case "·", "⋅", "*", " ":
        rest.removeFirst()
      default:
        guard let name = name(&rest), let exponent = exponent(&rest) else { return nil }
        factors.append((name, sign * exponent))
      }
    }
    return isInside || factors.isEmpty ? nil : factors
  }

  private static func name(_ rest: inout Substring) -> String? {
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      defer { rest = rest[rest.index(after: end)...] }
      return String(rest[rest.index(after: rest.startIndex)..<end])
    }
    let name = rest.prefix { !"·⋅*/^()[] ".contains($0) && !isExponent($0) }
    rest = rest[name.endIndex...]
    return name.isEmpty ? nil : String(name)
  }

  private static func exponent(_ rest: inout Substring) -> Int? {
    if rest.first == "^" { rest.removeFirst() }
    let digits = rest.prefix(while: isExponent)
    rest = rest[digits.endIndex...]
    if digits.isEmpty { return 1 }
    return Int(String(digits.map { raised[$0] ?? $0 }))
  }

  private static func isExponent(_ character: Character) -> Bool {
    raised[character] != nil || character == "-" || character.isASCII && character.isNumber
  }
}

/// Text that stands in a document of LaTeX as it is.
enum LaTeXText {
  private static let escapes: [Character: String] = [
    "%": "\\%", "#": "\\#", "&": "\\&", "$": "\\$", "_": "\\_", "{": "\\{", "}": "\\}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\\": "\\textbackslash{}",
    "‰": "\\textperthousand{}", "°": "\\textdegree{}", "℃": "\\textdegree{}C", "Ω": "\\textohm{}",
    "\u{B5}": "\\textmu{}", "\u{3BC}": "\\textmu{}", "Å": "\\AA{}", "·": "\\ensuremath{\\cdot}",
    "⋅": "\\ensuremath{\\cdot}",
  ]

  /// The symbol of a unit as it is written, exponents raised.
  static func unit(_ symbol: String) -> String {
    var text = ""
    var rest = symbol[...]
    while let caret = rest.firstIndex(of: "^") {
      let behind = rest[rest.index(after: caret)...]
      let digits = behind.prefix { $0 == "-" || $0.isASCII && $0.isNumber }
      let raised = digits.isEmpty ? escaped("^") : "\\textsuperscript{\\ensuremath{\(digits)}}"
      text += escaped(String(rest[..<caret])) + raised
      rest = behind[digits.endIndex...]
    }
    return text + escaped(String(rest))
  }

  /// The text with all that LaTeX would obey made harmless.
  static func escaped(_ text: String) -> String {
    text.map { character in
      if let digit = UnitSymbol.raised[character] {
        return "\\textsuperscript{\\ensuremath{\(digit)}}"
      }
      return escapes[character] ?? (character.isNewline ? " " : String(character))
    }.joined()
  }
}
