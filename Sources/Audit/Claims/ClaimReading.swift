import Pipeline
import Prose
import Text

/// A manuscript with what each of its numbers is bound to, by notes in the text and by quotes.
struct ClaimReading {
  /// A number of the text, by its passage and its place in it.
  struct Spot: Hashable {
    let passage: Int
    let literal: Int
  }

  /// What a number is bound to.
  enum Bond {
    /// One of the values that a target holds.
    case value(Expected, target: String)
    /// It is no result, for a reason.
    case allowed(reason: String)
    /// It was tried, and is not clear.
    case unclear(Unclear, target: String?)
  }

  /// What a text of a target stands for.
  typealias Resolving = (String) throws -> Result<[Expected], Unclear.Fault>

  let paper: Paper
  /// The numbers of each passage.
  let literals: [[Literal]]
  private(set) var bonds: [Spot: Bond] = [:]
  /// Claims whose words stand nowhere, or in several places, or hold no number.
  private(set) var misplaced: [(claim: StatedClaim, verdict: Claim.Verdict)] = []
  /// Claims whose words stand otherwise than they are quoted, with the numbers in them.
  private(set) var moved: [(claim: StatedClaim, match: Quotation.Match, spots: [Spot])] = []
  /// Notes that stand behind no number.
  private(set) var stray: [(note: Passage.Binding, reason: Unclear)] = []
  /// What each slot is to be filled in with, by its place among all slots.
  private(set) var slots: [(passage: Int, slot: Passage.Slot, bond: Bond)] = []

  init(
    of paper: Paper, names: [String], claims: [StatedClaim], resolving: Resolving
  ) throws {
    self.paper = paper
    literals = paper.passages.map { $0.literals(names: names) }
    for index in paper.passages.indices { try readNotes(in: index, resolving) }
    try readQuotes(claims, resolving)
  }
}

// MARK: - Notes in the text

extension ClaimReading {
  private mutating func readNotes(in index: Int, _ resolving: Resolving) throws {
    let passage = paper.passages[index]
    var (start, next) = (0, 0)
    for note in passage.bindings {
      let literals = literals[index]
      while next < literals.count, literals[next].range.lowerBound < start { next += 1 }
      let first = next
      while next < literals.count, literals[next].range.upperBound <= note.position { next += 1 }
      let row = start == 0 ? cells(before: index, reaching: note.cells) : []
      var before = Array(first..<next)
      if let inside = note.start.map({ $0..<note.position }) {
        // Its unit may stand behind what encloses the digits.
        before = literals.indices.filter { inside.contains(literals[$0].digits) }
      }
      start = note.position
      let spots = row + before.map { Spot(passage: index, literal: $0) }
      let fault = try bind(spots, to: note.targets, resolving) { Array($0.suffix($1)) }
      if let fault { stray.append((note, fault)) }
    }
    for slot in passage.slots {
      let bond: Bond
      switch try Self.values(of: [slot.target], resolving) {
      // All values of one target come from one stage or one file: they stand or fall together.
      case .success(let values):
        bond =
          values.first.map { .value($0.0, target: slot.target) }
          ?? .unclear(.counts(bound: 0, numbers: 1), target: slot.target)
      case .failure(let fault): bond = .unclear(fault.reason, target: slot.target)
      }
      slots.append((index, slot, bond))
    }
  }

  /// The numbers of other cells of a row that no note of their own binds.
  private func cells(before index: Int, reaching count: Int) -> [Spot] {
    (max(0, index - count)..<index).flatMap { cell in
      let bound = paper.passages[cell].bindings.last?.position ?? 0
      return literals[cell].indices
        .filter { literals[cell][$0].range.lowerBound >= bound }
        .map { Spot(passage: cell, literal: $0) }
    }
  }

  /// Binds numbers to all values of some targets; `choosing` takes so many of the numbers.
  ///
  /// - Returns: What is wrong, when there is no number that could bear it.
  private mutating func bind(
    _ spots: [Spot], to targets: [String], _ resolving: Resolving,
    choosing: ([Spot], Int) -> [Spot]
  ) throws -> Unclear? {
    let plain = spots.filter { literals[$0.passage][$0.literal].meaning == .value }
    func tell(_ reason: Unclear, at spots: [Spot]) -> Unclear? {
      for spot in spots { set(spot, .unclear(reason, target: targets.joined(separator: " "))) }
      return spots.isEmpty ? reason : nil
    }
    let values: [(Expected, String)]
    switch try Self.values(of: targets, resolving) {
    case .success(let found): values = found
    case .failure(let fault):
      return tell(fault.reason, at: (plain.isEmpty ? spots : plain).suffix(1))
    }
    // A number that looks like a year or a name may be meant all the same.
    var chosen = choosing(plain, values.count)
    if chosen.count != values.count { chosen = choosing(spots, values.count) }
    guard chosen.count == values.count, !values.isEmpty else {
      return tell(.counts(bound: values.count, numbers: plain.count), at: plain)
    }
    for (spot, (value, target)) in zip(chosen, values) { set(spot, .value(value, target: target)) }
    return nil
  }

  private static func values(
    of targets: [String], _ resolving: Resolving
  ) throws -> Result<[(Expected, String)], Unclear.Fault> {
    var values: [(Expected, String)] = []
    for target in targets {
      switch try resolving(target) {
      case .success(let found): values += found.map { ($0, target) }
      case .failure(let fault): return .failure(fault)
      }
    }
    return .success(values)
  }

  /// Binds a number, unless something else has bound it to another value.
  private mutating func set(_ spot: Spot, _ bond: Bond) {
    guard case .value(_, let first)? = bonds[spot] else { return bonds[spot] = bond }
    if case .value(_, first) = bond { return }
    bonds[spot] = .unclear(.boundTwice(other: first), target: bond.target)
  }
}

extension ClaimReading.Bond {
  /// The target, as it is written.
  var target: String? {
    switch self {
    case .value(_, let target): target
    case .unclear(_, let target): target
    case .allowed: nil
    }
  }
}

// MARK: - Quotes

extension ClaimReading {
  private mutating func readQuotes(
    _ claims: [StatedClaim], _ resolving: Resolving
  ) throws {
    for (claim, location) in zip(claims, locations(of: claims.map(\.selector))) {
      switch location {
      case .lost: misplaced.append((claim, .lost))
      case .several(let places): misplaced.append((claim, .ambiguous(.severalPlaces(places))))
      case .found(let match, let isMoved):
        let spots = literals[match.passage].indices
          .filter { match.range.contains(literals[match.passage][$0].digits) }
          .map { Spot(passage: match.passage, literal: $0) }
        if isMoved { moved.append((claim, match, spots)) }
        try bind(claim, to: spots, resolving)
      }
    }
  }

  private mutating func bind(
    _ claim: StatedClaim, to spots: [Spot], _ resolving: Resolving
  ) throws {
    switch claim.basis {
    case .allowed(let reason): for spot in spots { set(spot, .allowed(reason: reason)) }
    case .bound(let targets):
      let fault = try bind(spots, to: targets, resolving) { spots, _ in spots }
      if let fault { misplaced.append((claim, .unbound(fault))) }
    }
  }

  /// Where quoted words are.
  enum Location {
    /// In one place, as they are quoted or otherwise.
    case found(Quotation.Match, isMoved: Bool)
    /// In several places, told in words.
    case several(String)
    case lost
  }

  /// Where some quotes are; what one quotes exactly is not what another one has lost.
  func locations(of selectors: [Selector]) -> [Location] {
    if selectors.isEmpty { return [] }
    let findings = Quotation(in: paper.passages).find(
      selectors.map { Quotation.Quote($0.quote, prefix: $0.prefix, suffix: $0.suffix) })
    var taken: [Quotation.Match] = []
    for case .exact(let matches) in findings { taken += matches }
    return findings.map { finding in
      switch finding {
      case .lost: .lost
      case .exact(let matches): location(among: matches, isMoved: false)
      case .changed(let matches):
        location(
          among: matches.filter { match in !taken.contains { $0.overlaps(match) } }, isMoved: true)
      }
    }
  }

  private func location(among matches: [Quotation.Match], isMoved: Bool) -> Location {
    guard let match = matches.first else { return .lost }
    if matches.count == 1 { return .found(match, isMoved: isMoved) }
    return .several(
      paper.places(
        of: matches.map { paper.passages[$0.passage].offsets[$0.range.lowerBound] }))
  }
}

extension Unclear {
  /// The reason as an error.
  struct Fault: Error { let reason: Unclear }
}

extension Range<Int> {
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
