import Testing

@testable import Git

@Suite struct FilesTests {
  @Test func `the files of HEAD below the project, whatever the working tree says`() throws {
    let scratch = try Scratch()
    #expect(try scratch.open().filesAtHead().isEmpty)
    for name in ["above.csv", "p/b/c", "p/b.txt", "p/ü x"] { try scratch.write(name, "1\n") }
    try scratch.commit("begin")
    try scratch.write("p/new", "1\n")
    scratch.remove("p/b.txt")
    let files = try scratch.open("p").filesAtHead()
    #expect(files.map(\.path) == ["b.txt", "b/c", "ü x"])
    #expect(files.allSatisfy { $0.kind == .file })
  }
}
