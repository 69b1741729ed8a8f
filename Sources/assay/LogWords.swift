import Build
import Text

/// The runs of this machine as lines for a person: each whole, or what became of some stages.
struct LogWords {
  let style: Style

  /// So many stages of one verdict are named.
  private static let most = 8
  /// And so many digits of a commit.
  private static let digits = 8
  private static let label = 9

  /// Every run with all that it did.
  func lines(of runs: [RememberedRun]) -> [String] {
    let width = commitWidth(runs)
    return runs.flatMap { run in
      let verdicts = Dictionary(grouping: run.stages, by: \.verdict)
      return [head(run, width)]
        + Verdict.allCases.map(\.rawValue).compactMap { verdict in
          verdicts[verdict].map {
            "  \(painted(verdict, to: Self.label)) \(names($0.map(\.name)))"
          }
        }
    }
  }

  /// What became of some stages, one below the other.
  func lines(of runs: [RememberedRun], stages names: [String]) -> [String] {
    let commits = commitWidth(runs)
    let width = runs.flatMap { $0.stages(named: names) }.map(\.name.count).max() ?? 0
    return runs.flatMap { run in
      run.stages(named: names).map { stage in
        let seconds = stage.seconds.map { Words.seconds($0) }
        let line = [
          style.dim(run.time), commit(run).padded(to: commits), stage.name.padded(to: width),
          painted(stage.verdict, to: seconds == nil ? 0 : Self.label), seconds,
        ]
        return line.compactMap(\.self).joined(separator: "  ")
      }
    }
  }

  private func head(_ run: RememberedRun, _ width: Int) -> String {
    var parts = [style.dim(run.time), commit(run).padded(to: width)]
    if let seconds = run.seconds { parts.append(Words.seconds(seconds)) }
    if run.wasInterrupted { parts.append(style.yellow("interrupted")) }
    return parts.joined(separator: "  ")
  }

  private func commit(_ run: RememberedRun) -> String {
    let head = run.head.map { String($0.prefix(Self.digits)) } ?? "no commit"
    return run.uncommitted > 0 ? "\(head) + \(run.uncommitted) uncommitted" : head
  }

  private func commitWidth(_ runs: [RememberedRun]) -> Int {
    runs.map { commit($0).count }.max() ?? 0
  }

  private func painted(_ verdict: String, to width: Int) -> String {
    let word = verdict.padded(to: width)
    switch Verdict(rawValue: verdict) {
    case .failed, .blocked: return style.red(word)
    case .differs: return style.yellow(word)
    default: return style.green(word)
    }
  }

  private func names(_ names: [String]) -> String {
    let shown = names.prefix(Self.most).map { Escaped($0).description }.joined(separator: ", ")
    return names.count > Self.most ? "\(shown) and \(names.count - Self.most) more" : shown
  }
}
