// `assay check`, `render` and `trace` of papers in LaTeX, and of texts that a stage makes.
import Testing
import Text

/// A project with one stage of three numbers and one manuscript.
private func study(_ manuscript: String, _ files: [String: String]) throws -> Workspace {
  let numbers = """
    {"numbers": {
      "slope": {"value": 0.1108, "unit": "‰/cycle", "uncertainty": 0.0011, "budget": "complete",
        "definition": "rise per cycle"},
      "share": {"value": 2.3166, "unit": "%", "definition": "W over Ni"},
      "voltage": {"value": 4.25, "unit": "V", "definition": "upper limit"}
    }}

    """
  let w = try Workspace(
    """
    assay: 1
    sources: [{ files: "**", origin: synthetic }]
    stages:
      fit:
        run: cp raw/numbers.json numbers.json
        inputs: [raw/numbers.json]
        outputs: [numbers.json]
        numbers: numbers.json
    manuscripts:
      - \(manuscript)
    """, files: files.merging(["raw/numbers.json": numbers]) { one, _ in one })
  try w.runs()
  return w
}

struct LaTeXCheckTests {
  private static let main = #"""
    \documentclass{article}
    \usepackage{siunitx}
    \newcommand{\assay}[2][??]{#1}
    \begin{document}
    \section{Results}
    The slope is 0.111\,\textperthousand\ per cycle, % assay: fit.slope
    the share \assay{fit.share} at \qty{4.25}{\volt}. % assay: fit.voltage
    \input{parts/table}
    \end{document}
    """#
  private static let table = #"""
    \begin{tabular}{lSS}
      \toprule
      Cell & {Share (\%)} & {Limit (V)} \\ \midrule
      A & 2.32 & 4.3 \\ % assay: fit.share fit.voltage
      B & 2.23 & 4.4 \\ % assay: fit.share fit.voltage
      \bottomrule
    \end{tabular}
    """#

  @Test func `a paper of several files is checked where its numbers stand`() throws {
    let w = try study(
      "file: paper/main.tex",
      ["paper/main.tex": Self.main, "paper/parts/table.tex": Self.table])
    try w.assay(
      "check",
      stdout: #"""
        paper/parts/table.tex:5:7: `2.23` is wrong, value: fit.share is 2.3166 %, in these digits 2.32
          5 |   B & 2.23 & 4.4 \\ % assay: fit.share fit.voltage
            |       ^^^^
        paper/parts/table.tex:5:14: `4.4` is wrong, value: fit.voltage is 4.25 V, in these digits 4.2
          5 |   B & 2.23 & 4.4 \\ % assay: fit.share fit.voltage
            |              ^^^
        paper/main.tex: 7 results (5 right, 2 wrong), 0 that are no result
        3 published results: 3 simulated, 0 from measured raw data
        """#, code: 4)
    let traced = try w.call([Workspace.assay, "trace", "paper/parts/table.tex:4:7"])
    #expect(traced.stdout.hasPrefix(#"paper/parts/table.tex:4:7 "2.32" is right"#))
  }

  @Test func `what is filled in is right, and is not filled in again`() throws {
    let w = try study(
      "file: paper/main.tex",
      [
        "paper/main.tex": Self.main,
        "paper/parts/table.tex": Self.table.replacing("2.23", with: "2.32").replacing(
          "4.4", with: "4.2"),
      ])
    try w.assay("render", "paper/main.tex", "-o", "paper/main.tex", stdout: "")
    let filled = try w.read("paper/main.tex")
    #expect(
      filled == Self.main.replacing(#"\assay{fit.share}"#, with: #"\assay[2.3166~\%]{fit.share}"#))
    try w.assay(
      "check",
      stdout: """
        paper/main.tex: 7 results right, 0 that are no result
        3 published results: 3 simulated, 0 from measured raw data
        """)
    try w.assay("render", "paper/main.tex", stdout: String(filled))
  }

  @Test func `a file that is missing is told where it is taken in`() throws {
    let w = try study("file: main.tex", ["main.tex": "\\begin{document}\n\\input{results}\n"])
    try w.assay(
      "check",
      stderr: """
        main.tex:2:1: there is no file `results.tex`
          2 | \\input{results}
            | ^^^^^^^^^^^^^^^
          hint: paths begin at the folder of the paper
        """, code: 2)
  }

  @Test func `a manuscript of another format is read in the text that a stage makes`() throws {
    let w = try study(
      "{ file: paper.odt, text: build/paper.txt, claims: [{ quote: slope is 0.11, binds: fit.slope }] }",
      ["paper.odt": "PK", "build/paper.txt": "The slope is\n0.11 ‰ per\ncycle.\n\nAbout 5 V.\n"])
    try w.assay(
      "check",
      stdout: """
        build/paper.txt:5:7: `5 V` is unbound, nothing says what it is
          5 | About 5 V.
            |       ^^^
          hint: quote it under `claims`
        paper.odt: 1 result right, 1 unbound, 0 that are no result
        1 published result: 1 simulated, 0 from measured raw data
        """, code: 4)
  }
}
