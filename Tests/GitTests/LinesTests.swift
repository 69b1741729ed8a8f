import Testing

@testable import Git

@Suite struct LinesTests {
  @Test func `lines changed since HEAD are not committed, the others keep their origin`() throws {
    let scratch = try Scratch()
    try scratch.write("t.csv", "1\n2\n3\n")
    try scratch.commit("begin")
    try scratch.write("t.csv", "0\n1\nzwei\n3\n4\n")
    try scratch.compare("t.csv")
    try scratch.git("add", "t.csv")
    try scratch.compare("t.csv")
  }

  @Test func `line endings converted on the way to git change no line`() throws {
    let scratch = try Scratch()
    try scratch.git("config", "core.autocrlf", "true")
    try scratch.write("t.csv", "1\r\n2\r\n3")
    try scratch.commit("begin")
    try scratch.write("t.csv", "1\r\nzwei\r\n3\r\n")
    try scratch.compare("t.csv")
  }

  @Test func `a file committed with CRLF keeps it under autocrlf`() throws {
    let scratch = try Scratch()
    try scratch.write("t.csv", "1\r\n2\r\n")
    try scratch.commit("begin")
    try scratch.git("config", "core.autocrlf", "true")
    try scratch.write("t.csv", "1\r\nzwei\r\n")
    try scratch.compare("t.csv")
    #expect(try scratch.blame("t.csv")[1] == "2 -")
  }

  @Test func `a last line without newline changes when it gets one`() throws {
    let scratch = try Scratch()
    try scratch.write("t.csv", "1\n2")
    try scratch.commit("without")
    try scratch.compare("t.csv")
    try scratch.write("t.csv", "1\n2\n")
    try scratch.commit("with")
    try scratch.compare("t.csv")
    try scratch.write("t.csv", "1\n2\n3")
    try scratch.commit("more")
    try scratch.compare("t.csv")
  }

  @Test func `names and bytes that are no ASCII text are no hindrance`() throws {
    let scratch = try Scratch()
    try scratch.write("größe µm \"1\".csv", "α\nβ\n")
    try scratch.write("b.bin", bytes: [0, 1, 10, 255, 0, 10, 7])
    try scratch.commit("begin")
    try scratch.write("b.bin", bytes: [0, 1, 10, 254, 0, 10, 7])
    try scratch.commit("next")
    try scratch.compare("b.bin")
    let head = try #require(try scratch.open().head().commit)
    #expect(try scratch.origins("b.bin", count: 3)[1] == "2 \(head.id) b.bin:2")
    #expect(try scratch.origins("größe µm \"1\".csv", count: 1)[0].hasSuffix("µm \"1\".csv:1"))
  }

  @Test func `lines a file does not have are refused`() throws {
    let scratch = try Scratch()
    try scratch.write("t.csv", "1\n2\n")
    try scratch.write("empty.csv", "")
    try scratch.write("folder/a", "1\n")
    try scratch.commit("begin")
    let repository = try scratch.open()
    #expect(throws: GitError.noSuchLine(3, path: "t.csv", count: 2)) {
      try scratch.open().origins(ofLines: [1, 3], in: "t.csv")
    }
    #expect(throws: GitError.noSuchLine(1, path: "empty.csv", count: 0)) {
      try scratch.open().origins(ofLines: [1], in: "empty.csv")
    }
    #expect(throws: GitError.noSuchLine(0, path: "t.csv", count: 2)) {
      try scratch.open().origins(ofLines: [0], in: "t.csv")
    }
    #expect(throws: GitError.notAFile("folder")) {
      try scratch.open().origins(ofLines: [1], in: "folder")
    }
    #expect(throws: GitError.noSuchPath("none.csv")) {
      try scratch.open().origins(ofLines: [1], in: "none.csv")
    }
    #expect(try repository.origins(ofLines: [], in: "t.csv") == [:])
  }
}
