import Testing

@testable import Git

/// The versions of files in the commits that something leads to.
struct VersionsTests {
  /// All versions of files in `records`, as texts, sorted; and how many commits were looked at.
  private func versions(
    _ scratch: Scratch, _ reach: Repository.Reach = .tips, folder: String = ""
  ) throws -> (texts: [String], commits: Int) {
    var texts: [String] = []
    let commits = try scratch.open(folder).versions(
      ofFilesIn: "records", reach, where: { $0.hasSuffix(".json") }
    ) { texts.append(String(decoding: $0, as: UTF8.self)) }
    return (texts.sorted(), commits)
  }

  /// Three commits on `main`, the middle one with a folder in the folder.
  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    for (name, text) in [("records/a.json", "1"), ("records/deep/b.json", "2"), ("x", "3")] {
      try scratch.write(name, text)
      try scratch.write("records/a.txt", text)
      try scratch.write("records/a.json", text)
      try scratch.commit(text)
    }
    return scratch
  }

  @Test func `each version counts once, of the tips or of all history`() throws {
    let scratch = try scratch()
    #expect(try versions(scratch) == (["2", "3"], 1))
    #expect(try versions(scratch, .history) == (["1", "2", "3"], 3))
    try scratch.git("branch", "first", "main~2")
    #expect(try versions(scratch) == (["1", "2", "3"], 2))
  }

  @Test func `a project below the repository's root has its own folder`() throws {
    let scratch = try scratch()
    try scratch.write("sub/records/c.json", "4")
    try scratch.commit("Below")
    #expect(try versions(scratch, folder: "sub").texts == ["4"])
  }

  @Test func `a tag of a tree and one of a tag lead nowhere and to their commit`() throws {
    let scratch = try scratch()
    try scratch.git("tag", "tree", "main^{tree}")
    try scratch.git("tag", "-a", "-m", "One", "one", "main~2")
    try scratch.git("tag", "-a", "-m", "Again", "again", "one")
    #expect(try versions(scratch) == (["1", "2", "3"], 2))
  }

  @Test func `asking about stashes makes no log where there is none`() throws {
    let scratch = try scratch()
    _ = try versions(scratch)
    #expect(DiskEntry(at: scratch.path + "/.git/logs/HEAD") != .absent)
    #expect(DiskEntry(at: scratch.path + "/.git/logs/refs/stash") == .absent)
  }

  @Test func `before the first commit there is nothing`() throws {
    #expect(try versions(Scratch()) == ([], 0))
  }

  @Test func `a reference that leads to nothing is told`() throws {
    let scratch = try scratch()
    let id = String(repeating: "1", count: 40)
    try scratch.write(".git/refs/heads/other", "\(id)\n")
    #expect(throws: GitError.self) { try versions(scratch) }
  }
}
