// What `raw --json` answers.

import Audit
import Host
import Pipeline
import Text

extension RawFile {
  /// The answer of `raw --json`.
  static func json(_ files: [RawFile]) -> JSON {
    .object([("files", .array(files.map(\.json)))])
  }

  private var json: JSON {
    .object([
      ("path", .string(path)), ("sha256", .string(digest.hex)), ("size", JSON(size)),
      ("origin", .string(origin.rawValue)), ("reference", JSON(rule?.reference)),
      ("instrument", JSON(rule?.instrument)), ("by", JSON(rule?.by)), ("date", JSON(rule?.date)),
      ("exclusion", exclusion?.json ?? .null), ("edited", JSON(isEdited)),
      ("first", .object(first.members)), ("changes", .array(changes.map(\.json))),
      (
        "header",
        .array(
          header.map {
            .object([("what", .string($0.kind.rawValue)), ("text", .string($0.text))])
          })
      ),
    ])
  }
}

extension RawFile.Change {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [("path", .string(path)), ("summary", .string(delta.summary))]
    if case .values(let values) = delta {
      members += [
        ("added", JSON(values.added)), ("removed", JSON(values.removed)),
        ("columnsAdded", .array(values.columnsAdded.map { .string($0) })),
        ("columnsRemoved", .array(values.columnsRemoved.map { .string($0) })),
      ]
    }
    if case .lines(let added, let removed, _) = delta {
      members += [("added", JSON(added)), ("removed", JSON(removed))]
    }
    members.append(("spellingOnly", JSON(delta == .spelling)))
    members.append(
      (
        "values",
        .array(
          delta.changes.map {
            .object([
              ("place", .string($0.place)), ("old", .string($0.old)), ("new", .string($0.new)),
            ])
          })
      ))
    return .object(authorship.members + members)
  }
}

extension Exclusion {
  /// The exclusion as answers write it.
  var json: JSON {
    .object([
      ("what", .string(files.text + (part.map { "#\($0)" } ?? ""))), ("reason", .string(reason)),
      ("by", .string(by)), ("date", .string(date)),
    ])
  }
}
