import Glibc
import Testing

@testable import Host

/// Commands through a real keeper.
@Suite struct KeeperTests {
  let bench: Bench
  init() throws { bench = try Bench() }

  @Test func `a command's exit code is told and its output stands in the log`() throws {
    let ending = try bench.run(["sh", "-c", "echo out; echo error >&2; exit 7"])
    #expect(ending.outcome == .exited(7))
    #expect(try bench.log() == "out\nerror\n")
    #expect(ending.started <= ending.ended)
    #expect(ending.maxResident > 100_000)
  }

  @Test func `a log begins anew with each command`() throws {
    _ = try bench.run(["echo", "first and long"])
    _ = try bench.run(["echo", "second"])
    #expect(try bench.log() == "second\n")
  }

  @Test func `a signal that ends a command is told`() throws {
    #expect(try bench.run(["sh", "-c", "kill -SEGV $$"]).outcome == .signaled(SIGSEGV))
  }

  @Test func `processor time is that of the whole tree`() throws {
    let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"
    let ending = try bench.run(["sh", "-c", "sh -c '\(busy)'; true"])
    #expect(ending.user > .milliseconds(20))
  }

  @Test func `a command gets its environment and nothing else`() throws {
    let variables = [
      ("A", "one two"), ("PATH", "/usr/bin:/bin"), ("É", "π\nnext=1"), ("EMPTY", ""),
    ]
    _ = try bench.run(["env", "-0"], environment: variables)
    #expect(
      try bench.log() == variables.map { "\($0)=\($1)\0" }.joined())
  }

  @Test func `a command gets its arguments as they are`() throws {
    _ = try bench.run(["printf", "<%s>", "a b", "", "$HOME", "\"", "é\n"])
    #expect(try bench.log() == "<a b><><$HOME><\"><é\n>")
  }

  @Test func `a command's standard input is empty, its umask 022, its folder the tool's own`()
    throws
  {
    _ = try bench.run(["sh", "-c", "cat; umask; pwd"])
    #expect(try bench.log() == "0022\n\(try Machine.currentFolder())\n")
  }

  @Test func `a command has three descriptors, no blocked and no ignored signal`() throws {
    // The tool itself ignores SIGPIPE. The two signals the C library keeps for itself are left out.
    let script = "ls /proc/self/fd; grep -e ^SigBlk -e ^SigIgn /proc/self/status"
    _ = try bench.run(["sh", "-c", script])
    let lines = try bench.log().split(separator: "\n")
    #expect(lines.prefix(4) == ["0", "1", "2", "3"])  // 3 is the folder that ls itself lists
    let masks = lines.dropFirst(4).map { UInt64($0.suffix(16), radix: 16).map { $0 & ~(3 << 31) } }
    #expect(masks == [0, 0])
  }

  @Test func `a program is looked for in the PATH it is given`() throws {
    try bench.here.file("one/tool", "#!/bin/sh\necho one")
    let two = try bench.here.file("two/tool", "#!/bin/sh\necho two")
    try Files.setExecutable(two, true)
    let path = "\(bench.here("none")):\(bench.here("one")):\(bench.here("two"))"
    _ = try bench.run(["tool"], environment: [("PATH", path)])
    #expect(try bench.log() == "two\n")
  }

  @Test func `an environment of 500 kB and an argument list as long pass`() throws {
    let value = String(repeating: "x", count: 100_000)
    let variables = (0..<5).map { ("V\($0)", value) } + [("PATH", "/usr/bin:/bin")]
    let words = (0..<5000).map { _ in String(repeating: "y", count: 99) }
    let ending = try bench.run(
      ["sh", "-c", "env | wc -c; echo $#", "sh"] + words, environment: variables)
    #expect(ending.outcome == .exited(0))
    let lines = try bench.log().split(separator: "\n").compactMap { Int($0) }
    #expect(lines.count == 2 && lines[0] > 500_000 && lines[1] == 5000)
  }

  @Test func `what cannot be executed is told with its cause`() throws {
    let plain = try bench.here.file("plain", "x")
    let text = try bench.here.file("text", "no program")
    try Files.setExecutable(text, true)
    let long = String(repeating: "x", count: 200_000)
    let commands = [["no-such-program"], [plain], [text], ["echo", long], [""]]
    let told = try commands.map { "\(try bench.run($0).outcome.refusal)" }
    #expect(
      told == [
        "cannot start `no-such-program`: No such file or directory",
        "cannot start `\(plain)`: Permission denied",
        "cannot start `\(text)`: Exec format error",
        "cannot start `echo`: Argument list too long",
        "cannot start ``: No such file or directory",
      ])
    #expect(try bench.notes() == [])
  }

  @Test func `a log that cannot be written is told`() throws {
    let ending = try bench.run(["true"], log: bench.here("none/log"))
    #expect(
      ending.outcome.refusal
        == "cannot write `\(bench.here("none/log"))`: No such file or directory")
  }

  @Test func `a note that cannot be written is told`() throws {
    var keeper = try Keeper.start(notes: bench.here("run"))
    try Files.removeTree(bench.here("run"))
    try keeper.launch(id: 1, bench.launch(["true"]))
    guard case .ended(1, let ending) = try keeper.next() else { return #expect(Bool(false)) }
    #expect(
      ending.outcome.refusal == "cannot leave a note of `true`: No such file or directory")
  }

  @Test func `a NUL in an argument is refused before anything starts`() throws {
    let bench = bench
    #expect(words { try bench.run(["echo", "a\0b"]) } == "`a\\u{0}b` holds a NUL character")
  }

  @Test func `a note stands while a command runs, and names it`() throws {
    let script = "cat \(bench.here("run"))/*; echo $$; cut -d ' ' -f 22 < /proc/$$/stat"
    // The second note stands where the first one stood, also when it is shorter.
    let long = Launch(
      arguments: ["true"], environment: [("PATH", "/usr/bin:/bin")], log: bench.here("log"),
      temporaryFolder: bench.temporary + "/longer")
    var keeper = try Keeper.start(notes: bench.here("run"))
    for (id, launch) in [long, bench.launch(["sh", "-c", script])].enumerated() {
      try keeper.launch(id: id, launch)
      guard case .ended(id, _) = try keeper.next() else { return #expect(Bool(false)) }
      #expect(try bench.notes().count == 1)
    }
    let lines = try bench.log().split(separator: "\n")
    let note = try #require(lines.first).split(separator: " ")
    #expect(lines.count == 3)
    #expect(note.map { UInt64($0) }.prefix(2) == [UInt64(lines[1]), UInt64(lines[2])])
    #expect(note[2] == bench.temporary)
    _ = consume keeper
    #expect(try bench.notes() == [])
  }

  @Test func `a note that a command takes away is there again for the next`() throws {
    var keeper = try Keeper.start(notes: bench.here("run"))
    for id in 0..<2 {
      try keeper.launch(
        id: id, bench.launch(["sh", "-c", "cat \(bench.here("run"))/*; rm \(bench.here("run"))/*"]))
      guard case .ended(id, _) = try keeper.next() else { return #expect(Bool(false)) }
      #expect(try bench.log().hasSuffix(" \(bench.temporary)\n"))
    }
  }

  // What a command may leave behind, and how it does so.
  @Test(arguments: [
    "MARK & true", "(MARK &) ; true", "setsid MARK & true", "setsid sh -c 'MARK & MARK &' & true",
    "(trap '' TERM HUP INT; MARK) & true", "(setsid sh -c '(MARK &)' &)",
  ])
  func `nothing a command leaves behind is there when its end is told`(script: String) throws {
    let mark = Mark()
    // The pause lets what was started reach the program that bears the mark.
    let script = script.replacing("MARK", with: mark.command) + "; sleep 0.2"
    let ending = try bench.run(["sh", "-c", script])
    #expect(ending.outcome == .exited(0))
    #expect(mark.processes().isEmpty)
    #expect(try bench.notes() == [])
  }

  @Test func `a stop reaches the whole tree and leaves it time`() throws {
    let mark = Mark()
    let inner = "trap 'echo inner; exit' TERM; echo on; while :; do sleep 0.02; done"
    let outer =
      "trap 'echo outer; exit 3' TERM; \(mark.command) & sh -c \"\(inner)\" & wait"
    var keeper = try Keeper.start(notes: bench.here("run"))
    try keeper.launch(id: 1, bench.launch(["sh", "-c", outer]))
    try bench.awaitLog("on\n")
    mark.awaitProcesses(1)
    try keeper.stop(id: 1, grace: .seconds(30))
    guard case .ended(1, let ending) = try keeper.next() else { return #expect(Bool(false)) }
    #expect(ending.outcome == .exited(3))
    // A shell may also say that its sleep was terminated.
    let lines = try bench.log().split(separator: "\n").filter { $0 != "Terminated" }
    #expect(lines.sorted() == ["inner", "on", "outer"])
    #expect(mark.processes().isEmpty)
  }

  @Test func `what ignores a stop is killed after its grace`() throws {
    let mark = Mark()
    var keeper = try Keeper.start(notes: bench.here("run"))
    try keeper.launch(
      id: 1, bench.launch(["sh", "-c", "trap '' TERM; echo on; \(mark.command)"]))
    try bench.awaitLog("on\n")
    try keeper.stop(id: 1, grace: .milliseconds(50))
    try keeper.stop(id: 2, grace: .zero)
    guard case .ended(1, let ending) = try keeper.next() else { return #expect(Bool(false)) }
    #expect(ending.outcome == .signaled(SIGKILL))
    #expect(mark.processes().isEmpty)
  }

  @Test func `a command started after a stop runs undisturbed`() throws {
    var keeper = try Keeper.start(notes: bench.here("run"))
    for id in 0..<20 {
      // The stop may come before the end, or cross its report: the next command must not see it.
      try keeper.launch(id: id, bench.launch(["true"]))
      try keeper.stop(id: id, grace: .seconds(30))
      guard case .ended(id, _) = try keeper.next() else { return #expect(Bool(false)) }
      try keeper.launch(id: 100 + id, bench.launch(["sh", "-c", "exit 4"]))
      guard case .ended(100 + id, let ending) = try keeper.next() else {
        return #expect(Bool(false))
      }
      #expect(ending.outcome == .exited(4))
      #expect(ending.user + ending.system < .seconds(1))
    }
  }

  @Test func `no event comes when there is nothing to tell`() throws {
    var keeper = try Keeper.start(notes: bench.here("run"))
    #expect(try keeper.next(timeout: .milliseconds(1)) == nil)
    #expect(try keeper.next(timeout: .zero) == nil)
  }

  @Test func `two hundred commands, four at a time, each end once under their id`() async throws {
    // In a process of its own, where nothing else opens files or starts processes.
    await #expect(processExitsWith: .success) {
      let bench = try Bench()
      var keeper = try Keeper.start(notes: bench.here("run"))
      let before = try descriptors()
      var (next, codes): (Int, [Int: Ending.Outcome]) = (0, [:])
      while codes.count < 200 {
        while next < 200, next - codes.count < 4 {
          let command = bench.launch(["sh", "-c", "exit \(next)"], log: "/dev/null")
          try keeper.launch(id: next, command)
          next += 1
        }
        guard case .ended(let id, let ending) = try keeper.next() else { break }
        codes[id] = ending.outcome
      }
      let expected = (0..<200).map { ($0, Ending.Outcome.exited(Int32($0))) }
      #expect(codes == Dictionary(uniqueKeysWithValues: expected))
      #expect(try descriptors() == before)
      #expect(children(of: getpid()) == [keeper.process])
      let wardens = children(of: keeper.process)
      #expect(wardens.count <= 4)
      #expect(wardens.flatMap(children) == [])
    }
  }

  @Test func `a keeper let go of leaves no process, descriptor or note`() async throws {
    await #expect(processExitsWith: .success) {
      let bench = try Bench()
      let (before, mark) = (try descriptors(), Mark())
      do {
        var keeper = try Keeper.start(notes: bench.here("run"))
        for id in 0..<3 {
          let script = "\(mark.command) & \(mark.command); true"
          try keeper.launch(id: id, bench.launch(["sh", "-c", script]))
        }
        mark.awaitProcesses(6)
      }
      #expect(mark.processes().isEmpty)
      #expect(try descriptors() == before)
      #expect(children(of: getpid()) == [])
      #expect(try bench.notes() == [])
    }
  }

  @Test func `a killed keeper is told, and what it ran ends`() throws {
    let mark = Mark()
    var keeper = try Keeper.start(notes: bench.here("run"))
    try keeper.launch(
      id: 1, bench.launch(["sh", "-c", "setsid \(mark.command) & exec \(mark.command)"]))
    mark.awaitProcesses(2)
    kill(keeper.process, SIGKILL)
    let told = words { try keeper.next() }
    #expect(told == "the process that runs the stages was ended from outside")
    let command = bench.launch(["true"])
    let refused = words { try keeper.launch(id: 2, command) }
    #expect(refused == "the process that runs the stages was ended from outside")
    mark.awaitProcesses(0)
  }

  @Test func `a killed warden's command is killed, told, and leaves nothing`() throws {
    let mark = Mark()
    var keeper = try Keeper.start(notes: bench.here("run"))
    try keeper.launch(
      id: 1, bench.launch(["sh", "-c", "setsid \(mark.command) & exec \(mark.command)"]))
    mark.awaitProcesses(2)
    for warden in children(of: keeper.process) { kill(warden, SIGKILL) }
    guard case .ended(1, let ending) = try keeper.next() else { return #expect(Bool(false)) }
    #expect(ending.outcome == .signaled(SIGKILL))
    #expect(mark.processes().isEmpty)
    try keeper.launch(id: 2, bench.launch(["true"]))
    guard case .ended(2, let second) = try keeper.next() else { return #expect(Bool(false)) }
    #expect(second.outcome == .exited(0))
  }

  @Test(arguments: [false, true])
  func `a killed tool leaves no process, nor does one killed with its keeper`(both: Bool) async {
    await #expect(processExitsWith: .signal(SIGKILL)) { [both] in
      let bench = try Bench()
      let mark = Mark(of: getppid(), both)
      var keeper = try Keeper.start(notes: bench.here("run"))
      try keeper.launch(
        id: 1, bench.launch(["sh", "-c", "setsid \(mark.command) & exec \(mark.command)"]))
      mark.awaitProcesses(2)
      try Files.removeTree(bench.here.path)
      if both { kill(keeper.process, SIGKILL) }
      kill(getpid(), SIGKILL)
    }
    Mark(of: getpid(), both).awaitProcesses(0)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal to the tool is an event`(number: Int32) async throws {
    await #expect(processExitsWith: .success) { [number] in
      let bench = try Bench()
      var keeper = try Keeper.start(notes: bench.here("run"))
      try keeper.launch(id: 1, bench.launch(["sleep", "100"]))
      kill(getpid(), number)
      let event = try keeper.next(timeout: .seconds(30))
      #expect(event == .interrupted(signal: number))
      try keeper.stop(id: 1, grace: .seconds(30))
      guard case .ended(1, let ending) = try keeper.next() else { return #expect(Bool(false)) }
      #expect(ending.outcome == .signaled(SIGTERM))
    }
  }

  @Test func `a signal ends the tool again when the keeper is gone`() async throws {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      let bench = try Bench()
      do { _ = try Keeper.start(notes: bench.here("run")) }
      try Files.removeTree(bench.here.path)
      kill(getpid(), SIGTERM)
      while true { pause() }  // another thread may be the one to take the signal
    }
  }
}

extension Ending.Outcome {
  /// Why a command could not be started, in words.
  fileprivate var refusal: String {
    if case .notStarted(let error) = self { "\(error)" } else { "\(self)" }
  }
}
