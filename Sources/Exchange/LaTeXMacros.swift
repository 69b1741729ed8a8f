import Audit
import Quantity
package import Text

/// Numbers as macros of LaTeX: with siunitx, without it, and the class in a word.
package struct LaTeXMacros {
  private var units = LaTeXUnits()
  private var lines: [String] = []
  /// Which number has each name.
  private var owners: [String: String] = [:]

  /// The file of macros.
  ///
  /// - Throws: A diagnostic when two numbers would have one name.
  package static func text(of numbers: [ExportedNumber]) throws(Diagnostic) -> String {
    var macros = LaTeXMacros()
    for number in numbers { try macros.add(number) }
    let hasClasses = numbers.contains { $0.grade != nil }
    return (head(hasClasses: hasClasses) + macros.units.declarations + macros.lines)
      .joined(separator: "\n") + "\n"
  }

  private static func head(hasClasses: Bool) -> [String] {
    let classes = hasClasses ? [#"\newcommand\assayclass[1]{\assayuse{#1}{Class}}"#] : []
    return [
      "% Numbers with their units, made by `assay export latex`: \\input it behind \\usepackage{siunitx}.",
      "% \\assay{stage.number} is a number, \\assayplain{stage.number} the same without siunitx"
        + (hasClasses ? "," : "."),
    ]
      + (hasClasses
        ? ["% \\assayclass{stage.number} its class. Each is a macro of its own too."] : [])
      + [
        // What `assay render` fills in stands in brackets; these numbers are newer.
        #"\newcommand\assay[2][]{\assayuse{#2}{}}"#,
        #"\newcommand\assayplain[1]{\assayuse{#1}{Plain}}"#,
      ] + classes + [
        #"\newcommand\assayname[2]{\expandafter\def\csname assay:#1\endcsname{#2}}"#,
        #"\newcommand\assayuse[2]{\ifcsname assay:#1\endcsname"#,
        #"  \csname assay\csname assay:#1\endcsname#2\endcsname"#,
        #"  \else\PackageError{assay}{There is no number #1}{}\fi}"#,
      ]
  }

  private mutating func add(_ entry: ExportedNumber) throws(Diagnostic) {
    let name = Self.name(of: entry.id)
    for name in [name, name + "Plain", name + "Class"] {
      if let other = owners.updateValue(entry.id, forKey: name) {
        throw Diagnostic(
          "`\(Escaped(other))` and `\(Escaped(entry.id))` would both be the macro \\assay\(name)",
          hint: "give one of them another name")
      }
    }
    let number = LaTeXNumber(entry.number)
    let unit = entry.number.unit
    let quantity =
      unit == .one
      ? "\\num{\(number.siunitx)}" : "\\qty{\(number.siunitx)}{\(units.macros(of: unit))}"
    let plain = number.plain + (unit == .one ? "" : "\\,\(LaTeXText.unit(unit.symbol))")
    lines += ["", "% \(Escaped(entry.id))", "\\newcommand\\assay\(name){\(quantity)}"]
    lines.append("\\newcommand\\assay\(name)Plain{\(plain)}")
    if let grade = entry.grade {
      lines.append("\\newcommand\\assay\(name)Class{\(grade.rawValue)}")
    }
    // Behind a `%` nothing is read: such an instance has only the macros of its own.
    if !entry.id.contains("%") { lines.append("\\assayname{\(entry.id)}{\(name)}") }
  }

  private static let digits = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
  ]

  /// A text in letters alone, as macros want it: `xrd-ratio@10W.slope` is `XrdRatioOneZeroWSlope`.
  static func name(of text: String) -> String {
    var name = ""
    var isStart = true
    for character in text {
      if let digit = character.wholeNumberValue, character.isASCII {
        name += digits[digit]
        isStart = true
      } else if character.isASCII, character.isLetter {
        name += isStart ? character.uppercased() : String(character)
        isStart = false
      } else {
        isStart = true
      }
    }
    return name
  }
}

/// The digits of a number in LaTeX.
private struct LaTeXNumber {
  /// As siunitx reads it: `1.10(13)e-3`.
  let siunitx: String
  /// As mathematics: `\ensuremath{1.10(13)\times10^{-3}}`.
  let plain: String

  init(_ number: Number) {
    let printed = Printed(
      number.value, uncertainty: number.missing == nil ? number.uncertainty?.standard : nil,
      unit: .one, decimals: number.decimals
    ).description
    guard let times = printed.firstIndex(of: "×") else {
      siunitx = printed
      plain = "\\ensuremath{\(printed)}"
      return
    }
    let exponent = String(printed[times...].compactMap { UnitSymbol.raised[$0] })
    siunitx = "\(printed[..<times])e\(exponent)"
    plain = "\\ensuremath{\(printed[..<times])\\times10^{\(exponent)}}"
  }
}
