import Audit
import Text

/// A number in a manuscript in one line: where, what, and whether it is right.
struct ClaimWords {
  let style: Style

  /// `paper.md:12:3 "0.11 ‰" is right`, with the reason where it is not.
  func line(of claim: Claim) -> String {
    let verdict = paint(claim.verdict, claim.verdict.word)
    let text = "\(claim.location) \"\(Escaped(claim.text))\" is \(verdict)"
    return claim.reason.map { "\(text): \($0)" } ?? text
  }

  /// A word in the colour of a verdict.
  func paint(_ verdict: Claim.Verdict, _ text: String) -> String {
    switch verdict {
    case .right: style.green(text)
    case .wrong, .ambiguous, .unbound, .lost: style.red(text)
    case .stale: style.yellow(text)
    case .allowed, .noResult: text
    }
  }
}
