import Host

/// The stat cache on disk, `.assay/snapshot`: written whole at the end of a run, checked by digest.
///
/// Version 1: the line `assay snapshot 1`, then netstrings: boot id, `1` when everything it speaks
/// of had been flushed to disk, and for each file path, device, inode, size, mtime, ctime, digest;
/// last the SHA-256 of all before. A damaged or foreign snapshot is as good as none.
package enum Snapshot {
  private static let signature = Array("assay snapshot 1\n".utf8)

  /// Reads the snapshot; an empty cache where there is none to trust.
  package static func load() -> StatCache {
    guard let bytes = try? Files.read(Layout.snapshot, limit: 1 << 32),
      let status = try? Files.status(Layout.snapshot),
      let fields = checked(bytes), fields.count >= 2
    else { return StatCache() }
    let isFlushed = fields[1].elementsEqual("1".utf8)
    let boot = Machine.bootID ?? "unknown"
    guard isFlushed || fields[0].elementsEqual(boot.utf8) else { return StatCache() }
    var entries: [String: StatCache.Entry] = [:]
    entries.reserveCapacity(fields.count / 7)
    for start in stride(from: 2, to: fields.count, by: 7) {
      guard let (path, entry) = entry(fields[start..<min(start + 7, fields.count)]) else {
        return StatCache()
      }
      // A file as young as the snapshot itself may have changed again in the same tick.
      if max(entry.identity.modified, entry.identity.changed) < status.identity.modified {
        entries[path] = entry
      }
    }
    return StatCache(entries: entries)
  }

  /// Whether what is there is a snapshot, whole; a missing one is.
  static func isWhole() throws -> Bool {
    guard try Files.status(Layout.snapshot) != nil else { return true }
    guard let fields = checked(try Files.read(Layout.snapshot, limit: 1 << 32)),
      fields.count >= 2, fields.count % 7 == 2
    else { return false }
    return true
  }

  /// Writes the settled entries, replacing the old snapshot whole.
  package static func save(_ cache: StatCache, isFlushed: Bool) throws {
    var bytes =
      signature + netstring(Array((Machine.bootID ?? "unknown").utf8))
      + netstring([isFlushed ? 49 : 48])
    for (path, entry) in cache.entries where entry.isSettled {
      let identity = entry.identity
      bytes += netstring(Array(path.utf8))
      let numbers = [
        "\(identity.device)", "\(identity.inode)", "\(identity.size)", "\(identity.modified)",
        "\(identity.changed)", entry.digest.hex,
      ]
      for number in numbers { bytes += netstring(Array(number.utf8)) }
    }
    bytes += Array(Digest.of(bytes).hex.utf8)
    try Files.write(bytes, to: Layout.snapshot, by: Layout.incoming)
  }

  private static func checked(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    let body = bytes.dropLast(64)
    guard bytes.count >= 64, bytes.starts(with: signature),
      bytes[body.endIndex...].elementsEqual(Digest.of(Array(body)).hex.utf8)
    else { return nil }
    return netstrings(body[signature.count...])
  }

  private static func entry(
    _ fields: ArraySlice<ArraySlice<UInt8>>
  ) -> (String, StatCache.Entry)? {
    let texts = fields.map { String(decoding: $0, as: UTF8.self) }
    guard texts.count == 7, let device = UInt64(texts[1]), let inode = UInt64(texts[2]),
      let size = UInt64(texts[3]), let modified = Int64(texts[4]), let changed = Int64(texts[5]),
      let digest = Digest(hex: texts[6])
    else { return nil }
    let identity = FileIdentity(
      device: device, inode: inode, size: size, modified: modified, changed: changed)
    return (texts[0], StatCache.Entry(identity: identity, digest: digest, isSettled: true))
  }
}
