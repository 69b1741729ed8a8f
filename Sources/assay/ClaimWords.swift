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

  /// "`0.11 ‰` is wrong, because …".
  func sentence(on claim: Claim) -> String {
    let word = paint(claim.verdict, claim.verdict.word)
    let verb = claim.isMoved ? "has" : "is"
    return "`\(Escaped(claim.text))` \(verb) \(word)" + (claim.reason.map { ", \($0)" } ?? "")
  }

  /// A word in the colour of a verdict.
  func paint(_ verdict: Claim.Verdict, _ text: String) -> String {
    style.paint(verdict.shade, text)
  }
}

extension Claim {
  /// Whether its words stand otherwise than they are quoted.
  var isMoved: Bool { if case .moved = verdict { true } else { false } }
}

extension Claim.Verdict {
  var shade: Shade {
    switch self {
    case .right: .good
    case .wrong, .ambiguous, .unbound, .lost: .bad
    case .stale, .moved: .open
    case .allowed, .noResult: .none
    }
  }
}
