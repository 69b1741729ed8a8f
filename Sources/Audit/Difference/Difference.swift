package import Git
import Host
import Pipeline
import Quantity
import Store
import Text

/// What became different in a project between two revisions, or since one: numbers, why, and which
/// sentences of the manuscripts that touches.
package struct Difference: Sendable {
  /// One of the two moments.
  package struct Moment: Sendable {
    /// As it was named; `nil` for the working tree.
    package let revision: String?
    /// The commit; of the working tree the one it was checked out from.
    package let commit: Commit?
  }

  /// A cause, and who brought it as far as that is known.
  package struct Reason: Sendable {
    package let cause: Cause
    package let by: [Authorship]
  }

  /// The numbers that differ for the same causes.
  package struct Group: Sendable {
    package let reasons: [Reason]
    /// The one that moved most first.
    package let numbers: [NumberChange]
  }

  /// A sentence of a manuscript whose number, or what it is bound to, became different.
  package struct Restatement: Sendable {
    /// As it stands at the later moment.
    package let sentence: Sentence
    /// The number as the text gave it before; `nil` when it is the same, or was not there.
    package let was: String?
    /// Whether what it is bound to became different.
    package let isMoved: Bool
    /// Whether the text said nothing of it before.
    package let isNew: Bool
  }

  /// A stage whose record is older than what it reads.
  package struct Outdated: Hashable, Sendable {
    package let stage: String
    /// A path, or a parameter.
    package let what: String
  }

  /// The earlier moment.
  package let old: Moment
  /// The later one.
  package let new: Moment
  /// The numbers that differ, by what caused it.
  package internal(set) var groups: [Group] = []
  /// The sentences, in the order of the manuscripts.
  package internal(set) var sentences: [Restatement] = []
  /// How many numbers came out the same by another recipe.
  package internal(set) var confirmedByInputs = 0
  /// How many came out the same by the same recipe with other tools or programs.
  package internal(set) var confirmedByTools = 0
  /// How many nothing happened to.
  package internal(set) var unchanged = 0
  /// The stages that were not run again since what they read became different.
  package internal(set) var outdated: [Outdated] = []
  /// What could not be read.
  package internal(set) var faults: [String] = []
}

extension Difference {
  /// The numbers that differ.
  package var numbers: [NumberChange] { groups.flatMap(\.numbers) }

  /// How many numbers differ in one respect.
  package func count(_ aspect: NumberChange.Aspect) -> Int {
    numbers.count { $0.aspects.contains(aspect) }
  }
}

extension Difference {
  /// Compares two revisions, or one with the working tree; nothing is checked out, nothing executed.
  ///
  /// - Parameters:
  ///   - pipeline: The path of the pipeline.
  ///   - old: The earlier revision.
  ///   - new: The later one; `nil` for the working tree.
  /// - Throws: `AuditError` or `GitError` when one of them cannot be read; a diagnostic for a pipeline
  ///   that is refused.
  package init(pipeline: String, from old: String, to new: String?) throws {
    guard let repository = try Repository.containing(".") else { throw AuditError.noRepository }
    let shared = ProjectFiles.Shared(repository)
    let before = try shared.repository.revision(old)
    let after = try new.map { try shared.repository.revision($0) }
    let head = after == nil ? try shared.repository.head().commit : nil
    self.old = Moment(revision: old, commit: before.commit)
    self.new = Moment(revision: new, commit: after?.commit ?? head)
    let other = try Snapshot(ProjectFiles(shared: shared, revision: after), pipeline: pipeline)
    let one = try Snapshot(
      ProjectFiles(shared: shared, revision: before), pipeline: pipeline,
      substitute: other.pipeline)
    let changed = try shared.repository.paths(changedFrom: before, to: after)
    let uncommitted =
      after == nil ? Set(try shared.repository.dirtyPaths(excluding: [])) : []
    let explained = compare(
      one, other, Causes(from: one, to: other, changed: changed, uncommitted: uncommitted))
    groups = try Self.groups(explained, Authors(one, other))
    sentences = try Self.sentences(one, other)
    outdated = Self.outdated(other, changed)
    faults =
      one.faults.map { "\(old): \($0)" }
      + other.faults.map { new == nil ? $0 : "\(new ?? ""): \($0)" }
  }

  /// Finds the numbers that differ, each with its causes, and counts the others.
  private mutating func compare(
    _ old: Snapshot, _ new: Snapshot, _ causes: Causes
  ) -> [(change: NumberChange, causes: Set<Cause>)] {
    var causes = causes
    let variables = Variables(old, new)
    var found: [(NumberChange, Set<Cause>)] = []
    for stage in Self.order(old, new) {
      let (before, after) = (old.records[stage], new.records[stage])
      guard before?.key != after?.key || before != after else {
        unchanged += after?.values.count ?? 0
        continue
      }
      causes.explain(stage: stage)
      let changes = Self.changes(of: stage, old, new, variables)
      for change in changes { found.append((change, causes.explain(change))) }
      guard let before, let after else { continue }
      let same = after.values.count - changes.count { $0.new != nil }
      if before.recipe != after.recipe {
        confirmedByInputs += same
      } else if before.key != after.key {
        confirmedByTools += same
      } else {
        unchanged += same
      }
    }
    return found
  }

  /// All stages that have a record, each behind those it takes something from.
  private static func order(_ old: Snapshot, _ new: Snapshot) -> [String] {
    let now = new.pipeline.order.map { new.pipeline[$0].name }
    let before = old.pipeline.order.map { old.pipeline[$0].name }
    let all = now + before + (Array(new.records.keys) + Array(old.records.keys)).sorted()
    var seen: Set<String> = []
    return all.filter {
      seen.insert($0).inserted && (old.records[$0] != nil || new.records[$0] != nil)
    }
  }

  private static func changes(
    of stage: String, _ old: Snapshot, _ new: Snapshot, _ variables: Variables
  ) -> [NumberChange] {
    let (before, after) = (old.records[stage]?.numbers, new.records[stage]?.numbers)
    guard before != nil || after != nil, before?.content.digest != after?.content.digest else {
      return []
    }
    let (one, other) = (old.numbers(of: stage), new.numbers(of: stage))
    // A file that cannot be read is told as such, and not as numbers that are gone.
    guard (before == nil) == (one == nil), (after == nil) == (other == nil) else { return [] }
    let earlier = Dictionary((one?.numbers ?? []).map { ($0.name, $0) }) { first, _ in first }
    let names = (other?.numbers ?? []).map(\.name)
    let gone = (one?.numbers ?? []).map(\.name).filter { !names.contains($0) }
    let later = Dictionary((other?.numbers ?? []).map { ($0.name, $0) }) { first, _ in first }
    return (names + gone).compactMap { name in
      let id = "\(stage).\(name)"
      return NumberChange(
        id, of: stage, from: earlier[name], to: later[name],
        grade: (later[name] == nil ? old : new).grade(of: id), isShared: variables.isShared)
    }
  }

  /// Numbers with the same causes together, the greatest shift first.
  private static func groups(
    _ explained: [(change: NumberChange, causes: Set<Cause>)], _ authors: Authors
  ) throws -> [Group] {
    var places: [Set<Cause>: Int] = [:]
    var sets: [(causes: Set<Cause>, numbers: [NumberChange])] = []
    for (change, causes) in explained {
      let place = places[causes] ?? sets.count
      if place == sets.count {
        places[causes] = place
        sets.append((causes, []))
      }
      sets[place].numbers.append(change)
    }
    let told = try authors.of(sets.reduce(into: Set()) { $0.formUnion($1.causes) })
    return sets.map { causes, numbers in
      Group(
        reasons: causes.sorted { $0.order < $1.order }.map {
          Reason(cause: $0, by: told[$0] ?? [])
        },
        numbers: inOrder(numbers) { $0.size })
    }.sorted { isLarger($0.numbers[0].size, $1.numbers[0].size) }
  }

  private static func inOrder<Thing>(
    _ things: [Thing], _ size: (Thing) -> (rank: Int, size: Double)
  ) -> [Thing] {
    things.enumerated().sorted { one, other in
      let (first, second) = (size(one.element), size(other.element))
      return first == second ? one.offset < other.offset : isLarger(first, second)
    }.map(\.element)
  }

  private static func isLarger(
    _ one: (rank: Int, size: Double), _ other: (rank: Int, size: Double)
  ) -> Bool { one.rank == other.rank ? one.size > other.size : one.rank < other.rank }
}

// MARK: - Sentences

extension Difference {
  private static func sentences(_ old: Snapshot, _ new: Snapshot) throws -> [Restatement] {
    let before = Dictionary(grouping: try old.sentences(), by: \.key)
    let after = try new.sentences()
    let counts = Dictionary(grouping: after, by: \.key).mapValues(\.count)
    var places: [Sentence.Key: Int] = [:]
    return try after.compactMap { sentence in
      let key = sentence.key
      let place = places[key, default: 0]
      places[key] = place + 1
      // Where sentences came or went, nobody can say which of them was which.
      let earlier = before[key].flatMap { $0.count == counts[key] ? $0[place] : nil }
      let isMoved = try isMoved(sentence.claim, old)
      let was = earlier.flatMap { $0.claim.text == sentence.claim.text ? nil : $0.claim.text }
      return isMoved || was != nil
        ? Restatement(
          sentence: sentence, was: was, isMoved: isMoved, isNew: before[key] == nil) : nil
    }
  }

  /// Whether what a number of the text is bound to was something else before, or was not there.
  private static func isMoved(_ claim: Claim, _ old: Snapshot) throws -> Bool {
    switch claim.expected {
    case .number(let entry):
      guard let before = old.number(entry.id) else { return true }
      return before.value != entry.number.value || before.unit != entry.number.unit
        || before.uncertainty?.standard != entry.number.uncertainty?.standard
    case .setting(let setting):
      guard case .success(let values) = try old.expected(claim.target ?? setting.target) else {
        return true
      }
      return !values.contains { value in
        if case .setting(let before) = value {
          before.target == setting.target && before.text == setting.text
        } else {
          false
        }
      }
    case .doubted, .neverRun, nil: return false
    }
  }
}

extension Sentence {
  /// A manuscript, and what a number in it is bound to.
  fileprivate struct Key: Hashable {
    let file: String
    let target: String
  }

  fileprivate var key: Key { Key(file: claim.place.file, target: claim.target ?? "") }
}

// MARK: - What was not rebuilt

extension Difference {
  /// The stages whose records name other inputs than stand there, as far as these became different.
  private static func outdated(_ new: Snapshot, _ changed: Set<String>) -> [Outdated] {
    var outdated: [Outdated] = []
    var digests: [String: Digest?] = [:]
    for stage in new.pipeline.order.map({ new.pipeline[$0] }) {
      guard let record = new.records[stage.name] else { continue }
      for line in RecordedInputs(of: record).lines where changed.contains(line.path) {
        guard line.kind != .folder, new.maker(of: line.path) == nil else { continue }
        let digest =
          digests[line.path]
          ?? ((try? new.files.bytes(of: line.path)) ?? nil).map { Digest.of($0) }
        digests[line.path] = .some(digest)
        if digest != line.digest { outdated.append(Outdated(stage: stage.name, what: line.path)) }
      }
      for parameter in stage.parameters {
        let line = record.project.first {
          $0.kind == .parameter && $0.fields.dropFirst().first == parameter.name
        }
        if line?.fields.last != parameter.text {
          outdated.append(Outdated(stage: stage.name, what: "parameter \(parameter.name)"))
        }
      }
    }
    return outdated
  }
}
