package import Host

/// A stage that did not do what it declared, with what a person needs to find out why.
package struct StageFailure: Error, Sendable {
  /// What went wrong.
  package enum Reason: Error, Sendable {
    case exited(Int32)
    case signaled(Int32)
    case notStarted(HostError)
    case interrupted
    case missingOutput(String)
    case notAFolder(String)
    case inputKeepsChanging(String)
    /// Anything that knows how to say itself: a number file's fault, a full disk.
    case told(any Error)
  }

  package let stage: String
  package let reason: Reason
  package let arguments: [String]
  package let log: String
  /// Where the partial outputs lie now.
  package var partial: [String] = []
}
