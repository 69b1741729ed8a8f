// What a reader sees of a paper in LaTeX, and where it stands.
import Prose
import Quantity
import Testing
import Text

private func paper(_ latex: String, _ files: [String: String] = [:]) throws -> Paper {
  try Paper(latex: Array(latex.utf8), file: "paper.tex") { files[$0].map { Array($0.utf8) } }
}

/// The texts of all passages.
private func texts(_ latex: String, _ files: [String: String] = [:]) throws -> [String] {
  try paper(latex, files).passages.map { $0.words(0..<$0.text.count) }
}

@Test(arguments: [
  (#"a \textbf{b \emph{c}} {\bf d} --- e--f, ``g''"#, "a b c d — e–f, “g”"),
  (#"5\,\% of~10\,000 at 25\,\textdegree C"#, "5\u{2009}% of\u{A0}10\u{2009}000 at 25\u{2009}°C"),
  (#"$2.32 \pm 0.04\,\%$ and $10^{-3}$ and $I_{003}$"#, "2.32 ± 0.04\u{2009}% and 10⁻³ and I₀₀₃"),
  (#"\(1.2\times 10^{-3}\)~g"#, "1.2× 10⁻³\u{A0}g"),
  (#"H\textsubscript{2}O, 10\textsuperscript{5}"#, "H₂O, 10⁵"),
  (#"25\,$^\circ$C and 3$^{rd}$"#, "25\u{2009}°C and 3rd"),
  (#"see \ref{fig:1}, \cite[p.~33]{li2013} and \SI{5}{nm}"#, "see \u{FFFC}, \u{FFFC} and 5 nm"),
  (#"\hspace{2mm}a\hskip 3pt plus 1fil b\\[4mm]c \includegraphics[width=8cm]{f1.pdf}"#, "a b c "),
  (#"Caf\'e, Schr\"odinger, \v{C}ech, \r{a}"#, "Café, Schrödinger, Čech, å"),
  ("a % 5 is no text\nb\\% c", "a b% c"),
  (
    #"\verb|x = 5| and \lstinline{y 6} and \url{https://a.b/7%20}"#,
    "\u{FFFC} and \u{FFFC} and \u{FFFC}"
  ),
  (#"\ce{LiNi0.9O2} and \ce{LiNi_{0.9}O2}"#, "LiNi0.9O2 and LiNi0.9O2"),
  (#"$\frac{1}{3}$ and $5\ \mathrm{mAh\,g^{-1}}$"#, "1/3 and 5 mAh\u{2009}g⁻¹"),
  (#"a {{x.y}} costs 5\$ and $6"#, "a x.y costs 5$ and $6"),
])
func `markup of LaTeX is taken away`(latex: String, text: String) throws {
  let seen = try texts(latex)
  #expect(seen == [text])
}

@Test(arguments: [
  (#"\num{2.32(4)}"#, "2.32(4)", "2.32"), (#"\num{1.2e-3}"#, "1.2×10⁻³", "0.0012"),
  (#"\num{-1,5 +- 0,2}"#, "\u{2212}1.5 ± 0.2", "-1.5"),
  (#"\num{2.32 \pm 0.04 e-3}"#, "(2.32 ± 0.04)×10⁻³", "0.00232"),
  (#"\num{e5}"#, "10⁵", "100000.0"), (#"\num{.5}"#, "0.5", "0.5"),
  (#"\num[round-precision=2]{1 234.5}"#, "1234.5", "1234.5"),
  (#"\qty{200}{\milli\ampere\hour\per\gram}"#, "200 mA·h·g⁻¹", "200.0 mA·h·g⁻¹"),
  (#"\SI{200}{mA.h.g^{-1}}"#, "200 mA·h·g⁻¹", "200.0 mA·h·g⁻¹"),
  (#"\qty{2.32}{\percent}"#, "2.32 %", "2.32 %"), (#"\SI{2.32}{\%}"#, "2.32 %", "2.32 %"),
  (#"\qty{25}{\degreeCelsius}"#, "25 °C", "25.0 °C"),
  (#"\qty{5}{\kilo\gram\per\metre\squared}"#, "5 kg·m⁻²", "5.0 kg·m⁻²"),
  (#"\qty{5}{\per\square\metre}"#, "5 m⁻²", "5.0 m⁻²"), (#"\qty{3}{\um}"#, "3 µm", "3.0 µm"),
  (#"\qty{3}{m/s^2}"#, "3 m/s²", "3.0 m/s²"), (#"\ang{45}"#, "45°", "45.0 °"),
])
func `siunitx is read as what it sets`(latex: String, text: String, value: String) throws {
  let passage = try #require(try paper(latex).passages.first)
  #expect(passage.words(0..<passage.text.count) == text)
  let literal = try #require(passage.literals().first)
  let unit = literal.unit.map { " \($0.symbol)" } ?? ""
  #expect("\(literal.written.value)\(unit)" == value)
}

@Test func `a list and a range of siunitx share their unit`() throws {
  let passage = try #require(
    try paper(
      #"\qtyrange{2.1}{2.4}{\percent}; \qtylist{1;2;3}{\volt}; \numrange{4}{5}; \numlist{6;7}"#
    )
    .passages.first)
  #expect(
    passage.literals().map { "\($0.written.value) \($0.unit?.symbol ?? "")" } == [
      "2.1 %", "2.4 %", "1.0 V", "2.0 V", "3.0 V", "4.0 ", "5.0 ", "6.0 ", "7.0 ",
    ])
}

@Test func `macros without arguments are replaced where they stand`() throws {
  let latex = #"""
    \newcommand{\capa}{\mAh\per\gram}
    \DeclareSIUnit{\mAh}{mA.h}
    \def\slope{0.11\,\permil}
    \newcommand{\two}[1]{#1 9}
    The slope is \slope\ at \qty{200}{\capa}.
    """#
  let paper = try paper(latex)
  let passage = try #require(paper.passages.first)
  #expect(passage.literals().map { passage.words($0.range) } == ["0.11\u{2009}‰", "200 mA·h·g⁻¹"])
  let first = try #require(passage.literals().first)
  #expect(
    paper.place(of: passage.offsets[first.range.lowerBound])
      == Place(file: "paper.tex", line: 5, column: 14))
}

@Test func `a cell knows what its column and its line are called in LaTeX too`() throws {
  let latex = #"""
    \begin{table}[h!]
    \caption{Of 3 cells.\label{tab:1}}
    \begin{tabular}{lS[table-format=1.2]c}
      \toprule
      & \multicolumn{2}{c}{Share (\%)} \\ \cmidrule(lr){2-3}
      Sample & {W} & {Ni (ppm)} \\
      \midrule
      \multirow{2}{*}{10W} & 2.32(4) & 5 \\[2pt]
       & 2.40 & 6 \\ \bottomrule
    \end{tabular}
    \end{table}
    """#
  let passages = try paper(latex).passages
  #expect(
    passages.map { $0.words(0..<$0.text.count).trimmed } == [
      "Of 3 cells.", "Share (%)", "Sample", "W", "Ni (ppm)", "10W", "2.32(4)", "5", "2.40", "6",
    ])
  guard case .cell(let heads) = passages[9].kind else { return #expect(Bool(false)) }
  #expect(heads.map(\.trimmed) == ["Share (%)", "Ni (ppm)", "10W"])
  #expect(passages[8].headUnits.map(\.symbol) == ["%"])
}

extension String {
  fileprivate var trimmed: String {
    split { $0.isWhitespace }.joined(separator: " ")
  }
}

@Test func `passages, code and what is no text of a document`() throws {
  let latex = #"""
    \documentclass[12pt]{article}
    \title{On 3 things}
    \newlength{\x}\setlength{\x}{5cm}
    \begin{document}
    \maketitle
    \section*{Results of 2 runs}\label{sec:3}
    One 1\footnote{Note 2}.

    Two
    \begin{verbatim}
    code 3 % \end{x}
    \end{verbatim}
    \begin{itemize}
    \item[a] Item 4
    \end{itemize}
    \begin{equation}
      y = 5\,\mathrm{nm}
    \end{equation}
    \iffalse no 6 \fi
    \begin{thebibliography}{99}
    \bibitem{a} Li, J. 2013, 7, 8.
    \end{thebibliography}
    \end{document}
    after 9
    """#
  let paper = try paper(latex)
  #expect(
    paper.passages.map { $0.words(0..<$0.text.count).trimmed } == [
      "On 3 things", "Results of 2 runs", "Note 2", "One 1.", "Two", "[a] Item 4", "y = 5 nm",
      "Li, J. 2013, 7, 8.",
    ])
  #expect(paper.passages[1].kind == .heading)
  #expect(paper.passages.last?.literals().map(\.meaning) == [.citation, .citation, .citation])
}

@Test func `numbers are bound by comments, by the command, and row by row`() throws {
  let latex = #"""
    Between 2.1 and 2.4\,\% % assay: fit.low fit.high
    of \assay[5\,V]{set.v} and \assay{fit.slope}.
    \begin{tabular}{lcc}
    a & b (V) & c \\ \hline
    x & 3.1 & 4.2 \\ % assay: t.b t.c
    \end{tabular}
    """#
  let paper = try paper(latex)
  let first = paper.passages[0]
  #expect(first.bindings.map(\.targets) == [["fit.low", "fit.high"], ["set.v"]])
  #expect(first.slots.map(\.target) == ["fit.slope"])
  #expect(paper.place(of: first.slots[0].source.lowerBound).column == 28)
  let cell = try #require(paper.passages.last)
  #expect(cell.words(0..<cell.text.count).trimmed == "4.2")
  #expect(cell.bindings.map(\.targets) == [["t.b", "t.c"]])
  #expect(cell.bindings.map(\.cells) == [2])
}

@Test func `what is filled in stands in the command, and the rest stays byte for byte`() throws {
  let latex = #"""
    \newcommand{\assay}[2][??]{#1}
    \newcommand{\slope}{\assay{x.y}}
    a \assay{x.y} % \assay{no.no}
    \verb|\assay{x.y}| \assay[5]{x.y} \assay{z.w}
    """#
  #expect(
    try paper(latex).filled { $0.target == "z.w" ? "5(1)×10⁻³ 1/[x]" : "-0.11(2) ‰" } == #"""
      \newcommand{\assay}[2][??]{#1}
      \newcommand{\slope}{\assay[\ensuremath{-}0.11(2)~\textperthousand{}]{x.y}}
      a \assay[\ensuremath{-}0.11(2)~\textperthousand{}]{x.y} % \assay{no.no}
      \verb|\assay{x.y}| \assay[5]{x.y} \assay[5(1)\ensuremath{\times}10\ensuremath{^{-3}}~1/{[}x{]}]{z.w}
      """#)
}

@Test func `places name the file that is taken in`() throws {
  let paper = try paper(
    "One 1\n\\input{parts/two} end 3\n\\include{four}",
    ["parts/two.tex": "Two\n2\n", "four.tex": "4 \\input{parts/five.tex}", "parts/five.tex": "5"])
  var places: [String] = []
  for passage in paper.passages {
    for literal in passage.literals() {
      let place = paper.place(of: passage.offsets[literal.range.lowerBound])
      places.append("\(place) \(paper.line(at: place) ?? "")")
    }
  }
  #expect(
    places == [
      "paper.tex:1:5 One 1", "parts/two.tex:2:1 2", "paper.tex:2:23 \\input{parts/two} end 3",
      "four.tex:1:1 4 \\input{parts/five.tex}", "parts/five.tex:1:1 5",
    ])
}

@Test(arguments: [
  (
    "a\n \\input{none}", [:],
    """
    paper.tex:2:2: there is no file `none.tex`
      2 |  \\input{none}
        |  ^^^^^^^^^^^^
      hint: paths begin at the folder of the paper
    """
  ),
  (
    "\\input{../up}", [:],
    """
    paper.tex:1:1: `../up` lies outside of the project
      1 | \\input{../up}
        | ^^^^^^^^^^^^^
      hint: a paper is read from files of the project
    """
  ),
  (
    "\\input{a}", ["a.tex": "\n\\input{b}", "b.tex": "\\input a \n"],
    """
    b.tex:1:1: this file takes in itself: paper.tex -> a.tex -> b.tex -> a.tex
      1 | \\input a 
        | ^^^^^^^^
    """
  ),
  (
    "\\newcommand{\\x}{a\\y}\\def\\y{\\x\\x}\n5 \\x", [:],
    """
    paper.tex:2:3: `\\x` stands for itself, without end
      2 | 5 \\x
        |   ^^
    """
  ),
])
func `files and macros without an end are refused where they stand`(
  latex: String, files: [String: String], told: String
) throws {
  do {
    _ = try paper(latex, files)
    Issue.record("nothing is refused")
  } catch let fault as Diagnostic {
    #expect(fault.description == told)
  }
}

/// What trips readers of LaTeX: every kind of mark, whole and cut.
private let pieces = [
  "0.11", "\\%", " ", "\n", "\n\n", "&", "\\\\", "{", "}", "[", "]", "$", "$$", "\\(", "\\)", "\\[",
  "\\]", "^", "_", "%", "% assay: a.b", "\\assay{x.y}", "\\assay[5]{x.y}", "\\begin{tabular}{l}",
  "\\end{tabular}", "\\begin{equation}", "\\end{equation}", "\\begin{", "\\end{", "\\hline",
  "\\midrule", "\\multicolumn{2}{c}{", "\\multirow{2}{*}{", "\\num{", "\\qty{5}{\\per\\metre",
  "\\SI{1e", "\\ce{H2", "\\footnote{", "\\caption{", "\\section{", "\\frac{1}{", "\\text{",
  "\\newcommand{\\x}{5 \\y}", "\\newcommand\\y", "\\x", "\\y", "\\def\\z#1{", "\\verb|",
  "\\iffalse",
  "\\fi", "\\item", "\\'", "\\\"o", "\\hskip 3pt", "~", "--", "\\", "\\begin{verbatim}",
  "\\textsuperscript{",
  "\\begin{document}", "\\end{document}", "\\title{", "\\cite{", "2.1", "±", "ö", "\r\n", "\r",
]

@Test func `any text is read as LaTeX, and what is found lies in it in order`() throws {
  var random = Seeded(state: 7)
  for _ in 0..<4000 {
    let count = Int.random(in: 1...40, using: &random)
    let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let paper: Paper
    do { paper = try Paper(latex: Array(text.utf8), file: "any.tex") } catch is Diagnostic {
      continue
    }
    for passage in paper.passages {
      #expect(passage.text.count == passage.offsets.count)
      #expect(passage.offsets.allSatisfy { paper.source.indices.contains($0) })
      var end = 0
      for literal in passage.literals(names: ["25W"]) {
        #expect(
          literal.range.lowerBound >= end && literal.range.upperBound <= passage.text.count,
          "\(text)")
        end = literal.range.upperBound
        _ = paper.place(of: passage.offsets[literal.range.lowerBound])
      }
    }
    let filled = paper.filled { _ in "7" }
    #expect(filled.unicodeScalars.count >= paper.source.count)
    _ = Quotation(in: paper.passages).find("at 0.11 ‰")
  }
}

@Test(arguments: [
  "\\textbf{", "{", "[", "$$ ", "$ ", "\\( ", "^", "\\begin{tabular}{l} ", "\\begin{equation}",
  "\\footnote{",
  "\\frac{", "\\assay[", "\\text{$", "\\x", "\\newcommand{\\x}{", "& \\\\ ", "\\item[",
])
func `a long run of marks that never close is read as LaTeX`(mark: String) throws {
  let text = "x 1 " + String(repeating: mark, count: (1 << 17) / mark.utf8.count) + " 2 y"
  let paper = try Paper(latex: Array(text.utf8), file: "hostile.tex")
  #expect(!paper.passages.isEmpty)
}
