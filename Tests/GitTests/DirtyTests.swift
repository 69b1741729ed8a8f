import Testing

@testable import Git

@Suite struct DirtyTests {
  @Test func `dirty is what differs from HEAD below the project, less the excluded paths`() throws {
    let scratch = try Scratch()
    for name in ["above.csv", "p/clean", "p/edited", "p/staged", "p/gone", "p/provenance/a.json"] {
      try scratch.write(name, "1\n")
    }
    try scratch.write(".gitignore", "*.log\n")
    try scratch.commit("begin")
    for name in [
      "above.csv", "p/edited", "p/staged", "p/new/ü \"x\".csv", "p/run.log", "p/provenance/a.json",
      "p/provenance-notes",
    ] {
      try scratch.write(name, "2\n")
    }
    try scratch.git("add", "p/staged")
    try scratch.write("p/staged", "1\n")
    scratch.remove("p/gone")
    try scratch.write("p/clean", "1\n")
    let repository = try scratch.open("p")
    #expect(
      try repository.dirtyPaths(excluding: ["provenance", "gone"])
        == ["edited", "new/ü \"x\".csv", "provenance-notes", "staged"])
    #expect(
      try scratch.open().dirtyPaths(excluding: ["p/provenance"]) == [
        "above.csv", "p/edited", "p/gone", "p/new/ü \"x\".csv", "p/provenance-notes", "p/staged",
      ])
  }

  @Test func `a project that is new in its repository is dirty file by file`() throws {
    let scratch = try Scratch()
    try scratch.write("p/a", "1\n")
    try scratch.write("p/b/c", "1\n")
    #expect(try scratch.open("p").dirtyPaths(excluding: []) == ["a", "b/c"])
  }
}
