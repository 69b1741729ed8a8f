// The JSON of what rests on something: everything `impact --json` says.

import Audit
import Pipeline
import Quantity
import Text

extension Impact {
  /// The answer of `impact --json`.
  var json: JSON {
    .object([
      (
        "subject",
        .object([
          ("kind", .string(subject.kind)), ("name", .string(name)), ("isThere", JSON(isThere)),
        ])
      ),
      ("numbers", .array(numbers.map(\.json))),
      ("sentences", .array(sentences.map { .object($0.members) })),
      (
        "stages",
        .array(
          stages.map { stage in
            .object([
              ("name", .string(stage.name)), ("reads", JSON(stage.isReader)),
              ("outputs", .array(stage.outputs.map(JSON.string))),
            ])
          })
      ),
      ("unknown", .array(unknown.map(JSON.string))),
      ("notRebuilt", .array(notRebuilt.map(JSON.string))),
    ])
  }
}

extension Subject {
  fileprivate var kind: String {
    switch self {
    case .files: "files"
    case .cells: "cells"
    case .parameters: "parameters"
    case .stages: "stages"
    case .number: "number"
    }
  }
}

extension Impact.Affected {
  fileprivate var json: JSON {
    .object([
      ("id", .string(id)), ("holds", JSON(entry != nil)),
      ("value", JSON(entry?.number.value)),
      ("uncertainty", JSON(entry?.number.uncertainty?.standard)),
      ("unit", JSON(entry?.number.unit.symbol)), ("printed", JSON(entry?.number.printed)),
      ("class", JSON(entry?.grade.rawValue)), ("stale", entry.map { JSON($0.isStale) } ?? .null),
      ("through", .array(reach.words.map(JSON.string))),
      (
        "effects",
        .array(
          effects.map { effect in
            .object([
              ("name", .string(effect.name)), ("sensitivity", JSON(effect.sensitivity.value)),
              ("unit", .string(effect.sensitivity.unit.symbol)), ("share", JSON(effect.share)),
            ])
          })
      ),
    ])
  }
}

extension Ways {
  fileprivate var words: [String] {
    let all: [(Ways, String)] = [
      (.arithmetic, "arithmetic"), (.procedure, "procedure"), (.stage, "stage"), (.code, "code"),
      (.itself, "itself"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
