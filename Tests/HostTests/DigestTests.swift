import Testing

@testable import Host

@Suite struct DigestTests {
  // FIPS 180-2, appendix B, and the digest of nothing as sha256sum prints it.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `known messages have the digests of the standard`(message: String, hex: String) {
    #expect(Digest.of(message).hex == hex)
    #expect(Digest.of(Array(message.utf8)).hex == hex)
  }

  @Test func `a million letters taken in piece by piece have the digest of the standard`() {
    var hash = SHA256()
    for _ in 0..<1000 { hash.update(Array(repeating: UInt8(ascii: "a"), count: 1000)) }
    #expect(
      hash.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [1, 7, 64, 65, 300])
  func `messages of every length around a block have the digests of sha256sum`(piece: Int) {
    let message = (0..<256).map { UInt8($0) }
    let digests = (0..<256).map { length in
      var hash = SHA256()
      for start in stride(from: 0, to: length, by: piece) {
        hash.update(Array(message[start..<min(start + piece, length)]))
      }
      return hash.finish().hex
    }
    // for n in 0…255: the first n of the bytes 00 01 02…; the digest of their digests, joined.
    #expect(
      Digest.of(digests.joined()).hex
        == "c6af0de529d59e462ef135e191c98cb5a7e18ca9d6e63e3d62c82afe131a25d4")
  }

  @Test func `hexadecimal digits and bytes lead back to the digest`() {
    let digest = Digest.of("abc")
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(bytes: digest.bytes) == digest)
  }

  @Test(arguments: [
    "", "abc", String(repeating: "A", count: 64), String(repeating: "0", count: 63),
  ])
  func `a text that is no digest is none`(text: String) {
    #expect(Digest(hex: text) == nil)
  }

  @Test func `thirty-one bytes are no digest`() {
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
  }

  @Test func `digests are ordered as their bytes`() throws {
    let digests = (0..<50).map { Digest.of("\($0)") }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
  }
}
