import Audit
import Text

/// A figure in a manuscript in one sentence.
struct FigureWords {
  let style: Style

  /// "`a.svg` is stale, because …".
  func sentence(on figure: ShownFigure) -> String {
    let word = style.paint(figure.verdict.shade, figure.verdict.word)
    return "`\(Escaped(figure.path))` is \(word)" + (figure.reason.map { ", \($0)" } ?? "")
  }

  /// `paper.md:12:3 shows "a.svg", which is current`, with the reason where it is not.
  func line(of figure: ShownFigure) -> String {
    let word = style.paint(figure.verdict.shade, figure.verdict.word)
    let text = "\(figure.place) shows \"\(Escaped(figure.path))\", which is \(word)"
    return figure.reason.map { "\(text): \($0)" } ?? text
  }
}

extension ShownFigure {
  /// Whether a person should look at it: what lies elsewhere in the net is only counted.
  var isToldOf: Bool {
    switch verdict {
    case .current, .unknown(.outside): false
    case .stale, .edited, .other, .missing, .unknown: true
    }
  }
}

extension ShownFigure.Verdict {
  var shade: Shade {
    switch self {
    case .current: .good
    case .stale, .unknown: .open
    case .edited, .other, .missing: .bad
    }
  }
}
