/// What the tool hears of while stages run.
package enum Event: Hashable, Sendable {
  /// The command launched under an id ended, and its tree with it.
  case ended(id: Int, Ending)
  /// A signal asked the tool to end: SIGINT, SIGTERM or SIGHUP, by its number.
  case interrupted(signal: Int32)
}
