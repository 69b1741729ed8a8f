/// Finds the word somebody may have meant.
package enum Nearest {
  /// How many edits a word of so many characters may be away from what was meant: one in three.
  private static let lettersPerEdit = 3
  /// Words longer than this are not compared.
  private static let longest = 200

  /// The candidate fewest edits away, the first of equals; `nil` if all are too far.
  package static func word(to wrong: String, among candidates: some Sequence<String>) -> String? {
    let scalars = Array(wrong.lowercased().unicodeScalars)
    guard scalars.count <= longest else { return nil }
    var best: (word: String, distance: Int)?
    let limit = max(1, scalars.count / lettersPerEdit)
    for candidate in candidates where candidate != wrong {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard abs(other.count - scalars.count) <= limit else { continue }
      let distance = distance(scalars, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// How many insertions, deletions, replacements and swaps of neighbours lead from one to the
  /// other (optimal string alignment).
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var cost = min(
          row[j] + 1, last[j + 1] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
