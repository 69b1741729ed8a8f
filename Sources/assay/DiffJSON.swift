// The JSON of what became different between two revisions: everything `diff --json` says.

import Audit
import Git
import Quantity
import Store
import Text

extension Difference {
  /// The answer of `diff --json`.
  var json: JSON {
    .object([
      ("old", old.json), ("new", new.json),
      (
        "summary",
        .object(
          NumberChange.Aspect.allCases.map { ($0.rawValue, JSON(count($0))) } + [
            ("confirmedByInputs", JSON(confirmedByInputs)),
            ("confirmedByTools", JSON(confirmedByTools)), ("unchanged", JSON(unchanged)),
            ("sentences", JSON(sentences.count)),
            ("mustChange", JSON(sentences.count { !$0.sentence.claim.holds })),
          ])
      ),
      ("groups", .array(groups.map(\.json))), ("sentences", .array(sentences.map(\.json))),
      (
        "outdated",
        .array(
          outdated.map { .object([("stage", .string($0.stage)), ("what", .string($0.what))]) })
      ),
      ("faults", .array(faults.map(JSON.string))),
    ])
  }
}

extension Difference.Moment {
  fileprivate var json: JSON {
    .object([
      ("revision", JSON(revision)), ("commit", JSON(commit?.id)), ("author", JSON(commit?.author)),
      ("date", JSON(commit?.date)), ("subject", JSON(commit?.subject)),
    ])
  }
}

extension Difference.Group {
  fileprivate var json: JSON {
    .object([
      (
        "causes",
        .array(
          reasons.map { reason in
            .object(
              reason.cause.members + [
                ("words", .string(DiffWords.words(for: reason.cause))),
                ("by", .array(reason.by.map { .object($0.members) })),
              ])
          })
      ),
      ("numbers", .array(numbers.map(\.json))),
    ])
  }
}

extension NumberChange {
  fileprivate var json: JSON {
    .object([
      ("id", .string(id)), ("stage", .string(stage)), ("class", .string(grade.rawValue)),
      (
        "changed",
        .array(Aspect.allCases.filter(aspects.contains).map { .string($0.rawValue) })
      ),
      ("old", old.map(Self.json) ?? .null), ("new", new.map(Self.json) ?? .null),
      ("difference", JSON(difference)), ("inOwnUncertainty", JSON(inOwnUncertainty)),
      ("inUncertaintyOfDifference", JSON(inUncertaintyOfDifference)),
    ])
  }

  private static func json(_ number: Number) -> JSON {
    .object([
      ("value", JSON(number.value)), ("uncertainty", JSON(number.uncertainty?.standard)),
      ("dof", JSON(number.uncertainty?.dof)), ("unit", .string(number.unit.symbol)),
      ("definition", JSON(number.definition)), ("missing", JSON(number.missing)),
      ("printed", .string(number.printed)),
    ])
  }
}

extension Difference.Restatement {
  fileprivate var json: JSON {
    .object(
      sentence.members + [
        ("was", JSON(was)), ("moved", JSON(isMoved)), ("isNew", JSON(isNew)),
      ])
  }
}

extension Sentence {
  /// The sentence as `diff --json` and `impact --json` write it.
  var members: [(String, JSON)] {
    claim.members + [("before", .string(before)), ("after", .string(after))]
  }
}

extension Cause {
  /// What kind of cause it is, what it is called, and both states where there are such.
  fileprivate var members: [(String, JSON)] {
    func members(
      _ kind: String, _ name: String, _ old: String? = nil, _ new: String? = nil
    ) -> [(String, JSON)] {
      [("kind", .string(kind)), ("name", .string(name)), ("old", JSON(old)), ("new", JSON(new))]
    }
    switch self {
    case .cell(let path, let change):
      let spot = change.new ?? change.old
      let isRow = spot?.isRow ?? false
      return members(isRow ? "row" : "cell", path, change.old?.text, change.new?.text) + [
        ("line", JSON(spot?.line ?? 0)),
        ("column", isRow ? .null : JSON(spot?.column ?? 0)), ("row", JSON(change.row)),
        ("heading", JSON(change.heading)),
      ]
    case .file(let path, let state, let cells):
      return members("file", path)
        + [("state", .string(state.rawValue)), ("cells", cells.map { JSON($0) } ?? .null)]
    case .code(let path, let state):
      return members("code", path) + [("state", .string(state.rawValue))]
    case .program(let path): return members("program", path)
    case .parameter(let name, let old, let new): return members("parameter", name, old, new)
    case .constant(let name, let stage, let old, let new):
      return members("constant", name, old, new) + [("stage", .string(stage))]
    case .command(let stage, let old, let new): return members("command", stage, old, new)
    case .surroundings(let change):
      return members("surroundings", change.what, change.old, change.new)
    case .stage(let name, let state):
      return members("stage", name) + [("state", .string(state.rawValue))]
    case .number(let id, let old, let new): return members("number", id, old, new)
    case .nothing(let stage): return members("nothing", stage)
    }
  }
}
