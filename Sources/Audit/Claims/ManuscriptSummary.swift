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
    /// Images, by the word of their verdict.
    package internal(set) var figures: [String: Int] = [:]
    /// Findings, by the word of their verdict.
    package internal(set) var findings: [String: Int] = [:]
  }

  /// The counts of each manuscript, in the order of the pipeline.
  package private(set) var files: [(file: String, counts: Counts)] = []
  /// The results that the manuscripts state, each once, in the order of the text.
  package private(set) var results: [Listing.Entry] = []

  /// Counts claims, figures and findings, each for the manuscript that it belongs to.
  package init(
    _ claims: [Claim], figures: [ShownFigure] = [], findings: [JudgedFinding] = [],
    files names: [String]
  ) {
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
    for figure in figures {
      guard let index = names.firstIndex(of: figure.file) else { continue }
      files[index].counts.figures[figure.verdict.word, default: 0] += 1
    }
    for finding in findings {
      guard let index = names.firstIndex(of: finding.file) else { continue }
      files[index].counts.findings[finding.verdict.word, default: 0] += 1
    }
  }

  /// How many of the results are of each class.
  package var classes: [NumberClass: Int] {
    Dictionary(grouping: results, by: \.grade).mapValues(\.count)
  }
}
