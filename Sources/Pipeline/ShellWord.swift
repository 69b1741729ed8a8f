/// A word as the shell must read it back unchanged.
package enum ShellWord {
  /// Whether the shell would take the bare word for anything but itself.
  static func needsQuotes(_ word: String) -> Bool {
    word.isEmpty || !word.unicodeScalars.allSatisfy(isPlain)
  }

  /// The word, in single quotes if it needs them.
  package static func quoted(_ word: String) -> String {
    guard needsQuotes(word) else { return word }
    var text = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" { text += #"'\''"# } else { text.unicodeScalars.append(scalar) }
    }
    return text + "'"
  }

  /// Letters and digits of any script, and the signs that no shell looks at.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .nonspacingMark, .spacingMark:
        return true
      default: return false
      }
    }
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": return true
    default: return "_@%+=:,./-".unicodeScalars.contains(scalar)
    }
  }
}
