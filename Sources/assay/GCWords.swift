import Build
import Host
import Store
import Text

// What `gc` answers, for a terminal and as JSON.

extension GCAnswer {
  /// The things of one kind.
  private struct Sum {
    let kind: Garbage.Kind
    let count: Int
    let size: UInt64
    let stages: [String]
  }

  private var sums: [Sum] {
    Garbage.Kind.allCases.compactMap { kind in
      let items = garbage.items.filter { $0.kind == kind }
      guard !items.isEmpty else { return nil }
      return Sum(
        kind: kind, count: items.count, size: items.reduce(0) { $0 + $1.size },
        stages: items.reduce(into: Set<String>()) { $0.formUnion($1.stages) }.sorted())
    }
  }

  /// The answer as lines.
  func lines(_ style: Style) -> [String] {
    let size = sums.reduce(0) { $0 + $1.size }
    var lines = sums.map { sum in
      let of = sum.stages.isEmpty ? "" : style.dim(" of \(Words.names(sum.stages.map(shown)))")
      return "\(Words.count(sum.count, sum.kind.words)), \(Words.bytes(sum.size))\(of)"
    }
    if isMoved, trash > 0 { lines.append("emptied the trash: \(Words.bytes(trash))") }
    let verb = isMoved ? "moved to \(Layout.trash)" : "to free"
    lines.append(
      "\(sums.isEmpty ? "nothing" : Words.bytes(size)) \(verb); "
        + "\(Words.bytes(garbage.kept.size)) needed, \(reasons)")
    if !isMoved, !sums.isEmpty { lines.append("`assay gc --yes` moves it to \(Layout.trash)") }
    if !aside.isEmpty {
      let size = aside.reduce(0) { $0 + $1.size }
      lines.append(
        "\(Layout.aside) holds \(Words.count(aside.count, "folder")) of yours, "
          + "\(Words.bytes(size)): look through it and remove what you do not want")
    }
    return lines
  }

  private var reasons: String {
    let history = commits.map { ", those of \(Words.count($0, "commit"))" } ?? ""
    return "by the records here\(history) and what was made in the last "
      + Words.count(days, "day")
  }

  private func shown(_ stage: String) -> String { Escaped(stage).description }

  /// The answer of `gc --json`.
  var json: JSON {
    .object([
      ("moved", JSON(isMoved)),
      (
        "free",
        .array(
          sums.map { sum in
            .object([
              ("what", .string(sum.kind.rawValue)), ("count", JSON(sum.count)),
              ("bytes", JSON(Int(sum.size))), ("stages", .array(sum.stages.map(JSON.string))),
            ])
          })
      ),
      (
        "needed",
        .object([
          ("blobs", JSON(garbage.kept.count)), ("bytes", JSON(Int(garbage.kept.size))),
          ("commits", commits.map { JSON($0) } ?? .null),
        ])
      ), ("emptied", JSON(isMoved ? Int(trash) : 0)),
      (
        "aside",
        .array(
          aside.map { .object([("path", .string($0.path)), ("bytes", JSON(Int($0.size)))]) })
      ),
    ])
  }
}

extension Garbage.Kind {
  /// The kind as a person says it, of one thing.
  fileprivate var words: String {
    switch self {
    case .blob: "blob"
    case .action: "action"
    case .log: "log"
    case .record: "former record"
    case .quarantine: "quarantined thing"
    case .leftover: "leftover"
    }
  }
}
