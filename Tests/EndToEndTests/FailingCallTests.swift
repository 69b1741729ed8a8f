import Host
import Testing

/// Calls of the system that fail: the tool says which path it was and loses nothing, and the next run is
/// right.
///
/// `ASSAY_FAILURES` says how many calls fail, `ASSAY_SEED` which ones; with enough of them every call of
/// a run that changes or reads a file does.
@Suite(.serialized, .enabled(if: Workspace.canStrike, "ptrace is not allowed here"))
struct FailingCallTests {
  private static let (inputOutput, noSpace) = (5, 28)
  private static let ways = [
    Fault("fail=\(noSpace)", at: .changes), Fault("fail=\(inputOutput)", at: .changes),
    Fault("full=\(noSpace)", at: .changes), Fault("fail=\(inputOutput)", at: .reads),
    Fault("fail=\(noSpace)", at: .changes, of: .warden),
  ]

  @Test func `failing system calls`() throws {
    let project = try DoomedProject()
    try Torture.spread("ASSAY_FAILURES", 5, over: Self.ways.count) { way, share, dice in
      let fault = Self.ways[way]
      let calls = try project.calls(of: fault)
      return try Torture.numbers(upTo: calls, share, &dice).map { number in
        try project.begin()
        let struck = try #require(try project.w.strike(fault, at: number))
        let faults = try project.faults() + answer(struck)
        #expect(
          faults == [],
          "\(fault), \(number) of \(calls), \(struck.hit): \(struck.ending)\n\(struck.stderr)")
        return faults.isEmpty
      }
    }
  }

  /// Either all went well all the same, or it is said what did not, with its path.
  private func answer(_ struck: Workspace.Struck) -> [String] {
    let errors = struck.stderr.split(separator: "\n").filter { $0.hasPrefix("error:") }
    if struck.stderr.contains("BUG") { return ["a fault of our own is told"] }
    switch struck.ending {
    case "exit 0": return errors.isEmpty ? [] : ["exit code 0 with an error"]
    case "exit 1", "exit 2":
      return errors.contains { $0.contains("`") } ? [] : ["no path is told"]
    default: return ["the tool ended by \(struck.ending)"]
    }
  }
}
