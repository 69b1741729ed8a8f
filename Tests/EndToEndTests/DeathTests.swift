import Glibc
import Host
import Testing

/// Whoever of tool, keeper, wardens and stages dies, and at whatever moment: the next run needs no flag
/// and is right.
///
/// The environment variable `ASSAY_DEATHS` says how many deaths are died, `ASSAY_SEED` which ones; with
/// enough of them every system call of a run is the last one once in each way.
@Suite(.serialized, .enabled(if: Workspace.canStrike, "ptrace is not allowed here"))
struct DeathTests {
  private static let everything: Fault.Calls = [.changes, .talks]
  /// Each way to die, at which calls.
  private static let ways = [
    Fault("kill=t:9", at: everything), Fault("torn", at: .changes),
    Fault("kill=tk:9", at: everything), Fault("kill=tkw:9", at: everything),
    Fault("kill=k:9", at: everything), Fault("kill=w:9", at: everything),
    Fault("kill=s:9", at: everything), Fault("kill=t:15", at: everything),
    Fault("kill=t:2", at: everything), Fault("hangup", at: everything),
    Fault("kill=w:9", at: everything, of: .warden),
    Fault("kill=tkw:9", at: everything, of: .warden),
    Fault("kill=k:9", at: everything, of: .keeper), Fault("kill=tk:9", at: everything, of: .keeper),
    Fault("kill=t:9", at: everything, in: ["restore"]),
    Fault("kill=t:9", at: everything, in: ["clean"]),
  ]

  @Test func `deaths at system calls`() throws {
    let project = try DoomedProject()
    try Torture.spread("ASSAY_DEATHS", 16, over: Self.ways.count) { way, share, dice in
      let fault = Self.ways[way]
      let calls = try project.calls(of: fault)
      return try Torture.numbers(upTo: calls, share, &dice).map { number in
        try project.begin()
        let struck = try #require(try project.w.strike(fault, at: number))
        let faults = try project.faults() + ending(of: struck, fault)
        #expect(
          faults == [],
          "\(fault), \(number) of \(calls), \(struck.hit): \(struck.ending)\n\(struck.stderr)")
        return faults.isEmpty
      }
    }
  }

  @Test func `deaths at moments of chance`() throws {
    let project = try DoomedProject()
    let signals = [SIGKILL, SIGTERM, SIGINT, SIGHUP]
    try Torture.spread("ASSAY_MOMENTS", 4, over: signals.count) { way, share, dice in
      let signal = signals[way]
      return try (0..<share).map { _ in
        try project.begin()
        let moment = dice.roll(400_000)
        let run = try project.w.start([Workspace.assay, "run", "-j2"])
        usleep(useconds_t(moment))
        if dice.roll(2) == 0 { run.child.signalGroup(signal) } else { run.child.signal(signal) }
        let outcome = try project.w.end(of: run)
        let faults = try project.faults()
        #expect(faults == [], "signal \(signal) after \(moment) µs: \(outcome)")
        return faults.isEmpty
      }
    }
  }

  /// However the tool ends, it is by what was done to it, and never by a fault of its own.
  private func ending(of struck: Workspace.Struck, _ fault: Fault) -> [String] {
    let allowed = ["exit 0", "exit 1", "exit 130", "signal 9", "signal 1", "signal 2", "signal 15"]
    return allowed.contains(struck.ending) && !struck.stderr.contains("BUG")
      ? [] : ["the tool ended by \(struck.ending)"]
  }
}
