/// The characters of the font Symbol, which Word keeps as codes of the font and not as text.
enum WordSymbol {
  private static let first: UInt32 = 0x21
  private static let lower = Array(
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
      .unicodeScalars)
  private static let upper = Array(
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊".unicodeScalars)

  /// The character that a code stands for, `F0B0` as Word writes it or `B0`; `nil` for signs that
  /// no text has.
  static func scalar(code: UInt32) -> Unicode.Scalar? {
    let own = code & 0xFF
    if own == 0x20 { return " " }
    if own >= 0xA0 {
      let index = Int(own - 0xA0)
      return upper.indices.contains(index) ? upper[index] : nil
    }
    guard own >= first else { return nil }
    let index = Int(own - first)
    return lower.indices.contains(index) ? lower[index] : nil
  }

  /// A character of a text as it is seen: those of a font's own codes are looked up.
  static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xF020...0xF0FF).contains(scalar.value) else { return scalar }
    return Self.scalar(code: scalar.value) ?? Passage.unreadable
  }
}
