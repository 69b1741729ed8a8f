import Build
import Git
import Host

/// Everything that is told while a run goes on: lines for people, the line that moves below them on a
/// terminal, events for programs.
struct RunReport {
  let words: RunWords
  let live: LiveLine?
  let events: EventLines?

  func tell(_ event: RunEvent) {
    events?.write(EventLines.line(of: event, at: Machine.now))
    if let live { live.take(event) { words.tell(event) } } else { words.tell(event) }
  }

  /// What the run is to call again and again; `nil` when nothing moves.
  var progress: ((Int) -> Void)? {
    live.map { live in { done in live.take(done: done) } }
  }

  func begin(stages: Int, jobs: Int) {
    guard let events else { return }
    let head = try? Repository.containing(".")?.head().commit?.id
    events.write(EventLines.started(stages: stages, jobs: jobs, head: head, at: Machine.now))
  }

  /// The run came to its end.
  func end(_ outcome: RunOutcome, seconds: Double, exit: Int32) {
    hide()
    events?.write(EventLines.ended(outcome, seconds: seconds, exit: exit, at: Machine.now))
  }

  /// Leaves the terminal as if there had been plain lines only.
  func hide() { live?.hide() }
}
