package import Host

/// The flat list of everything that can change a stage's result, version 1.
///
/// This one list is digested into the key and printed by `explain`, so that they cannot disagree.
package struct Manifest: Hashable, Sendable {
  /// The lines, sorted by the bytes of their fields.
  package let lines: [ManifestLine]
  /// The bytes the key is the digest of: the version, then every line as a netstring.
  package let bytes: [UInt8]
  /// The digest of all lines.
  package let key: Digest
  /// The digest of all lines but the discovered ones: what is known before a stage has ever run.
  package let staticKey: Digest
  /// The digest of the project's lines.
  package let recipe: Digest

  package init(_ lines: [ManifestLine]) {
    self.lines = lines.sorted { $0.stands(before: $1) }
    var (all, known, shared) = (Self.version, Self.version, Self.version)
    let isKnown = !self.lines.contains(where: \.kind.isDiscovered)
    for line in self.lines {
      let bytes = line.encoded
      all += bytes
      if !isKnown, !line.kind.isDiscovered { known += bytes }
      if !line.kind.isMachine { shared += bytes }
    }
    bytes = all
    key = Digest.of(all)
    staticKey = isKnown ? key : Digest.of(known)
    recipe = Digest.of(shared)
  }

  /// Reads a manifest back from its bytes; `nil` when they are not a manifest of this version.
  package init?(bytes: [UInt8]) {
    guard bytes.starts(with: Self.version) else { return nil }
    var lines: [ManifestLine] = []
    guard let outer = netstrings(bytes[Self.version.count...]) else { return nil }
    for line in outer {
      guard let fields = netstrings(line)?.map({ String(decoding: $0, as: UTF8.self) }),
        let known = ManifestLine(fields: fields)
      else { return nil }
      lines.append(known)
    }
    self.init(lines)
  }

  /// The manifest less what the stage was seen to ask.
  package var declared: Manifest { Manifest(lines.filter { !$0.kind.isDiscovered }) }

  /// What the stage was seen to ask, with the answers.
  package var found: [ManifestLine] { lines.filter { $0.kind == .found } }

  /// The lines that every machine shares.
  package var project: [ManifestLine] { lines.filter { !$0.kind.isMachine } }

  /// The lines that speak of this machine.
  package var machine: [ManifestLine] { lines.filter { $0.kind.isMachine } }

  private static let version = netstring(Array("assay manifest 1".utf8))
}
