/// Letters of other scripts that look like Latin ones: a Cyrillic `Со` is not the element Co.
package enum Lookalike {
  /// Whether two different texts look alike.
  package static func areAlike(_ one: String, _ other: String) -> Bool {
    one != other && skeleton(of: one) == skeleton(of: other)
  }

  /// The code points of a text: `U+0421 U+043E`.
  package static func codePoints(of text: String) -> String {
    text.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }

  /// The text with every letter that looks Latin replaced by the Latin one.
  private static func skeleton(of text: String) -> String {
    var skeleton = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !invisible.contains(scalar) {
      skeleton.append(latin[scalar] ?? scalar)
    }
    return String(skeleton)
  }

  // Zero-width space, joiners, soft hyphen, byte-order mark.
  private static let invisible: Set<Unicode.Scalar> = [
    "\u{200B}", "\u{200C}", "\u{200D}", "\u{AD}", "\u{FEFF}",
  ]

  // The letters of Unicode's confusables (UTS 39) that are drawn like the Latin ones in the
  // Cyrillic and Greek alphabets, the two micro signs and the spaces.
  private static let latin: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(String, String)] = [
      ("АВЕЅІЈКМНОРСТУХ", "ABESIJKMHOPCTYX"), ("аесорхуіјѕһԁԛԝ", "aecopxyijshdqw"),
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"), ("ονα", "ova"),
      ("\u{3BC}\u{A0}\u{2009}\u{202F}", "\u{B5}   "),
    ]
    var latin: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (others, letters) in pairs {
      for (other, letter) in zip(others.unicodeScalars, letters.unicodeScalars) {
        latin[other] = letter
      }
    }
    return latin
  }()
}
