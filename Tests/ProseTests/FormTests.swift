// Every form of number that papers have, in every reader alike.
import Prose
import Quantity
import Testing

/// The numbers of a text, as `text = value unit` and with the meaning of those that are no values.
private func numbers(_ passages: [Passage]) -> [String] {
  passages.flatMap { passage in
    passage.literals().map { literal in
      let words = passage.words(literal.range)
      guard literal.meaning == .value else { return "\(words): \(literal.meaning.rawValue)" }
      let unit = literal.unit.map { " \($0.symbol)" } ?? ""
      return "\(words) = \(literal.written.value)\(unit)"
    }
  }
}

private func numbers(plain text: String) throws -> [String] {
  numbers(try Paper(plain: Array(text.utf8), file: "paper.txt").passages)
}

@Test(arguments: [
  ("(2.32 ± 0.04) %", ["(2.32 ± 0.04) % = 2.32 %"]),
  ("(2.32 ± 0.04)×10⁻³ g", ["(2.32 ± 0.04)×10⁻³ g = 0.00232 g"]),
  ("2.32 +/- 0.04 %", ["2.32 +/- 0.04 % = 2.32 %"]),
  ("1.2 x 10^-3", ["1.2 x 10^-3 = 0.0012"]), ("1.2 × 10^{-3}", ["1.2 × 10^{-3} = 0.0012"]),
  ("10^5 cells", ["10^5 = 100000.0"]), ("1.2·10⁻³", ["1.2·10⁻³ = 0.0012"]),
  ("1.2*10**-3", ["1.2*10**-3 = 0.0012"]), ("1.2E-03", ["1.2E-03 = 0.0012"]),
  ("p < .05", [".05 = 0.05"]), ("5 wt% and 3 at.%", ["5 wt% = 5.0 %", "3 at.% = 3.0 %"]),
  ("2.1 to 2.4 ‰", ["2.1 = 2.1 ‰", "2.4 ‰ = 2.4 ‰"]),
  ("a ratio of 80:10:10", ["80 = 80.0", "10 = 10.0", "10 = 10.0"]),
  ("> 99 %, ~5 and ≈ 7", ["99 % = 99.0 %", "5 = 5.0", "7 = 7.0"]),
])
func `numbers are read in all their forms`(text: String, told: [String]) throws {
  #expect(try numbers(plain: text) == told)
}

@Test(arguments: [
  ("LiNi₀.₉Co₀.₀₅Mn₀.₀₅O₂", []),
  ("Eq. (4) and Eqs. (5)–(7)", ["4: reference", "5: reference", "7: reference"]),
  ("(Smith et al., 2013; Li and Wu, 2015a)", ["2013: date", "2015a: name"]),
  ("doi:10.1016/j.jpowsour.2013.01.063.", ["doi:10.1016/j.jpowsour.2013.01.063: citation"]),
  (
    "at https://a.org/12?x=3, or a1@b2.org",
    ["https://a.org/12?x=3: citation", "a1@b2.org: citation"]
  ),
  ("on 28/11/2026 at 14:30", ["28: date", "11: date", "2026: date", "14: date", "30: date"]),
  ("CasaXPS 2.3.25 and version 2.3", ["2.3.25: name", "2.3: name"]),
  ("the [010] zone axis", ["010: index"]),
  ("in 2-propanol and 1,4-dioxane", ["2-propanol: name", "1: value", "4-dioxane: name"]),
  ("in 2000 cycles of 1998 particles", ["2000 cycles = 2000.0 cycle", "1998 = 1998.0"]),
  ("Sample 3 of batch 2", ["3: name", "2: name"]),
])
func `what is no result is told in all its forms`(text: String, told: [String]) throws {
  #expect(try numbers(plain: text) == told.map { $0 == "1: value" ? "1 = 1.0" : $0 })
}

@Test func `a comma is a point where the document has no points`() throws {
  #expect(
    try numbers(plain: "Etwa 0,11 ‰ und 2,32(4) %, bei 1.234 Zyklen.\n\nVon 3,5–4,5 V.") == [
      "0,11 ‰ = 0.11 ‰", "2,32(4) % = 2.32 %", "1.234 = 1234.0", "3,5 = 3.5 V", "4,5 V = 4.5 V",
    ])
}

@Test func `a comma among points is not clear`() throws {
  let paper = try Paper(plain: Array("0,11 ‰ and 2.32 % of 1,234".utf8), file: "paper.txt")
  #expect(paper.passages[0].literals().map(\.isUnclear) == [true, false, false])
  #expect(numbers(paper.passages) == ["0,11 ‰ = 0.11 ‰", "2.32 % = 2.32 %", "1,234 = 1234.0"])
}

@Test(arguments: [
  ("$n = 3$", ["3 = 3.0"]), ("$2.1$–$2.4\\,\\%$", ["2.1 = 2.1 %", "2.4 % = 2.4 %"]),
  ("$y = 2x + 3$", ["2: formula", "3: formula"]), ("$E = \\frac{1}{2} m v^2$", nil),
  ("$0.05$ and $2.1-2.4$", ["0.05 = 0.05", "2.1 = 2.1", "2.4 = 2.4"]),
  ("$i = 1, \\ldots, n$", ["1: formula"]),
  ("$P = - 9.2 \\pm 1.1$ V", ["\u{2212} 9.2 ± 1.1 V = -9.2 V"]),
  ("$P = 10.8^{+3.7}_{-2.7}$", ["10.8 = 10.8"]), ("$M \\approx 5\\,M_{\\rm J}$", ["5 = 5.0"]),
  ("$D \\ge 0$ and $n+1$", ["0: formula", "1: name"]),
  ("$-2.74(+40)(-40) \\times 10^{-10}$", ["\u{2212}2.74(+40)(\u{2212}40) × 10⁻¹⁰ = -2.74e-10"]),
  ("$\\Delta E = 0.35$ eV", ["0.35 eV = 0.35 eV"]),
])
func `a coefficient in a formula is no result`(markdown: String, told: [String]?) throws {
  let latex = try Paper(latex: Array(markdown.utf8), file: "a.tex").passages
  let seen = numbers(latex).map { $0.replacing("\u{2009}", with: " ") }
  if let told {
    #expect(seen == told)
  } else {
    #expect(seen.allSatisfy { $0.hasSuffix(": formula") })
  }
}

@Test func `entries of a list of works are citations, what stands among them is not`() throws {
  let text = """
    References

    [1] Li, J.; Wu, K. J. Power Sources 2013, 233, 121-130.

    Figure 1: it is 2.32 % here.
    """
  let seen = try numbers(plain: text)
  #expect(seen.prefix(5).allSatisfy { $0.hasSuffix(": citation") })
  #expect(seen.suffix(2) == ["1: reference", "2.32 % = 2.32 %"])
}
