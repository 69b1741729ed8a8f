import Audit
import Git
import Host
import Pipeline
import Text

/// What `raw` answers a person.
struct RawWords {
  let style: Style
  /// Whether everything is told of each file.
  let isWhole: Bool

  /// So many changed values are shown of each change; the others are counted.
  private static let fewest = 3
  private static let most = 20

  func lines(of files: [RawFile]) -> [String] {
    guard !isWhole else {
      return files.flatMap { [""] + self.lines(of: $0) }.dropFirst() + [Self.claim]
    }
    let groups = Self.groups(files.filter(\.isEdited)) + Self.groups(files.filter { !$0.isEdited })
    return [head(files)] + groups.flatMap { [""] + self.lines(ofGroup: $0) } + ["", Self.claim]
  }

  private static let claim = "A commit's author and time are claims, not proofs."

  private func head(_ files: [RawFile]) -> String {
    let all = style.bold(Words.count(files.count, "raw file"))
    let edited = files.count(where: \.isEdited)
    guard edited > 0 else { return "\(all), none edited after its first commit" }
    return "\(all), " + style.yellow("\(edited) edited after the first commit")
  }

  // MARK: - One file

  private func lines(of file: RawFile) -> [String] {
    var lines = [style.bold(Escaped(file.path).description) + "  \(Words.bytes(UInt64(file.size)))"]
    lines.append("  sha256     \(file.digest.hex)")
    lines.append("  origin     \(origin(of: file))")
    if let exclusion = file.exclusion { lines.append("  left out   \(exclusion.words)") }
    lines.append("  first      \(file.first.words)")
    for change in file.changes {
      let moved = change.path == file.path ? "" : " as \(Escaped(change.path))"
      lines.append(
        style.yellow("  changed    ")
          + "\(change.authorship.words)\(moved): \(change.delta.summary)")
      let shown = change.delta.changes.prefix(isWhole ? Self.most : Self.fewest)
      lines += shown.map { "             \($0.words)" }
      let more = change.delta.changes.count - shown.count
      if more > 0 { lines.append(style.dim("             … and \(more) more, all in --json")) }
    }
    if !file.header.isEmpty { lines.append("  header     \(header(of: file))") }
    return lines
  }

  private func origin(of file: RawFile) -> String {
    var parts = [
      file.rule?.reference.map { "\(file.origin.rawValue) (\(Escaped($0)))" }
        ?? file.origin.rawValue
    ]
    if let rule = file.rule {
      parts += [rule.instrument, rule.by, rule.date].compactMap(\.self).map { "\(Escaped($0))" }
    } else {
      parts.append("no rule under `sources` names it")
    }
    return parts.joined(separator: ", ")
  }

  private func header(of file: RawFile) -> String {
    file.header.map { "\($0.kind.rawValue) \(Escaped($0.text))" }.joined(separator: " · ")
  }

  // MARK: - Files that are told together

  /// Files of one folder, one origin, and the same commits.
  private static func groups(_ files: [RawFile]) -> [[RawFile]] {
    var groups: [[RawFile]] = []
    for file in files {
      if let index = groups.firstIndex(where: { $0[0].isTold(with: file) }) {
        groups[index].append(file)
      } else {
        groups.append([file])
      }
    }
    return groups
  }

  private func lines(ofGroup files: [RawFile]) -> [String] {
    let first = files[0]
    guard files.count > 1 else { return lines(of: first) }
    let folder = style.bold(Escaped(PathParts(first.path).folder).description)
    var lines = ["\(folder): \(Words.count(files.count, "file"))"]
    lines.append("  origin     \(origin(of: first))")
    lines.append("  first      \(first.first.words)")
    for index in first.changes.indices {
      let summaries = files.map { $0.changes[index].delta.summary }
      let isSame = summaries.allSatisfy { $0 == summaries[0] }
      let what = isSame ? "\(summaries[0]) in each" : "\(summaries[0]) in the first, others alike"
      lines.append(
        style.yellow("  changed    ") + "\(first.changes[index].authorship.words): \(what)")
    }
    let width = files.map { Escaped(PathParts($0.path).name).description.count }.max() ?? 0
    return lines
      + Wrapped.capped(files) { file in
        var line = "\(Escaped(PathParts(file.path).name).description.padded(to: width))"
        line += "  \(file.digest.hex.prefix(12))  \(Words.bytes(UInt64(file.size)))"
        if !file.header.isEmpty { line += "  \(header(of: file))" }
        return file.exclusion == nil ? line : line + "  left out"
      }.map { "  " + $0 }
  }
}

extension RawFile {
  fileprivate func isTold(with other: RawFile) -> Bool {
    PathParts(path).folder == PathParts(other.path).folder && origin == other.origin
      && rule?.mark == other.rule?.mark && first == other.first
      && changes.map(\.authorship) == other.changes.map(\.authorship)
  }
}

/// A path for people: the folder, `.` for the project's own, and the last name.
struct PathParts {
  let folder: String
  let name: String

  init(_ path: String) {
    let names = ProjectPath.names(of: path)
    folder = names.count < 2 ? "." : names.dropLast().joined(separator: "/")
    name = names.last.map(String.init) ?? path
  }
}

extension FileDelta {
  /// The values or lines that are others.
  var changes: [Change] {
    switch self {
    case .values(let values): values.changed
    case .lines(_, _, let changes): changes
    case .spelling, .bytes: []
    }
  }

  /// What differs, counted.
  var summary: String {
    switch self {
    case .values(let values): values.summary
    case .lines(let added, let removed, let changes):
      changes.isEmpty
        ? "\(Words.count(added, "line")) added, \(removed) removed"
        : "\(Words.count(changes.count, "line")) changed"
    case .spelling: "no value, only how they are written or in which order"
    case .bytes(let old, let new):
      old == new
        ? "other bytes" : "other bytes, \(Words.bytes(UInt64(old))) → \(Words.bytes(UInt64(new)))"
    }
  }
}

extension FileDelta.Values {
  fileprivate var summary: String {
    var parts: [String] = []
    if !changed.isEmpty { parts.append("\(Words.count(changed.count, "value")) changed") }
    if added > 0 { parts.append("\(Words.count(added, "row")) added") }
    if removed > 0 { parts.append("\(Words.count(removed, "row")) removed") }
    func columns(_ names: [String], _ what: String) {
      guard !names.isEmpty else { return }
      let list = Wrapped.list(names.map { "\(Escaped($0))" })
      parts.append("\(names.count == 1 ? "column" : "columns") \(list) \(what)")
    }
    columns(columnsAdded, "added")
    columns(columnsRemoved, "removed")
    return parts.joined(separator: ", ")
  }
}

extension FileDelta.Change {
  fileprivate var words: String { "\(Escaped(place)): \(Escaped(old)) → \(Escaped(new))" }
}

extension Exclusion {
  /// Why, who decided, and when.
  var words: String { "\(Escaped(reason)) (\(Escaped(by)), \(date))" }
}
