import Host
import Testing

@testable import Store

@Suite(.serialized)
struct HashingAheadTests {
  private static let large = Int(HashingAhead.leastTotal)

  private func file(_ name: String, _ size: Int) throws {
    try Files.write([UInt8](repeating: name.utf8.first ?? 0, count: size), to: name)
  }

  /// What would be hashed together with a file.
  private func batch(
    _ ahead: inout HashingAhead, with path: String, knowing known: Set<String> = []
  ) throws -> [String]? {
    let status = try #require(try Files.status(path))
    return ahead.batch(with: path, status) { path, _ in known.contains(path) }
  }

  @Test func `files are listed once much must be hashed, and once`() throws {
    try inScratchProject {
      for name in ["a", "b", "c"] { try file(name, Self.large) }
      try file("small", 10)
      var listed = 0
      var ahead = HashingAhead(fileCount: 4, threads: 2) {
        listed += 1
        return ["a", "b", "small", "none", "c"]
      }
      #expect(try batch(&ahead, with: "small") == nil)
      #expect(listed == 0)
      #expect(try batch(&ahead, with: "b", knowing: ["c"]) == ["b", "a"])
      #expect(try batch(&ahead, with: "c") == nil)
      #expect(listed == 1)
    }
  }

  @Test func `many files are not listed for the sake of one`() throws {
    try inScratchProject {
      try file("a", Self.large)
      var ahead = HashingAhead(fileCount: 100_000, threads: 2) {
        Issue.record("listed")
        return []
      }
      #expect(try batch(&ahead, with: "a") == nil)
    }
  }

  @Test func `on one processor files are hashed one after the other`() throws {
    try inScratchProject {
      for name in ["a", "b"] { try file(name, Self.large) }
      var ahead = HashingAhead(fileCount: 2, threads: 1) { ["a", "b"] }
      #expect(try batch(&ahead, with: "a") == nil)
    }
  }

  @Test func `what is hashed together is what is hashed alone, errors too`() throws {
    try inScratchProject {
      for name in ["a", "b", "c"] { try file(name, Self.large) }
      try Files.makeFolders("folder")
      let names = ["a", "folder", "b", "none", "c"]
      var alone = Disk(cache: StatCache(), ignoring: { _ in false })
      var together = alone
      together.ahead = HashingAhead(fileCount: 5, threads: 2) { names }
      for name in names {
        #expect(
          try together.content(of: name, as: .input) == alone.content(of: name, as: .input))
      }
      #expect(together.witnesses == alone.witnesses)
      #expect(together.cache.entries.mapValues(\.digest) == alone.cache.entries.mapValues(\.digest))
    }
  }

  @Test func `a file changed after it was hashed ahead is hashed again`() throws {
    try inScratchProject {
      for name in ["a", "b"] { try file(name, Self.large) }
      var disk = Disk(cache: StatCache(), ignoring: { _ in false })
      disk.ahead = HashingAhead(fileCount: 2, threads: 2) { ["a", "b"] }
      _ = try disk.content(of: "a", as: .input)
      #expect(disk.knows("b"))
      try write("another", to: "b")
      #expect(try disk.content(of: "b", as: .input)?.digest == Digest.of("another"))
    }
  }
}
