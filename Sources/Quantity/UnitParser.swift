/// Reads the text of a unit: products of symbols with whole exponents, over others.
struct UnitParser {
  private let text: String
  private let acceptsUnknown: Bool
  private var rest: Substring
  private var factors: [Unit.Factor] = []

  /// Reads a whole unit; a symbol not in the table is refused or taken as a base of its own.
  static func unit(_ text: String, acceptsUnknown: Bool) throws(QuantityError) -> Unit {
    guard text.contains(where: { !$0.isWhitespace }) else { throw .emptyUnit }
    var parser = UnitParser(text: text, acceptsUnknown: acceptsUnknown, rest: text[...])
    return try parser.unit()
  }

  /// Whether a name can stand in a unit without brackets.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name != "1" && name.allSatisfy(isOfName)
  }

  private init(text: String, acceptsUnknown: Bool, rest: Substring) {
    self.text = text
    self.acceptsUnknown = acceptsUnknown
    self.rest = rest
  }

  private mutating func unit() throws(QuantityError) -> Unit {
    if rest == "1" { return .one }
    if rest.hasPrefix("1/") {
      rest.removeFirst()
    } else {
      try product(sign: 1)
    }
    while rest.first == "/" {
      rest.removeFirst()
      if rest.first == "(" {
        rest.removeFirst()
        try product(sign: -1)
        guard rest.first == ")" else { throw .malformedUnit(text) }
        rest.removeFirst()
      } else {
        try factor(sign: -1)
      }
    }
    // What is left after a denominator is a product such as `a/b·c`, which readers disagree on.
    guard rest.isEmpty else { throw .malformedUnit(text) }
    return Unit(factors: Unit.merged(factors), symbol: text)
  }

  private mutating func product(sign: Int) throws(QuantityError) {
    try factor(sign: sign)
    while let separator = rest.first, "·⋅* ".contains(separator) {
      rest.removeFirst()
      try factor(sign: sign)
    }
  }

  private mutating func factor(sign: Int) throws(QuantityError) {
    let name = try name()
    guard acceptsUnknown || UnitAtom.known(name) != nil else {
      throw .unknownUnit(name, in: text)
    }
    factors.append(Unit.Factor(name: name, exponent: sign * (try exponent())))
  }

  private mutating func name() throws(QuantityError) -> String {
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      let name = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      return String(name)
    }
    let name = rest.prefix(while: Self.isOfName)
    guard !name.isEmpty else { throw .malformedUnit(text) }
    rest = rest[name.endIndex...]
    return String(name)
  }

  /// Reads `^-2`, `²`, `⁻¹` or nothing, which is 1.
  private mutating func exponent() throws(QuantityError) -> Int {
    var digits = ""
    if rest.first == "^" {
      rest.removeFirst()
      while let digit = rest.first, digit == "-" || digit.isASCII && digit.isNumber {
        digits.append(digit)
        rest.removeFirst()
      }
    } else {
      guard rest.first.flatMap(Superscript.plain) != nil else { return 1 }
      while let digit = rest.first.flatMap(Superscript.plain) {
        digits.append(digit)
        rest.removeFirst()
      }
    }
    guard let exponent = Int(digits), exponent != 0, exponent.magnitude <= 24 else {
      throw .malformedUnit(text)
    }
    return exponent
  }

  private static func isOfName(_ character: Character) -> Bool {
    !"·⋅*/^()[] ".contains(character) && !character.isWhitespace
      && Superscript.plain(character) == nil && !(character.isASCII && character.isNumber)
  }
}
