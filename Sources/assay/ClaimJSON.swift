// The JSON of numbers in manuscripts: what `check --json` prints, and the claims of `trace --json`.

import Audit
import Host
import Quantity
import Text

extension CheckAnswer {
  /// The answer of `check --json`.
  var json: JSON {
    var members: [(String, JSON)] = [
      ("claims", .array(claims.map { .object($0.members) })),
      ("figures", .array(figures.map { .object($0.members) })),
      ("findings", .array(findings.map(\.json))),
      ("comparisons", .array(comparisons.map(Self.json))),
      ("summary", summary.json),
    ]
    if let suggestions { members.append(("suggestions", .array(suggestions.map(\.json)))) }
    return .object(members)
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
    place.members + (address.map { [("address", .string($0))] } ?? []) + [
      ("text", .string(text)), ("verdict", .string(verdict.word)), ("number", JSON(target)),
      ("reason", JSON(reason)),
    ] + (relocation.map { [("found", $0.json)] } ?? [])
  }

  private var relocation: Relocation? {
    if case .moved(let relocation) = verdict { relocation } else { nil }
  }
}

extension Claim.Relocation {
  fileprivate var json: JSON {
    .object(
      place.members + [("text", .string(text)), ("numbers", JSON(numbers)), ("right", JSON(right))])
  }
}

extension Place {
  /// The place as answers write it.
  fileprivate var members: [(String, JSON)] {
    [("file", .string(file)), ("line", JSON(line)), ("column", JSON(column))]
  }
}

extension ShownFigure {
  /// The figure as `check --json` and `trace --json` write it.
  var members: [(String, JSON)] {
    place.members + [
      ("path", .string(path)), ("verdict", .string(verdict.word)), ("stage", JSON(stage)),
      ("output", JSON(output)), ("recipe", JSON(recipe?.hex)), ("reason", JSON(reason)),
    ]
  }
}

extension JudgedFinding {
  fileprivate var json: JSON {
    .object(
      [("manuscript", .string(file))] + place.members + [
        ("quote", .string(quote)), ("movedTo", JSON(movedTo)), ("holds", .string(condition)),
        ("verdict", .string(verdict.word)), ("values", JSON(values)),
        ("missing", .array(missing.map(JSON.string))), ("reason", .string(reason)),
      ])
  }
}

extension Suggestion {
  fileprivate var json: JSON {
    .object(
      claim.place.members + [
        ("text", .string(claim.text)),
        (
          "proposals",
          .array(
            proposals.map { proposal in
              .object([
                ("binds", .string(proposal.target)), ("value", .string(proposal.value.words)),
                ("reasons", .array(proposal.reasons.map { .string($0.words) })),
                ("note", JSON(note(for: proposal))), ("claim", JSON(entry(for: proposal))),
              ])
            })
        ),
      ])
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
      ("figures", object(counts.figures)), ("findings", object(counts.findings)),
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
