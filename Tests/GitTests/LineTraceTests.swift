import Testing

@testable import Git

@Suite struct LineTraceTests {
  @Test func `edits, lines above and reverts are traced as by git blame`() throws {
    let scratch = try Scratch()
    for text in ["a\nb\nc\n", "a\nB\nc\n", "0\na\nB\nc\nd\n", "0\na\nb\nc\nd\n", "a\nb\nc\nc\n"] {
      try scratch.write("t.csv", text)
      try scratch.commit("write \(text)")
      try scratch.compare("t.csv")
    }
  }

  @Test func `a line is followed through a merge to the side it came from`() throws {
    let scratch = try Scratch()
    try scratch.write("t.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\n")
    try scratch.commit("base")
    try scratch.git("checkout", "-q", "-b", "side")
    try scratch.write("t.csv", "1\nside\n3\n4\n5\n6\n7\nboth s\n9\n")
    try scratch.commit("side")
    try scratch.git("checkout", "-q", "main")
    try scratch.write("t.csv", "1\n2\n3\n4\nmain\n6\n7\nboth m\n9\n")
    try scratch.commit("main")
    try scratch.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    try scratch.write("t.csv", "1\nside\n3\n4\nmain\n6\n7\nresolved\n9\n")
    try scratch.commit("merge")
    try scratch.compare("t.csv")
    #expect(try scratch.blame("t.csv").count == 9)
  }

  @Test func `of two parents the one with the same file is followed`() throws {
    let scratch = try Scratch()
    try scratch.write("t.csv", "1\n2\n")
    try scratch.commit("base")
    try scratch.git("checkout", "-q", "-b", "side")
    try scratch.write("t.csv", "1\n2\n3\n")
    let side = try scratch.commit("side")
    try scratch.git("checkout", "-q", "main")
    try scratch.write("t.csv", "1\n2\n3\nmain\n")
    try scratch.commit("main")
    try scratch.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    try scratch.git("checkout", "-q", "side", "--", "t.csv")
    try scratch.commit("merge takes theirs")
    try scratch.compare("t.csv")
    #expect(try scratch.origins("t.csv", count: 3)[2] == "3 \(side) t.csv:3")
  }

  @Test func `a renamed file is followed, also when it was edited on the way`() throws {
    let scratch = try Scratch()
    let rows = (1...40).map { "row \($0), \($0 * $0)" }
    try scratch.write("old/first.csv", rows.joined(separator: "\n") + "\n")
    try scratch.write("old/copy.csv", rows.joined(separator: "\n") + "\n")
    try scratch.commit("begin")
    try scratch.git("mv", "old", "new")
    try scratch.commit("move the folder")
    try scratch.compare("new/copy.csv")
    try scratch.git("mv", "new/first.csv", "second.csv")
    try scratch.write("second.csv", (["head"] + rows.dropLast(3)).joined(separator: "\n") + "\n")
    try scratch.commit("rename with an edit")
    try scratch.compare("second.csv")
    #expect(try scratch.blame("second.csv")[1].hasSuffix("old/first.csv:1"))
  }

  @Test func `a file that replaced another is not taken for its renaming`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n2\n3\n")
    try scratch.commit("a")
    try scratch.git("rm", "-q", "a.csv")
    try scratch.write("b.csv", "x\ny\nz\nw\n")
    try scratch.commit("b")
    try scratch.compare("b.csv")
  }

  @Test func `a file that was a symbolic link begins where it became a file`() throws {
    let scratch = try Scratch()
    try scratch.write("target.csv", "1\n2\n")
    try scratch.link("t.csv", to: "target.csv")
    try scratch.commit("link")
    scratch.remove("t.csv")
    try scratch.write("t.csv", "1\n2\n")
    try scratch.commit("file")
    try scratch.compare("t.csv")
  }

  @Test func `random histories are traced as by git blame`() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var history = RandomHistory(seed: seed)
      try history.write(commits: 100) { scratch, file in
        try scratch.compare(file)
      }
    }
  }
}
