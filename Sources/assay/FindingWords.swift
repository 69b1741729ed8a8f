import Audit
import Text

/// A finding of a manuscript in one sentence.
struct FindingWords {
  let style: Style

  /// "`the ratio falls` holds, a.slope < 0, that is …".
  func sentence(on finding: JudgedFinding) -> String {
    let word = style.paint(finding.verdict.shade, finding.verdict.word)
    let verb: String
    switch finding.verdict {
    case .holds, .doesNotHold: verb = ""
    default: verb = "is "
    }
    let moved = finding.movedTo.map { "; its words are taken to be “\(Escaped($0))” now" } ?? ""
    return "`\(Escaped(finding.quote))` \(verb)\(word), \(finding.reason)\(moved)"
  }
}

extension JudgedFinding.Verdict {
  var shade: Shade {
    switch self {
    case .holds: .good
    case .undecided, .outdated(.changed), .outdated(.neverRun): .open
    case .doesNotHold, .outdated(.doubted), .lost, .ambiguous, .impossible: .bad
    }
  }
}
