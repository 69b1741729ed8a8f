import Build
import Host
import Pipeline
import Store

/// The quick way of `run`, `run -n` and `status` when nothing is to be done: one look at every file
/// that the last run's verdicts rest on, and neither the arguments nor the pipeline are read.
///
/// It answers only what the usual way would answer. Whatever it does not understand, and whatever is
/// not exactly as it was, is left to that.
enum NothingToDo {
  private enum Question { case run, dryRun, status }

  /// Whether these arguments asked for something that was answered here: with exit code 0.
  static func answers(_ arguments: [String]) -> Bool {
    guard let question = question(arguments), enterProject(),
      var last = LastRun(variable: { Machine.variable($0) })
    else { return false }
    // A terminal gets colours.
    if question != .run, Style(.auto, for: .output).isOn { return false }
    guard last.stands(ignoring: Glob.ignores) else { return false }
    guard question == .run else { return last.writeStatus() }
    if last.wasTouched { remember(last) }
    Terminal.answer(RunOutcome.nothingToDo(of: last.stages).summary)
    return true
  }

  /// What is asked: a verb alone, or with what cannot change the answer.
  private static func question(_ arguments: [String]) -> Question? {
    switch arguments.first {
    case "status" where arguments.count == 1: return .status
    case "run":
      var rest = arguments.dropFirst()
      var question = Question.run
      while let next = rest.popFirst() {
        if next == "-n" || next == "--dry-run" {
          question = .dryRun
        } else if next == "-j" {
          guard let jobs = rest.popFirst(), isCount(jobs) else { return nil }
        } else {
          guard next.hasPrefix("-j"), isCount(String(next.dropFirst(2))) else { return nil }
        }
      }
      return question
    default: return nil
    }
  }

  private static func isCount(_ text: String) -> Bool { Int(text).map { $0 > 0 } ?? false }

  /// Makes the nearest folder with a pipeline the working directory, as the usual way does.
  private static func enterProject() -> Bool {
    do {
      return try Project.enterNearest()
    } catch {
      return false
    }
  }

  /// Writes down which files were only touched, unless somebody else is at work: then they are looked
  /// into again.
  private static func remember(_ last: LastRun) {
    guard let lock = Lock.takeIfFree(Layout.lock) else { return }
    try? last.save()
    _ = consume lock
  }
}
