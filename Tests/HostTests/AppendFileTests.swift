import Testing

@testable import Host

@Suite struct AppendFileTests {
  let here: Scratch
  init() throws { here = try Scratch() }

  @Test func `lines are added to what stood there`() throws {
    for line in ["one", "two"] {
      var file = try AppendFile(here("log"))
      try file.append(line)
    }
    #expect(try text(of: here("log")) == "one\ntwo\n")
  }

  @Test func `a torn last line spoils itself alone`() throws {
    try here.file("log", "one\ntw")
    var file = try AppendFile(here("log"))
    try file.append("three")
    try file.append("four")
    #expect(try text(of: here("log")) == "one\ntw\nthree\nfour\n")
  }

  @Test func `a full disk is told`() throws {
    var file = try AppendFile("/dev/full")
    let told = words { try file.append("x") }
    #expect(told == "cannot write `/dev/full`: No space left on device")
  }

  @Test func `a file that cannot be opened is told`() throws {
    let path = here.path
    #expect(words { try AppendFile(path) } == "cannot write `\(path)`: Is a directory")
  }
}
