import Testing

@testable import Host

@Suite struct LockTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test func `a free lock is taken and its note stands in the file`() throws {
    let lock = try Lock.take(here("lock"), note: "pid 1") { Issue.record("held by \($0)") }
    #expect(try text(of: here("lock")) == "pid 1")
    _ = consume lock
  }

  @Test func `whoever waits is told once who holds it`() throws {
    let path = here("lock")
    let lock = try Lock.take(path, note: "pid 1 on ada") { Issue.record("held by \($0)") }
    var told: [String] = []
    var attempts = 0
    let giveUp = {
      attempts += 1
      return attempts == 4
    }
    #expect(
      words { try Lock.take(path, note: "2", mustGiveUp: giveUp) { told.append($0) } }
        == "gave up waiting for the lock `\(path)`")
    #expect(told == ["pid 1 on ada"])
    #expect(try text(of: path) == "pid 1 on ada")
    _ = consume lock
  }

  @Test func `a lock let go of is free, a longer note before it is gone`() throws {
    do {
      let lock = try Lock.take(here("lock"), note: "a long note") { _ in }
      _ = consume lock
    }
    let lock = try Lock.take(here("lock"), note: "short") { Issue.record("held by \($0)") }
    #expect(try text(of: here("lock")) == "short")
    _ = consume lock
  }

  @Test func `a lock whose file cannot be made is told`() throws {
    let path = here.path
    #expect(
      words { try Lock.take(path, note: "") { _ in } } == "cannot lock `\(path)`: Is a directory")
  }
}
