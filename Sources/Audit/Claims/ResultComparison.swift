import Pipeline
package import Quantity

/// Two results that should agree: how far apart they are, in units of the uncertainty of that.
package struct ResultComparison: Sendable {
  /// The first result.
  package let one: Listing.Entry
  /// The other.
  package let other: Listing.Entry
  /// The first less the other, in the unit of the first.
  package let difference: Double
  /// The standard uncertainty of the difference, in the unit of the first; `nil` when neither result
  /// states one.
  ///
  /// What both rest on is taken as one: contributions are added up variable by variable (GUM, JCGM
  /// 100:2008, 5.2.2, first order).
  package let uncertainty: Double?
  /// What the uncertainty leaves out.
  package let missing: [String]

  /// The factor of the expanded uncertainty.
  package static let coverage = 2.0

  /// |difference| over its expanded uncertainty with k = 2; up to 1 the two agree (ISO 13528:2022,
  /// 9.7, with the covariance of the two taken along).
  package var normalisedError: Double? {
    uncertainty.flatMap { $0 > 0 ? abs(difference) / (Self.coverage * $0) : nil }
  }
}

extension Audit {
  /// What the pipeline says should agree, and does or does not; pairs that cannot be compared yet, or
  /// measure different things, are told as such.
  package mutating func comparisons() throws -> [Result<ResultComparison, Incomparable>] {
    var results: [Result<ResultComparison, Incomparable>] = []
    for comparison in pipeline.comparisons { results.append(try result(of: comparison)) }
    return results
  }

  private mutating func result(
    of comparison: Comparison
  ) throws -> Result<ResultComparison, Incomparable> {
    let ids = [comparison.one, comparison.other]
    var entries: [Listing.Entry] = []
    for id in ids {
      switch try expected(id) {
      case .success(let values):
        guard case .number(let entry)? = values.first else {
          return .failure(Incomparable(ids: ids, reason: .doesNotHold(id: id)))
        }
        entries.append(entry)
      case .failure(let fault):
        return .failure(Incomparable(ids: ids, reason: .unclear(fault.reason)))
      }
    }
    guard let result = ResultComparison(entries[0], entries[1]) else {
      return .failure(
        Incomparable(ids: ids, reason: .units(entries[0].number.unit, entries[1].number.unit)))
    }
    return .success(result)
  }
}

/// Why two results cannot be compared.
package struct Incomparable: Error {
  /// What keeps them from being compared.
  package enum Reason: Sendable {
    /// One of them has not run, or does not hold.
    case doesNotHold(id: String)
    /// One of them is not clear.
    case unclear(Unclear)
    /// They measure different things.
    case units(Unit, Unit)
  }

  /// The two, as they are written.
  package let ids: [String]
  /// What keeps them.
  package let reason: Reason
}

extension ResultComparison {
  /// Compares two results; `nil` when they measure different things.
  init?(_ one: Listing.Entry, _ other: Listing.Entry) {
    let unit = Operation.Operand(1, other.number.unit)
    guard let factor = try? Operation.convert.result(of: [unit], target: one.number.unit).value
    else { return nil }
    self.one = one
    self.other = other
    difference = one.number.value - other.number.value * factor
    var parts = Self.contributions(of: one)
    for (variable, part) in Self.contributions(of: other) {
      parts[variable, default: 0] -= part * factor
    }
    let variance = parts.values.reduce(0) { $0 + $1 * $1 }
    let states = [one, other].contains { $0.number.uncertainty != nil }
    uncertainty = states ? variance.squareRoot() : nil
    missing = [one, other].compactMap { entry in
      entry.number.missing
        ?? (entry.number.uncertainty == nil ? "no uncertainty stated" : nil)
    }
  }

  /// What each variable contributes; a number that does not say counts as one variable of its own.
  static func contributions(of entry: Listing.Entry) -> [String: Double] {
    let parts = entry.number.contributions
    guard parts.isEmpty else {
      return Dictionary(parts.map { ($0.variable, $0.uncertainty) }, uniquingKeysWith: +)
    }
    return entry.number.uncertainty.map { ["number:\(entry.id)": $0.standard] } ?? [:]
  }
}
