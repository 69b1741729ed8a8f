package import Host

/// A stage that did not do what it declared, with what a person needs to find out why.
package struct StageFailure: Error, Sendable {
  /// What went wrong.
  package enum Reason: Error, Sendable {
    case exited(Int32)
    case signaled(Int32)
    /// It ran longer than its `timeout` and was ended.
    case timedOut(Duration)
    case notStarted(HostError)
    case interrupted
    case missingOutput(String)
    case notAFolder(String)
    case inputKeepsChanging(String)
    /// It read what another stage makes and did not declare it: nothing made sure that it was there.
    case readUndeclared(path: String, maker: String)
    /// It is sandboxed, and asked for what it does not declare.
    case denied
    /// Anything that knows how to say itself: a number file's fault, a full disk.
    case told(any Error)

    /// Whether it may go well another time.
    var mayPass: Bool {
      switch self {
      case .exited, .signaled, .timedOut, .missingOutput: true
      default: false
      }
    }
  }

  package let stage: String
  package let reason: Reason
  /// The command; empty when it could not be said what it would be.
  package let arguments: [String]
  package let log: String
  /// How often it was tried.
  package let tries: Int
  /// Where the partial outputs lie now.
  package var partial: [String] = []
  /// What it asked for in a sandbox and was not given.
  package var denied: [Denial] = []
}
