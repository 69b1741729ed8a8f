import Prose

/// The words of a text by which it is told what a number in it may be.
struct NearWords {
  /// The words, in small letters, without the `s` of a plural.
  let all: Set<String>

  /// Takes the words of a text.
  init(_ text: String) {
    var words: Set<String> = []
    var word = ""
    for scalar in text.unicodeScalars.map(Self.plain) + [" "] {
      if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        word.unicodeScalars.append(scalar)
        continue
      }
      let found = Self.normal(word)
      word = ""
      if found.count > 1, found.contains(where: \.isLetter), !Self.common.contains(found) {
        words.insert(found)
      }
    }
    all = words
  }

  /// Takes the words of the sentence that a number stands in, and those of the heads of its cell.
  init(around range: Range<Int>, in passage: Passage) {
    let text = passage.text
    func ends(at index: Int) -> Bool {
      guard ".;:".unicodeScalars.contains(text[index]) else { return false }
      return index + 1 == text.count || text[index + 1] == " "
    }
    let start = text[..<range.lowerBound].indices.last(where: ends).map { $0 + 1 } ?? 0
    let end = text[range.upperBound...].indices.first(where: ends) ?? text.count
    var words =
      passage.words(start..<range.lowerBound) + " " + passage.words(range.upperBound..<end)
    if case .cell(let heads) = passage.kind { words += " " + heads.joined(separator: " ") }
    self.init(words)
  }

  /// Words that stand in both, in the order of the alphabet.
  func shared(with other: NearWords) -> [String] { all.intersection(other.all).sorted() }

  private static func normal(_ word: String) -> String {
    let small = word.lowercased()
    return small.count > 3 && small.hasSuffix("s") ? String(small.dropLast()) : small
  }

  /// A scalar as its neighbours in a name are written: lowered digits are digits.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let index = "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.firstIndex(of: scalar)
    guard let index else { return scalar }
    let digit = "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.distance(
      from: "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.startIndex, to: index)
    return Unicode.Scalar(UInt8(0x30 + digit))
  }

  /// Words that stand in every text.
  private static let common: Set<String> = [
    "an", "and", "are", "as", "at", "be", "by", "can", "each", "for", "from", "has", "have", "in",
    "into", "is", "it", "its", "no", "not", "of", "on", "one", "or", "per", "so", "than", "that",
    "the", "their", "there", "these", "they", "thi", "to", "was", "were", "where", "which", "with",
    "all", "value", "number", "csv", "raw", "parameter", "stage",
  ]
}
