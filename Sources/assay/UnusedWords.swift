import Audit
import Host
import Pipeline
import Text

/// What `unused` answers a person: whole files first, then parts of the others.
struct UnusedWords {
  let style: Style
  let pipeline: Pipeline

  /// So many names are written out where files are told together.
  private static let names = 3
  /// So many runs of lines are written out of a part.
  private static let runs = 4

  func lines(of unused: UnusedData, amongAllNumbers: Bool) -> [String] {
    let whole = unused.files.filter { $0.use == .nothing }
    let partly = unused.files.filter { !$0.parts.isEmpty }
    var lines = [head(unused, whole.count, partly.count, amongAllNumbers)]
    for stage in unused.untold {
      lines.append(
        style.yellow(
          "not followed: stage \(Escaped(stage)) has not run, or its record does not hold"))
    }
    for file in unused.files {
      for (exclusion, count) in file.broken {
        lines.append(
          style.red(
            "✗ \(exclusion.shown) is left out: \(exclusion.words); but numbers rest on "
              + Words.count(count, "cell") + " of it"))
      }
    }
    for exclusion in unused.unmatched {
      let hint =
        exclusion.part == nil
        ? "" : "; places are `B7`, `B2:C9`, `rows 12-40`, `column NAME` and `cycles 3-5`"
      lines.append(
        style.yellow(
          "\(pipeline.place(of: exclusion.mark)): `\(exclusion.shown)` names no data that are there"
            + hint))
    }
    for group in Self.groups(whole) { lines += wholeFiles(group) }
    for group in Self.alike(partly) { lines += parts(of: group) }
    return lines + takenWhole(unused.files)
  }

  private func head(
    _ unused: UnusedData, _ whole: Int, _ partly: Int, _ amongAllNumbers: Bool
  ) -> String {
    let numbers = Words.count(unused.numbers, amongAllNumbers ? "number" : "printed number")
    let files = Words.count(unused.files.count, "raw file")
    return style.bold(numbers) + ", \(files): \(whole) not used, \(partly) used in part, "
      + "\(unused.files.count - whole - partly) used"
  }

  private func reason(_ exclusion: Exclusion?) -> String {
    exclusion.map(\.words) ?? style.yellow("no reason given")
  }

  // MARK: - Whole files

  private static func groups(_ files: [UnusedFile]) -> [[UnusedFile]] {
    var groups: [[UnusedFile]] = []
    for file in files {
      let index = groups.firstIndex {
        PathParts($0[0].path).folder == PathParts(file.path).folder
          && $0[0].exclusion?.mark == file.exclusion?.mark
          && $0[0].families == file.families
      }
      if let index { groups[index].append(file) } else { groups.append([file]) }
    }
    return groups
  }

  private func wholeFiles(_ files: [UnusedFile]) -> [String] {
    guard let first = files.first else { return [] }
    let size = Words.bytes(files.reduce(0) { $0 + UInt64($1.size) })
    let readers =
      first.families.isEmpty
      ? "read by no stage"
      : "read by \(first.families.map { "\(Escaped($0))" }.joined(separator: ", "))"
    var lines = [""]
    if files.count == 1 {
      lines.append(style.bold(Escaped(first.path).description) + "  \(size), \(readers)")
    } else {
      lines += folder(of: files, ", \(size), \(readers)")
    }
    return lines + ["  \(reason(first.exclusion))"]
  }

  /// Files that are told together: their folder and the first names.
  private func folder(of files: [UnusedFile], _ words: String) -> [String] {
    let folder = style.bold(Escaped(PathParts(files[0].path).folder).description)
    let names = files.prefix(Self.names).map { "  \(Escaped(PathParts($0.path).name))" }
    let more = files.count - names.count
    return ["\(folder): \(Words.count(files.count, "file"))\(words)"] + names
      + (more > 0 ? [style.dim("  … and \(more) more, all in --json")] : [])
  }

  // MARK: - Parts

  /// Files of one folder of which the same can be said.
  private static func alike(_ files: [UnusedFile]) -> [[UnusedFile]] {
    var groups: [[UnusedFile]] = []
    for file in files {
      let index = groups.firstIndex {
        PathParts($0[0].path).folder == PathParts(file.path).folder && $0[0].parts == file.parts
      }
      if let index { groups[index].append(file) } else { groups.append([file]) }
    }
    return groups
  }

  private func parts(of files: [UnusedFile]) -> [String] {
    guard let first = files.first else { return [] }
    var lines = [""]
    if files.count == 1 {
      lines.append(style.bold(Escaped(first.path).description))
    } else {
      lines += folder(of: files, ", the same in each")
    }
    let shown = first.parts.map { part in (part.words(upTo: Self.runs), part.exclusion) }
    for (words, exclusion) in shown where exclusion != nil {
      lines.append("  \(words): \(reason(exclusion))")
    }
    lines += shown.filter { $0.1 == nil }.map { "  \($0.0)" }
    if shown.contains(where: { $0.1 == nil }) { lines.append("  " + reason(nil)) }
    if case .whole(let by) = first.use {
      let names = Wrapped.list(by.map { "\(Escaped($0))" })
      lines.append(style.yellow("  declared only: \(names) names no cells"))
    }
    return lines
  }

  /// What counts as used because its stages do not say more.
  private func takenWhole(_ files: [UnusedFile]) -> [String] {
    var stages: [String] = []
    var count = 0
    for case .whole(let by) in files.map(\.use) {
      count += 1
      stages += by.filter { !stages.contains($0) }
    }
    guard count > 0 else { return [] }
    let names = Wrapped.list(stages.map { "\(Escaped($0))" })
    return [
      "",
      "\(Words.count(count, "file")) \(count == 1 ? "counts" : "count") as used as a whole: "
        + "no cells are named by \(names)",
    ]
  }
}

extension UnusedFile {
  /// The stages that read it, instances by what they are instances of.
  fileprivate var families: [String] {
    var seen: Set<String> = []
    return readBy.map { String($0.prefix { $0 != "@" }) + ($0.contains("@") ? "@*" : "") }
      .filter { seen.insert($0).inserted }
  }
}

extension UnusedPart {
  /// The part in words; lines beyond so many runs are counted.
  func words(upTo most: Int) -> String {
    let table = table.isEmpty ? "" : "\(Escaped(self.table)): "
    let name = label.isEmpty ? "" : " " + Self.cut(Escaped(label).description)
    switch kind {
    case .columns:
      return "\(table)\(count == 1 ? "column" : "columns")\(name) (\(count) of \(total))"
    case .keys: return "\(count == 1 ? "key" : "keys")\(name) (\(count) of \(total))"
    case .pixels: return "\(count) of \(total) pixels"
    case .rows:
      let which = count == total ? "all rows" : name.isEmpty ? "rows" : "rows with\(name)"
      return "\(table)\(which) (\(count) of \(total); \(words(ofPlacesUpTo: most)))"
    case .cells:
      return "\(table)cells of\(name) (\(count) of \(total) numbers; \(words(ofPlacesUpTo: most)))"
    }
  }

  private func words(ofPlacesUpTo most: Int) -> String {
    let shown = places.prefix(most).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }
    let more =
      places.count > most ? " … \(places[places.count - 1].upperBound), \(places.count) runs" : ""
    let isOne = places.count == 1 && places[0].count == 1
    let noun = (areLines ? "line" : "row") + (isOne ? "" : "s")
    return "\(noun) \(shown.joined(separator: ", "))\(more)"
  }

  /// A list that is not longer than a line.
  private static func cut(_ list: String) -> String {
    guard list.count > widest else { return list }
    let names = String(list.prefix(widest)).split(separator: ", ").dropLast()
    return names.joined(separator: ", ") + " …"
  }

  private static let widest = 100
}

extension Exclusion {
  /// What it names, as it is written.
  var shown: String { Escaped(files.text + (part.map { "#\($0)" } ?? "")).description }
}
