import Testing

@testable import Git

/// The files of a commit, and objects hashed again.
struct CommittedTests {
  @Test func `a commit has its own files, whatever stands today`() throws {
    let s = try Scratch()
    try s.write("a.txt", "one\n")
    try s.write("raw/b.csv", "1,2\n")
    let first = try s.commit("First")
    try s.write("a.txt", "two\n")
    try s.write("c.txt", "new\n")
    try s.commit("Second")
    let repository = try s.open()
    let committed = try #require(try repository.committed(first))
    #expect(committed.paths.sorted() == ["a.txt", "raw/b.csv"])
    #expect(committed.commit.id == first)
    #expect(try committed.tree == String(s.git("rev-parse", "\(first)^{tree}").dropLast()))
    #expect(try repository.bytes(at: "a.txt", of: committed) == Array("one\n".utf8))
    #expect(try repository.bytes(at: "c.txt", of: committed) == nil)
    #expect(try repository.bytes(at: "raw", of: committed) == nil)
    for id in ["", "HEAD", String(repeating: "0", count: 40)] {
      let isThere = try repository.committed(id) != nil
      #expect(!isThere, "\(id)")
    }
  }

  @Test func `paths are those of the project`() throws {
    let s = try Scratch()
    try s.write("outside.txt", "1\n")
    try s.write("paper/in/b.csv", "1,2\n")
    let head = try s.commit("Begin")
    let repository = try s.open("paper")
    let committed = try #require(try repository.committed(head))
    #expect(committed.paths == ["in/b.csv"])
    var rehash = Rehash()
    try repository.rehash(committed, ["in/b.csv"], into: &rehash)
    // The commit, three folders, the file.
    #expect(rehash.count == 5 && rehash.broken == [])
  }

  @Test func `every commit before another is hashed`() throws {
    let s = try Scratch()
    var ids: [String] = []
    for count in 0..<5 {
      try s.write("a.txt", "\(count)\n")
      ids.append(try s.commit("Commit \(count)"))
    }
    let repository = try s.open()
    var rehash = Rehash()
    #expect(try repository.rehash(commitsTo: ids[4], lookingFor: ids[1], into: &rehash))
    #expect(rehash.count == 5 && rehash.broken == [])
    #expect(try !repository.rehash(commitsTo: ids[1], lookingFor: ids[4], into: &rehash))
    // What was hashed once is not hashed again.
    #expect(rehash.count == 5)
  }

  @Test func `an object under the name of another is told`() throws {
    let s = try Scratch()
    try s.write("a.txt", "one\n")
    let head = try s.commit("Begin")
    let id = String(try s.git("rev-parse", "HEAD:a.txt").dropLast())
    try s.write("b.txt", "two\n")
    let other = String(try s.git("hash-object", "-w", "b.txt").dropLast())
    func object(_ id: String) -> String { ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }
    try s.git("config", "alias.put", "!cp -f \(object(other)) \(object(id))")
    try s.git("put")
    let repository = try s.open()
    let committed = try #require(try repository.committed(head))
    var rehash = Rehash()
    try repository.rehash(committed, ["a.txt"], into: &rehash)
    #expect(
      rehash.broken == [
        Rehash.Broken(id: id, path: "a.txt", reason: "its bytes are those of \(other)")
      ])
  }

  @Test func `a folder that holds itself is not gone into`() throws {
    let s = try Scratch()
    try s.write("raw/a.txt", "one\n")
    let head = try s.commit("Begin")
    let id = String(try s.git("rev-parse", "HEAD:raw").dropLast())
    try s.write("entry", "040000 tree \(id)\tone\n040000 tree \(id)\ttwo\n")
    try s.git("config", "alias.forge", "!git mktree < entry")
    let other = String(try s.git("forge").dropLast())
    func object(_ id: String) -> String { ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }
    try s.git("config", "alias.put", "!cp -f \(object(other)) \(object(id))")
    try s.git("put")
    let repository = try s.open()
    let committed = try #require(try repository.committed(head))
    #expect(committed.paths == [])
    var rehash = Rehash()
    try repository.rehash(committed, ["raw/a.txt"], into: &rehash)
    #expect(rehash.broken.map(\.path) == ["raw"])
  }

  @Test func `settings, and paths with a home in them`() throws {
    let s = try Scratch()
    try s.git("config", "gpg.format", "ssh")
    try s.git("config", "user.signingkey", "~/key")
    let repository = try s.open()
    #expect(repository.setting("gpg.format") == "ssh")
    #expect(repository.setting("user.signingkey") == "~/key")
    #expect(repository.path(ofSetting: "user.signingkey")?.hasSuffix("/key") ?? false)
    #expect(repository.path(ofSetting: "user.signingkey")?.hasPrefix("/") ?? false)
    #expect(repository.setting("gpg.none") == nil)
    #expect(repository.path(ofSetting: "gpg.none") == nil)
  }
}
