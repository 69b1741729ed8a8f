import Build
import Git
import Host
import Store
import Text

/// One run as the ledger remembers it: when, on what commit, with what uncommitted, what happened.
struct LedgerEntry {
  private let outcome: RunOutcome
  private let started: Moment

  init(_ outcome: RunOutcome, started: Moment) {
    self.outcome = outcome
    self.started = started
  }

  func append() throws { try Ledger.append(json) }

  private var json: JSON {
    let stages = outcome.verdicts.sorted { $0.key < $1.key }.map { name, verdict -> JSON in
      var members: [(String, JSON)] = [
        ("name", .string(name)), ("verdict", .string(verdict.rawValue)),
      ]
      if let seconds = outcome.seconds[name] { members.append(("seconds", JSON(seconds))) }
      return .object(members)
    }
    let machine: JSON = .object([
      ("host", .string(Machine.hostName)), ("platform", .string(Machine.platform)),
      ("processors", JSON(Machine.processorCount)),
    ])
    return .object(
      [("time", .string(started.description))] + git
        + [("machine", machine), ("stages", .array(stages))])
  }

  /// HEAD and what differs from it; a repository that cannot be read is said in its own words.
  private var git: [(String, JSON)] {
    do {
      guard let repository = try Repository.containing(".") else { return [("head", .null)] }
      let dirty = try repository.dirtyPaths(excluding: [Layout.provenance, Layout.local])
      return [
        ("head", try repository.head().commit.map { .string($0.id) } ?? .null),
        ("dirty", .array(dirty.map(JSON.string))),
      ]
    } catch {
      return [("head", .null), ("git", .string("\(error)"))]
    }
  }
}
