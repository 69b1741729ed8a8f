// What a run is asked for.

package import Pipeline

extension Run {
  /// What may be done about a stage that must run.
  package enum Policy: Sendable {
    /// It runs.
    case everything
    /// It runs only if no committed record can change thereby: by the recipe of its record.
    case recorded
    /// It does not run; only the store is asked, and only for the targets.
    case nothing
  }

  /// What a run is asked for.
  package struct Options: Sendable {
    /// How many processors stages may occupy together.
    package let jobs: Int
    /// How much memory, in bytes.
    package let memory: Int
    package let selection: Selection
    package var policy = Policy.everything
    /// Whether a failure stops only what is behind it.
    package var keepsGoing = false
    /// Whether the targets run whatever is known of them.
    package var isForced = false
    /// What `status` answers when the pipeline is all there is in the project and nothing is left to do;
    /// without it the next run looks for itself.
    package var statusWhenDone: (@Sendable () -> String)?

    package init(jobs: Int, memory: Int, selection: Selection) {
      self.jobs = max(1, jobs)
      self.memory = memory
      self.selection = selection
    }
  }
}
