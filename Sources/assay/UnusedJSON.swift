// What `unused --json` answers.

import Audit
import Host
import Pipeline
import Text

extension UnusedData {
  /// The answer of `unused --json`.
  var json: JSON {
    .object([
      ("holds", JSON(holds)), ("numbers", JSON(numbers)),
      ("files", .array(files.map(\.json))),
      ("notFollowed", .array(untold.map { .string($0) })),
      ("unmatched", .array(unmatched.map(\.json))),
    ])
  }
}

extension UnusedFile {
  fileprivate var json: JSON {
    let (word, stages): (String, [String]) =
      switch use {
      case .nothing: ("nothing", [])
      case .cells: ("cells", [])
      case .whole(let by): ("whole", by)
      }
    return .object([
      ("path", .string(path)), ("size", JSON(size)),
      ("readBy", .array(readBy.map { .string($0) })), ("used", .string(word)),
      ("takenWholeBy", .array(stages.map { .string($0) })),
      ("exclusion", exclusion?.json ?? .null), ("unused", .array(parts.map(\.json))),
      (
        "usedThoughExcluded",
        .array(
          broken.map { .object([("exclusion", $0.exclusion.json), ("cells", JSON($0.count))]) })
      ),
    ])
  }
}

extension UnusedPart {
  fileprivate var json: JSON {
    .object([
      ("kind", .string(kind.rawValue)), ("table", .string(table)), ("label", .string(label)),
      (
        areLines ? "lines" : "positions",
        .array(places.map { .array([JSON($0.lowerBound), JSON($0.upperBound)]) })
      ), ("count", JSON(count)), ("total", JSON(total)), ("exclusion", exclusion?.json ?? .null),
    ])
  }
}
