import Host

/// What a figure says of itself: the stage that drew it, and the digest of that stage's recipe.
///
/// They stand as `stage=NAME recipe=DIGEST` or `stage="NAME" recipe="DIGEST"`, in the metadata of an
/// SVG, a text chunk of a PNG or the information of a PDF, where text may also be UTF-16; compressed
/// texts are not looked into.
struct FigureMark: Hashable {
  let stage: String
  let recipe: Digest

  /// Finds the mark in the bytes of a figure; `nil` when there is none.
  init?(in bytes: [UInt8]) {
    let texts = [{ bytes }, { Self.hexadecimal(in: bytes) }, { Self.wide(in: bytes) }]
    for text in texts {
      guard let mark = Self.mark(in: text()) else { continue }
      (stage, recipe) = mark
      return
    }
    return nil
  }

  private static let (stageKey, recipeKey) = (Array("stage=".utf8), Array("recipe=".utf8))

  private static func mark(in text: [UInt8]) -> (String, Digest)? {
    for start in starts(of: stageKey, in: text) {
      var rest = text[(start + stageKey.count)...]
      let stage = value(&rest)
      rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
      guard !stage.isEmpty, rest.starts(with: recipeKey) else { continue }
      rest = rest.dropFirst(recipeKey.count)
      if let recipe = Digest(hex: value(&rest)) { return (stage, recipe) }
    }
    return nil
  }

  /// A value in quotes or up to a blank, at most so long as the name of a stage can be.
  private static func value(_ rest: inout ArraySlice<UInt8>) -> String {
    let longest = 255
    let quote = rest.first.flatMap {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") ? $0 : nil
    }
    if quote != nil { rest = rest.dropFirst() }
    let value = rest.prefix(longest).prefix { byte in
      quote.map { byte != $0 } ?? (isWordly(byte))
    }
    rest = rest[value.endIndex...].dropFirst(quote == nil ? 0 : 1)
    return String(decoding: value, as: UTF8.self)
  }

  /// Whether a byte can stand in the name of a stage or in a digest.
  private static func isWordly(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-.@%+,".utf8.contains(byte)
    }
  }

  private static func starts(of word: [UInt8], in text: [UInt8]) -> [Int] {
    text.indices.filter { text[$0] == word[0] && text[$0...].starts(with: word) }
  }
}

// MARK: - Texts of PDF

extension FigureMark {
  private static func isPDF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "%PDF-".utf8) }

  /// The texts that a PDF holds in UTF-16 as hexadecimal digits (ISO 32000-1, 7.3.4.3, 7.9.2.2).
  private static func hexadecimal(in bytes: [UInt8]) -> [UInt8] {
    guard isPDF(bytes) else { return [] }
    var text: [UInt8] = []
    for mark in ["<FEFF", "<feff"] {
      for start in starts(of: Array(mark.utf8), in: bytes) {
        let digits = bytes[(start + mark.utf8.count)...].prefix { $0 != UInt8(ascii: ">") }
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        text.append(UInt8(ascii: " "))
        text += stride(from: 0, to: values.count - 1, by: 2).compactMap { index in
          let byte = UInt8(values[index] << 4 | values[index + 1])
          return byte == 0 ? nil : byte
        }
      }
    }
    return text
  }

  /// A PDF without the upper halves of what it holds in UTF-16 as it is.
  private static func wide(in bytes: [UInt8]) -> [UInt8] {
    isPDF(bytes) ? bytes.filter { $0 != 0 } : []
  }
}
