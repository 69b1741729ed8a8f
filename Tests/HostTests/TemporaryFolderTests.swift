import Glibc
import Testing

@testable import Host

/// The folders that stages get as their `TMPDIR`.
@Suite struct TemporaryFolderTests {
  let bench: Bench
  init() throws { bench = try Bench() }

  private func make() throws -> TemporaryFolder {
    try TemporaryFolder.make(in: bench.here("tmp"), notes: bench.here("run"))
  }

  @Test func `a folder is empty, private and its own, and leaves nothing when removed`() throws {
    let (one, other) = (try make(), try make())
    #expect(one.path != other.path)
    #expect(try Files.entries(of: one.path).isEmpty)
    #expect(try Files.status(one.path)?.permissions == 0o700)
    try Files.write("x", to: "\(one.path)/x")
    for folder in [one, other] {
      try folder.remove()
      #expect(try Files.status(folder.path) == nil)
    }
    #expect(try bench.notes() == [])
  }

  @Test(
    arguments: ["touch y", "mkdir y", "ln -s / y", "chmod 500 .", "rmdir $PWD"], [false, true])
  func `a folder that was used is not handed on`(script: String, isLater: Bool) throws {
    // Past the tick of the clock in which it was made, and within it.
    let new = try make()
    if isLater { usleep(40_000) }
    let folder = try #require(new.handedOn)
    let outcome = try bench.run(["sh", "-c", "cd \(folder.path) && \(script)"]).outcome
    #expect(outcome == .exited(0))
    #expect(folder.handedOn == nil)
    try folder.remove()
  }

  @Test func `a folder in whose place something else stands is not handed on`() throws {
    let folder = try make()
    try Files.rename(folder.path, to: bench.here("moved"))
    #expect(folder.handedOn == nil)
    try Files.link(bench.here("moved"), at: folder.path)
    #expect(folder.handedOn == nil)
    try folder.remove()
    #expect(try Files.status(bench.here("moved"))?.kind == .folder)
  }

  @Test func `a folder that a killed run left is removed by its note`() throws {
    let folder = try make()
    try Files.write("x", to: "\(folder.path)/x")
    #expect(try Survivors.end(notes: bench.here("run"), temporaries: bench.here("tmp")) == [])
    #expect(try Files.status(folder.path) == nil)
    #expect(try bench.notes() == [])
  }
}
