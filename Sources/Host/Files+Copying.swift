// Copies that are hashed on their way.

import CHost

extension Files {
  /// What a copy is known to hold.
  package struct Copied: Hashable, Sendable {
    /// The digest of the bytes that went through.
    package let digest: Digest
    /// The file copied from, before and after.
    package let source: FileStatus
    /// The copy under its final name; `nil` when it was not kept.
    package let copy: FileStatus?
  }

  /// A file no longer than this is read at once, and written only when it is wanted.
  private static let smallSize: UInt64 = 64 << 10

  /// Copies a file's bytes to a path, hashing what goes through; the two share no inode.
  ///
  /// The copy grows up beside its path, or in a folder as with `write(_:to:mode:by:)`.
  /// - Throws: `HostError.unexpectedContent` when `digest` is given and is not that of the bytes;
  ///   then the path is as it was before.
  package static func copy(
    _ source: String, to path: String, executable: Bool, expecting digest: Digest? = nil,
    by folder: String? = nil
  ) throws(HostError) -> Copied {
    func copy(_ place: NewFile.Place) throws(HostError) -> Copied {
      try retried(source) { () throws(HostError) in
        try copyAtOnce(source, place, executable ? .executable : .plain) {
          found throws(HostError) in
          try require(found, digest, source)
          return path
        }
      }
    }
    guard let folder else { return try copy(.beside(path)) }
    do { return try copy(.folder(folder)) } catch HostError.failed(_, _, EXDEV) {
      return try copy(.beside(path))
    }
  }

  /// Copies a file's bytes into a store whose names depend on their digest, as a read-only file.
  ///
  /// `name` gives the path for a digest, on the same file system as `folder`, or `nil` when the
  /// copy is not needed.
  package static func copy(
    _ source: String, into folder: String, naming name: (Digest) throws(HostError) -> String?
  ) throws(HostError) -> Copied {
    try retried(source) { () throws(HostError) in
      try copyAtOnce(source, .folder(folder), .readOnly, name)
    }
  }

  private static func require(
    _ found: Digest, _ expected: Digest?, _ source: String
  ) throws(HostError) {
    guard let expected, expected != found else { return }
    throw .unexpectedContent(path: source, found: found)
  }

  private static func retried(
    _ source: String, _ copy: () throws(HostError) -> Copied?
  ) throws(HostError) -> Copied {
    for _ in 0..<2 {
      if let copied = try copy() { return copied }
    }
    throw .changedWhileRead(path: source)
  }

  /// Copies a source under the name it gets by its digest; `nil` when the source changed meanwhile.
  private static func copyAtOnce(
    _ path: String, _ place: NewFile.Place, _ mode: FileMode,
    _ name: (Digest) throws(HostError) -> String?
  ) throws(HostError) -> Copied? {
    let source = try openReading(path)
    let before = try source.status(path)
    // Files that say 0 may hold more: see `FileStatus.holds`.
    if before.kind == .file, before.identity.size > 0, before.identity.size <= smallSize {
      return try copySmall(path, source, before, place, mode, name)
    }
    var new = try NewFile(place, mode)
    let (digest, total) = try fill(new.file, from: source, size: before.identity.size, path)
    let after = try source.status(path)
    guard after.identity == before.identity, before.holds(total) else { return nil }
    guard let final = try name(digest) else {
      return Copied(digest: digest, source: after, copy: nil)
    }
    try new.name(final)
    return Copied(digest: digest, source: after, copy: try new.file.status(final))
  }

  private static func copySmall(
    _ path: String, _ source: borrowing Descriptor, _ before: FileStatus, _ place: NewFile.Place,
    _ mode: FileMode, _ name: (Digest) throws(HostError) -> String?
  ) throws(HostError) -> Copied? {
    var bytes: [UInt8] = []
    let size = Int(before.identity.size)
    // That there is not one byte more is the end of the file.
    let count = try append(from: source, upTo: size + 1, to: &bytes, path)
    let after = try source.status(path)
    guard after.identity == before.identity, count == size else { return nil }
    let digest = Digest.of(bytes)
    guard let final = try name(digest) else {
      return Copied(digest: digest, source: after, copy: nil)
    }
    var new = try NewFile(place, mode)
    let code = bytes.withUnsafeBytes { host_write_all(new.file.number, $0.baseAddress, $0.count) }
    try check(.copy, path, code)
    try new.name(final)
    return Copied(digest: digest, source: after, copy: try new.file.status(final))
  }

  /// Shares the source's blocks and hashes the copy where the file system can, else hashes the
  /// bytes on their way: in both cases the digest is that of the copy.
  private static func fill(
    _ file: borrowing Descriptor, from source: borrowing Descriptor, size: UInt64, _ path: String
  ) throws(HostError) -> (Digest, UInt64) {
    var hash = SHA256()
    let total: UInt64
    if host_clone(source.number, file.number) == 0 {
      total = try file.pass(path, expecting: size) { bytes throws(HostError) in hash.update(bytes) }
    } else {
      let target = file.number
      total = try source.pass(path, expecting: size) { bytes throws(HostError) in
        hash.update(bytes)
        try check(.copy, path, host_write_all(target, bytes.baseAddress, bytes.count))
      }
    }
    return (hash.finish(), total)
  }
}
