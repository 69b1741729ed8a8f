// Files read and hashed, with a check that they stood still meanwhile.

import CHost

extension Files {
  /// A file's digest and the identity under which it was read.
  package struct Hashed: Hashable, Sendable {
    /// The digest of its bytes.
    package let digest: Digest
    /// What it was before and after they were read.
    package let status: FileStatus
  }

  /// How much is read at a time: larger blocks gained nothing in measurements.
  static let blockSize = 256 << 10

  /// All bytes of a file.
  ///
  /// - Throws: `HostError.tooLarge` when there are more than `limit`.
  package static func read(
    _ path: String, limit: Int = .max
  ) throws(HostError) -> [UInt8] {
    let file = try openReading(path)
    let status = try file.status(path)
    let size = status.kind == .file ? Int(clamping: status.identity.size) : 0
    guard size <= limit else { throw .tooLarge(path: path, limit: limit) }
    var bytes: [UInt8] = []
    // One byte more than expected, so that the usual file needs no second round.
    var room = min(size, 1 << 30) + 1
    while true {
      let count = try append(from: file, upTo: max(room, 4096), to: &bytes, path)
      // The usual file ends where it was said to end, and not one byte more came.
      if count == 0 || status.kind == .file && count == size && bytes.count == size {
        return bytes
      }
      guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
      room = min(bytes.count, 1 << 24)
    }
  }

  /// The first bytes of a file, at most `limit` of them.
  package static func head(_ path: String, limit: Int) throws(HostError) -> [UInt8] {
    let file = try openReading(path)
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    let code = bytes.withUnsafeMutableBytes {
      host_read_at(file.number, 0, $0.baseAddress, limit, &count)
    }
    try check(.read, path, code)
    return Array(bytes.prefix(count))
  }

  /// The last bytes of a file, at most `limit` of them.
  package static func tail(_ path: String, limit: Int) throws(HostError) -> [UInt8] {
    let file = try openReading(path)
    let size = try file.status(path).identity.size
    let length = min(Int(clamping: size), limit)
    var bytes = [UInt8](repeating: 0, count: length)
    var count = 0
    let code = bytes.withUnsafeMutableBytes {
      host_read_at(file.number, size - UInt64(length), $0.baseAddress, length, &count)
    }
    try check(.read, path, code)
    return Array(bytes.prefix(count))
  }

  /// The digest of a file's bytes and what the file was before and after they were read.
  ///
  /// - Throws: `HostError.changedWhileRead` when it was written to during both of two attempts.
  package static func digest(of path: String) throws(HostError) -> Hashed {
    for _ in 0..<2 {
      if let hashed = try digestAtOnce(of: path) { return hashed }
    }
    throw .changedWhileRead(path: path)
  }

  private static func digestAtOnce(of path: String) throws(HostError) -> Hashed? {
    let file = try openReading(path)
    let before = try file.status(path)
    var hash = SHA256()
    let total = try file.pass(path, expecting: before.identity.size) { bytes throws(HostError) in
      hash.update(bytes)
    }
    let after = try file.status(path)
    guard after.identity == before.identity, before.holds(total) else { return nil }
    return Hashed(digest: hash.finish(), status: after)
  }

  static func openReading(_ path: String) throws(HostError) -> Descriptor {
    try forbidNUL(path)
    return try Descriptor(.read, path) { host_open_reading(HOST_HERE, path, &$0) }
  }

  /// Appends the bytes of one read; it is 0 at the end of the file.
  static func append(
    from file: borrowing Descriptor, upTo room: Int, to bytes: inout [UInt8], _ path: String
  ) throws(HostError) -> Int {
    var failure: HostError?
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
      do throws(HostError) {
        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), path)
      } catch { failure = error }
      initialized = count
    }
    if let failure { throw failure }
    if bytes.isEmpty { bytes = piece } else { bytes += piece }
    return count
  }
}

extension FileStatus {
  /// Whether this many bytes are a whole file; files of /proc say 0 and hold more.
  func holds(_ count: UInt64) -> Bool { identity.size == count || identity.size == 0 }
}

extension Descriptor {
  /// Hands all bytes from here to the end on, a block at a time, and says how many there were.
  func pass(
    _ path: String, expecting size: UInt64,
    to take: (UnsafeRawBufferPointer) throws(HostError) -> Void
  ) throws(HostError) -> UInt64 {
    let capacity = Int(min(max(size, 4095) + 1, UInt64(Files.blockSize)))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    defer { buffer.deallocate() }
    var total: UInt64 = 0
    while true {
      let count = try read(into: buffer, path)
      if count == 0 { return total }
      total += UInt64(count)
      try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
