internal import CHost

/// SHA-256 of bytes that come piece by piece.
package struct SHA256: ~Copyable {
  private var hash = host_sha256()

  /// Begins with no bytes.
  package init() { host_sha256_begin(&hash) }

  /// Takes in more bytes.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes in the UTF-8 bytes of a text.
  package mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    host_sha256_add(&hash, bytes.baseAddress, bytes.count)
  }

  /// The digest of all bytes taken in.
  package consuming func finish() -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { bytes in
      host_sha256_end(&hash, bytes.baseAddress)
      return Digest(thirtyTwo: bytes)
    }
  }
}
