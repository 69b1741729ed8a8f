import Testing

@testable import Git

/// The project as it was at a commit.
struct RevisionTests {
  private func scratch() throws -> (Scratch, [String]) {
    let scratch = try Scratch()
    var commits: [String] = []
    for (index, text) in ["1\n", "1\n2\n", "0\n1\n2\n"].enumerated() {
      try scratch.write("p/raw/a.csv", text)
      try scratch.write("p/raw/deep/b\(index).csv", text)
      try scratch.write("other", text)
      commits.append(try scratch.commit("c\(index)"))
    }
    return (scratch, commits)
  }

  @Test func `a revision goes by all names that git knows`() throws {
    let (scratch, commits) = try scratch()
    try scratch.git("tag", "-a", "-m", "v", "v1", "HEAD~1")
    let repository = try scratch.open("p")
    for (name, commit) in [
      ("HEAD", commits[2]), ("HEAD~2", commits[0]), ("main^", commits[1]), ("v1", commits[1]),
      (String(commits[0].prefix(10)), commits[0]),
    ] {
      #expect(try repository.revision(name).commit.id == commit, "\(name)")
    }
    for name in ["HEAD~3", "nowhere", "HEAD:other", "HEAD^{tree}", ""] {
      #expect(throws: GitError.noSuchRevision(name, isShallow: false)) {
        _ = try repository.revision(name)
      }
    }
  }

  @Test func `files as they were, though the working tree has others`() throws {
    let (scratch, _) = try scratch()
    try scratch.write("p/raw/a.csv", "9\n")
    let repository = try scratch.open("p")
    let old = try repository.revision("HEAD~1")
    #expect(try repository.bytes(of: "raw/a.csv", at: old) == Array("1\n2\n".utf8))
    #expect(try repository.bytes(of: "raw/deep/b2.csv", at: old) == nil)
    #expect(try repository.bytes(of: "raw", at: old) == nil)
    #expect(
      try repository.files(in: "raw", at: old).sorted()
        == ["raw/a.csv", "raw/deep/b0.csv", "raw/deep/b1.csv"])
    #expect(try repository.files(in: "nowhere", at: old) == [])
  }

  @Test func `what became different below the project, committed or not`() throws {
    let (scratch, _) = try scratch()
    let repository = try scratch.open("p")
    let (first, last) = (try repository.revision("HEAD~1"), try repository.revision("HEAD"))
    #expect(
      try repository.paths(changedFrom: first, to: last) == ["raw/a.csv", "raw/deep/b2.csv"])
    try scratch.write("p/raw/new.csv", "1\n")
    #expect(try repository.paths(changedFrom: last, to: nil) == ["raw/new.csv"])
    #expect(try repository.paths(changedFrom: last, to: last) == [])
  }

  @Test func `the commits between that changed a path, the latest first`() throws {
    let (scratch, _) = try scratch()
    try scratch.git("checkout", "-q", "-b", "side", "HEAD~1")
    try scratch.write("p/raw/a.csv", "1\n2\n3\n")
    try scratch.commit("side")
    try scratch.git("checkout", "-q", "main")
    try scratch.git("merge", "-q", "-m", "merge", "side")
    let repository = try scratch.open("p")
    let found = try repository.commits(
      since: try repository.revision("HEAD~2"), upTo: nil, changing: ["raw/a.csv", "raw/none"])
    #expect(found.mapValues { $0.map(\.subject) } == ["raw/a.csv": ["merge", "side", "c2"]])
    let none = try repository.commits(
      since: try repository.revision("HEAD"), upTo: try repository.revision("HEAD~2"),
      changing: ["raw/a.csv"])
    #expect(none.isEmpty)
  }

  @Test func `lines as they stood at a revision lead to the commits that brought them`() throws {
    let (scratch, commits) = try scratch()
    try scratch.write("p/raw/a.csv", "7\n8\n9\n")
    let repository = try scratch.open("p")
    let origins = try repository.origins(
      ofLines: [1, 2, 3, 9], in: "raw/a.csv", at: try repository.revision("HEAD"))
    let told = origins.mapValues { origin in
      if case .commit(let commit, _, let line) = origin { "\(commit.id):\(line)" } else { "" }
    }
    #expect(told == [1: "\(commits[2]):1", 2: "\(commits[0]):1", 3: "\(commits[1]):2"])
  }
}
