/// Raised and lowered signs as Unicode has them, so that exponents and indexes stay what they are.
enum Shifted {
  private static let plain = Array("0123456789-+".unicodeScalars)
  private static let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺".unicodeScalars)
  private static let lowered = Array("₀₁₂₃₄₅₆₇₈₉₋₊".unicodeScalars)

  /// The raised sign of a plain one.
  static func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar? { other(scalar, in: raised) }

  /// The lowered sign of a plain one.
  static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar? { other(scalar, in: lowered) }

  /// The plain sign of a raised one; `nil` for all others.
  static func base(ofRaised scalar: Unicode.Scalar) -> Unicode.Scalar? {
    raised.firstIndex(of: scalar).map { plain[$0] }
  }

  /// The plain sign of a raised or lowered one; `nil` for all others.
  static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return nil }
    return base(ofRaised: scalar) ?? lowered.firstIndex(of: scalar).map { plain[$0] }
  }

  private static func other(
    _ scalar: Unicode.Scalar, in shifted: [Unicode.Scalar]
  ) -> Unicode.Scalar? {
    plain.firstIndex(of: scalar == "\u{2212}" ? "-" : scalar).map { shifted[$0] }
  }
}

extension Unicode.Scalar {
  /// Whether it is one of the ten digits that numbers are written with.
  var isDigit: Bool { ("0"..."9").contains(self) }

  /// Whether it is a letter of any script.
  ///
  /// Most scalars are ASCII, and asking Unicode's tables costs more than all else that is done to one.
  var isLetter: Bool {
    isASCII ? ("a"..."z").contains(self) || ("A"..."Z").contains(self) : properties.isAlphabetic
  }

  /// Whether it is a letter of any script, or a digit.
  var isWordly: Bool { isLetter || isDigit }

  /// Whether it is a blank of any width, or the end of a line.
  var isBlank: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }
}
