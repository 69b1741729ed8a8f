import Testing

@testable import Host

/// Programs that are run as a person would run them.
struct ProgramTests {
  private func run(_ arguments: [String], reading text: String = "") throws -> (Int32?, String) {
    let folder = try Files.temporaryFolder("assay-program")
    defer { try? Files.removeTree(folder) }
    try Files.write(text, to: "\(folder)/in")
    let code = try Program.run(arguments, input: "\(folder)/in", output: "\(folder)/out")
    let out = try Files.status("\(folder)/out") == nil ? [] : Files.read("\(folder)/out")
    return (code, String(decoding: out, as: UTF8.self))
  }

  @Test func `it reads one file and prints into another, errors too`() throws {
    #expect(try run(["cat"], reading: "text\n") == (0, "text\n"))
    #expect(try run(["sh", "-c", "echo out; echo err >&2; exit 7"]) == (7, "out\nerr\n"))
    #expect(try run(["sh", "-c", "printf '%s' \"$0\" \"$HOME\"", "a b"]).1.hasPrefix("a b/"))
  }

  @Test func `a signal that ends it ends nobody else`() throws {
    #expect(try run(["sh", "-c", "kill -INT $$"]) == (130, ""))
    // As the terminal does it: everyone in the group gets it.
    #expect(try run(["setsid", "sh", "-c", "kill -INT 0; sleep 9"]).0 == 130)
  }

  @Test func `one that is not there`() throws {
    #expect(try run(["assay-no-such-program"]).0 == nil)
    #expect(throws: HostError.holdsNUL(text: "a\0b")) { try run(["echo", "a\0b"]) }
  }
}
