// The JSON of numbers in manuscripts: what `check --json` prints, and the claims of `trace --json`.

import Audit
import Quantity
import Text

extension CheckAnswer {
  /// The answer of `check --json`.
  var json: JSON {
    .object([
      ("claims", .array(claims.map { .object($0.members) })),
      ("comparisons", .array(comparisons.map(Self.json))),
      ("summary", summary.json),
    ])
  }

  private static func json(_ result: Result<ResultComparison, Incomparable>) -> JSON {
    switch result {
    case .success(let comparison):
      .object([
        ("numbers", .array([.string(comparison.one.id), .string(comparison.other.id)])),
        ("difference", JSON(comparison.difference)),
        ("unit", .string(comparison.one.number.unit.symbol)),
        ("uncertainty", JSON(comparison.uncertainty)),
        ("normalisedError", JSON(comparison.normalisedError)),
        ("missing", .array(comparison.missing.map(JSON.string))), ("reason", .null),
      ])
    case .failure(let error):
      .object([
        ("numbers", .array(error.ids.map(JSON.string))), ("difference", .null), ("unit", .null),
        ("uncertainty", .null), ("normalisedError", .null), ("missing", .array([])),
        ("reason", .string(error.words)),
      ])
    }
  }
}

extension Claim {
  /// The claim as `check --json` and `trace --json` write it.
  var members: [(String, JSON)] {
    [("file", .string(place.file)), ("line", JSON(place.line)), ("column", JSON(place.column))]
      + (address.map { [("address", .string($0))] } ?? []) + [
        ("text", .string(text)), ("verdict", .string(verdict.word)), ("number", JSON(target)),
        ("reason", JSON(reason)),
      ]
  }
}

extension ManuscriptSummary {
  fileprivate var json: JSON {
    .object([
      ("files", .array(files.map { Self.json($0.file, $0.counts) })),
      ("results", JSON(results.count)),
      (
        "classes",
        .object(NumberClass.allCases.map { ($0.rawValue, JSON(classes[$0] ?? 0)) })
      ),
    ])
  }

  private static func json(_ file: String, _ counts: Counts) -> JSON {
    func object(_ counts: [String: Int]) -> JSON {
      .object(counts.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })
    }
    return .object([
      ("file", .string(file)), ("results", object(counts.results)),
      ("settings", object(counts.settings)), ("others", object(counts.others)),
    ])
  }
}

extension TracedClaim {
  /// The claim with the account of what stands behind it.
  var json: JSON {
    var members: [(String, JSON)] = [("claim", claim.map { .object($0.members) } ?? .null)]
    switch source {
    case .account(let account): members += [("account", account.json), ("setting", .null)]
    case .setting(let setting, let authorship):
      members += [("account", .null), ("setting", setting.json(authorship))]
    case .nothing: members += [("account", .null), ("setting", .null)]
    }
    return .object(members)
  }
}

extension Expected.Setting {
  fileprivate func json(_ authorship: Authorship) -> JSON {
    .object(
      [
        ("target", .string(target)), ("text", .string(text)), ("value", JSON(value)),
        ("unit", JSON(unit?.symbol)), ("file", .string(place.file)), ("line", JSON(place.line)),
        ("column", JSON(place.column)),
      ] + authorship.members)
  }
}
