// Numbers and units as the package siunitx has them, read into the form that all texts share.

extension LaTeXReader {
  /// Reads a number, a unit or both; `false` when the command is none of siunitx.
  mutating func readQuantity(_ name: String, _ start: Int) -> Bool {
    // Beside siunitx, `\tablenum` numbers the table that it stands above.
    guard let shape = Self.quantities[name], name != "tablenum" || table != nil else {
      return false
    }
    skipOption()
    var numbers: [Range<Int>] = []
    for _ in 0..<shape.numbers {
      guard let range = takeArgument() else { return true }
      numbers.append(range)
    }
    skipOption()
    let unit = shape.hasUnit ? takeArgument() : nil
    if numbers.count == 1 { numbers = parts(of: numbers[0]) }
    for (place, range) in numbers.enumerated() {
      if place > 0 {
        for scalar in shape.between.unicodeScalars { put(scalar, at: range.lowerBound) }
      }
      LaTeXNumber(text, range).write(into: &self)
    }
    if name == "ang" { put("°", at: start) }
    if let unit { write(unit: unit, isBehindNumber: !numbers.isEmpty) }
    return true
  }

  private struct Shape {
    let numbers: Int
    let hasUnit: Bool
    var between = ", "
  }

  private static let quantities: [String: Shape] = [
    "num": Shape(numbers: 1, hasUnit: false), "tablenum": Shape(numbers: 1, hasUnit: false),
    "qty": Shape(numbers: 1, hasUnit: true), "SI": Shape(numbers: 1, hasUnit: true),
    "unit": Shape(numbers: 0, hasUnit: true), "si": Shape(numbers: 0, hasUnit: true),
    "numrange": Shape(numbers: 2, hasUnit: false, between: "–"),
    "qtyrange": Shape(numbers: 2, hasUnit: true, between: "–"),
    "SIrange": Shape(numbers: 2, hasUnit: true, between: "–"),
    "numlist": Shape(numbers: 1, hasUnit: false), "qtylist": Shape(numbers: 1, hasUnit: true),
    "SIlist": Shape(numbers: 1, hasUnit: true),
    "numproduct": Shape(numbers: 1, hasUnit: false),
    "qtyproduct": Shape(numbers: 1, hasUnit: true), "ang": Shape(numbers: 1, hasUnit: false),
  ]

  /// The parts of a list, between semicolons.
  private func parts(of range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for place in range where text[place] == ";" {
      parts.append(start..<place)
      start = place + 1
    }
    return (parts + [start..<range.upperBound]).filter { !$0.isEmpty }
  }

  /// Writes a unit as `mA·h·g⁻¹`, of macros or of letters.
  private mutating func write(unit range: Range<Int>, isBehindNumber: Bool) {
    var unit = LaTeXUnit(text, range)
    unit.read()
    guard !unit.symbol.isEmpty else { return }
    if isBehindNumber { put(" ", at: range.lowerBound) }
    for (scalar, place) in unit.symbol { put(scalar, at: place) }
  }
}

/// A number between the braces of siunitx.
struct LaTeXNumber {
  private let text: [Unicode.Scalar]
  private let range: Range<Int>
  private var scalars: [(scalar: Unicode.Scalar, place: Int)] = []

  init(_ text: [Unicode.Scalar], _ range: Range<Int>) {
    self.text = text
    self.range = range
    var index = range.lowerBound
    while index < range.upperBound { index = read(index) }
    enclose()
  }

  func write(into reader: inout LaTeXReader) {
    for (scalar, place) in scalars { reader.put(scalar, at: place) }
  }

  private func at(_ index: Int) -> Unicode.Scalar? { index < range.upperBound ? text[index] : nil }

  private mutating func add(_ word: String, _ place: Int) {
    for scalar in word.unicodeScalars { scalars.append((scalar, place)) }
  }

  private mutating func read(_ index: Int) -> Int {
    let scalar = text[index]
    let next = at(index + 1)
    switch scalar {
    case " ", "{", "}", "\n", "\t", "~": return index + 1
    case "\\":
      let letters = text[(index + 1)..<range.upperBound].prefix { $0.isASCII && $0.isLetter }
      var name = String.UnicodeScalarView()
      name.append(contentsOf: letters)
      let sign = LaTeXSymbols.signs[String(name)] ?? ""
      add(sign == "±" ? " ± " : sign, index)
      return max(index + 2, letters.endIndex)
    case "+" where next == "-":
      add(" ± ", index)
      return index + 2
    case "+" where next == "/" && at(index + 2) == "-":
      add(" ± ", index)
      return index + 3
    case "±": add(" ± ", index)
    case ",", ".":
      if scalars.last?.scalar.isDigit != true { add("0", index) }
      add(".", index)
    case "-": add("\u{2212}", index)
    case "x", "*": add("×", index)
    case "e", "E", "d", "D": return readPower(index)
    default: scalars.append((scalar, index))
    }
    return index + 1
  }

  private mutating func readPower(_ start: Int) -> Int {
    var index = start + 1
    add(scalars.contains { $0.scalar.isDigit } ? "×10" : "10", start)
    while let scalar = at(index),
      scalar.isDigit || scalar.isBlank || "+-".unicodeScalars.contains(scalar)
    {
      if let raised = Shifted.raised(scalar), scalar != "+" { scalars.append((raised, index)) }
      index += 1
    }
    return index
  }

  /// A power of ten behind a spread is that of both.
  private mutating func enclose() {
    guard scalars.contains(where: { $0.scalar == "±" }), let first = scalars.first,
      let times = scalars.firstIndex(where: { $0.scalar == "×" }), first.scalar != "("
    else { return }
    scalars.insert((")", scalars[times].place), at: times)
    scalars.insert(("(", first.place), at: 0)
  }
}

/// A unit between the braces of siunitx.
struct LaTeXUnit {
  private let text: [Unicode.Scalar]
  private let range: Range<Int>
  private var index: Int
  private(set) var symbol: [(scalar: Unicode.Scalar, place: Int)] = []
  private var isBelow = false
  private var power: String?
  private var prefix = ""

  init(_ text: [Unicode.Scalar], _ range: Range<Int>) {
    self.text = text
    self.range = range
    index = range.lowerBound
  }

  private mutating func add(_ word: String, _ place: Int) {
    for scalar in word.unicodeScalars { symbol.append((scalar, place)) }
  }

  mutating func read() {
    while index < range.upperBound {
      if text[index] == "\\" { readMacro() } else { readLetters() }
    }
  }

  /// Letters as they stand: `mA.h.g^{-1}`, `m/s`.
  private mutating func readLetters() {
    let place = index
    index += 1
    switch text[place] {
    case ".", "~", "*": if !symbol.isEmpty { add("·", place) }
    case "{", "}", " ", "\n", "$": break
    case "^":
      while index < range.upperBound, "{}-+0123456789".unicodeScalars.contains(text[index]) {
        if let raised = Shifted.raised(text[index]), text[index] != "+" {
          symbol.append((raised, index))
        }
        index += 1
      }
    case _ where isBelow || power != nil:
      // `\per` before letters as they stand.
      let rest = text[place..<range.upperBound].prefix { !" ./\\{}^~*".unicodeScalars.contains($0) }
      var name = String.UnicodeScalarView()
      name.append(contentsOf: rest)
      index = max(index, rest.endIndex)
      addUnit(String(name), place)
    default:
      if prefix.isEmpty, isBehindMacro { separate(place) }
      isBehindMacro = false
      add(prefix, place)
      prefix = ""
      symbol.append((text[place], place))
    }
  }

  private var isBehindMacro = false

  private mutating func separate(_ place: Int) {
    if let last = symbol.last?.scalar, !"·/".unicodeScalars.contains(last) { add("·", place) }
  }

  private mutating func readMacro() {
    let place = index
    let letters = text[(place + 1)..<range.upperBound].prefix { $0.isASCII && $0.isLetter }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: letters)
    index = max(place + 1, letters.endIndex)
    let word = String(name)
    if letters.isEmpty {
      // `\%`, `\,`
      if index < range.upperBound, "%".unicodeScalars.contains(text[index]) { add("%", place) }
      if index < range.upperBound, text[index] == ",", !symbol.isEmpty { add("·", place) }
      index += 1
      return
    }
    if let prefix = Self.prefixes[word] { return self.prefix = prefix }
    switch word {
    case "per": isBelow = true
    case "squared": raise("2", place)
    case "cubed": raise("3", place)
    case "square": power = "2"
    case "cubic": power = "3"
    case "tothe", "raiseto":
      let digits = braced()
      if word == "tothe" { raise(digits, place) } else { power = digits }
    case "of", "highlight", "cancel": _ = braced()
    case "cdot": add("·", place)
    case "text", "mathrm", "textrm", "ensuremath", "circ": if word == "circ" { add("°", place) }
    default: addUnit(Self.units[word] ?? LaTeXSymbols.signs[word] ?? word, place)
    }
  }

  private mutating func braced() -> String {
    var digits = ""
    guard index < range.upperBound, text[index] == "{" else { return digits }
    while index < range.upperBound, text[index] != "}" {
      if text[index] == "-" || text[index].isDigit { digits.unicodeScalars.append(text[index]) }
      index += 1
    }
    index += 1
    return digits
  }

  private mutating func addUnit(_ name: String, _ place: Int) {
    separate(place)
    add(prefix + name, place)
    (prefix, isBehindMacro) = ("", true)
    if isBelow || power != nil {
      let sign = isBelow ? "-" : ""
      for scalar in (sign + (power ?? "1")).unicodeScalars {
        if let raised = Shifted.raised(scalar) { symbol.append((raised, place)) }
      }
    }
    (isBelow, power) = (false, nil)
  }

  /// Raises the unit before: `\metre\squared`, and `\per\metre\squared` where the sign stands already.
  private mutating func raise(_ digits: String, _ place: Int) {
    if symbol.last?.scalar == "¹", symbol.dropLast().last?.scalar == "⁻" { symbol.removeLast() }
    for scalar in digits.unicodeScalars {
      if let raised = Shifted.raised(scalar) { symbol.append((raised, place)) }
    }
  }

  private static let prefixes: [String: String] = [
    "tera": "T", "giga": "G", "mega": "M", "kilo": "k", "hecto": "h", "deci": "d", "centi": "c",
    "milli": "m", "micro": "µ", "nano": "n", "pico": "p", "femto": "f",
  ]

  private static let units: [String: String] = [
    "metre": "m", "meter": "m", "gram": "g", "second": "s", "ampere": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J",
    "watt": "W", "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω", "siemens": "S",
    "weber": "Wb", "tesla": "T", "henry": "H", "degreeCelsius": "°C", "celsius": "°C",
    "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "minute": "min", "hour": "h", "day": "d",
    "degree": "°", "arcminute": "′", "arcsecond": "″", "litre": "L", "liter": "L", "tonne": "t",
    "electronvolt": "eV", "dalton": "Da", "percent": "%", "permille": "‰", "bar": "bar",
    "angstrom": "Å", "kilogram": "kg", "radian": "rad", "hectare": "ha", "decibel": "dB",
    "m": "m", "g": "g", "s": "s", "A": "A", "K": "K", "h": "h", "V": "V", "L": "L", "l": "L",
    "mol": "mol", "mmol": "mmol", "kmol": "kmol", "umol": "µmol", "nmol": "nmol", "cm": "cm",
    "mm": "mm", "um": "µm", "nm": "nm", "pm": "pm", "km": "km", "dm": "dm", "kg": "kg",
    "mg": "mg", "ug": "µg", "ms": "ms", "us": "µs", "ns": "ns", "ps": "ps", "mA": "mA",
    "uA": "µA", "nA": "nA", "mV": "mV", "uV": "µV", "kV": "kV", "mW": "mW", "kW": "kW",
    "MW": "MW", "W": "W", "J": "J", "kJ": "kJ", "MJ": "MJ", "eV": "eV", "meV": "meV",
    "keV": "keV", "MeV": "MeV", "GeV": "GeV", "kWh": "kWh", "Hz": "Hz", "kHz": "kHz",
    "MHz": "MHz", "GHz": "GHz", "N": "N", "mN": "mN", "kN": "kN", "Pa": "Pa", "kPa": "kPa",
    "MPa": "MPa", "GPa": "GPa", "mL": "mL", "ml": "mL", "uL": "µL", "ul": "µL", "C": "C",
    "F": "F", "uF": "µF", "T": "T", "mT": "mT", "dB": "dB",
  ]
}
