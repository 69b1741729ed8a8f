import Glibc
import Testing

@testable import Host

/// What is left when tool, keeper and wardens are all killed.
@Suite struct SurvivorsTests {
  let bench: Bench
  init() throws { bench = try Bench() }

  /// Kills the keeper and its wardens at one blow, as a machine out of memory might.
  private func killAllAbove(_ mark: Mark, _ script: String) throws {
    var keeper = try Keeper.start(notes: bench.here("run"))
    try keeper.launch(id: 1, bench.launch(["sh", "-c", script]))
    mark.awaitProcesses(2)
    let above = [keeper.process] + children(of: keeper.process)
    // Stopped first: none of them can act on the death of another.
    for process in above { kill(process, SIGSTOP) }
    for process in above { kill(process, SIGKILL) }
    let told = words { try keeper.next() }
    #expect(told == "the process that runs the stages was ended from outside")
  }

  @Test func `processes that outlived all that watched them are ended by their notes`() throws {
    let mark = Mark()
    try killAllAbove(mark, "setsid \(mark.command) & exec \(mark.command)")
    mark.awaitProcesses(1)  // the kernel killed the command itself with its warden
    #expect(try bench.notes().count == 1)
    let ended = try Survivors.end(notes: bench.here("run"), temporaries: bench.here("tmp"))
    #expect(ended.count == 1)
    #expect(mark.processes().isEmpty)
    #expect(try bench.notes() == [])
    #expect(try Files.status(bench.temporary) == nil)
  }

  @Test func `without notes nothing is ended`() throws {
    let folder = bench.here("run")
    #expect(try Survivors.end(notes: folder, temporaries: bench.here("tmp")) == [])
    try Files.makeFolders(folder)
    #expect(try Survivors.end(notes: folder, temporaries: bench.here("tmp")) == [])
  }

  /// A note of a process that really lives, with what stands for its start and its folder.
  private func withLivingProcess(
    _ note: (_ process: Int32, _ start: Substring) throws -> String, _ check: (Mark) throws -> Void
  ) throws {
    let mark = Mark()
    var keeper = try Keeper.start(notes: bench.here("other"))
    let command = ["sh", "-c", "exec \(mark.command)"]
    try keeper.launch(
      id: 1,
      Launch(
        arguments: command, environment: [("PATH", "/usr/bin:/bin")], log: bench.here("log"),
        temporaryFolder: bench.temporary))
    mark.awaitProcesses(1)
    let process = try #require(mark.processes().first)
    let names = try Files.entries(of: bench.here("other")).map(\.name)
    let own = try text(of: bench.here("other/\(try #require(names.first))")).split(separator: " ")
    try bench.here.file("run/\(process)", try note(process, own[1]))
    try check(mark)
  }

  @Test func `a process is known by its id and its start`() throws {
    try withLivingProcess {
      "\($0) \($1) \(bench.temporary)\n"
    } _: { mark throws in
      let ended = try Survivors.end(notes: bench.here("run"), temporaries: bench.here("tmp"))
      #expect(ended.count == 1)
      #expect(mark.processes().isEmpty)
    }
  }

  @Test func `a later process with the same id is left alone`() throws {
    try withLivingProcess {
      "\($0) 1\($1) \(bench.temporary)\n"
    } _: { mark throws in
      #expect(try Survivors.end(notes: bench.here("run"), temporaries: bench.here("tmp")) == [])
      #expect(mark.processes().count == 1)
      #expect(try bench.notes() == [])
    }
  }

  @Test(arguments: ["/precious", "/tmp/../precious", "/tmp/..", "/tmp/", "/tmp/a/b", "/tmp/others"])
  func `a note that names a folder from elsewhere is not believed`(folder: String) throws {
    try bench.here.file("precious/data", "x")
    try withLivingProcess {
      "\($0) \($1) \(bench.here.path)\(folder)\n"
    } _: { mark throws in
      #expect(try Survivors.end(notes: bench.here("run"), temporaries: bench.here("tmp")) == [])
      #expect(mark.processes().count == 1)
      #expect(try text(of: bench.here("precious/data")) == "x")
      #expect(try bench.notes() == [])
    }
  }

  @Test(arguments: ["", "1", "12 x y\n", "\u{0}", "1 1 /tmp"])
  func `a note that is none is removed`(text: String) throws {
    try bench.here.file("run/1", text)
    #expect(try Survivors.end(notes: bench.here("run"), temporaries: "/tmp") == [])
    #expect(try bench.notes() == [])
  }
}
