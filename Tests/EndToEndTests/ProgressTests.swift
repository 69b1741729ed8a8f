import Glibc
import Testing

/// The line at the bottom of a terminal while `run` goes on, and what is left on the screen after it.
struct ProgressTests {
  /// Three stages; the first stands until a file lets it go on.
  private static let pipeline = """
    assay: 1
    stages:
      a: { run: "touch ../halted; while [ ! -e ../go ]; do sleep 0.01; done; echo 1 > a.txt", outputs: [a.txt] }
      b: { run: cp a.txt b.txt, inputs: [a.txt], outputs: [b.txt] }
      c: { run: "echo no; exit 3", inputs: [b.txt], outputs: [c.txt] }
    """

  private func workspace() throws -> Workspace {
    let w = try Workspace(Self.pipeline)
    w.environment["TERM"] = "xterm"
    return w
  }

  /// The screen, less what differs from run to run.
  private func screen(_ terminal: PseudoTerminal, columns: Int) -> [String] {
    let shown = Screen(columns: columns, showing: terminal.text).lines.joined(separator: "\n")
    return Outcome(stdout: shown, stderr: "", code: 0).without().stdout
      .replacing(/\b\d+:\d\d\b/, with: "<clock>").split(separator: "\n").map(String.init)
  }

  private static let plain = [
    "run       a: never run here",
    "changed   a new outputs, <time>",
    "run       b: never run here",
    "changed   b new outputs, <time>",
    "run       c: never run here",
    "error: stage `c` failed: exit code 3",
    "  command  /bin/sh -c 'echo no; exit 3'",
    "  log      .assay/logs/<digest>",
    "  | no",
    "3 stages: 2 run here, 0 from this machine, 0 believed from the record, 1 failed",
  ]

  @Test(arguments: [["--color", "auto"], ["--color", "never"], ["--color", "always"]])
  func `it moves while stages run, and nothing of it is left`(color: [String]) throws {
    let w = try workspace()
    let terminal = try PseudoTerminal(columns: 120)
    var seen: [String] = []
    let code = try w.call([Workspace.assay, "run"] + color, on: terminal) { _ in
      guard seen.isEmpty else { return }
      let now = screen(terminal, columns: 120)
      guard now.count == 2, now[1].hasSuffix("a <clock>") else { return }
      seen = now
      try w.write("../go", "")
    }
    #expect(seen == [Self.plain[0], "╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  0/3  <clock>  a <clock>"])
    #expect(screen(terminal, columns: 120) == Self.plain)
    #expect(terminal.text.contains("\u{1B}[31m") == (color.last != "never"))
    #expect(code == 1)
  }

  @Test func `the clock goes on while nothing happens`() throws {
    let w = try workspace()
    let terminal = try PseudoTerminal(columns: 40)
    var clocks: Set<Substring> = []
    _ = try w.call([Workspace.assay, "run"], on: terminal) { _ in
      clocks.formUnion(terminal.text.matches(of: /0:0\d/).map(\.output))
      if clocks.count > 1 { try w.write("../go", "") }
    }
    #expect(clocks.isSuperset(of: ["0:00", "0:01"]))
  }

  @Test func `a narrow window breaks no line but the plain ones`() throws {
    let w = try workspace()
    let terminal = try PseudoTerminal(columns: 20)
    var seen: [String] = []
    _ = try w.call([Workspace.assay, "run"], on: terminal) { _ in
      guard seen.isEmpty else { return }
      let now = screen(terminal, columns: 20)
      guard now.last?.hasSuffix("a <clock>") == true else { return }
      seen = now
      try w.write("../go", "")
    }
    #expect(seen == ["run       a: never r", "un here", "0/3  <clock>  a <clock>"])
    #expect(!screen(terminal, columns: 20).contains { $0.contains("<clock>") })
  }

  @Test func `a window that becomes narrower has a shorter line`() throws {
    let w = try workspace()
    let terminal = try PseudoTerminal(columns: 100)
    var isNarrow = false
    _ = try w.call([Workspace.assay, "run", "--color", "never"], on: terminal) { _ in
      if !isNarrow, terminal.text.contains("╌  0/3") {
        terminal.resize(columns: 12)
        terminal.clear()
        isNarrow = true
      }
      // The second one was surely begun after the window had changed.
      if isNarrow, terminal.text.matches(of: /\[J/).count > 1 { try w.write("../go", "") }
    }
    let second = terminal.text.split(separator: "\u{1B}[J").dropFirst().first ?? ""
    #expect(second.wholeMatch(of: /0\/3  0:\d\d\r+/) != nil, "\(second.debugDescription)")
  }

  @Test func `a run that is interrupted leaves its lines and nothing else`() throws {
    let w = try workspace()
    let terminal = try PseudoTerminal(columns: 120)
    var isSent = false
    let code = try w.call([Workspace.assay, "run"], on: terminal) { child in
      guard !isSent, try w.exists("../halted"), terminal.text.contains("0/3") else { return }
      isSent = true
      child.signal(SIGINT)
    }
    #expect(code == 130)
    #expect(
      screen(terminal, columns: 120) == [
        Self.plain[0], "error: stage `a` failed: interrupted",
        "  command  /bin/sh -c 'touch ../halted; while [ ! -e ../go ]; do sleep 0.01; done; echo 1 > a.txt'",
        "3 stages: 0 run here, 0 from this machine, 0 believed from the record, 1 failed, 2 not reached",
      ])
  }

  @Test func `a run that breaks off leaves no broken line`() throws {
    let w = try workspace()
    let terminal = try PseudoTerminal(columns: 120)
    var isSent = false
    let code = try w.call([Workspace.assay, "run"], on: terminal) { child in
      guard !isSent, try w.exists("../halted"), terminal.text.contains("0/3") else { return }
      isSent = true
      let keeper = try w.call(["pgrep", "-P", "\(child.process)"]).stdout
      kill(try #require(Int32(keeper.dropLast())), SIGKILL)
    }
    #expect(code == 1)
    #expect(
      screen(terminal, columns: 120) == [
        Self.plain[0], "error: the process that runs the stages was ended from outside",
      ])
  }

  @Test(arguments: ["dumb", nil])
  func `a terminal that cannot erase gets plain lines`(kind: String?) throws {
    let w = try workspace()
    w.environment["TERM"] = kind
    try w.write("../go", "")
    let terminal = try PseudoTerminal(columns: 120)
    #expect(try w.call([Workspace.assay, "run", "--color", "never"], on: terminal) == 1)
    #expect(screen(terminal, columns: 120) == Self.plain)
    #expect(!terminal.text.contains("\u{1B}") && !terminal.text.contains("0/3"))
  }

  @Test(arguments: [("", true), ("& wait", false)])
  func `a job that the shell put in the background draws nothing`(end: String, draws: Bool) throws {
    let w = try workspace()
    try w.write("../go", "")
    let terminal = try PseudoTerminal(columns: 120)
    // A session of its own, whose terminal this is, with a shell that controls jobs.
    let shell = "exec setsid --ctty --wait bash -mc '\(Workspace.assay) run --color never \(end)'"
    _ = try w.call(["sh", "-c", "\(shell) < \(terminal.path)"], on: terminal)
    #expect(terminal.text.contains("0/3  0:0") == draws)
    #expect(terminal.text.contains("\u{1B}[J") == draws)
    // Below them the shell says that its job has ended.
    #expect(Array(screen(terminal, columns: 120).prefix(Self.plain.count)) == Self.plain)
  }

  @Test func `a run with nothing to do draws nothing`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages: { a: { run: "echo 1 > a.txt", outputs: [a.txt] } }
      """)
    w.environment["TERM"] = "xterm"
    try w.runs()
    let terminal = try PseudoTerminal(columns: 120)
    #expect(try w.call([Workspace.assay, "run"], on: terminal) == 0)
    #expect(
      terminal.text
        == "1 stage: 0 run here, 1 from this machine, 0 believed from the record\r\n")
  }
}
