import Build
import Git
import Host
import Pipeline
import Store
import Text

/// One run as the ledger remembers it: when, on what commit, with what uncommitted, what happened.
struct LedgerEntry {
  private let outcome: RunOutcome
  private let pipeline: Pipeline
  private let started: Moment
  private let seconds: Double
  private let exit: Int32

  /// A run that began at a moment, took so many seconds and ended with a code.
  init(
    _ outcome: RunOutcome, of pipeline: Pipeline, started: Moment, seconds: Double, exit: Int32
  ) {
    self.exit = exit
    self.outcome = outcome
    self.pipeline = pipeline
    self.started = started
    self.seconds = seconds
  }

  func append() throws { try Ledger.append(json) }

  /// The stages that were up to date are left out: with thousands of them every run would be one
  /// long line that says nothing.
  private var json: JSON {
    let logs = Dictionary(outcome.failures.map { ($0.stage, $0.log) }) { first, _ in first }
    let stages = outcome.verdicts.filter { !$0.value.isUpToDate }.sorted { $0.key < $1.key }
      .map { name, verdict -> JSON in
        var members: [(String, JSON)] = [
          ("name", .string(name)), ("verdict", .string(verdict.rawValue)),
        ]
        if let seconds = outcome.seconds[name] { members.append(("seconds", JSON(seconds))) }
        if let log = logs[name] { members.append(("log", .string(log))) }
        return .object(members)
      }
    let machine: JSON = .object([
      ("host", .string(Machine.hostName)), ("platform", .string(Machine.platform)),
      ("processors", JSON(Machine.processorCount)),
      ("packages", .array(packages)),
    ])
    return .object(
      [
        ("time", .string(started.description)), ("seconds", JSON(seconds)),
        ("exit", JSON(Int(exit))),
      ] + git
        + [("machine", machine), ("stages", .array(stages))])
  }

  /// What the stages that ran read outside of the project: kind, name, version.
  private var packages: [JSON] {
    let lines = Set(outcome.packages.map { [$0.kind.rawValue, $0.name, $0.version] })
    return lines.sorted { $0.lexicographicallyPrecedes($1) }.map { .array($0.map(JSON.string)) }
  }

  /// HEAD and what differs from it.
  ///
  /// Outputs do not count: they follow from the rest. A repository that cannot be read is said in its
  /// own words.
  private var git: [(String, JSON)] {
    do {
      guard let repository = try Repository.containing(".") else { return [("head", .null)] }
      let dirty = try repository.dirtyPaths(excluding: [Layout.provenance, Layout.local])
        .filter { pipeline.maker(of: $0) == nil }
      return [
        ("head", try repository.head().commit.map { .string($0.id) } ?? .null),
        ("dirty", .array(dirty.map(JSON.string))),
      ]
    } catch {
      return [("head", .null), ("git", .string("\(error)"))]
    }
  }
}

/// One run as it is read back from the ledger: what an entry does not say is taken as unknown.
struct RememberedRun {
  /// What happened to one stage.
  struct Stage {
    let name: String
    let verdict: String
    let seconds: Double?
    /// Where a stage that failed has left its log.
    let log: String?
  }

  let time: String
  let seconds: Double?
  let head: String?
  let uncommitted: Int
  let wasInterrupted: Bool
  /// The stages that were not up to date, by name.
  let stages: [Stage]

  init(_ json: JSON) {
    time = json["time"]?.string ?? "some time"
    seconds = json["seconds"]?.double
    head = json["head"]?.string
    uncommitted = json["dirty"]?.array?.count ?? 0
    wasInterrupted = json["exit"]?.int == Int(Failure.interrupted)
    stages = (json["stages"]?.array ?? []).compactMap { json in
      guard let name = json["name"]?.string, let verdict = json["verdict"]?.string,
        Verdict(rawValue: verdict)?.isUpToDate != true
      else { return nil }
      return Stage(
        name: name, verdict: verdict, seconds: json["seconds"]?.double, log: json["log"]?.string)
    }
  }

  /// The stages that some names mean: stages, or families of instances; no name means all.
  func stages(named names: [String]) -> [Stage] {
    guard !names.isEmpty else { return stages }
    return stages.filter { stage in
      names.contains { $0 == stage.name || stage.name.hasPrefix($0 + "@") }
    }
  }
}
