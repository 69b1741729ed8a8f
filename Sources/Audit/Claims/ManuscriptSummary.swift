import Text

/// How the numbers of the manuscripts stand, counted.
package struct ManuscriptSummary: Sendable {
  /// How many results and settings of a manuscript have each verdict.
  package struct Counts: Hashable, Sendable {
    /// Numbers bound to numbers of stages, by the word of their verdict.
    package internal(set) var results: [String: Int] = [:]
    /// Numbers bound to parameters and cells, by the word of their verdict.
    package internal(set) var settings: [String: Int] = [:]
    /// Numbers and quotes that are bound to nothing, by the word of their verdict.
    package internal(set) var others: [String: Int] = [:]
  }

  /// The counts of each manuscript, in the order of the pipeline.
  package private(set) var files: [(file: String, counts: Counts)] = []
  /// The results that the manuscripts state, each once, in the order of the text.
  package private(set) var results: [Listing.Entry] = []

  /// Counts claims, each for the manuscript that it belongs to.
  package init(_ claims: [Claim], files names: [String]) {
    files = names.map { ($0, Counts()) }
    var seen: Set<String> = []
    for claim in claims {
      guard let current = names.firstIndex(of: claim.manuscript) else { continue }
      let word = claim.verdict.word
      if claim.isResult {
        files[current].counts.results[word, default: 0] += 1
      } else if claim.expected != nil {
        files[current].counts.settings[word, default: 0] += 1
      } else {
        files[current].counts.others[word, default: 0] += 1
      }
      if case .number(let entry) = claim.expected, seen.insert(entry.id).inserted {
        results.append(entry)
      }
    }
  }

  /// How many of the results are of each class.
  package var classes: [NumberClass: Int] {
    Dictionary(grouping: results, by: \.grade).mapValues(\.count)
  }
}
