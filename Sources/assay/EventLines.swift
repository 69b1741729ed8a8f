import Build
import Host
import Store
import Text

/// What a run does, as JSON lines for programs: `run --events FILE`.
///
/// Every line is one object with `event` and `time`. The first is `run-started`, the last `run-ended`;
/// a stream that ends without it is of a run that broke off.
final class EventLines {
  private var file: AppendFile
  /// A line could not be written: the reader is gone or the disk is full, and no other is tried.
  private var isBroken = false

  /// Opens a file for adding lines, or a pipe, waiting for its reader.
  init(_ path: String) throws { file = try AppendFile(path) }

  /// Writes a line at once.
  func write(_ event: JSON) {
    guard !isBroken else { return }
    do {
      try file.append(event.compact)
    } catch {
      isBroken = true
      Terminal.note("note: no more events are written: \(error)")
    }
  }
}

extension EventLines {
  /// The first line: how many stages there are, and how many processors they may occupy together.
  static func started(stages: Int, jobs: Int, head: String?, at time: Moment) -> JSON {
    line(
      "run-started", time,
      [("stages", JSON(stages)), ("jobs", JSON(jobs)), ("head", JSON(head))])
  }

  /// The last line: the counts of `run --json` and the exit code.
  static func ended(
    _ outcome: RunOutcome, seconds: Double, exit: Int32, at time: Moment
  ) -> JSON {
    line(
      "run-ended", time,
      outcome.counts + [("seconds", JSON(seconds)), ("exit", JSON(Int(exit)))])
  }

  /// The line of an event.
  static func line(of event: RunEvent, at time: Moment) -> JSON {
    switch event {
    case .started(let stage, let verdict, let changes):
      line(
        "started", time,
        [
          ("stage", .string(stage)), ("verdict", .string(verdict.rawValue)),
          ("changes", .array(changes.map(\.json))),
        ])
    case .restored(let stage, let changes):
      line(
        "restored", time,
        [("stage", .string(stage)), ("changes", .array(changes.map(\.json)))])
    case .ended(let stage, let verdict, let seconds):
      line(
        "ended", time,
        [
          ("stage", .string(stage)), ("verdict", .string(verdict.rawValue)),
          ("seconds", JSON(seconds)),
        ])
    case .differs(let stage, let numbers, let machine):
      line(
        "differs", time,
        [
          ("stage", .string(stage)), ("numbers", .array(numbers.map(\.json))),
          ("machine", .array(machine.map(\.json))),
        ])
    case .movedAside(let stage, let paths):
      line(
        "moved-aside", time,
        [("stage", .string(stage)), ("paths", .array(paths.map(JSON.string)))])
    case .runsAgain(let stage, let because):
      line("runs-again", time, [("stage", .string(stage)), ("because", .string(because))])
    case .discovered(let stage, let paths):
      line(
        "discovered", time,
        [("stage", .string(stage)), ("paths", .array(paths.map(JSON.string)))])
    case .wroteUndeclared(let stage, let paths):
      line(
        "wrote-undeclared", time,
        [("stage", .string(stage)), ("paths", .array(paths.map(JSON.string)))])
    case .unseen(let reason): line("note", time, [("message", .string("\(reason)"))])
    case .retries(let stage, let reason, let number, let count):
      line(
        "retries", time,
        [("stage", .string(stage))] + reason.members
          + [("number", JSON(number)), ("of", JSON(count))])
    case .outdated(let stage, let verdict, let changes):
      line(
        "outdated", time,
        [
          ("stage", .string(stage)), ("verdict", .string(verdict.rawValue)),
          ("changes", .array(changes.map(\.json))),
        ])
    case .blocked(let stages, let behind):
      line(
        "blocked", time,
        [("stages", .array(stages.map(JSON.string))), ("behind", .string(behind))])
    case .badBlob(let stage, let error):
      line("bad-copy", time, [("stage", .string(stage)), ("message", .string("\(error)"))])
    case .endedSurvivors(let processes):
      line("survivors", time, [("processes", .array(processes.map { JSON(Int($0)) }))])
    case .ignored(let fault): line("note", time, [("message", .string("\(fault)"))])
    case .failed(let failure): line("failed", time, failure.members)
    }
  }

  private static func line(_ name: String, _ time: Moment, _ members: [(String, JSON)]) -> JSON {
    .object([("event", .string(name)), ("time", .string(time.description))] + members)
  }
}

extension NumberShift {
  fileprivate var json: JSON {
    func text(_ value: Record.Value?) -> JSON {
      guard let value else { return .null }
      return .object([
        ("value", JSON(value.value)), ("uncertainty", JSON(value.uncertainty)),
        ("unit", .string(value.unit)),
      ])
    }
    return .object([
      ("name", .string(name)), ("old", text(old)), ("new", text(new)),
      ("inUncertainties", JSON(inUncertainties)),
    ])
  }
}

extension StageFailure {
  fileprivate var members: [(String, JSON)] {
    [("stage", .string(stage))] + reason.members
      + [
        ("command", .array(arguments.map(JSON.string))), ("log", .string(log)),
        ("tries", JSON(tries)), ("partial", .array(partial.map(JSON.string))),
        ("denied", .array(denied.map { .string(Words.text(of: $0)) })),
      ]
  }
}

extension StageFailure.Reason {
  fileprivate var members: [(String, JSON)] {
    var code: JSON = .null
    var signal: JSON = .null
    let word: String
    switch self {
    case .exited(let number): (word, code) = ("exited", JSON(Int(number)))
    case .signaled(let number): (word, signal) = ("signaled", JSON(Int(number)))
    case .timedOut: word = "timed-out"
    case .notStarted: word = "not-started"
    case .interrupted: word = "interrupted"
    case .missingOutput: word = "missing-output"
    case .notAFolder: word = "not-a-folder"
    case .inputKeepsChanging: word = "input-keeps-changing"
    case .readUndeclared: word = "read-undeclared"
    case .denied: word = "denied"
    case .told: word = "refused"
    }
    return [
      ("reason", .string(word)), ("message", .string(Words.text(of: self))),
      ("exitCode", code), ("signal", signal),
    ]
  }
}
