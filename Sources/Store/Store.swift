package import Host

/// The content-addressed store: blobs under `.assay/cas`, each named by the SHA-256 of its bytes.
///
/// A blob is never changed and never shares an inode with a file of the project. Bytes are hashed
/// while they enter, and hashed again whenever they leave: the store never hands out a lie.
package struct Store: Sendable {
  package init() {}

  /// Makes the folder of local state; it tells git by itself that it is nobody else's.
  ///
  /// Nothing in it may be a link: what is written there, such as the note of the lock, would be
  /// written wherever the link leads. Somebody could have committed one.
  package static func prepare() throws {
    try Files.makeFolders(Layout.local)
    for entry in try Files.entries(of: Layout.local) {
      let isOurs =
        entry.kind == .file
        || entry.kind == .folder && !Layout.localFiles.contains(entry.name)
      guard isOurs else { throw StoreError.strangeState(path: "\(Layout.local)/\(entry.name)") }
    }
    let ignore = "\(Layout.local)/.gitignore"
    // Not by a file of another name: there is no lock yet, so nobody could tell what is left of one.
    guard (try Files.status(ignore)?.identity.size ?? 0) == 0 else { return }
    var file = try AppendFile(ignore)
    try file.append("*")
  }

  private func path(of digest: Digest) -> String { Layout.blob(digest) }

  /// Whether a blob is there; its bytes are checked only when they are used.
  package func has(_ digest: Digest) -> Bool {
    (try? Files.status(path(of: digest), followingLinks: false))??.kind == .file
  }

  /// Whether all blobs of a content are there.
  package func has(_ content: Content) -> Bool {
    guard has(content.digest) else { return false }
    guard content.kind == .folder else { return true }
    guard let tree = try? tree(content.digest) else { return false }
    return tree.entries.allSatisfy { entry in
      if case .file(let digest, _) = entry.item { has(digest) } else { true }
    }
  }

  /// Whether all blobs of a content are there with the bytes of their names; all are read.
  package func holdsWhole(_ content: Content) throws -> Bool {
    guard has(content), try isWhole(content.digest) else { return false }
    guard content.kind == .folder else { return true }
    return try tree(content.digest).entries.allSatisfy { entry in
      if case .file(let digest, _) = entry.item { try isWhole(digest) } else { true }
    }
  }

  private func isWhole(_ digest: Digest) throws -> Bool {
    try Files.digest(of: path(of: digest)).digest == digest
  }

  /// Takes in bytes.
  @discardableResult
  package func put(_ bytes: [UInt8]) throws -> Digest {
    let digest = Digest.of(bytes)
    if let path = try place(for: digest) {
      try Files.write(bytes, to: path, mode: .readOnly, by: Layout.incoming)
    }
    return digest
  }

  /// Takes in a copy of a file; the digest is that of the bytes that went in.
  package func put(fileAt source: String) throws -> Files.Copied {
    try Files.copy(source, into: Layout.incoming) { digest throws(HostError) in
      try place(for: digest)
    }
  }

  /// Where a blob goes that is not there; what is no blob gives way.
  private func place(for digest: Digest) throws(HostError) -> String? {
    let path = path(of: digest)
    switch (try? Files.status(path, followingLinks: false))??.kind {
    case .file: return nil
    case nil: break
    default:
      // Not where somebody's link leads.
      try Files.makeFolders(parent(of: path))
      _ = try Self.quarantine(path, as: digest.hex)
    }
    return path
  }

  /// The bytes of a blob, checked; a bad one goes to quarantine.
  package func read(_ digest: Digest) throws -> [UInt8] {
    guard has(digest) else { throw StoreError.missingBlob(digest) }
    let bytes: [UInt8]
    do { bytes = try Files.read(path(of: digest), limit: 1 << 32) } catch HostError.tooLarge {
      // Nothing that is read whole was ever so long.
      throw try quarantine(digest)
    }
    guard Digest.of(bytes) == digest else { throw try quarantine(digest) }
    return bytes
  }

  /// A folder's listing.
  package func tree(_ digest: Digest) throws -> Tree {
    guard let tree = Tree(bytes: try read(digest)) else { throw try quarantine(digest) }
    return tree
  }

  /// Puts a content at a path where nothing stands; every blob is hashed on its way out.
  ///
  /// Returns what stands there when it is a file: it has the bytes that were asked for.
  @discardableResult
  package func restore(_ content: Content, at path: String) throws -> FileStatus? {
    if content.kind == .file || content.kind == .executable {
      let isExecutable = content.kind == .executable
      return try copy(content.digest, to: path, isExecutable: isExecutable, by: Layout.incoming)
    }
    try Files.makeFolders(Layout.incoming)
    let incoming = "\(Layout.incoming)/\(Machine.processID)-restored"
    try Files.removeTree(incoming)
    do {
      try build(content, at: incoming)
      try Files.move(incoming, to: path)
      return nil
    } catch {
      try Files.removeTree(incoming)
      throw error
    }
  }

  /// Drops what a run that was killed left half copied; only the one run that is may do so.
  package func dropUnfinished() throws { try Files.removeTree(Layout.incoming) }

  private func build(_ content: Content, at path: String) throws {
    switch content.kind {
    case .file: _ = try copy(content.digest, to: path, isExecutable: false)
    case .executable: _ = try copy(content.digest, to: path, isExecutable: true)
    case .link: try Files.link(String(decoding: read(content.digest), as: UTF8.self), at: path)
    case .folder: try build(tree(content.digest), at: path)
    }
  }

  private func build(_ tree: Tree, at folder: String) throws {
    try Files.makeFolders(folder)
    for entry in tree.entries {
      let path = "\(folder)/\(entry.name)"
      try Files.makeFolders(parent(of: path))
      switch entry.item {
      case .file(let digest, let isExecutable):
        _ = try copy(digest, to: path, isExecutable: isExecutable)
      case .link(let text): try Files.link(text, at: path)
      case .emptyFolder: try Files.makeFolders(path)
      }
    }
  }

  private func copy(
    _ digest: Digest, to path: String, isExecutable: Bool, by folder: String? = nil
  ) throws -> FileStatus? {
    guard has(digest) else { throw StoreError.missingBlob(digest) }
    do {
      let blob = self.path(of: digest)
      return try Files.copy(
        blob, to: path, executable: isExecutable, expecting: digest, by: folder
      ).copy
    } catch HostError.unexpectedContent {
      throw try quarantine(digest)
    }
  }

  private func quarantine(_ digest: Digest) throws -> StoreError {
    try Files.makeFolders(Layout.quarantine)
    try Files.rename(path(of: digest), to: "\(Layout.quarantine)/\(digest.hex)")
    return .badBlob(digest)
  }

  /// Moves something of the local state that does not hold out of the way, under a name that is free;
  /// returns where it lies.
  static func quarantine(_ path: String, as name: String) throws(HostError) -> String {
    let place = try freeQuarantine(name)
    try Files.rename(path, to: place)
    return place
  }

  /// Keeps bytes that were taken out of a file of the local state; returns where they lie.
  static func quarantine(_ bytes: [UInt8], as name: String) throws(HostError) -> String {
    let place = try freeQuarantine(name)
    try Files.write(bytes, to: place)
    return place
  }

  private static func freeQuarantine(_ name: String) throws(HostError) -> String {
    try Files.makeFolders(Layout.quarantine)
    var place = "\(Layout.quarantine)/\(name)"
    var number = 2
    while try Files.status(place, followingLinks: false) != nil {
      place = "\(Layout.quarantine)/\(name)-\(number)"
      number += 1
    }
    return place
  }
}

/// The folder a path lies in; `.` for a name alone.
package func parent(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
