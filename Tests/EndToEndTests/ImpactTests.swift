import Testing
import Text

/// What rests on a cell, a file, a parameter, a stage, a number.
struct ImpactTests {
  /// Beside the ratio a fit over some of the masses, a number without derivation, and a figure.
  private static let pipeline = Weighing.pipeline.replacing(
    "manuscripts:",
    with: """
        fit:
          run: sh fit.sh
          inputs: [raw/masses.csv, fit.sh]
          outputs: [fit.json]
          numbers: fit.json
        told:
          run: sh told.sh
          inputs: [raw/masses.csv, told.sh]
          outputs: [told.json]
          numbers: told.json
        figure:
          run: cp twice.json figure.svg
          inputs: [twice.json]
          outputs: [figure.svg]
      manuscripts:
      """)

  private func project() throws -> Workspace {
    let w = try Workspace(
      Self.pipeline,
      files: [
        "raw/masses.csv": Weighing.masses, "ratio.sh": Weighing.ratio, "twice.sh": Weighing.twice,
        "paper.md": Weighing.text, "raw/unused.csv": "a,b\n1,2\n",
        "fit.sh": """
        cat > fit.json <<'END'
        {"numbers": {"mean": {"value": 7.35, "unit": "g", "step": 0, "definition": "their mean"}},
         "steps": [{"id": 0, "value": 7.35, "unit": "g", "procedure": "mean", "output": "mean",
           "method": "arithmetic", "inputs": {"x": {"path": "raw/masses.csv", "cells": "B2:B3"}}}]}
        END

        """,
        "told.sh": #"echo '{"numbers": {"sum": {"value": 15.7, "unit": "g"}}}' > told.json"# + "\n",
      ])
    try w.initRepository(ignoring: ".assay/\n/*.json\n/figure.svg\n")
    try w.runs()
    try w.commit("Begin")
    return w
  }

  @Test func `a line is reached by arithmetic, through a procedure, and by a stage's word`() throws
  {
    let w = try project()
    let answer = """
      4 numbers rest on raw/masses.csv:2; they are printed in 2 places

      in the manuscripts
      paper.md:1:32 “The ratio is 5.00, scaled by 2.”
        ratio.ratio
      paper.md:2:50 “Twice that is 10.0.”
        twice.twice

      numbers
      ratio.ratio  5.00(13)  recalculated  through its cells: ∂ = 0.476 1/g, 13.8 % of the variance
      twice.twice  10        recalculated  through its cells: ∂ = 0.952 1/g, 13.8 % of the variance
      fit.mean     7.35 g    recalculated  through a procedure, asserted
      told.sum     15.7 g    recalculated  its stage takes it in, asserted

      figures and tables
      figure  figure.svg

      read by ratio, fit, told
      behind them twice, figure
      """
    try w.assay("impact", "raw/masses.csv:2", stdout: answer)
    try w.enterClone()
    try w.assay(
      "impact", "raw/masses.csv:2", stdout: answer,
      stderr: "note: ratio, twice, fit, told: recorded, not rebuilt here")
  }

  @Test func `a cell that only one number and a stage's word reach`() throws {
    let w = try project()
    for cell in ["raw/masses.csv:4:2", "raw/masses.csv#B4"] {
      try w.assay(
        "impact", cell,
        stdout: """
          2 numbers rest on \(cell); they are printed in 1 place

          in the manuscripts
          paper.md:3:1 “A spare of 1.0 g lay aside.”
            ratio.spare

          numbers
          ratio.spare  1 g     transcribed   through its cells: ∂ = 1.00
          told.sum     15.7 g  recalculated  its stage takes it in, asserted

          figures and tables
          figure  figure.svg

          read by ratio, fit, told
          behind them twice, figure
          """)
    }
  }

  @Test func `a parameter, and the sentence that states it`() throws {
    try project().assay(
      "impact", "scale",
      stdout: """
        2 numbers rest on scale; they are printed in 3 places

        in the manuscripts
        paper.md:1:32 “The ratio is 5.00, scaled by 2.”
          ratio.ratio
        paper.md:2:1 “The ratio is 5.00, scaled by 2.”
          parameters.scale
        paper.md:2:50 “Twice that is 10.0.”
          twice.twice

        numbers
        ratio.ratio  5.00(13)  recalculated  through the parameter: ∂ = 2.50
        twice.twice  10        recalculated  through the parameter: ∂ = 5.00

        figures and tables
        figure  figure.svg

        read by ratio
        behind them twice, figure
        """)
  }

  @Test func `code, a stage and a number`() throws {
    let w = try project()
    try w.assay(
      "impact", "twice.sh",
      stdout: """
        1 number rests on twice.sh; it is printed in 1 place

        in the manuscripts
        paper.md:2:50 “Twice that is 10.0.”
          twice.twice

        numbers
        twice.twice  10  recalculated  its code

        figures and tables
        figure  figure.svg

        read by twice
        behind them figure
        """)
    let stage = try w.call([Workspace.assay, "impact", "twice"])
    #expect(stage.stdout.hasPrefix("1 number rests on twice; it is printed in 1 place\n"))
    let number = try w.call([Workspace.assay, "impact", "ratio.ratio", "--json"])
    let json = try JSON.read(Array(number.stdout.utf8), file: "stdout")
    let numbers = json["numbers"]?.array ?? []
    #expect(numbers.map { $0["id"]?.string } == ["ratio.ratio", "twice.twice"])
    #expect(numbers.map { $0["through"]?.array?.first?.string } == ["itself", "arithmetic"])
    #expect(json["stages"]?.array?.map { $0["name"]?.string } == ["twice", "figure"])
  }

  @Test func `code of a program that is compiled, where no machine has compiled it yet`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        compile:
          run: "mkdir -p bin; for name in one other; do cp code/$name/main.sh bin/$name; chmod +x bin/$name; done"
          machine: true
          inputs: [code/**]
          outputs: [bin/one, bin/other]
        one: { run: [bin/one], inputs: [bin/one], outputs: [one.json], numbers: one.json }
        other: { run: [bin/other], inputs: [bin/other], outputs: [other.json], numbers: other.json }
      """)
    for name in ["one", "other"] {
      try w.write(
        "code/\(name)/main.sh",
        "#!/bin/sh\necho '{\"numbers\": {\"x\": {\"value\": 1, \"unit\": \"g\"}}}' > \(name).json\n"
      )
    }
    try w.write("code/common.sh", "true\n")
    try w.initRepository(ignoring: ".assay/\n/*.json\n/bin/\n")
    try w.runs()
    try w.commit("Begin")
    func check(noted: String) throws {
      try w.assay(
        "impact", "code/one/main.sh",
        stdout: """
          1 number rests on code/one/main.sh; nothing printed rests on it

          numbers
          one.x  1 g  unknown  its code

          read by \(noted.isEmpty ? "compile, " : "")one
          """, stderr: noted)
      let common = try w.call([Workspace.assay, "impact", "code/common.sh"])
      #expect(common.stdout.hasPrefix("2 numbers rest on code/common.sh;"), "\(common)")
    }
    try check(noted: "")
    try w.enterClone()
    try check(noted: "note: one: recorded, not rebuilt here")
  }

  @Test func `a file that nothing reads, one that is gone, and a folder`() throws {
    let w = try project()
    try w.assay("impact", "raw/unused.csv", stdout: "nothing rests on raw/unused.csv")
    let folder = try w.call([Workspace.assay, "impact", "raw"])
    #expect(folder.stdout.hasPrefix("5 numbers rest on raw; they are printed in 3 places\n"))
    let glob = try w.call([Workspace.assay, "impact", "raw/m*.csv"])
    #expect(glob.stdout.hasPrefix("5 numbers rest on raw/m*.csv; they are printed in 3 places\n"))
    try w.remove("raw/masses.csv")
    let gone = try w.call([Workspace.assay, "impact", "raw/masses.csv:3", "--json"])
    #expect(gone.code == 0)
    #expect(
      gone.stderr.hasPrefix("note: raw/masses.csv:3 is not there any more; the records name it\n"))
    let json = try JSON.read(Array(gone.stdout.utf8), file: "stdout")
    #expect(json["subject"]?["isThere"] == false)
    #expect(json["numbers"]?.array?.count == 4)
    #expect(json["numbers"]?.array?.first?["stale"] == true)
  }

  @Test func `a line that no derivation reaches, and words that mean nothing`() throws {
    let w = try Weighing.committed()
    try w.assay(
      "impact", "raw/masses.csv:1",
      stdout: """
        no number and nothing printed rests on raw/masses.csv:1

        read by ratio
        behind them twice
        """)
    try w.assay(
      "impact", "raw/masse.csv",
      stderr: """
        error: there is no file, parameter, stage or number `raw/masse.csv`, and no record names one
          hint: did you mean `raw/masses.csv`?
        """, code: 2)
  }

  @Test func `a project that never ran knows of nothing`() throws {
    let w = try Workspace(
      Weighing.pipeline,
      files: [
        "raw/masses.csv": Weighing.masses, "ratio.sh": Weighing.ratio, "twice.sh": Weighing.twice,
        "paper.md": Weighing.text,
      ])
    try w.assay(
      "impact", "raw/masses.csv", stdout: "nothing rests on raw/masses.csv",
      stderr: "note: ratio, twice: never run, so what they rest on is not known")
  }
}
