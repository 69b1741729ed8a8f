// `assay export csv`, `latex` and `slsa`: from a project, and from files alone.

import Host
import Testing

struct ExportTests {
  private static let numbers = """
    {"numbers": {
      "x": {"value": 1.25, "unit": "mg", "uncertainty": 0.03, "dof": 4, "budget": "complete",
        "definition": "mean, of \\"three\\""},
      "rate_2": {"value": 0.0011, "unit": "‰/cycle", "uncertainty": 0.00013, "budget": "partial",
        "missing": "weighing"}
    }}

    """

  private func project() throws -> Workspace {
    let w = try Workspace(
      """
      assay: 1
      sources: [{ files: raw.json, origin: synthetic }]
      stages:
        fit: { run: cp raw.json n.json, inputs: [raw.json], outputs: [n.json], numbers: n.json }
      """, files: ["raw.json": Self.numbers])
    try w.runs()
    try w.initRepository()
    try w.commit("Begin")
    return w
  }

  @Test func `a table of all numbers`() throws {
    let w = try project()
    let head = try w.git("rev-parse", "HEAD").dropLast()
    let table = """
      id,value,uncertainty,unit,dof,class,origins,definition,printed,stage,commit\r
      fit.x,1.25,0.03,mg,4.0,simulated,synthetic,"mean, of ""three""\",1.250(30) mg,fit,\(head)\r
      fit.rate_2,0.0011,0.00013,‰/cycle,,simulated,synthetic,,\
      1.1×10⁻³ ‰/cycle (simulated; weighing),fit,\(head)\r

      """
    #expect(
      try w.call([Workspace.assay, "export", "csv"]) == Outcome(stdout: table, stderr: "", code: 0))
    try w.assay("export", "csv", "-o", "../table.csv")
    #expect(try w.read("../table.csv") == table)
  }

  @Test func `a table as others read it`() throws {
    let w = try project()
    try w.assay("export", "csv", "-o", "../table.csv")
    let script = """
      import csv, sys
      for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"), strict=True):
          print(row["id"], float(row["value"]), row["definition"])
      """
    #expect(
      try w.call(["python3", "-c", script, "../table.csv"])
        == Outcome(
          stdout: "fit.x 1.25 mean, of \"three\"\nfit.rate_2 0.0011 \n", stderr: "", code: 0))
  }

  private static let head = #"""
    % Numbers with their units, made by `assay export latex`: \input it behind \usepackage{siunitx}.
    """#
  private static let use = #"""
    \newcommand\assayname[2]{\expandafter\def\csname assay:#1\endcsname{#2}}
    \newcommand\assayuse[2]{\ifcsname assay:#1\endcsname
      \csname assay\csname assay:#1\endcsname#2\endcsname
      \else\PackageError{assay}{There is no number #1}{}\fi}
    \ifdefined\DeclareSIUnit
    \DeclareSIUnit\assayunitPermille{\text{\textperthousand{}}}
    \DeclareSIUnit\assayunitCycle{\text{cycle}}
    \fi
    """#

  @Test func `macros of a project, with the class`() throws {
    let w = try project()
    try w.assay(
      "export", "latex",
      stdout: Self.head + #"""

        % \assay{stage.number} is a number, \assayplain{stage.number} the same without siunitx,
        % \assayclass{stage.number} its class. Each is a macro of its own too.
        \newcommand\assay[2][]{\assayuse{#2}{}}
        \newcommand\assayplain[1]{\assayuse{#1}{Plain}}
        \newcommand\assayclass[1]{\assayuse{#1}{Class}}

        """# + Self.use + #"""


          % fit.x
          \newcommand\assayFitX{\qty{1.250(30)}{\milli\gram}}
          \newcommand\assayFitXPlain{\ensuremath{1.250(30)}\,mg}
          \newcommand\assayFitXClass{simulated}
          \assayname{fit.x}{FitX}

          % fit.rate_2
          \newcommand\assayFitRateTwo{\qty{1.1e-3}{\assayunitPermille\per\assayunitCycle}}
          \newcommand\assayFitRateTwoPlain{\ensuremath{1.1\times10^{-3}}\,\textperthousand{}/cycle}
          \newcommand\assayFitRateTwoClass{simulated}
          \assayname{fit.rate_2}{FitRateTwo}
          """#)
  }

  @Test func `macros of files alone are a stage's output`() throws {
    let w = try Workspace(
      """
      assay: 1
      sources: [{ files: raw.json, origin: synthetic }]
      stages:
        macros:
          run: ["\(Workspace.assay)", export, latex, --from, "a@1%2F=raw.json", -o, tex/macros.tex]
          inputs: [raw.json]
          outputs: [tex/]
          access: sandboxed
      """, files: ["raw.json": Self.numbers])
    let ran = try w.call([Workspace.assay, "run"])
    #expect(ran.code == 0, "\(ran)")
    #expect(
      try w.read("tex/macros.tex") == Self.head + #"""

        % \assay{stage.number} is a number, \assayplain{stage.number} the same without siunitx.
        \newcommand\assay[2][]{\assayuse{#2}{}}
        \newcommand\assayplain[1]{\assayuse{#1}{Plain}}

        """# + Self.use + #"""


          % a@1%2F.x
          \newcommand\assayAOneTwoFX{\qty{1.250(30)}{\milli\gram}}
          \newcommand\assayAOneTwoFXPlain{\ensuremath{1.250(30)}\,mg}

          % a@1%2F.rate_2
          \newcommand\assayAOneTwoFRateTwo{\qty{1.1e-3}{\assayunitPermille\per\assayunitCycle}}
          \newcommand\assayAOneTwoFRateTwoPlain{\ensuremath{1.1\times10^{-3}}\,\textperthousand{}/cycle}

          """#)
  }

  @Test func `macros of one name are refused`() throws {
    let w = try Workspace(files: [
      "n.json":
        #"{"numbers": {"a_b": {"value": 1, "unit": "1"}, "aB": {"value": 2, "unit": "1"}}}"#,
      "m.json":
        #"{"numbers": {"a": {"value": 1, "unit": "1"}, "a_plain": {"value": 2, "unit": "1"}}}"#,
    ])
    for (file, one, other, name) in [
      ("n.json", "a_b", "aB", "AB"), ("m.json", "a", "a_plain", "APlain"),
    ] {
      try w.assay(
        "export", "latex", "--from", "s=\(file)", "-o", "macros.tex",
        stderr: """
          error: `s.\(one)` and `s.\(other)` would both be the macro \\assayS\(name)
            hint: give one of them another name
          """, code: 2)
    }
    #expect(try !w.exists("macros.tex"))
  }

  @Test func `what is stale, in doubt, missing or misspelt is not written`() throws {
    let w = try project()
    for format in ["csv", "latex"] {
      try w.assay(
        "export", format, "--from", "fit=none.json",
        stderr: "error: there is no file `none.json`", code: 2)
      for words in [
        ["--from", "none.json"], ["--from", "=n.json"], ["--from", "a}=n.json"], ["--json"],
      ] {
        let usage = try w.call([Workspace.assay, "export", format] + words)
        #expect(usage.code == 2 && usage.stdout == "", "\(usage)")
      }
    }
    try w.write("raw.json", Self.numbers.replacing("1.25", with: "1.26"))
    try w.assay(
      "export", "csv", "-o", "../table.csv",
      stderr: "error: what fit.x rests on has changed since\n  hint: assay run", code: 3)
    try w.write("raw.json", Self.numbers)
    try w.write("n.json", Self.numbers.replacing("1.25", with: "1.26"))
    let doubted = try w.call([Workspace.assay, "export", "latex", "-o", "../macros.tex"])
    #expect(doubted.code == 4)
    #expect(try !w.exists("../table.csv") && !w.exists("../macros.tex"))
  }

  @Test func `a format behind the project's folder, and none`() throws {
    let w = try project()
    let table = try w.call([Workspace.assay, "export", "csv"]).stdout
    let there = try w.call([Workspace.assay, "-C", "project", "export", "csv"], in: "..")
    #expect(there == Outcome(stdout: table, stderr: "", code: 0))
    #expect(try w.call([Workspace.assay, "export", "xml"]).code == 2)
  }
}
