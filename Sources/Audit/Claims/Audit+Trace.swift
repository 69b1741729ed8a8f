// Tracing from a text: from a place in a manuscript, or from words that hold a number.

import Pipeline
import Prose
import Quantity
import Text

/// A number in a manuscript followed to what stands behind it.
package struct TracedClaim: Sendable {
  /// What was followed.
  package enum Source: Sendable {
    /// A number of a stage, down to its cells.
    case account(Account)
    /// A parameter or a cell, and who first wrote it.
    case setting(Expected.Setting, Authorship)
    /// Nothing that could be followed.
    case nothing
  }

  /// The number in the text; `nil` when no manuscript says it.
  package let claim: Claim?
  /// What stands behind it.
  package let source: Source
}

extension Audit {
  /// What stands behind the numbers of a line, or behind the one at a column.
  ///
  /// - Throws: `AuditError` when no number stands there.
  package mutating func trace(
    file: String, line: Int, column: Int? = nil
  ) throws -> [TracedClaim] {
    let claims = try claims(of: pipeline.manuscripts).filter {
      $0.place.file == file && $0.place.line == line
    }
    let bound = claims.filter { claim in
      guard claim.expected != nil else { return false }
      guard let column else { return true }
      return (claim.place.column..<claim.place.column + claim.width).contains(column)
    }
    guard !bound.isEmpty else {
      throw AuditError.nothingBound(
        Place(file: file, line: line, column: column ?? 1), isColumn: column != nil,
        texts: claims.map(\.text))
    }
    return try bound.map { try traced($0) }
  }

  /// What stands behind a number as it is written, such as `0.11 ‰`: as a manuscript says it, else
  /// a number that rounds to it.
  ///
  /// - Throws: `AuditError` when nothing or more than one number is meant.
  package mutating func trace(words: String) throws -> [TracedClaim] {
    let passage = Passage(plain: words)
    guard let literal = passage.literals().first(where: { $0.meaning == .value }) else {
      throw AuditError.noSuchNumber(words, near: nil)
    }
    let said = try claims(of: pipeline.manuscripts).filter {
      $0.expected != nil && Self.says($0, literal)
    }
    let targets = Set(said.compactMap(\.target))
    if let first = said.first, targets.count == 1 { return [try traced(first)] }
    if targets.count > 1 {
      throw AuditError.saidOften(words, claims: said.map { "\($0.location) \($0.target ?? "")" })
    }
    let judgement = Judgement(of: literal, in: passage)
    let near = try listing().entries.filter { judgement.mismatch(with: $0.number) == nil }
    guard let entry = near.first else { throw AuditError.nothingRounds(words) }
    guard near.count == 1 else { throw AuditError.roundsOften(words, ids: near.map(\.id)) }
    return [TracedClaim(claim: nil, source: .account(try account(of: entry.id)))]
  }

  /// Whether a claim has the same digits, and the same unit where one is asked for.
  private static func says(_ claim: Claim, _ literal: Literal) -> Bool {
    guard let own = Passage(plain: claim.text).literals().first else { return false }
    return own.written.value == literal.written.value
      && own.written.decimals == literal.written.decimals
      && (literal.unit == nil || own.unit == literal.unit)
  }

  private mutating func traced(_ claim: Claim) throws -> TracedClaim {
    switch claim.expected {
    case .number(let entry):
      return TracedClaim(claim: claim, source: .account(try account(of: entry.id)))
    case .setting(let setting):
      return TracedClaim(claim: claim, source: .setting(setting, authorship(of: setting)))
    case .doubted(let id):
      return TracedClaim(claim: claim, source: .account(try account(of: id)))
    case .neverRun, nil: return TracedClaim(claim: claim, source: .nothing)
    }
  }

  private func authorship(of setting: Expected.Setting) -> Authorship {
    let place = setting.place
    if case .cells? = try? pipeline.target(setting.target) {
      let cell = Cell(path: place.file, line: place.line, column: place.column, text: "")
      return History().authorship(of: [cell], in: place.file)[0]
    }
    return History().authorship(ofValueAt: place)
  }
}
