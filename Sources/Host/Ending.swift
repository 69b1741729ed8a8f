import CHost

/// How a command ended.
///
/// When it is told, no process of the command's tree is left.
package struct Ending: Hashable, Sendable {
  /// What the command's own process came to.
  package enum Outcome: Hashable, Sendable {
    /// It ended by itself with an exit code.
    case exited(Int32)
    /// A signal ended it.
    case signaled(Int32)
    /// It never ran, and why.
    case notStarted(HostError)
  }

  /// What the command's own process came to.
  package let outcome: Outcome
  /// Processor time of the whole tree, in its own code.
  package let user: Duration
  /// Processor time of the whole tree, in the kernel.
  package let system: Duration
  /// The most memory a process of the tree held, in bytes; never less than the keeper's own.
  package let maxResident: Int
  /// When the command started, by `Machine.uptime`.
  package let started: Duration
  /// When the command's own process ended, by `Machine.uptime`.
  package let ended: Duration
  /// Why it was not seen what the command did; `nil` when it was, or when nobody looked.
  package let unseen: HostError?
  /// Why what was seen could not be written down; `nil` when it was, or when nobody looked.
  package let unwritten: HostError?
}

extension Ending {
  init(_ ending: host_ending, of launch: Launch) {
    switch ending.outcome {
    case HOST_EXITED: outcome = .exited(ending.value)
    case HOST_SIGNALED: outcome = .signaled(ending.value)
    default: outcome = .notStarted(Self.refusal(ending, of: launch))
    }
    user = .microseconds(ending.user)
    system = .microseconds(ending.system)
    maxResident = Int(ending.resident)
    started = .nanoseconds(ending.started)
    ended = .nanoseconds(ending.ended)
    let isAsked = launch.sightings != nil
    unseen =
      isAsked && ending.unseen != 0
      ? .failed(.observe, path: launch.arguments.first ?? "", code: ending.unseen) : nil
    unwritten =
      ending.unwritten != 0
      ? .failed(.write, path: launch.sightings ?? "", code: ending.unwritten) : nil
  }

  private static func refusal(_ ending: host_ending, of launch: Launch) -> HostError {
    switch ending.step {
    case HOST_STEP_LOG: .failed(.write, path: launch.log, code: ending.value)
    case HOST_STEP_NOTE: .failed(.note, path: launch.arguments.first ?? "", code: ending.value)
    case HOST_STEP_SANDBOX:
      .failed(.confine, path: launch.arguments.first ?? "", code: ending.value)
    default: .failed(.start, path: launch.arguments.first ?? "", code: ending.value)
    }
  }
}
