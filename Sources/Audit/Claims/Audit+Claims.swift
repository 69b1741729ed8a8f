// Every number of the manuscripts, with what it is bound to and whether it is that.

import Host
package import Pipeline
import Prose
import Text

extension Audit {
  /// Reads manuscripts and judges every number in it, in the order of the text; behind those of
  /// a manuscript stand the claims whose words are not found in it.
  ///
  /// - Throws: A diagnostic for a manuscript that is missing or of another format, or for a false
  ///   origin.
  package mutating func claims(of manuscripts: [Manuscript]) throws -> [Claim] {
    var claims: [Claim] = []
    for manuscript in manuscripts { claims += try self.claims(of: manuscript) }
    return claims
  }

  /// Where manuscripts state one number; manuscripts that cannot be read state none.
  mutating func claims(stating id: String) throws -> [Claim] {
    var claims: [Claim] = []
    for manuscript in pipeline.manuscripts {
      do {
        claims += try self.claims(of: manuscript, about: id)
      } catch is Diagnostic {
        continue
      }
    }
    return claims.filter { $0.target == id }
  }

  /// Judges the numbers of a manuscript; of those of stages only one, if it is named.
  private mutating func claims(
    of manuscript: Manuscript, about id: String? = nil
  ) throws -> [Claim] {
    let reading = try reading(of: manuscript, about: id)
    var claims: [(offset: Int, claim: Claim)] = []
    var judged: [ClaimReading.Spot: Claim] = [:]
    var lines = PaperLines(reading.paper)
    for (index, passage) in reading.paper.passages.enumerated() {
      for (number, literal) in reading.literals[index].enumerated() {
        let spot = ClaimReading.Spot(passage: index, literal: number)
        let claim = Self.claim(of: literal, in: passage, at: &lines, reading.bonds[spot])
        judged[spot] = claim
        claims.append((passage.offsets[literal.range.lowerBound], claim))
      }
    }
    for (note, reason) in reading.stray {
      let targets = note.targets.joined(separator: " ")
      let text =
        note.start == nil ? reading.paper.format.note(targets) ?? targets : "assay:\(targets)"
      let width = note.start == nil ? text.unicodeScalars.count : 1
      let site = lines.site(at: note.offset, width: width, text: text)
      claims.append((note.offset, Claim(site, Self.verdict(on: reason))))
    }
    for (_, slot, bond) in reading.slots {
      let text = reading.paper.format.slot(slot.target)
      claims.append((slot.source.lowerBound, Self.claim(of: slot, text, at: &lines, bond)))
    }
    claims.sort { $0.offset < $1.offset }
    var all = claims.map(\.claim)
    all += reading.misplaced.map { claim, verdict in Claim(site(of: claim), verdict) }
    all += reading.moved.map { claim, match, spots in
      let (place, text) = lines.words(at: match)
      let bound = spots.compactMap { judged[$0] }.filter { $0.target != nil }
      return Claim(
        site(of: claim),
        .moved(
          Claim.Relocation(
            place: place, text: text, numbers: bound.count, right: bound.count(where: \.holds))))
    }
    for index in all.indices { all[index].manuscript = manuscript.file }
    return all
  }

  /// Where a claim stands itself.
  private func site(of claim: StatedClaim) -> Claim.Site {
    Claim.Site(
      place: pipeline.place(of: claim.mark), line: pipeline.line(of: claim.mark),
      width: claim.quote.unicodeScalars.count, text: claim.quote)
  }

  /// Reads a manuscript and resolves what its numbers are bound to.
  mutating func reading(
    of manuscript: Manuscript, about id: String? = nil
  ) throws -> ClaimReading {
    let paper = try Self.paper(manuscript, in: pipeline)
    let names = manuscript.names + pipeline.instanceNames
    // Copies out and back, so that the closure does not hold the audit itself.
    var audit = self
    defer { self = audit }
    var known: [String: Result<[Expected], Unclear.Fault>] = [:]
    return try ClaimReading(of: paper, names: names, claims: manuscript.claims) { text in
      if let values = known[text] { return values }
      let values = try audit.expected(text, about: id)
      known[text] = values
      return values
    }
  }

  /// Reads the text of a manuscript.
  static func paper(
    _ manuscript: Manuscript, in pipeline: Pipeline
  ) throws -> Paper {
    func refusal(_ message: String, _ hint: String) -> Diagnostic {
      pipeline.diagnostic(message, at: manuscript.mark, hint: hint)
    }
    let file = manuscript.text ?? manuscript.file
    func isFile(_ path: String) throws -> Bool { try Files.status(path)?.kind == .file }
    guard let format = PaperFormat(file: file) ?? (manuscript.text == nil ? nil : .plain) else {
      throw refusal(
        "`\(Escaped(file))` is no text that can be read",
        file.lowercased().hasSuffix(".doc")
          ? "save it as .docx"
          : "manuscripts are read in Markdown (.md), LaTeX (.tex), Word (.docx) and plain text "
            + "(.txt); of others a stage can make a text: `text: build/paper.txt`")
    }
    guard try isFile(file) else {
      let maker = pipeline.maker(of: file).map { pipeline[$0].name }
      throw refusal(
        "there is no manuscript `\(Escaped(file))`",
        maker.map { "`\($0)` makes it: assay run" } ?? "its path begins at the root of the project")
    }
    let bytes = try Files.read(file, limit: RecordedInputs.limit)
    return try Paper(bytes, in: format, file: file) { path in
      try isFile(path) ? Files.read(path, limit: RecordedInputs.limit) : nil
    }
  }
}

// MARK: - Verdicts

extension Audit {
  /// The claim that a number of the text makes.
  private static func claim(
    of literal: Literal, in passage: Passage, at lines: inout PaperLines,
    _ bond: ClaimReading.Bond?
  ) -> Claim {
    let site = lines.site(
      at: passage.offsets[literal.range.lowerBound], width: passage.width(of: literal.range),
      text: passage.words(literal.range))
    guard let bond else {
      let meaning = literal.meaning
      if meaning == .value, literal.isUnclear { return Claim(site, .ambiguous(.comma)) }
      return Claim(site, meaning == .value ? .unbound(nil) : .noResult(meaning))
    }
    return claim(at: site, bond) { expected in
      literal.isUnclear
        ? .ambiguous(.comma) : verdict(on: Judgement(of: literal, in: passage), expected)
    }
  }

  /// The claim that a slot makes: it is right when there is something to fill in.
  private static func claim(
    of slot: Passage.Slot, _ text: String, at lines: inout PaperLines, _ bond: ClaimReading.Bond
  ) -> Claim {
    let site = lines.site(at: slot.source.lowerBound, width: slot.source.count, text: text)
    return claim(at: site, bond, judging: verdict(onUnjudged:))
  }

  private static func claim(
    at site: Claim.Site, _ bond: ClaimReading.Bond, judging: (Expected) -> Claim.Verdict
  ) -> Claim {
    switch bond {
    case .value(let expected, let target): Claim(site, judging(expected), target, expected)
    case .allowed(let reason): Claim(site, .allowed(reason: reason))
    case .unclear(let reason, let target): Claim(site, verdict(on: reason), target)
    }
  }

  private static func verdict(on reason: Unclear) -> Claim.Verdict {
    switch reason {
    case .boundTwice, .comma, .severalPlaces: .ambiguous(reason)
    case .counts, .noFile, .noNumber, .noSuchNumber, .noTarget: .unbound(reason)
    }
  }

  private static func verdict(on judgement: Judgement, _ expected: Expected) -> Claim.Verdict {
    let mismatch: Mismatch?
    switch expected {
    case .setting(let setting): mismatch = judgement.mismatch(with: setting)
    case .number(let entry) where !entry.isStale: mismatch = judgement.mismatch(with: entry.number)
    case .number, .doubted, .neverRun: return verdict(onUnjudged: expected)
    }
    return mismatch.map(Claim.Verdict.wrong) ?? .right
  }

  /// The verdict that what is expected has without any digits to compare.
  private static func verdict(onUnjudged expected: Expected) -> Claim.Verdict {
    switch expected {
    case .doubted: .wrong(.doubted)
    case .neverRun(_, let stage): .stale(.neverRun(stage: stage))
    case .number(let entry): entry.isStale ? .stale(.changed) : .right
    case .setting: .right
    }
  }
}

/// The lines of a paper; one in which many numbers stand is read once.
struct PaperLines {
  private let paper: Paper
  private var last: (place: Place, text: String?) = (Place(file: "", line: 0, column: 0), nil)

  init(_ paper: Paper) { self.paper = paper }

  /// Where a text that begins at a scalar of the source stands.
  mutating func site(at offset: Int, width: Int, text: String) -> Claim.Site {
    let place = paper.place(of: offset)
    if place.line != last.place.line || place.file != last.place.file {
      last = (place, paper.line(at: place))
    }
    return Claim.Site(
      place: place, line: last.text, address: paper.address(of: offset, width: width),
      width: width, text: text)
  }

  /// The words of a match, and the place where they begin.
  func words(at match: Quotation.Match) -> (Place, String) {
    let passage = paper.passages[match.passage]
    return (
      paper.place(of: passage.offsets[match.range.lowerBound]), passage.words(match.range)
    )
  }
}

extension Pipeline {
  /// What instances are called after `@` and has letters and digits: samples and cells, no numbers.
  var instanceNames: [String] {
    let values = stages.flatMap { stage in
      stage.name.split(separator: "@", maxSplits: 1).dropFirst().flatMap {
        $0.split(separator: ",")
      }
    }
    return Set(values).map { Self.decoded($0) }
      .filter { $0.contains(where: \.isLetter) && $0.contains(where: \.isNumber) }
  }

  /// A value as it was before it stood in a name: `%XX` is a byte.
  private static func decoded(_ value: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(value.utf8)[...]
    while let byte = rest.popFirst() {
      let hex = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), let code = UInt8(hex, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
