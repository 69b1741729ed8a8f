/// A printed number as LaTeX sets it without any package: `$-1.71(5)\times10^{-3}$` and the like.
enum LaTeXSpelling {
  private static let signs: [Unicode.Scalar: String] = [
    "%": "\\%", "&": "\\&", "#": "\\#", "_": "\\_", "$": "\\$", "{": "\\{", "}": "\\}",
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "‰": "\\textperthousand{}", "°": "\\textdegree{}", "±": "\\ensuremath{\\pm}",
    "×": "\\ensuremath{\\times}", "·": "\\ensuremath{\\cdot}", "µ": "\\textmu{}",
    "μ": "\\textmu{}", "Ω": "\\ensuremath{\\Omega}", "Å": "\\AA{}", "≤": "\\ensuremath{\\leq}",
    "≥": "\\ensuremath{\\geq}", "–": "--", "\u{2212}": "\\ensuremath{-}", " ": "~",
    "[": "{[}", "]": "{]}",
  ]

  /// A text as the source of LaTeX.
  static func text(_ plain: String) -> String {
    var text = ""
    var raised = ""
    func flush() {
      if !raised.isEmpty { text += "\\ensuremath{^{\(raised)}}" }
      raised = ""
    }
    var isStart = true
    for scalar in plain.unicodeScalars {
      if let base = Shifted.base(ofRaised: scalar) {
        raised.unicodeScalars.append(base)
        continue
      }
      flush()
      if scalar == "-", isStart {
        text += "\\ensuremath{-}"
      } else {
        text += signs[scalar] ?? String(scalar)
      }
      isStart = scalar == " " || scalar == "("
    }
    flush()
    return text
  }
}
