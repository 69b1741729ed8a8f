// Sentences and tables that state results, right ones and ones with an error put in.

/// A quantity as papers state it.
private struct Quantity {
  let words: String
  let unit: String
  let mantissas: ClosedRange<Int>
  let decimals: Int
  /// The unit as each format has it: what stands behind the digits.
  let markdown: [String]
  let macros: String
  let latex: [String]

  static let all = [
    Quantity(
      words: "tungsten share", unit: "%", mantissas: 104...998, decimals: 2,
      markdown: [" %", "%", "\u{A0}%", "\u{202F}%"], macros: "\\percent",
      latex: ["\\,\\%", "\\%", "~\\%"]),
    Quantity(
      words: "fade", unit: "‰/cycle", mantissas: 112...987, decimals: 3,
      markdown: [" ‰ per cycle", " ‰/cycle", "‰ per cycle"], macros: "\\permille\\per\\cycle",
      latex: ["\\,\\textperthousand\\ per cycle", "~\\textperthousand{} per cycle"]),
    Quantity(
      words: "discharge capacity", unit: "mAh/g", mantissas: 1502...2198, decimals: 1,
      markdown: [" mAh g⁻¹", " mAh/g", "\u{A0}mAh·g⁻¹"], macros: "\\milli\\ampere\\hour\\per\\gram",
      latex: ["\\,mAh\\,g$^{-1}$", "~mAh/g", "~mAh\\,g\\textsuperscript{-1}"]),
    Quantity(
      words: "onset temperature", unit: "°C", mantissas: 1812...2497, decimals: 1,
      markdown: [" °C", "°C", "\u{A0}°C"], macros: "\\degreeCelsius",
      latex: ["\\,\\textdegree C", "~$^\\circ$C", "\\,${}^{\\circ}\\mathrm{C}$"]),
    Quantity(
      words: "mean diameter", unit: "nm", mantissas: 212...981, decimals: 1,
      markdown: [" nm", "\u{A0}nm"], macros: "\\nano\\metre", latex: ["\\,nm", "~nm"]),
    Quantity(
      words: "plateau voltage", unit: "V", mantissas: 3021...4379, decimals: 3,
      markdown: [" V", "\u{A0}V"], macros: "\\volt", latex: ["\\,V", "~V"]),
    Quantity(
      words: "film resistance", unit: "Ω", mantissas: 1034...9871, decimals: 2,
      markdown: [" Ω", "\u{A0}Ω"], macros: "\\ohm", latex: ["\\,$\\Omega$", "~\\textohm{}"]),
    Quantity(
      words: "intensity ratio", unit: "1", mantissas: 1021...1987, decimals: 3, markdown: [""],
      macros: "", latex: [""]),
    Quantity(
      words: "lattice parameter", unit: "Å", mantissas: 28612...28991, decimals: 4,
      markdown: [" Å"], macros: "\\angstrom", latex: ["\\,\\AA{}", "~\\AA{}"]),
    Quantity(
      words: "coating mass", unit: "mg", mantissas: 112...987, decimals: 2,
      markdown: [" mg", "\u{A0}mg"], macros: "\\milli\\gram", latex: ["\\,mg", "~mg"]),
  ]
}

extension Draft {
  /// A word that no other sentence has.
  private mutating func tag() -> String {
    let syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "no", "pu", "ra", "so", "ti", "vo"]
    var word = ""
    var rest = truths.count * 7 + below(7)
    for _ in 0..<4 {
      word += syllables[rest % syllables.count]
      rest /= syllables.count
    }
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  // MARK: Numbers in their forms

  /// A minus as people write it.
  private mutating func signed(_ digits: String) -> String {
    guard digits.hasPrefix("-") else { return digits }
    if format == .latex { return "$" + digits + "$" }
    return one(of: ["\u{2212}", "-"]) + digits.dropFirst()
  }

  /// Digits with a unit, in one of the ways of the format.
  private mutating func form(_ digits: String, _ quantity: Quantity) -> String {
    guard format == .latex else {
      return signed(digits) + (format.isPlain ? quantity.markdown[0] : one(of: quantity.markdown))
    }
    let style = below(4)
    if style < 2, !quantity.macros.isEmpty {
      return "\\\(style == 0 ? "qty" : "SI"){\(digits)}{\(quantity.macros)}"
    }
    if style == 3, quantity.macros.isEmpty { return "\\num{\(digits)}" }
    return (style == 2 ? "$\(digits)$" : signed(digits)) + one(of: quantity.latex)
  }

  /// Digits of a number, and a number that rounds to them: each is some thousandths off.
  private mutating func made(
    _ quantity: Quantity, isNegative: Bool = false, stage: String = "fit", offset: Int? = nil,
    uncertainty: String? = nil
  ) -> (digits: Digits, number: MadeNumber, offset: Int) {
    let span = quantity.mantissas
    let mantissa = span.lowerBound + below(span.count)
    let off = offset ?? (below(2) == 0 ? 1 : -1) * (50 + below(370))
    let sign = isNegative ? -1 : 1
    let exact = Digits(mantissa: sign * (mantissa * 1000 + off), decimals: quantity.decimals + 3)
    let number = MadeNumber(
      stage: stage, name: "n\(numbers.count)", value: exact.text, unit: quantity.unit,
      uncertainty: uncertainty)
    add(number)
    return (Digits(mantissa: sign * mantissa, decimals: quantity.decimals), number, off)
  }

  // MARK: Sentences

  /// One sentence that states a number, of a kind.
  mutating func stateResult(_ kind: Kind) {
    let tag = tag()
    let quantity = self.quantity(for: kind)
    let (digits, number, offset) = made(
      quantity, isNegative: kind == .minus, stage: kind == .stale ? "old" : "fit",
      offset: kind == .moved ? 100 : nil)
    let written = altered(digits, offset, kind)
    var shown = form(written.text, quantity)
    if kind == .unit { shown = form(written.text, other(than: quantity)) }
    if kind == .permille {
      let permille = Quantity(
        words: "", unit: "‰", mantissas: 0...1, decimals: 0, markdown: [" ‰", "‰"],
        macros: "\\permille", latex: ["\\,\\textperthousand", "~\\textperthousand{}"])
      shown = form(written.text, permille)
    }
    let lead = one(of: [
      "For cell \(tag) the \(quantity.words) is ", "In run \(tag) we found a \(quantity.words) of ",
      "Cell \(tag) shows a \(quantity.words) of ", "With \(tag), the \(quantity.words) comes to ",
    ])
    write(lead)
    write(shown, as: kind == .lost ? .unbound : kind)
    bindStated(kind, number, quote: "\(lead)\(written.text)", old: "\(lead)\(digits.text)", tag)
    write(one(of: ["", " after drying", " in all", " as before", " (see text)"]))
    endSentence()
  }

  private mutating func quantity(for kind: Kind) -> Quantity {
    switch kind {
    case .permille: Quantity.all[0]
    case .unit: Quantity.all[[0, 2, 3, 4, 5, 6, 8, 9][below(8)]]
    case .minus: Quantity.all[[3, 4, 5, 7][below(4)]]
    default: one(of: Quantity.all)
    }
  }

  /// A quantity that measures something else.
  private func other(than quantity: Quantity) -> Quantity {
    Quantity.all[quantity.unit == "V" ? 4 : 5]
  }

  private mutating func altered(_ digits: Digits, _ offset: Int, _ kind: Kind) -> Digits {
    var written = digits
    switch kind {
    case .value, .moved: written.mantissa += (below(2) == 0 ? 1 : -1) * (3 + below(38))
    case .rounding: written.mantissa += offset > 0 ? 1 : -1
    case .scale: written = Digits(mantissa: digits.mantissa, decimals: digits.decimals - 1)
    case .minus: written.mantissa = abs(digits.mantissa)
    case .transposed:
      var text = Array(String(digits.mantissa))
      let places = text.indices.dropLast().filter {
        text[$0] != text[$0 + 1] && text[$0 + 1] != "0"
      }
      let place = places.isEmpty ? 0 : places[below(places.count)]
      text.swapAt(place, place + 1)
      written.mantissa = Int(String(text)) ?? 0
      if written.mantissa == digits.mantissa { written.mantissa += 9 }
    default: break
    }
    return written
  }

  private mutating func bindStated(
    _ kind: Kind, _ number: MadeNumber, quote: String, old: String, _ tag: String
  ) {
    let plain = quote.replacing("-", with: "\u{2212}")
    switch kind {
    case .unbound: return
    case .lost: add(claim: Self.claim("the old \(tag) was 1.5", binds: [number.id]))
    case .moved: add(claim: Self.claim(old.replacing("-", with: "\u{2212}"), binds: [number.id]))
    case .doubled:
      let (_, other, _) = made(Quantity.all[0])
      bind([number.id], quote: plain)
      add(claim: Self.claim(plain, binds: [other.id]))
    default: bind([number.id], quote: plain)
    }
  }

  /// Two numbers in one sentence, which share their unit.
  mutating func stateRange() {
    let tag = tag()
    let quantity = Quantity.all[[0, 2, 3, 4, 9][below(5)]]
    let (low, one, _) = made(quantity)
    let (high, two, _) = made(quantity)
    let joint = self.one(of: ["–", " to ", " and "])
    let lead = "For cell \(tag) it lies between "
    write(lead)
    if format == .latex, below(2) == 0 {
      write(
        "\\qtyrange{\(low.text)}{\(high.text)}{\(quantity.macros)}", as: .range)
    } else {
      write(low.text, as: .range)
      write(format == .latex && joint == "–" ? "--" : joint)
      write(form(high.text, quantity), as: .range)
    }
    bind([one.id, two.id], quote: "\(lead)\(low.text)\(joint)\(high.text)")
    endSentence()
  }

  /// A number with its standard uncertainty.
  mutating func stateUncertainty() {
    let tag = tag()
    let quantity = Quantity.all[[0, 2, 4, 7, 8][below(5)]]
    let last = 12 + below(80)
    let uncertainty = Digits(mantissa: last * 10 + below(4), decimals: quantity.decimals + 1).text
    let (digits, number, _) = made(quantity, uncertainty: uncertainty)
    let spread = Digits(mantissa: last, decimals: quantity.decimals).text
    let isShort = below(2) == 0
    let lead = "For cell \(tag) the fit gives "
    write(lead)
    let plain = isShort ? "\(digits.text)(\(last))" : "\(digits.text) ± \(spread)"
    let shown: String
    switch (format, isShort) {
    case (.latex, true): shown = form(plain, quantity)
    case (.latex, false):
      shown = "$\(digits.text) \\pm \(spread)$" + one(of: quantity.latex)
    case (_, true): shown = form(plain, quantity)
    case (_, false):
      shown =
        below(2) == 0 && quantity.unit != "1"
        ? "(\(plain))\(quantity.markdown[0])" : form(plain, quantity)
    }
    write(shown, as: .uncertainty)
    bind([number.id], quote: lead + shown)
    endSentence()
  }

  /// A number with a power of ten, right or not.
  mutating func statePower(_ kind: Kind = .power) {
    let tag = tag()
    let exponent = -2 - below(7)
    let mantissa = 112 + below(870)
    let value = "\(mantissa).\(10 + below(30))e\(exponent - 2)"
    let number = MadeNumber(
      stage: "fit", name: "n\(numbers.count)", value: value, unit: "g", uncertainty: nil)
    add(number)
    let digits = Digits(mantissa: mantissa, decimals: 2).text
    let shown = kind == .scale ? exponent + 1 : exponent
    let raised = String(
      String.UnicodeScalarView(
        String(shown).unicodeScalars.compactMap { scalar in
          Array("-0123456789".unicodeScalars).firstIndex(of: scalar)
            .map { Array("⁻⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars)[$0] }
        }))
    let forms: [String]
    switch format {
    case .markdown:
      forms = [
        "\(digits)×10\(raised) g", "\(digits) × 10^\(shown)^ g", "\(digits)e\(shown) g",
        "$\(digits)\\times10^{\(shown)}$ g", "\(digits)·10<sup>\(shown)</sup> g",
      ]
    case .latex:
      forms = [
        "\\qty{\(digits)e\(shown)}{\\gram}", "$\(digits)\\times10^{\(shown)}$\\,g",
        "$\(digits)\\cdot 10^{\(shown)}\\,\\mathrm{g}$",
        "\(digits)\\,$\\times$\\,10\\textsuperscript{\(shown)}~g",
      ]
    case .plain, .word:
      forms = ["\(digits)×10\(raised) g", "\(digits) x 10^\(shown) g", "\(digits)E\(shown) g"]
    }
    let lead = "For cell \(tag) we weighed "
    let form = one(of: forms)
    write(lead)
    write(form, as: kind)
    bind([number.id], quote: lead + form)
    endSentence()
  }

  /// A setting, bound to a parameter.
  mutating func stateSetting() {
    let tag = tag()
    let (text, latex) = one(of: [
      ("3 °C/min", "3\\,\\textdegree C/min"), ("12 h", "\\qty{12}{\\hour}"),
      ("150 °C", "\\SI{150}{\\degreeCelsius}"), ("2.7 V", "2.7\\,V"),
      ("200 mA/g", "\\qty{200}{\\milli\\ampere\\per\\gram}"), ("50 mL", "50~mL"),
      ("5 wt%", "5\\,wt\\%"), ("0.5 C", "0.5\\,C"),
    ])
    let setting = addParameter(text.replacing("wt%", with: "%"))
    let lead = "Cell \(tag) was held at "
    write(lead)
    write(format == .latex ? latex : text, as: .setting)
    bind([setting], quote: lead + text)
    endSentence()
  }

  // MARK: Tables

  /// A table of results, its units in the heads.
  mutating func table(_ number: Int, rows: Int) {
    guard format != .plain else { return }
    let quantities = [Quantity.all[0], Quantity.all[2], Quantity.all[5]]
    let heads = ["W share (%)", "Capacity (mAh/g)", "Plateau / V"]
    if format == .latex {
      write("\\begin{table}[h!]\n\\caption{Results of all cells; the spread is one of ")
      write("3", as: .unbound)
      write(" runs.}\\label{tab:\(number)}\n\\begin{tabular}{lccc}\n\\toprule\n")
      write(
        "Cell & \(heads.map { $0.replacing("%", with: "\\%") }.joined(separator: " & ")) \\\\\n\\midrule\n"
      )
    } else {
      write("Table ")
      write("\(number)", as: .reference)
      write(
        ": Results of all cells.\n\n| Cell | \(heads.joined(separator: " | ")) |\n|---|---:|---|---|\n"
      )
    }
    for _ in 0..<rows {
      write("\(format == .latex ? "" : "| ")\(tag())")
      for quantity in quantities {
        write(format == .latex ? " & " : " | ")
        let isWrong = below(8) == 0
        let (digits, number, offset) = made(quantity)
        let kind: Kind = isWrong ? one(of: [.value, .rounding, .transposed, .scale]) : .tableCell
        write(altered(digits, offset, kind).text, as: kind)
        bind([number.id], quote: "")
      }
      endRow()
    }
    if format == .latex { write("\\bottomrule\n\\end{tabular}\n\\end{table}\n") }
    write("\n")
  }
}
