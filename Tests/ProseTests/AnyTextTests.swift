// Whatever stands in a text, it is read, and everything that is found lies within it.
import Prose
import Testing

/// A generator that gives the same numbers in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

/// What trips readers: every kind of mark, whole and cut.
private let pieces = [
  "0.11", "‰", " ", "\n", "\n\n", "|", "---", "`", "```", "~~~", "<!--", "-->", "assay: a.b", "{{",
  "}}", "x.y", "[", "]",
  "(", ")", "^", "~", "$", "\\", "{", "}", "<sup>", "</sup>", "&deg;", "&#", ";", "±", "×10", "⁻³",
  "e-5", "25W-NCM",
  "I(003)", "2026-11-28", "Figure", "and", "–", "-", "per", "cycle", "mAh", "g⁻¹", "1,234", ".",
  ",", "₂", "ö", "👩‍🔬", "\t", "    ",
  "> ", "1. ", "- ", "# ", "<", ">", "10", "\r\n", "%", "⟨100⟩", "\u{0}", "\u{301}", "[^1]", "[@a]",
  "](", "http://a.b/5",
]

@Test func `any text is read, and what is found lies in it in order`() throws {
  var random = Seeded(state: 5)
  for _ in 0..<4000 {
    let count = Int.random(in: 1...40, using: &random)
    let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let paper = try Paper(markdown: Array(text.utf8), file: "any.md")
    #expect(paper.source.count == text.unicodeScalars.count)
    for passage in paper.passages {
      #expect(passage.text.count == passage.offsets.count)
      #expect(passage.offsets.allSatisfy { paper.source.indices.contains($0) })
      var end = 0
      for literal in passage.literals(names: ["25W", "10"]) {
        #expect(
          literal.range.lowerBound >= end && literal.range.upperBound <= passage.text.count,
          "\(text)")
        #expect(literal.range.clamped(to: literal.digits) == literal.digits, "\(text)")
        end = literal.range.upperBound
        _ = paper.place(of: passage.offsets[literal.range.lowerBound])
      }
    }
    let filled = paper.filled { _ in "7" }
    #expect(filled.unicodeScalars.count >= paper.passages.flatMap(\.slots).count)
    _ = Quotation(in: paper.passages).find("at 0.11 ‰")
    _ = Quotation(in: paper.passages).find(String(text.prefix(5)))
  }
}
