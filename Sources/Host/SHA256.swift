import CCrypto

/// SHA-256 of bytes that come piece by piece, computed by OpenSSL's libcrypto.
package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Looked up once: asking libcrypto for it costs more than hashing a small file.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  /// Begins with no bytes.
  package init() {
    guard let algorithm = Self.algorithm, let context = EVP_MD_CTX_new(),
      EVP_DigestInit_ex(context, algorithm, nil) == 1
    else { preconditionFailure("BUG: libcrypto gives no SHA-256") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

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
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The digest of all bytes taken in.
  package consuming func finish() -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { bytes in
      EVP_DigestFinal_ex(context, bytes.baseAddress, nil)
      return Digest(thirtyTwo: bytes)
    }
  }
}
