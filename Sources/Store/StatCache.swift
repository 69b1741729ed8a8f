package import Host

/// Digests of files by what `stat` says of them: a file that was hashed once is not read again.
///
/// A file counts as the same when device, inode, size, modification *and* change time are equal.
/// A file that was touched within one clock tick of its hashing could change again without any of
/// them moving; such an entry serves the run that made it and is hashed again by the next.
package struct StatCache: Sendable {
  struct Entry: Hashable, Sendable {
    let identity: FileIdentity
    let digest: Digest
    /// Old enough when hashed that any later change must show in the change time.
    let isSettled: Bool
  }

  /// The coarsest clock tick of file systems in use (10 ms at 100 Hz), doubled.
  private static let tick: Int64 = 20_000_000

  private(set) var entries: [String: Entry] = [:]
  /// Whether an entry was added since the cache was loaded.
  package private(set) var isChanged = false

  package init() {}

  init(entries: [String: Entry]) { self.entries = entries }

  func digest(of path: String, _ identity: FileIdentity) -> Digest? {
    guard let entry = entries[path], entry.identity == identity else { return nil }
    return entry.digest
  }

  /// Remembers the digest of a file; `hashedAt` is the clock before the first byte was read.
  package mutating func note(
    _ path: String, _ identity: FileIdentity, _ digest: Digest, hashedAt clock: Moment
  ) {
    let youngest = max(identity.modified, identity.changed)
    entries[path] = Entry(
      identity: identity, digest: digest, isSettled: youngest + Self.tick < clock.sinceEpoch)
    isChanged = true
  }
}
