import Audit
import Pipeline
import Quantity
import Text

/// What unbound numbers may be, for a terminal: each with the line that would bind it.
struct SuggestWords {
  let style: Style

  /// All proposals, or that there are none.
  func lines(of suggestions: [Suggestion]) -> [String] {
    guard !suggestions.isEmpty else { return ["", "nothing to propose"] }
    return suggestions.flatMap { [""] + lines(of: $0) }
  }

  private func lines(of suggestion: Suggestion) -> [String] {
    let claim = suggestion.claim
    let head = "\(claim.place): `\(Escaped(claim.text))` may be"
    return [head] + suggestion.proposals.flatMap { lines(of: $0, in: suggestion) }
  }

  private func lines(of proposal: Suggestion.Proposal, in suggestion: Suggestion) -> [String] {
    let reasons = proposal.reasons.map { Escaped($0.words).description }.joined(separator: ", ")
    let ways = [suggestion.note(for: proposal), suggestion.entry(for: proposal)]
    return ["  \(style.bold(proposal.value.words)) \(style.dim("(\(reasons))"))"]
      + ways.compactMap { $0.map { "    \(Escaped($0))" } }
  }
}

extension Suggestion {
  /// The number with the note that would bind it, as its text has notes; `nil` where it has none.
  func note(for proposal: Proposal) -> String? {
    switch claim.place.file.split(separator: ".").last?.lowercased() {
    case "md", "markdown", "qmd", "rmd": "\(claim.text)<!-- assay: \(proposal.target) -->"
    case "tex": "\\assay[\(claim.text)]{\(proposal.target)}"
    default: nil
    }
  }

  /// The entry under `claims` that would bind it; `nil` when no words single the number out.
  func entry(for proposal: Proposal) -> String? {
    selector.map { selector in
      "- { quote: \(JSON.string(selector.quote).compact), "
        + "binds: \(JSON.string(proposal.target).compact) }"
    }
  }
}
