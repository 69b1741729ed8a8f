import Pipeline
import Prose
import Text

/// A number in a manuscript that is bound to something, with the words around it.
package struct Sentence: Sendable {
  /// The number: its place and text, what it is bound to, and whether it is that.
  package let claim: Claim
  /// The words of the sentence before it, cut where they are many.
  package let before: String
  /// The words of the sentence behind it.
  package let after: String

  /// So many characters before and behind a number are told.
  private static let (before, after) = (60, 40)
}

extension Sentence {
  /// The bound numbers of a manuscript, in the order of the text.
  static func all(
    in paper: Paper, of manuscript: Manuscript, names: [String],
    resolving: ClaimReading.Resolving
  ) throws -> [Sentence] {
    let reading = try ClaimReading(
      of: paper, names: manuscript.names + names, claims: manuscript.claims, resolving: resolving)
    var sentences: [(offset: Int, sentence: Sentence)] = []
    for (index, passage) in paper.passages.enumerated() {
      for (number, literal) in reading.literals[index].enumerated() {
        let spot = ClaimReading.Spot(passage: index, literal: number)
        guard case .value(let expected, let target)? = reading.bonds[spot] else { continue }
        let offset = passage.offsets[literal.range.lowerBound]
        let site = Claim.Site(
          place: paper.place(of: offset), line: nil, width: passage.width(of: literal.range),
          text: passage.words(literal.range))
        let verdict = Judgement(of: literal, in: passage).verdict(on: expected)
        sentences.append(
          (offset, Sentence(Claim(site, verdict, target, expected), passage, literal.range)))
      }
    }
    for (index, slot, bond) in reading.slots {
      guard case .value(let expected, let target) = bond else { continue }
      let site = Claim.Site(
        place: paper.place(of: slot.source.lowerBound), line: nil, width: slot.source.count,
        text: "{{\(slot.target)}}")
      let range = slot.position..<slot.position + 1
      sentences.append(
        (
          slot.source.lowerBound,
          Sentence(Claim(site, .right, target, expected), paper.passages[index], range)
        ))
    }
    return sentences.sorted { $0.offset < $1.offset }.map(\.sentence)
  }

  private init(_ claim: Claim, _ passage: Passage, _ range: Range<Int>) {
    self.claim = claim
    let text = passage.text
    var start = range.lowerBound
    while start > 0, !Self.ends(text, at: start - 1) { start -= 1 }
    var end = range.upperBound
    while end < text.count, !Self.ends(text, at: end) { end += 1 }
    if end < text.count, text[end] != " " { end += 1 }
    var before = String(Self.words(passage, start..<range.lowerBound).drop { $0 == " " })
    if before.count > Self.before {
      let cut = before.suffix(Self.before).drop { $0 != " " }
      before = "…\(cut)"
    }
    var after = Self.words(passage, range.upperBound..<max(end, range.upperBound))
    if after.count > Self.after {
      let cut = after.prefix(Self.after)
      after = String(cut[..<(cut.lastIndex(of: " ") ?? cut.endIndex)]) + " …"
    }
    if case .cell(let heads) = passage.kind, !heads.isEmpty {
      before = heads.joined(separator: ", ") + ": " + before
    }
    self.before = before
    self.after = after
  }

  /// A part of a passage on one line; what is no text is left out.
  private static func words(_ passage: Passage, _ range: Range<Int>) -> String {
    var words = String.UnicodeScalarView()
    for scalar in passage.text[range] where scalar != Passage.unreadable {
      words.append(scalar == "\n" || scalar == "\r" ? " " : scalar)
    }
    return String(words)
  }

  /// Whether a sentence ends with the scalar at a place: a stop before a blank, or the blank behind it.
  private static func ends(_ text: [Unicode.Scalar], at place: Int) -> Bool {
    let isBlank = { (index: Int) -> Bool in
      !text.indices.contains(index) || text[index] == " " || text[index] == "\n"
    }
    func isStop(_ index: Int) -> Bool {
      text.indices.contains(index)
        && (text[index] == "." || text[index] == "?" || text[index] == "!")
    }
    return isStop(place) && isBlank(place + 1) && !isBlank(place)
      && !(place > 0 && text[place] == "." && text[place - 1].properties.isUppercase)
  }
}

extension Judgement {
  /// The verdict on the text when this is expected.
  fileprivate func verdict(on expected: Expected) -> Claim.Verdict {
    let mismatch: Mismatch? =
      switch expected {
      case .setting(let setting): mismatch(with: setting)
      case .number(let entry): mismatch(with: entry.number)
      case .doubted, .neverRun: .doubted
      }
    return mismatch.map(Claim.Verdict.wrong) ?? .right
  }
}
