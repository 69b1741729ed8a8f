import Text

@testable import Prose

/// Manuscripts: any text is read, what is found lies in it in order, and what is filled in is text.
enum MarkdownChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let paper: Paper
    do {
      paper = try Paper(markdown: bytes, file: "a.md")
    } catch {
      return try error.check(in: bytes, "a.md")
    }
    for passage in paper.passages { try check(passage, of: paper) }
    let filled = paper.filled { _ in "7" }
    let slots = paper.passages.flatMap(\.slots)
    try require(!slots.isEmpty || filled.unicodeScalars.elementsEqual(paper.source), "text is lost")
    let quotation = Quotation(in: paper.passages)
    if let passage = paper.passages.first {
      let words = passage.words(0..<min(20, passage.text.count))
      try check(quotation.find(words), in: paper)
    }
    try check(quotation.find("at 0.11 ‰"), in: paper)
  }

  static func check(_ passage: Passage, of paper: Paper) throws(Violation) {
    try require(passage.text.count == passage.offsets.count, "a scalar without a place")
    try require(
      passage.offsets.allSatisfy(paper.source.indices.contains), "a place outside the text")
    var end = 0
    for literal in passage.literals(names: ["25W", "10"]) {
      try require(
        literal.range.lowerBound >= end && literal.range.upperBound <= passage.text.count,
        "numbers overlap at \(literal.range)")
      try require(literal.range.clamped(to: literal.digits) == literal.digits, "digits outside")
      let offset = passage.offsets[literal.digits.lowerBound]
      let place = paper.place(of: offset)
      let line = try require(paper.line(at: place), "no line at \(place)")
      try require(
        place.column >= 1 && place.column <= line.unicodeScalars.count + 1,
        "a number outside its line: \(place)")
      end = literal.range.upperBound
      _ = passage.width(of: literal.range)
    }
    for binding in passage.bindings {
      try require(binding.position <= passage.text.count, "a note outside the text")
      _ = paper.place(of: binding.offset)
    }
    _ = passage.headUnits
  }

  private static func check(_ finding: Quotation.Finding, in paper: Paper) throws(Violation) {
    switch finding {
    case .lost: return
    case .exact(let matches), .changed(let matches):
      for match in matches {
        let count = paper.passages[match.passage].text.count
        try require(match.range.upperBound <= count, "a quote outside its passage")
      }
    }
  }
}
