// Numbers as people write them, and those that are none.
import Prose
import Quantity
import Testing

/// The numbers of a text, as `text = value unit` and with the meaning of those that are no values.
private func numbers(_ text: String, names: [String] = []) -> [String] {
  let passage = Passage(plain: text)
  return passage.literals(names: names).map { literal in
    let words = passage.words(literal.range)
    guard literal.meaning == .value else { return "\(words): \(literal.meaning.rawValue)" }
    let unit = literal.unit.map { " \($0.symbol)" } ?? ""
    let bound = literal.bound.map { "\($0.rawValue) " } ?? ""
    return "\(words) = \(bound)\(literal.written.value)\(unit)"
  }
}

@Test(arguments: [
  ("0.11 ‰", ["0.11 ‰ = 0.11 ‰"]), ("2.32% of", ["2.32% = 2.32 %"]),
  ("-3 and −4", ["-3 = -3.0", "−4 = -4.0"]),
  ("at 25\u{A0}°C.", ["25\u{A0}°C = 25.0 °C"]), ("12-h hold", ["12-h = 12.0 h"]),
  ("5-nm-thick", ["5-nm = 5.0 nm"]),
  ("1,234.5 s", ["1,234.5 s = 1234.5 s"]), ("12\u{202F}345", ["12\u{202F}345 = 12345.0"]),
  ("10,25,50", ["10 = 10.0", "25 = 25.0", "50 = 50.0"]),
  ("1.2×10⁻³ mol", ["1.2×10⁻³ mol = 0.0012 mol"]),
  ("-1.714(50)×10⁻³ 1/cycle", ["-1.714(50)×10⁻³ 1/cycle = -0.001714 1/cycle"]),
  ("5.48(0.44)×10⁴ nm³", ["5.48(0.44)×10⁴ nm³ = 54800.0 nm³"]),
  ("5.48(44)×10⁴ nm³", ["5.48(44)×10⁴ nm³ = 54800.0 nm³"]),
  ("3(1)×2", ["3(1) = 3.0", "2 = 2.0"]), ("1.2 x 10⁵", ["1.2 x 10⁵ = 120000.0"]),
  ("3e-4", ["3e-4 = 0.0003"]),
  ("10⁻³ mbar", ["10⁻³ = 0.001"]), ("200 mAh g⁻¹", ["200 mAh g⁻¹ = 200.0 mAh·g⁻¹"]),
  ("3 °C/min", ["3 °C/min = 3.0 °C/min"]),
  ("3 °C per minute", ["3 °C per minute = 3.0 °C/min"]),
  ("0.11 ‰ per cycle,", ["0.11 ‰ per cycle = 0.11 ‰/cycle"]),
  ("25 ° C and 30 ºC", ["25 ° C = 25.0 °C", "30 ºC = 30.0 °C"]),
  ("5 per cent", ["5 per cent = 5.0 %"]), ("2 hours", ["2 hours = 2.0 h"]),
  ("0.1C/1C", ["0.1C = 0.1 C", "1C = 1.0 C"]),
  ("p < 0.05, n ≥ 3", ["0.05 = < 0.05", "3 = ≥ 3.0"]), ("x=5", ["5 = 5.0"]),
  ("3-fold, 2x", ["3 = 3.0", "2 = 2.0"]),
  ("3 samples", ["3 = 3.0"]), ("at 5.", ["5 = 5.0"]), ("ratio 1:3", ["1 = 1.0", "3 = 3.0"]),
])
func `numbers are read`(text: String, told: [String]) {
  #expect(numbers(text) == told)
}

@Test(arguments: [
  ("2.1–2.4 %", ["2.1 = 2.1 %", "2.4 % = 2.4 %"]),
  ("from 25 to 600 °C", ["25 = 25.0 °C", "600 °C = 600.0 °C"]),
  ("at 10, 25 and 50 cycles", ["10 = 10.0 cycle", "25 = 25.0 cycle", "50 cycles = 50.0 cycle"]),
  ("3 of 5 %", ["3 = 3.0", "5 % = 5.0 %"]),
])
func `a list shares the unit behind it`(text: String, told: [String]) {
  #expect(numbers(text) == told)
}

@Test func `what is said of the spread is read`() throws {
  func spread(_ text: String) throws -> (Literal.Spread?, String) {
    let passage = Passage(plain: text)
    let literal = try #require(passage.literals().first)
    return (literal.spread, passage.words(literal.range))
  }
  guard case .parentheses(let two) = try spread("0.1108(11) ‰/cycle").0 else {
    Issue.record("no parentheses")
    return
  }
  #expect(abs(two.value - 0.0011) < 1e-15 && two.lastDigit == 0.0001)
  guard case .parentheses(let point) = try spread("2.32(0.04)").0 else {
    Issue.record("no parentheses")
    return
  }
  #expect(point.value == 0.04 && point.lastDigit == 0.01)
  guard case (.plusMinus(let half), "2.32 ± 0.04 %") = try spread("2.32 ± 0.04 % of") else {
    Issue.record("no plus-minus")
    return
  }
  #expect(half.value == 0.04)
  #expect(try spread("2.32 (4)").0 == nil)
}

@Test(arguments: [
  ("25W-NCM90 and 25-NCMO", ["25W-NCM90: name", "25-NCMO: name"]),
  ("NCM(OH)₂, LiOH·H2O", ["LiOH·H2O: name"]),
  ("LiNi0.90Co0.05O2", ["LiNi0.90Co0.05O2: name"]), ("NCM(OH)2 is", ["NCM(OH)2: name"]),
  ("R-3m", ["R-3m: name"]),
  ("O 1s, Ni 2p3/2", ["1s: name", "2p3/2: name"]), ("in 1 s", ["1 s = 1.0 s"]),
  ("the 2nd 3D map", ["2nd: name", "3D: name"]),
  ("version 1.2.3", ["1.2.3: name"]), ("2θ", ["2θ: name"]),
  ("Figure S1a, Fig. 2 and 3", ["S1a: reference", "2: reference", "3: reference"]),
  ("I(003) and (104)", ["003: index", "104: index"]),
  ("Figs. 2a–c, 3 and 4", ["2a: reference", "3: reference", "4: reference"]),
  ("Table 1", ["1: reference"]), ("Eqs. 4–6", ["4: reference", "6: reference"]),
  ("as in [12, 14–16]", ["12: citation", "14: citation", "16: citation"]),
  ("(2021) and CIAAW 2021", ["2021: date", "2021: date"]), ("in 1998", ["1998: date"]),
  ("28 November 2026", ["28: date", "2026: date"]),
  ("March 19, 2017 and in 2013 to 2015", ["19: date", "2017: date", "2013: date", "2015: date"]),
  ("on 2026-11-28", ["2026: date", "11: date", "28: date"]),
  ("2000 cycles", ["2000 cycles = 2000.0 cycle"]),
  ("1998 particles", ["1998 = 1998.0"]), ("I(003)/I(104)", ["003: index", "104: index"]),
  ("along ⟨100⟩ and <110>", ["100: index", "110: index"]),
  ("the (003) and (104) reflections", ["003: index", "104: index"]),
  ("a set (100)", ["100 = 100.0"]),
])
func `numbers that claim no result are told from the others`(text: String, told: [String]) {
  #expect(numbers(text) == told)
}

@Test func `a word that is called a name is one`() {
  #expect(
    numbers("10W, 10W-NCM90 and 110W", names: ["10W"]) == [
      "10W: name", "10W-NCM90: name", "110W = 110.0 W",
    ])
}

@Test func `the number of a heading is no value`() throws {
  let paper = try Paper(markdown: Array("## 2.1 Results of 3 runs".utf8), file: "paper.md")
  #expect(paper.passages[0].literals().map(\.meaning) == [.numbering, .value])
}

@Test(arguments: [
  ("-1.714(50)×10⁻³ 1/cycle", 5e-5), ("5.48(0.44)×10⁴ nm³", 4400), ("5.48(44)×10⁴ nm³", 4400),
  ("0.1108(11) ‰/cycle", 0.0011),
])
func `the power of ten behind parentheses is that of both`(text: String, spread: Double) throws {
  let literal = try #require(Passage(plain: text).literals(names: []).first)
  guard case .parentheses(let found) = literal.spread else {
    Issue.record("no spread in \(text)")
    return
  }
  #expect(abs(found.value / spread - 1) < 1e-12, "\(found.value)")
}
