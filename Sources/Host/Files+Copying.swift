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

  /// Copies a file's bytes to a path, hashing what goes through; the two share no inode.
  ///
  /// - Throws: `HostError.unexpectedContent` when `digest` is given and is not that of the bytes;
  ///   then the path is as it was before.
  package static func copy(
    _ source: String, to path: String, executable: Bool, expecting digest: Digest? = nil
  ) throws(HostError) -> Copied {
    try retried(source) { () throws(HostError) in
      let new = try NewFile(beside: path, executable ? .executable : .plain)
      return try finish(new, from: source) { found throws(HostError) in
        try require(found, digest, source)
        return path
      }
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
      let new = try NewFile(beside: "\(folder)/new", .readOnly)
      return try finish(new, from: source, name)
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

  /// Fills a new file from a source and names it; `nil` when the source changed meanwhile.
  private static func finish(
    _ new: consuming NewFile, from path: String,
    _ name: (Digest) throws(HostError) -> String?
  ) throws(HostError) -> Copied? {
    let source = try openReading(path)
    let before = try source.status(path)
    let (digest, total) = try fill(new.file, from: source, size: before.identity.size, path)
    let after = try source.status(path)
    guard after.identity == before.identity, before.holds(total) else { return nil }
    guard let final = try name(digest) else {
      return Copied(digest: digest, source: after, copy: nil)
    }
    try new.rename(to: final)
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
