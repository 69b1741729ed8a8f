import Audit
import Git
import Quantity
import Store
import Text

/// What became different between two revisions, for a terminal: the sums, then each cause with the
/// numbers that it moved, then the sentences.
struct DiffWords {
  let style: Style

  /// A value before and now that is wider does not move the columns behind it.
  private static let widest = 40
  /// So many files of code are named, and so many commits.
  private static let (mostFiles, mostCommits) = (4, 6)

  /// The whole answer.
  func lines(of difference: Difference) -> [String] {
    var told: Set<[Authorship]> = []
    return Self.head(of: difference)
      + difference.groups.flatMap { [""] + lines(of: $0, &told) }
      + sentences(of: difference)
  }

  // MARK: - Sums

  private static func head(of difference: Difference) -> [String] {
    let counts = [
      (difference.count(.value), "moved"), (difference.count(.appeared), "appeared"),
      (difference.count(.gone), "gone"), (others(of: difference), "said otherwise"),
    ].filter { $0.0 > 0 }
    let sum = counts.reduce(0) { $0 + $1.0 }
    let kinds = counts.map { counts.count == 1 ? " \($0.1)" : " \($0.0) \($0.1)" }
    let moved =
      sum == 0
      ? "no number moved"
      : Words.count(sum, "number") + (counts.count == 1 ? "" : ":") + kinds.joined(separator: ",")
    let rest = [
      (difference.confirmedByInputs, "confirmed by other inputs"),
      (difference.confirmedByTools, "confirmed by other tools"),
      (difference.unchanged, "unchanged"),
    ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
    let isInUnits = difference.numbers.contains { $0.inUncertaintyOfDifference != nil }
    return [
      "\(moment(difference.old)) → \(moment(difference.new))",
      ([moved] + rest).joined(separator: "; "),
    ]
      + (isInUnits
        ? ["u: the standard uncertainty before (in brackets: that of the difference)"] : [])
  }

  /// The numbers with the same value whose uncertainty, unit or definition is another one.
  private static func others(of difference: Difference) -> Int {
    difference.numbers.count {
      $0.aspects.isDisjoint(with: [.value, .appeared, .gone])
    }
  }

  private static func moment(_ moment: Difference.Moment) -> String {
    guard let revision = moment.revision else { return "the working tree" }
    guard let commit = moment.commit else { return Escaped(revision).description }
    let words = Authorship.commit(commit).words
    return words.hasPrefix(revision) ? words : "\(Escaped(revision)), \(words)"
  }

  // MARK: - Causes

  /// A list of commits stands where it comes first; `told` are those before.
  private func lines(
    of group: Difference.Group, _ told: inout Set<[Authorship]>
  ) -> [String] {
    var lines: [String] = []
    var code: [Difference.Reason] = []
    for reason in group.reasons {
      if case .code = reason.cause {
        code.append(reason)
      } else {
        lines.append(style.bold(Self.words(for: reason.cause)))
        lines += authors(reason.by, &told)
      }
    }
    if !code.isEmpty { lines += self.code(code, &told) }
    return lines + numbers(group.numbers)
  }

  private func code(
    _ reasons: [Difference.Reason], _ told: inout Set<[Authorship]>
  ) -> [String] {
    let paths = reasons.compactMap { reason in
      if case .code(let path, let state) = reason.cause {
        Escaped(path).description + Self.word(for: state)
      } else {
        nil
      }
    }
    let shown = paths.prefix(paths.count == Self.mostFiles + 1 ? paths.count : Self.mostFiles)
    let more = paths.count - shown.count
    let last = more > 0 ? ["and \(more) more files"] : []
    var seen: Set<Authorship> = []
    let by = reasons.flatMap(\.by).filter { seen.insert($0).inserted }
      .sorted { ($0.commit?.seconds ?? .max) > ($1.commit?.seconds ?? .max) }
    return Wrapped.lines(
      of: "code " + (Array(shown) + last).joined(separator: ", "), width: Wrapped.width
    ).map(style.bold) + authors(by, &told)
  }

  private func authors(_ by: [Authorship], _ told: inout Set<[Authorship]>) -> [String] {
    if by.count > 2, !told.insert(by).inserted { return [style.dim("  by the same commits")] }
    let shown = by.prefix(Self.mostCommits).map { style.dim("  \($0.words)") }
    let more = by.count - shown.count
    return shown + (more > 0 ? [style.dim("  and \(Words.count(more, "more commit"))")] : [])
  }

  /// A cause on one line.
  static func words(for cause: Cause) -> String {
    func arrow(_ old: String?, _ new: String?) -> String {
      "\(old.map { Escaped($0).description } ?? "absent") → "
        + (new.map { Escaped($0).description } ?? "absent")
    }
    switch cause {
    case .cell(let path, let change): return words(for: change, in: path)
    case .file(let path, let state, nil):
      return Escaped(path).description + (state == .changed ? " changed" : word(for: state))
    case .file(let path, _, let cells?):
      return "\(Escaped(path)): \(Words.count(cells, "cell")) changed"
    case .code(let path, let state): return "code \(Escaped(path))\(word(for: state))"
    case .program(let path): return "\(Escaped(path)) was made anew from the same code"
    case .parameter(let name, let old, let new):
      return "parameter \(Escaped(name)) \(arrow(old, new))"
    case .constant(let name, let stage, let old, let new):
      return "constant \(Escaped(name)) in the code of \(stage) \(arrow(old, new))"
    case .command(let stage, let old, let new):
      let (before, now) = (old.isEmpty ? nil : old, new.isEmpty ? nil : new)
      return "command of \(stage): \(difference(before, now))"
    case .surroundings(let change): return Words.line(change)
    case .stage(let name, let state):
      return state == .gone ? "stage \(name) is gone" : "stage \(name) is new"
    case .number(let id, let old, let new):
      return "\(Escaped(id)) as it was taken: \(arrow(old, new))"
    case .nothing(let stage):
      return
        "\(stage) gave other numbers by the same recipe: it is not reproducible, or was altered"
    }
  }

  private static func words(for change: TableChange.Change, in path: String) -> String {
    let line = change.new?.line ?? change.old?.line ?? 0
    let names = [change.row, change.heading].compactMap(\.self).map { Escaped($0).description }
    let what = names.isEmpty ? "" : " \(names.joined(separator: ", "))"
    let place = "\(Escaped(path)):\(line)\(what)"
    switch (change.old, change.new) {
    case (nil, let new?) where new.isRow: return "\(place): a new row, \(Escaped(new.text))"
    case (let old?, nil) where old.isRow:
      return "\(place): a row that is gone, \(Escaped(old.text))"
    default:
      let (old, new) = (change.old?.text ?? "absent", change.new?.text ?? "absent")
      return "\(place) \(Escaped(old)) → \(Escaped(new))"
    }
  }

  private static func word(for state: Cause.State) -> String {
    switch state {
    case .changed: ""
    case .new: " is new"
    case .gone: " is gone"
    case .before: ": the earlier record is of other bytes than stood there"
    case .outside: " changed, and git has no copy of it"
    }
  }

  // MARK: - Numbers

  private struct Row {
    let id: String
    let values: String
    let shift: String
    let grade: String
    let notes: [String]
  }

  private func numbers(_ numbers: [NumberChange]) -> [String] {
    let rows = numbers.map { Self.row($0) }
    let id = rows.map(\.id.count).max() ?? 0
    let values = rows.map(\.values.count).max() ?? 0
    let shift = rows.map(\.shift.count).max() ?? 0
    let widest = Self.widest
    let lines = rows.map { row in
      let line = [
        "    " + row.id.padded(to: id), style.bold(row.values.padded(to: min(values, widest))),
        row.shift.padded(to: shift), row.grade,
      ].joined(separator: "  ")
      return ([line] + row.notes.map { style.dim("      \($0)") }).joined(separator: "\n")
    }
    return Wrapped.capped(lines)
  }

  private static func row(_ change: NumberChange) -> Row {
    Row(
      id: Escaped(change.id).description, values: values(of: change), shift: shift(of: change),
      grade: change.grade.rawValue, notes: definition(of: change))
  }

  /// The value before and now as they are printed, with all digits where these do not tell them apart.
  private static func values(of change: NumberChange) -> String {
    let printed = [change.old, change.new].map { $0.map { Escaped($0.printed).description } }
    switch (printed[0], printed[1]) {
    case (nil, let new?): return "\(new) appeared"
    case (let old?, nil): return "\(old) is gone"
    case (let old?, let new?):
      guard old == new, change.aspects.contains(.value), let before = change.old,
        let after = change.new
      else { return old == new ? old : "\(old) → \(new)" }
      let unit = after.unit == .one ? "" : " \(Escaped(after.unit.symbol))"
      return "\(Words.plain(before.value)) → \(Words.plain(after.value))\(unit)"
    case (nil, nil): return ""
    }
  }

  private static func shift(of change: NumberChange) -> String {
    if let own = change.inOwnUncertainty {
      let joint = change.inUncertaintyOfDifference.map { " (\(rounded(abs($0))))" }
      return "\(sign(own))\(rounded(abs(own))) u\(joint ?? "")"
    }
    if let difference = change.difference, let old = change.old, old.value != 0 {
      let unit = change.new.map(\.unit) == change.old.map(\.unit)
      return unit ? "\(sign(difference))\(rounded(abs(100 * difference / old.value))) %" : ""
    }
    guard change.aspects.contains(.uncertainty) else { return "" }
    func text(_ number: Number?) -> String {
      (number?.uncertainty?.standard).map { rounded($0) } ?? "none"
    }
    let (old, new) = (text(change.old), text(change.new))
    return old == new ? "other degrees of freedom" : "u \(old) → \(new)"
  }

  private static func sign(_ value: Double) -> String { value < 0 ? "−" : "+" }

  private static func rounded(_ value: Double) -> String {
    if value >= 10 { return Words.plain(value.rounded()) }
    return Printed(value, significant: 2).description
  }

  /// What is said otherwise of a number, the words around where it begins to differ.
  private static func definition(of change: NumberChange) -> [String] {
    guard change.aspects.contains(.definition), let old = change.old, let new = change.new else {
      return []
    }
    var notes: [String] = []
    if old.definition != new.definition {
      notes.append("definition: \(difference(old.definition, new.definition))")
    }
    if old.missing != new.missing {
      notes.append("not in its uncertainty: \(difference(old.missing, new.missing))")
    }
    return notes
  }

  private static func difference(_ old: String?, _ new: String?) -> String {
    guard let old, let new else {
      return (old.map { "“\(cut($0, from: 0))”" } ?? "none") + " → "
        + (new.map { "“\(cut($0, from: 0))”" } ?? "none")
    }
    let common = zip(old, new).prefix { $0 == $1 }.count
    let start =
      old.prefix(common).lastIndex(of: " ").map {
        old.distance(from: old.startIndex, to: $0) + 1
      } ?? 0
    return "“\(cut(old, from: start))” → “\(cut(new, from: start))”"
  }

  private static func cut(_ text: String, from start: Int) -> String {
    let most = 40
    let rest = text.dropFirst(start)
    return (start > 0 ? "…" : "") + Escaped(String(rest.prefix(most))).description
      + (rest.count > most ? "…" : "")
  }

  // MARK: - Sentences

  private func sentences(of difference: Difference) -> [String] {
    let wrong = difference.sentences.filter { !$0.sentence.claim.holds }
    let right = difference.sentences.filter { $0.sentence.claim.holds && !$0.isNew }
    let new = difference.sentences.count - wrong.count - right.count
    let counts = [
      (wrong.count, "must change"), (right.count, "right as the text stands"),
      (new, "new in the text and right"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !counts.isEmpty else { return [] }
    return ["", style.bold("sentences: " + counts.joined(separator: ", "))]
      + Wrapped.capped(wrong + right) { lines(of: $0).joined(separator: "\n") }
  }

  private func lines(of change: Difference.Restatement) -> [String] {
    let claim = change.sentence.claim
    let verdict = claim.holds ? style.green("right") : style.red("must change")
    let was = change.was.map { ", was “\(Escaped($0))”" } ?? ""
    let text = SentenceWords(style: style).text(of: change.sentence)
    return ["\(claim.place) \(verdict)\(was): \(text)"]
      + (claim.holds ? [] : [claim.reason.map { "  \($0)" }].compactMap(\.self))
  }

  // MARK: - Notes

  /// What is told beside the answer.
  static func notes(on difference: Difference) -> [String] {
    var notes = Wrapped.capped(difference.faults.map { "warning: \($0)" })
    let stages = Set(difference.outdated.map(\.stage)).sorted()
    if !stages.isEmpty {
      let what = Set(difference.outdated.map(\.what)).sorted()
      let verb = stages.count == 1 ? "was" : "were"
      notes.append(
        "note: \(Words.names(stages)) \(verb) not run again since "
          + Escaped(Words.names(what)).description + " changed"
          + (difference.new.revision == nil ? ": assay run" : ""))
    }
    return notes
  }
}
