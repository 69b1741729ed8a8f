package import Host

/// What `stat` says of files, with the digests of those that were hashed: a file that was hashed once
/// is not read again.
///
/// A file counts as the same when device, inode, size, modification *and* change time are equal.
/// A file that was touched within one clock tick of its hashing could change again without any of
/// them moving; such an entry serves the run that made it and is hashed again by the next.
///
/// It also keeps what was *asked*: all questions to the disk that the verdict on a stage rests on, each
/// with the last answer. While all of them stay the same, so does the verdict.
package struct StatCache: Sendable {
  struct Entry: Hashable, Sendable {
    let identity: FileIdentity
    let digest: Digest
    /// Old enough when hashed that any later change must show in the change time.
    let isSettled: Bool
    var isExecutable = false
    /// Asked for following links, or as what it is itself.
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

  /// Something that a verdict rests on.
  enum Ground: Hashable, Sendable {
    /// A row of the snapshot, which still holds.
    case row(Int)
    case file(PathBytes)
    case sight(Asked)
  }

  /// The coarsest clock tick of file systems in use (10 ms at 100 Hz), doubled.
  private static let tick: Int64 = 20_000_000

  /// The snapshot that it began with.
  let snapshot: Survey?
  /// What was hashed since, or asked in another way than before.
  private(set) var entries: [PathBytes: Entry] = [:]
  private(set) var sights: [Asked: Sight] = [:]
  /// What each subject's verdict rests on.
  private(set) var grounds: [Int: [Ground]] = [:]
  /// Whose verdict is sought: 0 for what all rest on, then the stages from 1 on.
  private var subject = 0
  /// Whether an entry was added since the cache was loaded.
  package private(set) var isChanged = false

  package init() { snapshot = nil }

  init(_ snapshot: Survey) { self.snapshot = snapshot }

  func digest(of path: String, _ identity: FileIdentity) -> Digest? {
    if let entry = entries[PathBytes(path)] {
      return entry.identity == identity ? entry.digest : nil
    }
    return fileRow(at: path, identity)?.row.digest
  }

  /// The row of the snapshot that speaks of a file as it is now.
  private func fileRow(
    at path: String, _ identity: FileIdentity
  ) -> (index: Int, row: Survey.Row)? {
    guard let snapshot else { return nil }
    for index in snapshot.rows(at: path) {
      guard let row = snapshot.row(index), row.kind == .file, row.digest != nil, row.isSettled,
        row.identity == identity, snapshot.isOlder(identity)
      else { continue }
      return (index, row)
    }
    return nil
  }

  /// Remembers the digest of a file; `hashedAt` is the clock before the first byte was read.
  package mutating func note(
    _ path: String, _ identity: FileIdentity, _ digest: Digest, hashedAt clock: Moment
  ) {
    let key = PathBytes(path)
    var entry = Entry(
      identity: identity, digest: digest, isSettled: Self.isSettled(identity, at: clock))
    entry.isTarget = entries[key]?.isTarget ?? false
    entry.isItself = entries[key]?.isItself ?? false
    entries[key] = entry
    isChanged = true
  }

  private static func isSettled(_ identity: FileIdentity, at clock: Moment) -> Bool {
    max(identity.modified, identity.changed) + tick < clock.sinceEpoch
  }
}

// MARK: - What verdicts rest on

extension StatCache {
  /// From here on what is asked is asked for a stage, by its number, or for all of them.
  package mutating func begin(_ stage: Int?, anew: Bool) {
    subject = stage.map { $0 + 1 } ?? 0
    if anew { grounds[subject] = [] }
  }

  /// Remembers that a verdict rests on a file's bytes.
  mutating func ask(_ path: String, _ status: FileStatus, as role: Disk.Role) {
    let key = PathBytes(path)
    if entries[key] == nil, let (index, row) = fileRow(at: path, status.identity) {
      if row.question == .itself || row.question == .target && role == .input {
        return rest(on: .row(index))
      }
      entries[key] = row.digest.map { digest in
        Entry(
          identity: row.identity, digest: digest, isSettled: true,
          isTarget: row.question == .target)
      }
    }
    entries[key]?.isExecutable = status.isExecutable
    if role == .input { entries[key]?.isTarget = true } else { entries[key]?.isItself = true }
    rest(on: .file(key))
  }

  /// Remembers that a verdict rests on a folder's names or a link's text, seen after the clock was read.
  mutating func ask(
    _ path: String, _ question: Survey.Question, _ status: FileStatus, _ digest: Digest,
    seenAt clock: Moment
  ) {
    let asked = Asked(path: PathBytes(path), question: question)
    sights[asked] = Sight(
      kind: status.kind, identity: status.identity, digest: digest,
      isSettled: Self.isSettled(status.identity, at: clock))
    rest(on: .sight(asked))
  }

  /// Remembers that a verdict rests on which kind of thing, if any, is at a path.
  mutating func ask(kindOf path: String, _ kind: FileStatus.Kind?) {
    let asked = Asked(path: PathBytes(path), question: .kind)
    sights[asked] = Sight(kind: kind, identity: .nothing, digest: nil, isSettled: true)
    rest(on: .sight(asked))
  }

  /// Takes back what the verdict that is sought was to rest on at a path and in it.
  package mutating func retract(_ path: String) {
    grounds[subject]?.removeAll { ground in
      switch ground {
      case .row(let index):
        snapshot?.row(index).map { Self.lies($0.path, at: path) } ?? true
      case .file(let key): Self.lies(key.text, at: path)
      case .sight(let asked): Self.lies(asked.path.text, at: path)
      }
    }
  }

  private static func lies(_ path: String, at place: String) -> Bool {
    guard path.utf8.starts(with: place.utf8) else { return false }
    return path.utf8.count == place.utf8.count
      || path.utf8.dropFirst(place.utf8.count).first == UInt8(ascii: "/")
  }

  private mutating func rest(on ground: Ground) { grounds[subject, default: []].append(ground) }

  /// What was seen at a path as an answer to a question that was asked.
  func row(of path: String, _ question: Survey.Question) -> Survey.Row? {
    let key = PathBytes(path)
    if let sight = sights[Asked(path: key, question: question)] { return sight.row(path, question) }
    return entries[key]?.row(path, question)
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
