import Host
import Pipeline
import Store

/// What the records of one stage say differently at two moments, sorted by what it can do to results.
struct StageDifference {
  /// An input with other bytes.
  struct Input {
    let path: String
    let kind: Content.Kind
    let isThere: (before: Bool, now: Bool)
  }

  /// A line about one thing, as it was and as it is.
  private struct Pair {
    var old: ManifestLine?
    var new: ManifestLine?
  }

  private let pairs: [Pair]

  init(from old: Record, to new: Record) {
    // Lines of a machine that is not described cannot be held against others.
    let hasMachines = old.machine != nil && new.machine != nil
    var pairs: [[String]: Pair] = [:]
    for line in old.project + (hasMachines ? old.machine ?? [] : []) {
      pairs[line.subject, default: Pair()].old = line
    }
    for line in new.project + (hasMachines ? new.machine ?? [] : []) {
      pairs[line.subject, default: Pair()].new = line
    }
    self.pairs = pairs.filter { $0.value.old != $0.value.new }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  /// The inputs that differ; what a stage was only seen to ask and did not get is none.
  var inputs: [Input] {
    pairs.compactMap { pair in
      guard let line = pair.new ?? pair.old, line.kind == .input || line.kind == .found,
        let kind = line.fields.dropFirst(2).first.flatMap(Content.Kind.init)
      else { return nil }
      return Input(path: line.fields[1], kind: kind, isThere: (pair.old != nil, pair.new != nil))
    }
  }

  /// The programs of the project that differ.
  var programs: [String] { names(.program) }

  /// The parameters, the command and the surroundings that differ.
  func causes(of stage: String) -> [Cause] {
    let parameters = texts(.parameter)
    var causes = parameters.map { Cause.parameter(name: $0.name, old: $0.old, new: $0.new) }
    for pair in pairs where (pair.new ?? pair.old)?.kind == .command {
      guard let old = pair.old?.state, let new = pair.new?.state,
        !Self.isExplained(old, new, by: parameters)
      else { continue }
      causes.append(
        .command(
          stage: Self.family(of: stage), old: Self.words(of: old, without: new),
          new: Self.words(of: new, without: old)))
    }
    for pair in pairs {
      guard let line = pair.new ?? pair.old,
        [.variable, .cpus, .platform, .tool, .secret, .strict, .package].contains(line.kind)
      else { continue }
      let change = Change(
        what: line.subject.joined(separator: " "), old: pair.old?.state.joined(separator: " "),
        new: pair.new?.state.joined(separator: " "))
      causes.append(.surroundings(change))
    }
    return causes
  }

  /// The name that all instances of a stage share.
  static func family(of stage: String) -> String { String(stage.prefix { $0 != "@" }) }

  /// The words of a command that another one lacks, all if it lacks none.
  private static func words(of command: [String], without other: [String]) -> String {
    let known = Set(other)
    let own = command.filter { !known.contains($0) }
    return (own.isEmpty && command.count >= other.count ? command : own).joined(separator: " ")
  }

  private func names(_ kind: ManifestLine.Kind) -> [String] {
    pairs.compactMap { pair in
      (pair.new ?? pair.old).flatMap { $0.kind == kind ? $0.fields.dropFirst().first : nil }
    }
  }

  private typealias Text = (name: String, old: String?, new: String?)

  private func texts(_ kind: ManifestLine.Kind) -> [Text] {
    pairs.compactMap { pair in
      guard let line = pair.new ?? pair.old, line.kind == kind, line.fields.count > 1 else {
        return nil
      }
      return (line.fields[1], pair.old?.fields.last, pair.new?.fields.last)
    }
  }

  /// Whether a command differs only by the texts of parameters that stand in it.
  private static func isExplained(_ old: [String], _ new: [String], by parameters: [Text]) -> Bool {
    guard old.count == new.count else { return false }
    return zip(old, new).allSatisfy { one, other in
      one == other
        || parameters.contains { parameter in
          guard let before = parameter.old, let now = parameter.new else { return false }
          return one.replacing(before, with: now) == other
        }
    }
  }
}
