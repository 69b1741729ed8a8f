/// Text in lines that are not wider than a page, broken between words.
enum Wrapped {
  /// How many columns a line has.
  static let width = 100

  /// The lines of a text; a word that is wider than a line stands alone.
  static func lines(of text: String, width: Int) -> [String] {
    lines(
      of: text.split(separator: " ", omittingEmptySubsequences: false).map(String.init),
      width: width)
  }

  /// So many of one kind of message are shown.
  private static let most = 20

  /// The first messages, and how many more there are.
  static func capped(_ messages: [String]) -> [String] { capped(messages) { $0 } }

  /// The first of some things in words, and how many more there are.
  static func capped<Thing>(_ things: [Thing], _ words: (Thing) -> String) -> [String] {
    let shown = things.prefix(most).map(words)
    guard things.count > most else { return shown }
    return shown + ["… and \(things.count - most) more, all in --json"]
  }

  /// The first names, and how many more there are.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(most).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
  }

  /// Parts on one line with dots between them, or each on lines of its own where that is too wide.
  static func lines(ofParts parts: [String], width: Int) -> [String] {
    let line = parts.joined(separator: " · ")
    return line.count <= width ? [line] : parts.flatMap { lines(of: $0, width: width) }
  }

  /// The lines of words that must not be broken; the joint ends every line but the last.
  static func lines(of words: [String], width: Int, joint: String = "") -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count + joint.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(word)
      }
    }
    return lines.enumerated().map { $0 < lines.count - 1 ? $1 + joint : $1 }
  }
}
