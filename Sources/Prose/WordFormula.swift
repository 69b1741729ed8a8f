import XML

/// A formula of Word as one line of signs: as much as numbers and units are written with.
struct WordFormula {
  private(set) var signs: [(scalar: Unicode.Scalar, level: WordStyles.Level)] = []

  init(_ formula: Element) { read(formula.children, .base) }

  private mutating func append(_ text: String, _ level: WordStyles.Level) {
    for scalar in text.unicodeScalars {
      signs.append((scalar == "-" ? "\u{2212}" : scalar.isBlank ? " " : scalar, level))
    }
  }

  private mutating func read(_ elements: [Element], _ level: WordStyles.Level) {
    for element in elements { read(element, level) }
  }

  /// The arguments of a name, one behind the other.
  private mutating func read(_ name: String, of element: Element, _ level: WordStyles.Level) {
    for argument in element.all(name) { read(argument.children, level) }
  }

  private mutating func read(_ element: Element, _ level: WordStyles.Level) {
    switch element.name {
    case "r": for text in element.all("t") { append(text.text, level) }
    case "sSup", "sSub", "sSubSup", "sPre", "nary": readScripts(element, level)
    case "f":
      read("num", of: element, level)
      append("/", level)
      read("den", of: element, level)
    case "d": readDelimiters(element, level)
    case "rad":
      append("√", level)
      read("e", of: element, level)
    case "func":
      read("fName", of: element, level)
      append(" ", level)
      read("e", of: element, level)
    case "m", "mr", "eqArr":
      for part in element.children where part.name == "mr" || part.name == "e" {
        read(part.name == "e" ? part.children : [part], level)
        append(" ", level)
      }
    case "limLow", "limUpp":
      read("e", of: element, level)
      append(" ", level)
      read("lim", of: element, level)
    case "acc", "bar", "borderBox", "box", "groupChr", "phant": read("e", of: element, level)
    case "ins", "moveTo", "smartTag", "customXml", "oMath": read(element.children, level)
    case "sdt": read(element.first("sdtContent")?.children ?? [], level)
    default: break
    }
  }

  private mutating func readScripts(_ element: Element, _ level: WordStyles.Level) {
    let isBefore = element.name == "sPre"
    if element.name == "nary" {
      append(element.first("naryPr")?.first("chr")?.value("val") ?? "∫", level)
    }
    if !isBefore, element.name != "nary" { read("e", of: element, level) }
    read("sub", of: element, .lowered)
    read("sup", of: element, .raised)
    if isBefore || element.name == "nary" { read("e", of: element, level) }
  }

  private mutating func readDelimiters(_ element: Element, _ level: WordStyles.Level) {
    let properties = element.first("dPr")
    append(properties?.first("begChr").map { $0.value("val") ?? "" } ?? "(", level)
    for (index, part) in element.all("e").enumerated() {
      if index > 0 { append(properties?.first("sepChr")?.value("val") ?? "|", level) }
      read(part.children, level)
    }
    append(properties?.first("endChr").map { $0.value("val") ?? "" } ?? ")", level)
  }
}
