/// A zip archive put together in memory, the same bytes each time: its members are stored as they
/// are, and none has a time.
///
/// Nothing is compressed: what a compressor makes of a text changes from one version to the next.
package struct ZipFile {
  /// More members, or more bytes, would need the larger directory that not every program reads.
  package static let (memberLimit, sizeLimit) = (65_535, 1 << 31)

  private var members: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Makes an archive without members.
  package init() {}

  /// Adds a member; the caller keeps to the limits.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    var facts = Self.bytes(Self.version, 2) + Self.bytes(Self.namesAreUTF8, 2)
    facts += Self.bytes(0, 2) + Self.bytes(0, 2) + Self.bytes(Self.noDay, 2)
    facts += Self.bytes(Int(CRC32.sum(of: content)), 4)
    facts += Self.bytes(content.count, 4) + Self.bytes(content.count, 4)
    facts += Self.bytes(name.utf8.count, 2) + Self.bytes(0, 2)
    directory += [0x50, 0x4B, 1, 2] + Self.bytes(Self.version, 2) + facts
    directory += Self.bytes(0, 10) + Self.bytes(members.count, 4) + Array(name.utf8)
    members += [0x50, 0x4B, 3, 4] + facts + Array(name.utf8) + content
    count += 1
  }

  /// The whole archive.
  package var bytes: [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6] + Self.bytes(0, 4)
    end += Self.bytes(count, 2) + Self.bytes(count, 2)
    end += Self.bytes(directory.count, 4) + Self.bytes(members.count, 4) + Self.bytes(0, 2)
    return members + directory + end
  }

  private static let (version, namesAreUTF8) = (20, 0x0800)
  /// The first day there is, 1980-01-01.
  private static let noDay = 0x0021

  private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
