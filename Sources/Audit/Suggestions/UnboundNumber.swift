import Pipeline
import Prose
import Quantity

/// A number that nothing binds, and what speaks for a value to be it.
struct UnboundNumber {
  private let spot: ClaimReading.Spot
  private let passage: Passage
  private let literals: [Literal]
  private let near: NearWords
  /// The stages that numbers beside it are bound to.
  private let neighbours: Set<String>

  private var literal: Literal { literals[spot.literal] }
  /// Where it stands in the source.
  var offset: Int { passage.offsets[literal.range.lowerBound] }
  var width: Int { passage.width(of: literal.range) }
  var text: String { passage.words(literal.range) }

  init(_ spot: ClaimReading.Spot, in reading: ClaimReading) {
    self.spot = spot
    passage = reading.paper.passages[spot.passage]
    literals = reading.literals[spot.passage]
    near = NearWords(around: literals[spot.literal].range, in: passage)
    neighbours = reading.stages(beside: spot)
  }
}

// MARK: - Proposals

extension UnboundNumber {
  /// So many are proposed at most, and only those that little more speaks for another than for them.
  private static let (most, margin) = (3, 2)

  /// The values that the number may be, the likeliest first.
  func proposals(among candidates: [Candidate]) -> [Suggestion.Proposal] {
    let judgement = Judgement(of: literal, in: passage)
    let found = candidates.compactMap { proposal($0, judgement) }
      .sorted { ($1.score, $0.target) < ($0.score, $1.target) }
    guard let best = found.first?.score else { return [] }
    return Array(found.prefix { $0.score + Self.margin >= best }.prefix(Self.most))
  }

  private func proposal(
    _ candidate: Candidate, _ judgement: Judgement
  ) -> Suggestion.Proposal? {
    let unit: Unit?
    switch candidate.value {
    case .number(let entry):
      guard judgement.mismatch(with: entry.number) == nil else { return nil }
      unit = entry.number.unit
    case .setting(let setting):
      guard judgement.mismatch(with: setting) == nil else { return nil }
      unit = setting.unit
    case .doubted, .neverRun: return nil
    }
    let hasUnit = unit != nil && unit != .one && (literal.unit != nil || !passage.headUnits.isEmpty)
    let words = near.shared(with: candidate.name)
    let others = near.shared(with: candidate.definition).filter { !words.contains($0) }
    let neighbour = candidate.stage.flatMap { neighbours.contains($0) ? $0 : nil }
    guard
      isLikely(candidate, hasUnit: hasUnit, words: words.count, hasNeighbour: neighbour != nil)
    else { return nil }
    var reasons: [Suggestion.Reason] = []
    if hasUnit, let unit { reasons.append(.unit(unit.symbol)) }
    reasons.append(.digits(digits, isExact: candidate.stage == nil))
    if !words.isEmpty || !others.isEmpty { reasons.append(.words(words + others.prefix(2))) }
    if let neighbour { reasons.append(.neighbour(neighbour)) }
    let score =
      (hasUnit ? 3 : 0) + min(digits, 5) + 2 * min(words.count, 3) + min(others.count, 2)
      + (neighbour == nil ? 0 : 2) + (candidate.stage == nil ? 0 : 1)
    return Suggestion.Proposal(
      target: candidate.target, value: candidate.value, reasons: reasons, score: score)
  }

  /// Whether more than chance speaks for a value: few digits fit many.
  private func isLikely(
    _ candidate: Candidate, hasUnit: Bool, words: Int, hasNeighbour: Bool
  ) -> Bool {
    if candidate.isCell || literal.bound != nil { return words > 0 }
    if hasUnit { return digits > 1 || words > 0 || candidate.stage == nil }
    return words > 0 || digits > 2 && candidate.stage != nil || digits > 1 && hasNeighbour
  }

  /// How many significant digits are written.
  private var digits: Int {
    let written = passage.text[literal.digits].filter { ("0"..."9").contains($0) }
    let mantissa = literal.written.power == 0 ? written.count : literal.written.decimals + 1
    return max(1, written.drop { $0 == "0" }.prefix(mantissa).count)
  }
}

extension ClaimReading {
  /// The stages that numbers of the same passage are bound to, or of the same line or column of a
  /// table.
  fileprivate func stages(beside spot: Spot) -> Set<String> {
    let passage = paper.passages[spot.passage]
    var stages: Set<String> = []
    for (other, bond) in bonds {
      guard case .value(.number(let entry), _) = bond else { continue }
      if other.passage == spot.passage || passage.sharesHead(with: paper.passages[other.passage]) {
        stages.insert(entry.stage)
      }
    }
    return stages
  }
}

extension Passage {
  /// Whether two cells have a head in common.
  fileprivate func sharesHead(with other: Passage) -> Bool {
    guard case .cell(let heads) = kind, case .cell(let others) = other.kind else { return false }
    return heads.contains { !$0.isEmpty && others.contains($0) }
  }
}

// MARK: - Words to quote

extension UnboundNumber {
  /// The fewest words around the number that stand once in the text and hold no other number.
  func selector(_ quotation: Quotation) -> Selector? {
    let values = literals.filter { $0.meaning == .value }.map(\.range)
    let start = values.last { $0.upperBound <= literal.range.lowerBound }?.upperBound ?? 0
    let end = values.first { $0.lowerBound >= literal.range.upperBound }?.lowerBound
    let room = start..<(end ?? passage.text.count)
    var range = literal.range
    var isLeft = true
    var stuck = 0
    while stuck < 2 {
      let wider = isLeft ? widerLeft(range, in: room) : widerRight(range, in: room)
      isLeft.toggle()
      guard wider != range else {
        stuck += 1
        continue
      }
      stuck = 0
      range = wider
      if stands(range, once: quotation) { return selector(range) }
    }
    return stands(range, once: quotation) ? selector(range) : nil
  }

  private func selector(_ range: Range<Int>) -> Selector {
    Selector(quote: passage.words(range))
  }

  private func stands(_ range: Range<Int>, once quotation: Quotation) -> Bool {
    guard case .exact(let matches) = quotation.find(passage.words(range)) else { return false }
    return matches.count == 1 && matches[0].passage == spot.passage
  }

  /// The range with one more word before it.
  private func widerLeft(_ range: Range<Int>, in room: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start > room.lowerBound, isBlank(start - 1) { start -= 1 }
    while start > room.lowerBound, !isBlank(start - 1), isReadable(start - 1) { start -= 1 }
    return start..<range.upperBound
  }

  /// The range with one more word behind it.
  private func widerRight(_ range: Range<Int>, in room: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end < room.upperBound, isBlank(end) { end += 1 }
    while end < room.upperBound, !isBlank(end), isReadable(end) { end += 1 }
    return range.lowerBound..<end
  }

  private func isBlank(_ index: Int) -> Bool { passage.text[index].properties.isWhitespace }

  private func isReadable(_ index: Int) -> Bool { passage.text[index] != Passage.unreadable }
}
