import Glibc
import Testing

@testable import Git

@Suite struct RepositoryTests {
  @Test func `a folder without a repository has none`() throws {
    let scratch = try Scratch(repository: false)
    let isThere = try Repository.containing(scratch.path) != nil
    #expect(!isThere)
  }

  @Test func `before the first commit HEAD is unborn`() throws {
    let scratch = try Scratch()
    let repository = try scratch.open()
    #expect(try repository.head() == .unborn(branch: "main"))
    #expect(try repository.dirtyPaths(excluding: []) == [])
    let isShallow = repository.isShallow
    #expect(!isShallow)
    #expect(try repository.head().commit == nil)
  }

  @Test func `HEAD is a branch or detached, with its commit`() throws {
    let scratch = try Scratch()
    scratch.clock = 1_795_453_680
    let id = try scratch.commit("Weigh the cathode\n\nTwice.", author: "Zoë")
    let commit = Commit(
      id: id, author: "Zoë", email: "zoë@lab.example", date: "2026-11-23T18:08:00+01:00",
      seconds: 1_795_453_680, subject: "Weigh the cathode")
    try scratch.git("checkout", "-q", "-b", "wip/cells")
    #expect(try scratch.open().head() == .branch("wip/cells", commit))
    try scratch.git("checkout", "-q", "--detach")
    #expect(try scratch.open().head() == .detached(commit))
    #expect(try scratch.open().head().commit == commit)
  }

  @Test func `a linked worktree, also of a bare repository, opens`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n")
    let id = try scratch.commit("a")
    try scratch.git("clone", "-q", "--bare", ".", "bare.git")
    try scratch.git("worktree", "add", "-q", "-b", "side", "../tree", in: "bare.git")
    let repository = try scratch.open("tree")
    #expect(try repository.head().commit?.id == id)
    #expect(try repository.lastChange(of: "a.csv") == .committed(scratch.open().head().commit))
  }

  @Test func `a submodule is a repository of its own, outside of the one around it`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n")
    try scratch.commit("a")
    try scratch.git("clone", "-q", ".", "outer")
    try scratch.git("submodule", "add", "-q", scratch.path, "inner", in: "outer")
    let id = try scratch.commit("take in", in: "outer")
    #expect(try scratch.open("outer").lastChange(of: "inner/a.csv") == .outside)
    #expect(try scratch.open("outer").origins(ofLines: [1], in: "inner/a.csv") == [1: .outside])
    #expect(
      try scratch.open("outer/inner").lastChange(of: "a.csv")
        == .committed(scratch.open().head().commit))
    guard case .committed(let commit) = try scratch.open("outer").lastChange(of: "inner") else {
      Issue.record("the submodule itself is committed")
      return
    }
    #expect(commit.id == id)
  }

  @Test func `a shallow clone says where its history ends`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n2\n")
    try scratch.commit("one")
    try scratch.write("b.csv", "1\n")
    try scratch.commit("two")
    try scratch.write("a.csv", "1\nzwei\n")
    try scratch.commit("three")
    try scratch.git("clone", "-q", "--depth", "2", "file://\(scratch.path)", "clone")
    let repository = try scratch.open("clone")
    let isShallow = repository.isShallow
    #expect(isShallow)
    #expect(
      try scratch.origins("a.csv", count: 2, in: "clone")
        == scratch.blame("a.csv", in: "clone", marked: true))
    #expect(try scratch.blame("a.csv", in: "clone", marked: true)[0].contains("^"))
    guard case .shallow(let commit) = try repository.lastChange(of: "b.csv"),
      case .committed(let latest) = try repository.lastChange(of: "a.csv")
    else {
      Issue.record("b.csv is as old as the history, a.csv is not")
      return
    }
    #expect(commit.subject == "two")
    #expect(latest.subject == "three")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a repository to another user"))
  func `a repository of another user is told apart`() throws {
    let scratch = try Scratch()
    try #require(chown(scratch.path, 12345, 12345) == 0)
    try #require(chown(scratch.path + "/.git", 12345, 12345) == 0)
    #expect(throws: GitError.notOwned(path: scratch.path)) { _ = try scratch.open() }
  }

  @Test func `a SHA-256 repository is told apart`() throws {
    let scratch = try Scratch(repository: false)
    try scratch.git("init", "-q", "--object-format=sha256")
    #expect(throws: GitError.unsupportedFormat(path: scratch.path, extension: "objectformat")) {
      _ = try scratch.open()
    }
  }

  @Test func `a repository with settings for each worktree opens`() throws {
    let scratch = try Scratch()
    try scratch.git("config", "core.repositoryformatversion", "1")
    try scratch.git("config", "extensions.worktreeConfig", "true")
    #expect(try scratch.open().head() == .unborn(branch: "main"))
  }

  @Test func `a bare repository is told apart`() throws {
    let scratch = try Scratch(repository: false)
    try scratch.git("init", "-q", "--bare")
    #expect(throws: GitError.bare(path: scratch.path + "/")) { _ = try scratch.open() }
  }

  @Test func `a .git that leads nowhere is told apart`() throws {
    let scratch = try Scratch(repository: false)
    try scratch.write(".git", "gitdir: /nowhere/at/all\n")
    #expect(
      throws: GitError.damaged(path: scratch.path, detail: "its .git leads to no repository")
    ) { _ = try scratch.open() }
  }

  @Test func `a repository without HEAD is told apart, a stray folder is none`() throws {
    let scratch = try Scratch()
    scratch.remove(".git/HEAD")
    #expect(
      throws: GitError.damaged(path: scratch.path, detail: "its .git leads to no repository")
    ) { _ = try scratch.open() }
    let empty = try Scratch(repository: false)
    try empty.write(".git/notes", "no repository\n")
    let isThere = try Repository.containing(empty.path) != nil
    #expect(!isThere)
  }

  @Test func `a missing object is named`() throws {
    let scratch = try Scratch()
    try scratch.write("a.csv", "1\n")
    try scratch.commit("a")
    let blob = String(try scratch.git("rev-parse", "HEAD:a.csv").dropLast())
    try scratch.write("a.csv", "1\n2\n")
    try scratch.commit("b")
    scratch.remove(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    #expect(throws: GitError.missingObject(id: blob, path: scratch.path)) {
      try scratch.open().origins(ofLines: [1], in: "a.csv")
    }
  }
}

extension LastChange {
  /// The change by a commit that must be there.
  static func committed(_ commit: Commit?) -> LastChange? { commit.map { .committed($0) } }
}
