// Words that are quoted are found again, whatever typesetting does to them.
import Prose
import Testing

private func finding(_ quote: String, in markdown: String) throws -> Quotation.Finding {
  let paper = try Paper(markdown: Array(markdown.utf8), file: "paper.md")
  return Quotation(in: paper.passages).find(quote)
}

/// The words found, of every match.
private func words(_ quote: String, in markdown: String) throws -> [String] {
  let paper = try Paper(markdown: Array(markdown.utf8), file: "paper.md")
  switch Quotation(in: paper.passages).find(quote) {
  case .exact(let matches): return matches.map { paper.passages[$0.passage].words($0.range) }
  case .changed(let matches):
    return matches.map { "changed: " + paper.passages[$0.passage].words($0.range) }
  case .lost: return ["lost"]
  }
}

@Test(arguments: [
  ("from 25 °C to 600 °C", "heated from 25 °C\nto **600**&nbsp;°C.", ["from 25 °C to 600\u{A0}°C"]),
  ("NCM(OH)2 at 10-3 mbar", "NCM(OH)~2~ at 10^−3^ mbar", ["NCM(OH)₂ at 10⁻³ mbar"]),
  ("at 5 %", "at 5 % and\n\nat 5 %", ["at 5 %", "at 5 %"]), ("5 %", "15 %", ["changed: 15 %"]),
  ("5 %", "0.5 % and 5 %.", ["5 %"]), ("at 5", "at 5.1, at 5.", ["at 5"]),
  ("about 0.11 ‰ per cycle", "about 0.12 ‰ per cycle", ["changed: about 0.12 ‰ per cycle"]),
  ("at 1,200 rpm", "at 800 rpm", ["changed: at 800 rpm"]),
  ("about 0.11 ‰", "about 0.11 %", ["lost"]),
  (
    "2.32 % for 25W-NCM(OH)2", "2.33 % for 25W-NCM(OH)~2~ and 2.12 % for 25W-NCM90",
    ["changed: 2.33 % for 25W-NCM(OH)₂"]
  ),
  ("a b", "a\n\nb", ["lost"]), ("x", "", ["lost"]), (" ", "x", ["lost"]),
])
func `quoted words are found`(quote: String, markdown: String, found: [String]) throws {
  #expect(try words(quote, in: markdown) == found)
}

/// What is found of a quote and its surroundings: words and where they begin.
private func found(
  _ words: String, _ prefix: String?, _ suffix: String?, in markdown: String
) throws -> [String] {
  let paper = try Paper(markdown: Array(markdown.utf8), file: "paper.md")
  let quote = Quotation.Quote(words, prefix: prefix, suffix: suffix)
  func told(_ matches: [Quotation.Match]) -> [String] {
    matches.map { "\($0.range.lowerBound): " + paper.passages[$0.passage].words($0.range) }
  }
  switch Quotation(in: paper.passages).find([quote])[0] {
  case .exact(let matches): return told(matches)
  case .changed(let matches): return ["changed"] + told(matches)
  case .lost: return ["lost"]
  }
}

@Test(
  arguments: [
    ("5 %", "first ", nil, "first 5 %, second 5 %", ["6: 5 %"]),
    ("5 %", "second", nil, "first 5 %, second 5 %", ["18: 5 %"]),
    ("5 %", nil, "of B", "5 % of A, 5 % of **B**", ["10: 5 %"]),
    ("5 %", "ond", "of B", "5 % of B, second\n5 % of B", ["17: 5 %"]),
    ("5 %", "second", nil, "first 5 %, second 7 %", ["changed", "18: 7 %"]),
    ("5 %", "of 3 to", "in all", "of 4 to about 6 % in all", ["changed", "8: about 6 %"]),
    ("5 %", "rose by", "in all", "rose by half in all", ["changed", "8: half"]),
    ("5 %", "second", nil, "first 5 %", ["changed", "6: 5 %"]),
    ("5 %", "second", nil, "first 7 %", ["changed", "6: 7 %"]),
    ("5 %", "a", "b", "a\n\nlong way b", ["lost"]),
    ("5 V", "at", "in", "that fact within", ["lost"]), ("5 V", "at", "in", "at in", ["lost"]),
  ] as [(String, String?, String?, String, [String])])
func `surroundings single out one of equal quotes, and find what has changed between them`(
  words: String, prefix: String?, suffix: String?, markdown: String, expected: [String]
) throws {
  #expect(try found(words, prefix, suffix, in: markdown) == expected)
}
