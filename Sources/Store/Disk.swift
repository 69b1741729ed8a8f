package import Host

/// The project's files as they stand, read through the stat cache: what is at a path, by content.
package struct Disk {
  /// How links are taken: inputs are what a link leads to, outputs are the link itself.
  package enum Role: Sendable { case input, output }

  /// A file as it was seen, so that it can be asked later whether it is still the same.
  package struct Witness: Hashable, Sendable {
    package let path: String
    package let identity: FileIdentity
  }

  /// Folders may nest this deep.
  package static let depthLimit = 128

  package var cache: StatCache
  /// What else is to be hashed soon, where that is known.
  package var ahead: HashingAhead?
  /// Files seen since ``beginWitness()``.
  private var seen: [Witness] = []
  /// Where files go while they are hashed, when outputs are taken in.
  private var taking: Store?
  /// Names in folders that are no content: see `docs/design.md`, "Paths".
  private let ignores: @Sendable (String) -> Bool

  package init(cache: StatCache, ignoring ignores: @escaping @Sendable (String) -> Bool) {
    self.cache = cache
    self.ignores = ignores
  }

  /// What stands at a path, `nil` when nothing does.
  package mutating func content(of path: String, as role: Role) throws -> Content? {
    guard let status = try status(of: path, as: role) else {
      cache.ask(kindOf: path, nil)
      return nil
    }
    switch status.kind {
    case .file:
      let digest = try digest(of: path, status, as: role)
      return Content(status.isExecutable ? .executable : .file, digest)
    case .folder: return Content(.folder, try tree(of: path, as: role).digest)
    case .link: return Content(.link, Digest.of(try linkText(of: path, status)))
    case .other: throw StoreError.special(path: path)
    }
  }

  /// What a stage left at an output's path, stored while it is hashed; `nil` when nothing is there.
  package mutating func take(_ path: String, into store: Store) throws -> Content? {
    taking = store
    defer { taking = nil }
    let content = try content(of: path, as: .output)
    switch content?.kind {
    case .folder: try store.put(try tree(of: path, as: .output).bytes)
    case .link: try store.put(Array(Files.linkText(of: path).utf8))
    case .file, .executable, nil: break
    }
    return content
  }

  /// Asks again what stands at an output's path, where something else or nothing was seen before.
  package mutating func askAgain(_ path: String) throws {
    cache.retract(path)
    _ = try content(of: path, as: .output)
  }

  /// The listing of a folder.
  package mutating func tree(of folder: String, as role: Role) throws -> Tree {
    var entries: [Tree.Entry] = []
    var pending = [(name: "", depth: 0)]
    while let next = pending.popLast() {
      let path = next.name.isEmpty ? folder : "\(folder)/\(next.name)"
      guard next.depth < Self.depthLimit else { throw StoreError.tooDeep(path: folder) }
      let inside = try self.entries(of: path)
      if inside.isEmpty, !next.name.isEmpty { entries.append(.init(next.name, .emptyFolder)) }
      for entry in inside {
        let name = next.name.isEmpty ? entry.name : "\(next.name)/\(entry.name)"
        let item = try item(at: "\(folder)/\(name)", as: role)
        if let item {
          entries.append(.init(name, item))
        } else {
          pending.append((name, next.depth + 1))
        }
      }
    }
    return Tree(entries)
  }

  /// What one entry of a folder is; `nil` for a folder, which the caller walks.
  private mutating func item(at path: String, as role: Role) throws -> Tree.Item? {
    guard let status = try status(of: path, as: role) else {
      cache.ask(kindOf: path, nil)
      return .link(try linkText(of: path, try Files.status(path, followingLinks: false)))
    }
    switch status.kind {
    case .file:
      return .file(try digest(of: path, status, as: role), isExecutable: status.isExecutable)
    case .folder: return nil
    case .link: return .link(try linkText(of: path, status))
    case .other: throw StoreError.special(path: path)
    }
  }

  private func status(of path: String, as role: Role) throws -> FileStatus? {
    do {
      return try Files.status(path, followingLinks: role == .input)
    } catch let error where error.isLinkLoop {
      throw StoreError.linkLoop(path: path)
    }
  }

  /// The kind of thing that a path leads to, if any.
  package mutating func kind(of path: String) throws -> FileStatus.Kind? {
    let kind = try Files.status(path)?.kind
    cache.ask(kindOf: path, kind)
    return kind
  }

  /// What lies in a folder, less what is no content.
  package mutating func entries(of folder: String) throws -> [Entry] {
    let clock = Machine.now
    let status = try Files.status(folder)
    let entries = try Files.entries(of: folder).filter { !ignores($0.name) }
    if let status {
      cache.ask(folder, .target, status, Self.digest(of: entries), seenAt: clock)
    }
    return entries
  }

  /// What stands for the things in a folder: their names, and what each is.
  package static func digest(of entries: [Entry]) -> Digest {
    Digest.of(entries.map { "\($0.kind) \($0.name)" }.joined(separator: "\0"))
  }

  private mutating func linkText(of path: String, _ status: FileStatus?) throws -> String {
    let clock = Machine.now
    let text = try Files.linkText(of: path)
    if let status { cache.ask(path, .itself, status, Digest.of(text), seenAt: clock) }
    return text
  }

  mutating func digest(
    of path: String, _ status: FileStatus, as role: Role
  ) throws -> Digest {
    let (identity, digest) = try seenOrHashed(path, status)
    cache.ask(path, status, as: role)
    seen.append(Witness(path: path, identity: identity))
    return digest
  }

  private mutating func seenOrHashed(
    _ path: String, _ status: FileStatus
  ) throws -> (FileIdentity, Digest) {
    if let known = cache.digest(of: path, status.identity), taking?.has(known) ?? true {
      return (status.identity, known)
    }
    if taking == nil, hashAhead(with: path, status),
      let known = cache.digest(of: path, status.identity)
    {
      return (status.identity, known)
    }
    let clock = Machine.now
    let found: (identity: FileIdentity, digest: Digest)
    if let taking {
      let copied = try taking.put(fileAt: path)
      found = (copied.source.identity, copied.digest)
    } else {
      let hashed = try Files.digest(of: path)
      found = (hashed.status.identity, hashed.digest)
    }
    cache.note(path, found.identity, found.digest, hashedAt: clock)
    return found
  }

  /// Hashes a file together with others that will be asked for, where there are such.
  ///
  /// Of a file that cannot be hashed nothing is noted: whoever asks for it is told why.
  private mutating func hashAhead(with path: String, _ status: FileStatus) -> Bool {
    let batch = ahead?.batch(with: path, status) { [cache] in cache.digest(of: $0, $1) != nil }
    guard let batch else { return false }
    let clock = Machine.now
    for (path, hashed) in zip(batch, Files.digests(of: batch)) {
      guard case .success(let hashed) = hashed else { continue }
      cache.note(path, hashed.status.identity, hashed.digest, hashedAt: clock)
    }
    return true
  }

  /// Whether a file is known to be as it was when it was hashed before.
  package func knows(_ path: String) -> Bool {
    guard let status = try? Files.status(path, followingLinks: false) else { return false }
    return cache.digest(of: path, status.identity) != nil
  }

  /// Starts a new list of files seen.
  package mutating func beginWitness() { seen = [] }

  /// The files whose content was asked for since ``beginWitness()``.
  package var witnesses: [Witness] { seen }

  /// The first of some files that is no longer the file that was seen.
  package func firstChanged(of witnesses: [Witness]) throws -> String? {
    try witnesses.first { witness in
      try Files.status(witness.path, followingLinks: true)?.identity != witness.identity
    }?.path
  }
}
