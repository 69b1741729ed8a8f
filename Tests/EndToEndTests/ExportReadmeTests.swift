import Testing

/// `export readme`: every number and figure of the text with the stage it comes from.
struct ExportReadmeTests {
  @Test func `a small paper`() throws {
    let w = try Workspace(
      """
      assay: 1
      sources:
        - { files: raw/masses.csv, origin: published, reference: "Smith | Sons, Table 1" }
      exclude:
        - { what: raw/old.csv, reason: the balance drifted, by: Ada, date: 2026-01-02 }
      stages:
        ratio:
          run: "cp ratio.json numbers.json; cut -d, -f2 raw/masses.csv | sort > plot.svg"
          inputs: [raw/masses.csv, ratio.json]
          outputs: [numbers.json, plot.svg]
          numbers: numbers.json
          environment: [MODE]
      manuscripts: [{ file: text/paper.md }]
      """,
      files: [
        "raw/masses.csv": "sample,mass\nfull,10.5\n", "raw/old.csv": "x\n",
        "ratio.json": ReproduceTests.numbers,
        "text/paper.md": """
        # About 2 masses

        It weighs 21 g<!-- assay: ratio.x -->, see Figure 1.

        ![All *masses*](../plot.svg "title") ![other](photo.png)

        """,
      ])
    try w.runs()
    let outcome = try w.call([Workspace.assay, "export", "readme"])
    #expect(outcome.code == 0 && outcome.stderr == "", "\(outcome)")
    var text = outcome.stdout
    // What is installed differs from machine to machine.
    text.replace(/\| (debian|file) \| .*\n/, with: "")
    text.replace(/Platform of the recorded results: .*/, with: "Platform")
    let parts = text.split(separator: "## Data availability and provenance\n")
    #expect(
      parts.last ?? "" == #"""

        All data files that the stages read are in this repository.

        | Data file | Origin | Source | Read by |
        | --- | --- | --- | --- |
        | `ratio.json` | unknown |  | ratio |
        | `raw/masses.csv` | published | Smith \| Sons, Table 1 | ratio |

        Left out:

        | What | Reason | By | Date |
        | --- | --- | --- | --- |
        | `raw/old.csv` | the balance drifted | Ada | 2026-01-02 |

        ## Computational requirements

        - Platform
        - Processors of the largest stage: 1
        - Variables: `MODE`
        - Each stage runs with `LANG=C.UTF-8`, `TZ=UTC`, `PYTHONHASHSEED=0` and an empty `TMPDIR`.

        What the stages were seen to read outside of the project:

        | Kind | Package | Version or SHA-256 |
        | --- | --- | --- |

        ## Programs

        | Stage | Declared in | Command | Makes |
        | --- | --- | --- | --- |
        | ratio | pipeline.yaml:7 | `/bin/sh -c 'cp ratio.json numbers.json; cut -d, -f2 raw/masses.csv \| sort > plot.svg'` | `numbers.json`, `plot.svg` |

        ## Instructions to replicators

        `assay reproduce` checks the commit out into a scratch folder, rebuilds everything from nothing and
        compares every number with those recorded under `provenance/`. Without assay, the script that `assay
        export shell` writes does the same.

        ## Numbers in the text and in tables

        | Place | Stated | Number | Class | Stage | Declared in | Output file |
        | --- | --- | --- | --- | --- | --- | --- |
        | `text/paper.md:3` | 21 g | `ratio.x` | recalculated | ratio | pipeline.yaml:7 | `numbers.json` |

        ## Figures

        | Place | Caption | Stage | Declared in | Output file |
        | --- | --- | --- | --- | --- |
        | `text/paper.md:5` | All \*masses\* | ratio | pipeline.yaml:7 | `plot.svg` |
        | `text/paper.md:5` | other | made by no stage |  | `text/photo.png` |

        """#)
    try w.runs("export", "readme", "-o", "../README.md")
    #expect(try w.read("../README.md") == outcome.stdout)
    try w.remove("raw/masses.csv")
    let lacking = try w.call([Workspace.assay, "export", "readme"]).stdout
    #expect(
      lacking.contains(
        "\n1 of the 2 data files that the stages read is not in this repository: `raw/masses.csv`.\n"
      ))
  }

  @Test func `a project without text or records`() throws {
    let w = try Workspace("assay: 1\nstages: { a: { run: echo 1 > a.txt, outputs: [a.txt] } }")
    let outcome = try w.call([Workspace.assay, "export", "readme"])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.stdout.contains("## Numbers in the text and in tables\n\nNone.\n"))
    #expect(outcome.stdout.contains("| a | pipeline.yaml:2 |  | `a.txt` |\n"))
    try w.write("provenance/a.json", "no record\n")
    try w.assay(
      "export", "readme",
      stderr: """
        error: `provenance/a.json` cannot be read as a record
          hint: `assay run` writes it anew
        """, code: 2)
    try w.assay(
      "export", "shell",
      stderr: """
        error: `provenance/a.json` cannot be read as a record
          hint: `assay run` writes it anew
        """, code: 2)
  }
}
