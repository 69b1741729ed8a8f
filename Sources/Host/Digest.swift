/// A SHA-256 digest: 32 bytes that stand for a content, ordered as its bytes are.
package struct Digest: Hashable, Sendable {
  /// The bytes, eight at a time, the first byte the highest: comparing words compares bytes.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest whose bytes these are, or `nil` when there are not 32 of them.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.init(thirtyTwo: bytes)
  }

  /// The digest written as 64 hexadecimal digits of lower case, or `nil` for any other text.
  package init?(hex: String) { self.init(hex: hex[...]) }

  /// The digest written as 64 hexadecimal digits of lower case, or `nil` for any other text.
  package init?(hex: Substring) {
    var hex = hex
    guard let words = hex.withUTF8(Self.words) else { return nil }
    self.words = words
  }

  private static func words(
    _ digits: UnsafeBufferPointer<UInt8>
  ) -> (UInt64, UInt64, UInt64, UInt64)? {
    guard digits.count == 64 else { return nil }
    func word(_ start: Int) -> UInt64? {
      var word: UInt64 = 0
      for place in start..<start + 16 {
        guard let digit = value(ofDigit: digits[place]) else { return nil }
        word = word << 4 | UInt64(digit)
      }
      return word
    }
    guard let first = word(0), let second = word(16), let third = word(32), let fourth = word(48)
    else { return nil }
    return (first, second, third, fourth)
  }

  init(thirtyTwo bytes: some Collection<UInt8>) {
    var rest = bytes.makeIterator()
    func word() -> UInt64 { (0..<8).reduce(0) { word, _ in word << 8 | UInt64(rest.next() ?? 0) } }
    words = (word(), word(), word(), word())
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
  }

  /// Adds the 32 bytes to others.
  func append(to bytes: inout [UInt8]) {
    for word in [words.0, words.1, words.2, words.3] {
      withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
  }

  /// The digest as 64 hexadecimal digits of lower case, as `sha256sum` prints it.
  package var hex: String {
    String(unsafeUninitializedCapacity: 64) { text in
      var place = 0
      for word in [words.0, words.1, words.2, words.3] {
        for shift in stride(from: 60, through: 0, by: -4) {
          let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
          text[place] = digit < 10 ? digit + 0x30 : digit + 0x57
          place += 1
        }
      }
      return place
    }
  }

  private static func value(ofDigit byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)  // the bytes of a digest are as good as random: a quarter suffices
  }
}

extension Digest: Comparable {
  package static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }
}

extension Digest: CustomStringConvertible {
  package var description: String { hex }
}

extension Digest {
  /// The digest of some bytes.
  package static func of(_ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The digest of a text's UTF-8 bytes.
  package static func of(_ text: String) -> Digest {
    var hash = SHA256()
    hash.update(text)
    return hash.finish()
  }
}
