package import Host

/// What stands at a path, by its bytes alone: a kind and a digest.
package struct Content: Hashable, Sendable {
  /// What a path can hold; the raw value is the word in manifests, records and actions.
  package enum Kind: String, Sendable {
    case file, executable, folder, link
  }

  package let kind: Kind
  /// Of a file its bytes, of a link its text, of a folder its listing (``Tree``).
  package let digest: Digest

  package init(_ kind: Kind, _ digest: Digest) {
    self.kind = kind
    self.digest = digest
  }
}

extension Content: CustomStringConvertible {
  /// The kind and the digest as manifests write them.
  package var description: String { "\(kind.rawValue) \(digest.hex)" }
}
