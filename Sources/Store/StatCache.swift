package import Host

/// What `stat` says of files, with the digests of those that were hashed: a file that was hashed once
/// is not read again.
///
/// A file counts as the same when device, inode, size, modification *and* change time are equal.
/// A file that was touched within one clock tick of its hashing could change again without any of
/// them moving; such an entry serves the run that made it and is hashed again by the next.
///
/// It also keeps what was *asked*: all questions to the disk that a run's verdicts rest on, each with
/// the last answer. While all answers stay the same, so do the verdicts (``Completion``).
package struct StatCache: Sendable {
  struct Entry: Hashable, Sendable {
    let identity: FileIdentity
    let digest: Digest
    /// Old enough when hashed that any later change must show in the change time.
    let isSettled: Bool
    var isExecutable = false
    /// Asked for following links, or as what it is itself; neither of an entry of another run.
    var isTarget = false
    var isItself = false

    /// What was asked: where the thing itself is a file, it is what every link to it comes to.
    var question: Survey.Question { isItself ? .itself : isTarget ? .target : .nothing }
  }

  /// Anything else that was seen at a path: a folder's names, a link, which kind of thing it is.
  struct Sight: Hashable, Sendable {
    let kind: FileStatus.Kind?
    let identity: FileIdentity
    /// Of a folder its names, of a link its text.
    let digest: Digest?
    let isSettled: Bool
  }

  /// A question that is not about a file's bytes.
  struct Asked: Hashable, Sendable {
    let path: PathBytes
    let question: Survey.Question
  }

  /// The coarsest clock tick of file systems in use (10 ms at 100 Hz), doubled.
  private static let tick: Int64 = 20_000_000

  private(set) var entries: [PathBytes: Entry] = [:]
  private(set) var sights: [Asked: Sight] = [:]
  /// Whether an entry was added since the cache was loaded.
  package private(set) var isChanged = false

  package init() {}

  init(entries: [PathBytes: Entry]) { self.entries = entries }

  /// The entries in the order of their paths.
  var sortedEntries: [(path: String, entry: Entry)] {
    entries.map { ($0.key.text, $0.value) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }

  func digest(of path: String, _ identity: FileIdentity) -> Digest? {
    guard let entry = entries[PathBytes(path)], entry.identity == identity else { return nil }
    return entry.digest
  }

  /// Remembers the digest of a file; `hashedAt` is the clock before the first byte was read.
  package mutating func note(
    _ path: String, _ identity: FileIdentity, _ digest: Digest, hashedAt clock: Moment
  ) {
    var entry = Entry(
      identity: identity, digest: digest, isSettled: Self.isSettled(identity, at: clock))
    entry.isTarget = entries[PathBytes(path)]?.isTarget ?? false
    entry.isItself = entries[PathBytes(path)]?.isItself ?? false
    entries[PathBytes(path)] = entry
    isChanged = true
  }

  /// Remembers that a verdict rests on a file's bytes.
  mutating func ask(_ path: String, _ status: FileStatus, as role: Disk.Role) {
    guard let place = entries.index(forKey: PathBytes(path)) else { return }
    forgetKind(of: path)
    entries.values[place].isExecutable = status.isExecutable
    if role == .input {
      entries.values[place].isTarget = true
    } else {
      entries.values[place].isItself = true
    }
  }

  /// Remembers that a verdict rests on a folder's names or a link's text, seen after the clock was read.
  mutating func ask(
    _ path: String, _ question: Survey.Question, _ status: FileStatus, _ digest: Digest,
    seenAt clock: Moment
  ) {
    if question == .target || sights[Asked(path: PathBytes(path), question: .kind)]?.kind == nil {
      forgetKind(of: path)
    }
    sights[Asked(path: PathBytes(path), question: question)] = Sight(
      kind: status.kind, identity: status.identity, digest: digest,
      isSettled: Self.isSettled(status.identity, at: clock))
  }

  /// Remembers that a verdict rests on which kind of thing, if any, is at a path.
  mutating func ask(kindOf path: String, _ kind: FileStatus.Kind?) {
    sights[Asked(path: PathBytes(path), question: .kind)] = Sight(
      kind: kind, identity: .nothing, digest: nil, isSettled: true)
  }

  /// Whoever knows what is at a path knows which kind it is; nothing may have been there before.
  private mutating func forgetKind(of path: String) {
    guard !sights.isEmpty else { return }
    sights[Asked(path: PathBytes(path), question: .kind)] = nil
  }

  /// What was seen at a path as an answer to a question that was asked.
  func row(of path: String, _ question: Survey.Question) -> Survey.Row? {
    if let sight = sights[Asked(path: PathBytes(path), question: question)] {
      return sight.row(path, question)
    }
    return entries[PathBytes(path)]?.row(path, question)
  }

  private static func isSettled(_ identity: FileIdentity, at clock: Moment) -> Bool {
    max(identity.modified, identity.changed) + tick < clock.sinceEpoch
  }
}

extension StatCache.Entry {
  func row(_ path: String, _ question: Survey.Question) -> Survey.Row {
    Survey.Row(
      path, question, .file, identity, digest: digest, isExecutable: isExecutable,
      isSettled: isSettled)
  }
}

extension StatCache.Sight {
  func row(_ path: String, _ question: Survey.Question) -> Survey.Row {
    Survey.Row(path, question, kind, identity, digest: digest, isSettled: isSettled)
  }
}

/// A path as a key: by its bytes, where texts are equal that only look the same.
struct PathBytes: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: PathBytes, right: PathBytes) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension FileIdentity {
  /// What stands for a path where nothing is, or where only the kind was asked.
  static let nothing = FileIdentity(device: 0, inode: 0, size: 0, modified: 0, changed: 0)
}
