/// Words that lead elsewhere, whose digits are no numbers: addresses of the web and of mail, DOIs.
enum Addresses {
  /// Where words end that are addresses, at each scalar of them; empty without any.
  static func ends(in text: [Unicode.Scalar]) -> [Int] {
    var ends: [Int] = []
    for word in text.split(whereSeparator: isBreak) where isAddress(word) {
      var end = word.endIndex
      while end > word.startIndex, ".,;:)".unicodeScalars.contains(text[end - 1]) { end -= 1 }
      if ends.isEmpty { ends = Array(repeating: 0, count: text.count) }
      for index in word.startIndex..<end { ends[index] = end }
    }
    return ends
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isBlank || "<>\"“”[]{}|".unicodeScalars.contains(scalar)
  }

  private static func isAddress(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    guard word.count >= 6, word.contains(where: \.isDigit) else { return false }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: word.prefix(300))
    let plain = String(text).lowercased()
    if plain.contains("://") || plain.contains("www.") { return true }
    let starts = ["doi:", "(doi:", "arxiv:", "(arxiv:", "isbn:", "issn:", "pmid:", "hdl:"]
    if starts.contains(where: plain.hasPrefix) { return true }
    let bare = plain.hasPrefix("(") ? plain.dropFirst() : plain[...]
    if bare.hasPrefix("10."), let slash = bare.firstIndex(of: "/") {
      return bare[..<slash].dropFirst(3).count >= 4
        && bare[..<slash].dropFirst(3).allSatisfy(\.isNumber)
    }
    let parts = bare.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, parts[1].contains(".") { return true }
    // `0000-0002-1825-0097`
    let groups = bare.split(separator: "-", omittingEmptySubsequences: false)
    return groups.count == 4
      && groups.allSatisfy { $0.count >= 4 && $0.prefix(3).allSatisfy(\.isNumber) }
  }
}
