// The JSON of one number's account, as `trace --json` prints it.

// The account of a number in JSON: everything `trace --json` says.

import Audit
import Git
import Host
import Pipeline
import Quantity
import Text

extension Account {
  /// The answer of `trace --json`.
  var json: JSON {
    var members: [(String, JSON)] = [
      ("number", .object(entry.members + [("stale", JSON(entry.isStale))])),
      ("checks", checks), ("findings", .array(findings.map(\.json))),
      ("steps", .array(steps.map(\.json))),
      ("cells", .array(steps.compactMap(\.cellJSON))),
      ("stage", stages.first?.json ?? .null),
      ("upstream", .array(stages.dropFirst().map(\.json))),
      ("claims", .array(claims.map { .object($0.members) })),
    ]
    switch budget {
    case .success(let budget): members.append(("budget", budget.json))
    case .failure(let error):
      members.append(("budget", .object([("impossible", .string("\(error)"))])))
    case nil: break
    }
    return .object(members)
  }

  private var checks: JSON {
    .object([
      ("holds", JSON(holds)), ("cells", JSON(cells.all)), ("reread", JSON(cells.held)),
      ("steps", JSON(arithmetic.all)), ("recomputed", JSON(arithmetic.held)),
      ("asserted", JSON(asserted)),
      ("stale", .array(staleness.map { .string("\($0)") })),
    ])
  }
}

extension Finding {
  fileprivate var json: JSON {
    .object([("stage", .string(stage)), ("message", .string("\(self)"))])
  }
}

extension TracedStep {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("id", JSON(id)), ("stage", .string(stage)), ("label", JSON(label)),
      ("operation", .string(word)), ("value", JSON(value)), ("unit", .string(unit.symbol)),
      ("uncertainty", JSON(uncertainty)), ("inputs", .array(inputs.map { JSON($0) })),
    ]
    switch source {
    case .operation(_, _, let exponent?): members.append(("exponent", JSON(exponent)))
    case .parameter(let name, let text):
      members += [("name", .string(name)), ("text", JSON(text))]
    case .constant(let name, let reference):
      members += [("name", .string(name)), ("reference", JSON(reference))]
    case .number(let id, _): members.append(("number", .string(id)))
    case .procedure(let procedure):
      members += [
        ("procedure", .string(procedure.name)), ("output", .string(procedure.output)),
        ("method", .string(procedure.method)),
      ]
    case .cell, .exact, .operation, nil: break
    }
    return .object(members + check.members)
  }

  private var word: String {
    switch source {
    case .cell: "cell"
    case .parameter: "parameter"
    case .constant: "constant"
    case .exact: "exact"
    case .number: "number"
    case .operation(let operation, _, _): operation.rawValue
    case .procedure: "procedure"
    case nil: "asserted"
    }
  }

  fileprivate var cellJSON: JSON? {
    guard case .cell(let place) = source, let cell else { return nil }
    let commit = cell.authorship.commit
    return .object(
      [
        ("step", JSON(id)), ("path", .string(place.path)), ("line", JSON(place.line)),
        ("column", JSON(place.column)), ("address", .string(place.address)),
        ("text", .string(place.text)), ("value", JSON(value)), ("unit", .string(unit.symbol)),
        ("origin", JSON(cell.origins.first?.rawValue)), ("reference", JSON(cell.reference)),
      ] + check.members + [
        ("commit", JSON(commit?.id)), ("author", JSON(commit?.author)),
        ("date", JSON(commit?.date)), ("subject", JSON(commit?.subject)),
        ("committed", cell.authorship.isCommitted.map { JSON($0) } ?? .null),
        ("history", .string(cell.authorship.words)),
      ])
  }
}

extension Check {
  fileprivate var members: [(String, JSON)] {
    switch self {
    case .reread: [("verdict", "re-read")]
    case .recomputed: [("verdict", "recomputed")]
    case .given: [("verdict", "given")]
    case .linked: [("verdict", "linked")]
    case .asserted: [("verdict", "asserted")]
    case .stale(let staleness): [("verdict", "stale"), ("message", .string("\(staleness)"))]
    case .failed(let disagreement): [("verdict", "wrong"), ("message", .string("\(disagreement)"))]
    }
  }
}

extension StageAccount {
  var json: JSON {
    .object([
      ("name", .string(name)), ("rebuiltHere", JSON(isRebuiltHere)),
      ("command", .array(command.map(JSON.string))), ("code", .array(code.map(\.json))),
      ("data", .array(data.map(\.json))),
      ("parameters", .array(parameters.map { $0.json("text") })),
      ("variables", .array(variables.map { $0.json("digest") })),
      ("programs", .array(programs.map { $0.json("digest") })),
      ("tools", .array(tools.map { $0.json("digest") })), ("platform", JSON(platform)),
      ("recipe", .string(recipe.hex)), ("key", .string(key.hex)),
      ("record", .object([("path", .string(recordPath))] + recordAuthorship.members)),
    ])
  }
}

extension StageAccount.Code {
  fileprivate var json: JSON {
    .object([("path", .string(path)), ("digest", .string(digest.hex))] + authorship.members)
  }
}

extension StageAccount.Data {
  var json: JSON {
    .object(
      [
        ("path", .string(path)), ("digest", .string(digest.hex)), ("madeBy", JSON(maker)),
        ("origins", .array(origins.map { .string($0.rawValue) })), ("reference", JSON(reference)),
      ] + (authorship?.members ?? []))
  }
}

extension StageAccount.Fact {
  fileprivate func json(_ key: String) -> JSON {
    .object([("name", .string(name)), (key, .string(text))])
  }
}

extension Authorship {
  /// The commit as `trace --json` writes it, or why there is none.
  var members: [(String, JSON)] {
    [
      ("commit", JSON(commit?.id)), ("author", JSON(commit?.author)), ("date", JSON(commit?.date)),
      ("subject", JSON(commit?.subject)), ("committed", isCommitted.map { JSON($0) } ?? .null),
      ("history", .string(words)),
    ]
  }
}
