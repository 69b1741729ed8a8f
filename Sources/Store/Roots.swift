package import Host

/// The digests that something still speaks of: what they lead to must stay.
///
/// Whatever stands in a record as 64 hexadecimal digits is a root, so that a record with conflict
/// markers or of a later version keeps what it needs too.
package struct Roots: Sendable {
  package private(set) var digests: Set<Digest> = []

  package init() {}

  /// Whether a file below `provenance/` can name roots: records and descriptions of machines.
  package static func mayStand(in path: String) -> Bool {
    path.hasSuffix(".json") && !path.hasSuffix(".numbers.json")
  }

  /// Takes in all digests that stand in some bytes.
  package mutating func add(from bytes: [UInt8]) {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if Self.isDigit(byte) { continue }
      add(bytes[start..<index])
      start = index + 1
    }
    add(bytes[start...])
  }

  private mutating func add(_ digits: ArraySlice<UInt8>) {
    guard digits.count == 64, let digest = Digest(hex: String(decoding: digits, as: UTF8.self))
    else { return }
    digests.insert(digest)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }

  mutating func insert(_ digest: Digest) { digests.insert(digest) }

  /// Takes in the records of the working tree and those of this machine.
  mutating func addStanding() throws {
    for folder in [Layout.provenance, Layout.machines, Layout.machineRecords] {
      for item in try Garbage.list(folder) where !item.isFolder && Self.mayStand(in: item.name) {
        // A longer file is believed by nobody.
        if item.size <= Records.limit { add(from: try Files.read(item.path)) }
      }
    }
  }

  /// The roots with what lies in the folders among them.
  func closed(over store: Store) throws -> Set<Digest> {
    var all = digests
    for digest in digests where store.has(digest) {
      // Only a listing begins so, and what is no listing names nothing.
      let start = try Files.head(Layout.blob(digest), limit: 2)
      guard start.count == 2, Array("fxld".utf8).contains(start[0]), start[1] == 0x20,
        let tree = Tree(bytes: try Files.read(Layout.blob(digest), limit: 1 << 32))
      else { continue }
      for entry in tree.entries {
        if case .file(let digest, _) = entry.item { all.insert(digest) }
      }
    }
    return all
  }
}
