import Host
import Testing

@testable import Store

@Suite(.serialized)
struct SnapshotTests {
  private let identity = FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 5)
  private let late = Moment(seconds: 1_000_000)

  private func cache() -> StatCache {
    var cache = StatCache()
    cache.note("a b", identity, Digest.of("abc"), hashedAt: late)
    return cache
  }

  @Test func `what was hashed once is known the next time`() throws {
    try inScratchProject {
      try Snapshot.save(cache(), isFlushed: true)
      #expect(Snapshot.load().digest(of: "a b", identity) == Digest.of("abc"))
    }
  }

  @Test(arguments: [
    FileIdentity(device: 9, inode: 2, size: 3, modified: 4, changed: 5),
    FileIdentity(device: 1, inode: 9, size: 3, modified: 4, changed: 5),
    FileIdentity(device: 1, inode: 2, size: 9, modified: 4, changed: 5),
    FileIdentity(device: 1, inode: 2, size: 3, modified: 9, changed: 5),
    FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 9),
  ])
  func `any part of the identity that differs makes it another file`(other: FileIdentity) {
    #expect(cache().digest(of: "a b", other) == nil)
    #expect(cache().digest(of: "a b", identity) == Digest.of("abc"))
  }

  @Test func `a file touched in the tick of its hashing is hashed again by the next run`() throws {
    try inScratchProject {
      var cache = StatCache()
      let young = FileIdentity(
        device: 1, inode: 2, size: 3, modified: 4, changed: late.sinceEpoch - 1_000_000)
      cache.note("young", young, Digest.of("abc"), hashedAt: late)
      #expect(cache.digest(of: "young", young) == Digest.of("abc"))
      try Snapshot.save(cache, isFlushed: true)
      #expect(Snapshot.load().digest(of: "young", young) == nil)
    }
  }

  @Test func `a file younger than the snapshot itself is hashed again`() throws {
    try inScratchProject {
      var cache = StatCache()
      let future = Machine.now.sinceEpoch + 3_600_000_000_000
      let ahead = FileIdentity(device: 1, inode: 2, size: 3, modified: future, changed: 5)
      cache.note(
        "ahead", ahead, Digest.of("abc"), hashedAt: Moment(seconds: future / 1_000_000_000 + 9))
      try Snapshot.save(cache, isFlushed: true)
      #expect(Snapshot.load().digest(of: "ahead", ahead) == nil)
    }
  }

  @Test(arguments: [0, 40, 90, 150])
  func `a damaged snapshot is as good as none`(offset: Int) throws {
    try inScratchProject {
      try Snapshot.save(cache(), isFlushed: true)
      var bytes = try Files.read(".assay/snapshot")
      bytes[offset] ^= 1
      try Files.write(bytes, to: ".assay/snapshot")
      #expect(Snapshot.load().digest(of: "a b", identity) == nil)
      try Files.write(Array(bytes.prefix(offset)), to: ".assay/snapshot")
      #expect(Snapshot.load().digest(of: "a b", identity) == nil)
    }
  }

  @Test func `what was not flushed is trusted only until the machine starts again`() throws {
    try inScratchProject {
      try Snapshot.save(cache(), isFlushed: false)
      #expect(Snapshot.load().digest(of: "a b", identity) == Digest.of("abc"))
    }
  }
}
