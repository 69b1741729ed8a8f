import Host

/// A program of the system that the tool starts and waits for, as stages are started: whatever ends
/// the tool ends it too.
enum Errand {
  /// What a program came to, and where its two streams went.
  struct Ended {
    let outcome: Ending.Outcome
    let log: String
  }

  /// Runs a program to its end; `nil` when a signal ended the wait.
  ///
  /// Its log goes into a scratch folder.
  /// - Throws: `TooLong` after that.
  static func run(
    _ arguments: [String], in folder: String, limit: Duration? = nil
  ) throws -> Ended? {
    let launch = Launch(
      arguments: arguments,
      environment: [
        ("HOME", Machine.variable("HOME") ?? "/"), ("LANG", "C.UTF-8"), ("PATH", path),
      ],
      log: "\(folder)/log", temporaryFolder: folder)
    var keeper = try Keeper.start(notes: "\(folder)/notes")
    try keeper.launch(id: 0, launch)
    switch try keeper.next(timeout: limit) {
    case .ended(_, let ending): return Ended(outcome: ending.outcome, log: launch.log)
    case .interrupted: return nil
    case nil: throw TooLong()
    }
  }

  /// The time that a program was given is over.
  struct TooLong: Error {}

  /// Where programs are looked for.
  static var path: String { Machine.variable("PATH") ?? "/usr/bin:/bin" }
}
