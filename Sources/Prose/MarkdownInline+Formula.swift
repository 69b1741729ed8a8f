// Formulae between dollars: as much of TeX as numbers and units are written with.

extension MarkdownInline {
  private static let symbols: [String: Unicode.Scalar] = [
    "times": "×", "pm": "±", "cdot": "·", "degree": "°", "circ": "°", "permil": "‰",
    "perthousand": "‰", "mu": "µ", "approx": "≈", "sim": "~", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "lt": "<", "gt": ">", "Omega": "Ω", "AA": "Å", "angstrom": "Å", "quad": " ",
    "celsius": "°",
  ]
  /// Commands that say how their argument looks.
  private static let fonts: Set<String> = [
    "mathrm", "mathit", "mathbf", "text", "textrm", "operatorname", "left", "right", "bar",
  ]

  /// Reads one scalar or command of a formula.
  mutating func readFormula() {
    switch scalars[index] {
    case "\\": readCommand()
    case "^": readGroup(.raised)
    case "_": readGroup(.lowered)
    case "{": index += 1
    case "}" where peek(1) == "{": append(" ")
    case "}": index += 1
    case "-": append("\u{2212}")
    case "~": append("\u{A0}")
    case "\n": append(" ")
    default: append(scalars[index])
    }
  }

  private mutating func readCommand() {
    let name = scalars[(index + 1)...].prefix { $0.isASCII && $0.isLetter }
    guard let next = peek(1) else { return append("\\") }
    if name.isEmpty {
      if next == "," { return append("\u{2009}", insteadOf: 2) }
      if ";: ".unicodeScalars.contains(next) { return append(" ", insteadOf: 2) }
      index += 1
      if next == "!" { index += 1 } else { append(next) }
      return
    }
    var word = String.UnicodeScalarView()
    word.append(contentsOf: name)
    let length = name.count + 1
    if Self.fonts.contains(String(word)) {
      index += length
    } else {
      append(Self.symbols[String(word)] ?? Passage.unreadable, insteadOf: length)
    }
  }

  /// Raises or lowers the group or the scalar that follows.
  private mutating func readGroup(_ level: Level) {
    index += 1
    if peek(0) == "{", let close = closing(index) {
      index += 1
      shift(to: level, until: close, isMark: true)
    } else if index < scalars.count, scalars[index] != "\\" {
      shift(to: level, until: index + 1, isMark: false)
    }
  }
}
