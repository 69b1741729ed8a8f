import Build
import Git
import Host
import Pipeline
import Store
import Text

/// What is known of one stage: its record, when it ran as far as anybody wrote that down, and how it
/// failed last if that is how things stand.
struct StageFacts {
  /// A try that ended in failure.
  struct Failed {
    /// When the run that it was part of had ended.
    let ended: String?
    let seconds: Double?
    /// The last it printed.
    let message: String
    /// Where all that it printed lies, if it does.
    let log: String?
    /// What it ran on: the lines of its manifest.
    let lines: [ManifestLine]
  }

  let stage: Stage
  /// The committed record; `nil` when there is none that holds, or when the outputs are of a machine.
  let record: Record?
  /// The commit that brought the record as it stands.
  let commit: Commit?
  /// When it ran on this machine, by ISO 8601 in UTC, and for how long; `nil` in a clone.
  let ended: String?
  let seconds: Double?
  let failed: Failed?
}

extension StageFacts {
  /// All lines of the record, the machine's too.
  var lines: [ManifestLine] { record.map { $0.project + ($0.machine ?? []) } ?? [] }

  /// When the stage had ended, and on whose word; of a stage whose run nobody wrote down that is the
  /// commit of its record.
  var end: (time: String, isOfCommit: Bool)? {
    if let ended { return (ended, false) }
    return commit.map { (Self.time(ofSeconds: $0.seconds), true) }
  }

  /// A moment as the profiles of RO-Crate want it: UTC with its offset spelled out.
  static func time(ofSeconds seconds: Int64) -> String {
    spelled(Moment(seconds: seconds).description)
  }

  static func spelled(_ time: String) -> String {
    time.hasSuffix("Z") ? time.dropLast() + "+00:00" : time
  }
}

extension [ManifestLine] {
  /// The command with its arguments.
  var command: [String] {
    first { $0.kind == .command }.map { [String]($0.fields.dropFirst()) } ?? []
  }

  /// The files and folders that were read.
  var inputs: [Artifact] {
    filter { $0.kind == .input || $0.kind == .found }.compactMap(Artifact.init)
  }

  /// The programs of the project that were run.
  var programs: [Artifact] { filter { $0.kind == .program }.compactMap(Artifact.init) }
}

/// What the ledger of this machine says of stages whose last run failed.
struct Failures {
  private struct Note {
    let ended: String?
    let seconds: Double?
    let log: String?
  }

  private var notes: [String: Note] = [:]

  /// How much of what a stage printed is told with its failure.
  private static let messageLimit = 2000

  init() throws {
    for entry in try Ledger.last(.max, where: { _ in true }).entries {
      let ended = Self.end(of: entry)
      for stage in entry["stages"]?.array ?? [] {
        guard let name = stage["name"]?.string, let verdict = stage["verdict"]?.string else {
          continue
        }
        guard verdict == Verdict.failed.rawValue else {
          // What only waited, or was held back by another one, did not run.
          if ![Verdict.waiting, .blocked].contains(where: { $0.rawValue == verdict }) {
            notes[name] = nil
          }
          continue
        }
        notes[name] = Note(
          ended: ended, seconds: stage["seconds"]?.double, log: stage["log"]?.string)
      }
    }
  }

  /// The stages whose last run failed.
  var stages: Set<String> { Set(notes.keys) }

  /// How a stage failed, with what it ran on.
  func failure(of stage: String, on lines: [ManifestLine]) -> StageFacts.Failed? {
    guard let note = notes[stage] else { return nil }
    let log = note.log.flatMap { (try? Files.status($0))??.kind == .file ? $0 : nil }
    let printed = log.flatMap { try? Files.tail($0, limit: Self.messageLimit) } ?? []
    let text = String(decoding: printed, as: UTF8.self).split(separator: "\n")
      .map { Escaped(String($0)).description }.joined(separator: "\n")
    return StageFacts.Failed(
      ended: note.ended, seconds: note.seconds,
      message: text.isEmpty ? "the stage failed and printed nothing" : text, log: log,
      lines: lines)
  }

  /// When the run of an entry had ended.
  private static func end(of entry: JSON) -> String? {
    guard let time = entry["time"]?.string, let start = Moment(utc: time) else { return nil }
    let seconds = start.seconds + Int64((entry["seconds"]?.double ?? 0).rounded())
    return StageFacts.time(ofSeconds: seconds)
  }
}

extension Moment {
  /// Reads a moment as `description` writes it; `nil` for any other text.
  fileprivate init?(utc text: String) {
    let parts = text.split { !$0.isNumber }.compactMap { Int64($0) }
    guard text.utf8.count == 20, text.hasSuffix("Z"), parts.count == 6 else { return nil }
    // Years that begin in March have the leap day at their end.
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    let days =
      year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2] - 1
      - 719_468
    self.init(seconds: ((days * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5])
  }
}
