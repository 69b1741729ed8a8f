import Build
import Host
import Store
import Text

/// Every sentence a run says while it goes on, in one place.
struct RunWords {
  let style: Style

  /// How many of a failed stage's last lines are shown.
  private static let tail = 20
  /// And how much of the log is looked at for them.
  private static let tailBytes = 1 << 16

  func tell(_ event: RunEvent) { Terminal.note(text(of: event)) }

  func text(of event: RunEvent) -> String {
    switch event {
    case .ignored(let fault): "note: \(fault)"
    case .endedSurvivors(let processes):
      "note: ended \(processes.count) left-over processes of a run that was killed"
    case .started(let stage, let verdict, let changes):
      "\(label("run", style.bold)) \(stage)\(style.dim(reason(verdict, changes)))"
    case .restored(let stage, let changes):
      "\(label("restored", style.green)) \(stage)\(style.dim(reason(.restored, changes)))"
    case .ended(let stage, let verdict, let seconds):
      "\(label(verdict.rawValue, style.green)) \(stage)\(style.dim(" \(meaning(verdict)), \(Words.seconds(seconds))"))"
    case .differs(let stage, let numbers, let machine):
      differs(stage, numbers, machine)
    case .movedAside(let stage, let paths):
      (["note: \(stage): what stood at its outputs was nobody's copy; moved aside:"]
        + paths.map { "  \(Escaped($0))" }).joined(separator: "\n")
    case .runsAgain(let stage, let because):
      "note: \(stage): \(Escaped(because)) changed while it ran; it runs again"
    case .discovered(let stage, let paths):
      (["note: \(stage) reads what it does not declare; add to its inputs:"]
        + Wrapped.capped(paths.map { "  \(Escaped($0))" })).joined(separator: "\n")
    case .wroteUndeclared(let stage, let paths):
      (["note: \(stage) writes what is no output of it:"]
        + Wrapped.capped(paths.map { "  \(Escaped($0))" })).joined(separator: "\n")
    case .unseen(let reason):
      "note: what stages read is not observed here, their lists are trusted: \(reason)"
    case .retries(let stage, let reason, let number, let count):
      "note: \(stage): \(Words.text(of: reason)); retry \(number) of \(count)"
    case .outdated(let stage, let verdict, let changes): outdated(stage, verdict, changes)
    case .blocked(let stages, let behind):
      "\(label("blocked", style.yellow)) \(Words.names(stages))\(style.dim(": behind \(behind)"))"
    case .badBlob(let stage, let error): "note: \(stage): \(error)"
    case .failed(let failure): text(of: failure)
    }
  }

  private func label(_ word: String, _ paint: (String) -> String) -> String {
    paint(Words.padded(word, to: 9))
  }

  private func reason(_ verdict: Verdict, _ changes: [Change]) -> String {
    guard let first = changes.first else { return verdict == .never ? ": never run here" : "" }
    let more = changes.count > 1 ? " (and \(changes.count - 1) more)" : ""
    return ": " + Words.line(first) + more
  }

  private func outdated(_ stage: String, _ verdict: Verdict, _ changes: [Change]) -> String {
    let head = "\(label("outdated", style.yellow)) \(stage)"
    let lines = Wrapped.capped(changes.map(Words.line))
    guard lines.count > 1 else { return head + style.dim(reason(verdict, changes)) }
    return ([head] + lines.map { "  " + style.dim($0) }).joined(separator: "\n")
  }

  private func meaning(_ verdict: Verdict) -> String {
    switch verdict {
    case .confirmed: "same outputs as recorded"
    case .differs: "same recipe, other outputs"
    default: "new outputs"
    }
  }

  private func differs(_ stage: String, _ numbers: [NumberShift], _ machine: [Change]) -> String {
    var lines = [
      "\(label("differs", style.yellow)) \(stage): same recipe, other bytes than recorded"
    ]
    lines += numbers.map { "  number \(Words.line($0))" }
    lines += machine.map { "  machine \(Words.line($0))" }
    return lines.joined(separator: "\n")
  }

  /// A failure: what, the command, the log's last lines, where things lie.
  private func text(of failure: StageFailure) -> String {
    let tries = failure.tries > 1 ? " after \(failure.tries) tries" : ""
    var lines = [
      style.red("error: stage `\(failure.stage)` failed\(tries): ")
        + Words.text(of: failure.reason)
    ]
    let command = failure.arguments.map { Words.shellQuoted($0) }.joined(separator: " ")
    if !command.isEmpty { lines.append("  command  \(Escaped(command))") }
    let log = (try? Files.tail(failure.log, limit: Self.tailBytes)) ?? []
    if !log.isEmpty {
      lines.append("  log      \(failure.log)")
      let text = String(decoding: log, as: UTF8.self)
      let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let last = (all.last?.isEmpty == true ? all.dropLast() : all[...]).suffix(Self.tail)
      lines += last.map { style.dim("  | ") + Escaped(String($0)).description }
    }
    lines += Wrapped.capped(failure.denied.map { "  denied   \(Words.text(of: $0))" })
    for path in failure.partial { lines.append("  partial  \(Escaped(path))") }
    return lines.joined(separator: "\n")
  }
}
