// Figures are claims: an image in a text is what its stage makes, or it is told what it is instead.
import Testing
import Text

/// A project that draws a figure from a table, and a text that shows it and a copy of it.
private func study(_ text: String = "![One](figs/a.svg)\n\n![Copy](copy/a.svg)\n") throws
  -> Workspace
{
  let w = try Workspace(
    """
    assay: 1
    sources: [{ files: raw/**, origin: published, reference: Table 2 }]
    parameters: { width: 3 }
    stages:
      table: { run: cp raw/a.csv table.csv, inputs: [raw/a.csv], outputs: [table.csv] }
      draw:
        run: [sh, draw.sh, "{stage.name}", "{stage.recipe}"]
        inputs: [draw.sh, table.csv]
        parameters: [width]
        outputs: [figs/]
    manuscripts: [{ file: paper.md }]
    """,
    files: [
      "raw/a.csv": "1,2\n", "paper.md": text,
      "draw.sh": """
      mkdir -p figs
      printf '<svg><figure stage="%s" recipe="%s"/>%s</svg>' "$1" "$2" "$(cat table.csv)" > figs/a.svg

      """,
    ])
  #expect(try w.runs())
  try w.write("copy/a.svg", w.read("figs/a.svg"))
  return w
}

/// What `check` says of each figure, as `path verdict`, and the exit code.
private func verdicts(_ w: Workspace) throws -> (figures: [String], code: Int32) {
  let outcome = try w.call([Workspace.assay, "check", "--json"])
  let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
  let figures = try #require(answer["figures"]?.array)
  return (
    figures.map { "\($0["path"]?.string ?? "") \($0["verdict"]?.string ?? "")" }, outcome.code
  )
}

struct FigureTests {
  @Test func `figures that are what their stage made are counted`() throws {
    let w = try study()
    try w.assay(
      "check",
      stdout: """
        paper.md: 2 figures current, 0 that are no result
        0 published results: 0 from measured raw data
        """)
    try w.assay(
      "check", "--all",
      stdout: """
        paper.md:1:1  figs/a.svg  current    stage `draw`
        paper.md:3:1  copy/a.svg  current    stage `draw`
        paper.md: 2 figures current, 0 that are no result
        0 published results: 0 from measured raw data
        """)
  }

  @Test func `figures of a paper in LaTeX are found in its folder of graphics`() throws {
    let w = try study()
    try w.write(
      "paper.tex",
      #"""
      \graphicspath{{figs/}}
      % \includegraphics{not/read.pdf}
      \begin{figure}
        \includegraphics[width=8cm, trim=1 2 3 4]{a}
        \includegraphics*{lost.png}
      \end{figure}

      """#)
    try w.write(
      "pipeline.yaml", w.read("pipeline.yaml").replacing("paper.md", with: "paper.tex"))
    let (figures, code) = try verdicts(w)
    #expect(figures == ["figs/a.svg current", "figs/lost.png missing"])
    #expect(code == 4)
    #expect(try w.call([Workspace.assay, "check"]).stdout.hasPrefix("paper.tex:5:3: "))
  }

  /// A document with a picture in its second paragraph.
  private static let document = """
    import zipfile
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    p = "http://schemas.openxmlformats.org/package/2006/relationships"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    with zipfile.ZipFile("paper.docx", "w") as z:
      z.writestr("_rels/.rels", f'<Relationships xmlns="{p}"><Relationship Id="m" Type="{r}/officeDocument" '
        'Target="word/document.xml"/></Relationships>')
      z.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{p}"><Relationship Id="i" '
        f'Type="{r}/image" Target="media/image1.svg"/></Relationships>')
      z.writestr("word/media/image1.svg", open("figs/a.svg", "rb").read())
      z.writestr("word/document.xml", f'<w:document xmlns:w="{w}" xmlns:r="{r}" xmlns:a="{a}"><w:body>'
        '<w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r></w:p>'
        '<w:p><w:r><w:t>Figure 1. The caption.</w:t></w:r></w:p></w:body></w:document>')
    """

  @Test func `a picture within a Word document is known by its bytes`() throws {
    let w = try study()
    #expect(try w.call(["python3", "-c", Self.document]).code == 0)
    try w.write(
      "pipeline.yaml", w.read("pipeline.yaml").replacing("paper.md", with: "paper.docx"))
    try w.assay(
      "check", "--all",
      stdout: """
        paper.docx ¶2 'Figure 1'  1  no result  the number of a figure, table or section
        paper.docx:2:1  word/media/image1.svg  current    stage `draw`
        paper.docx: 1 figure current, 1 that is no result
        0 published results: 0 from measured raw data
        """)
  }

  @Test func `figures of changed data, edited ones and old ones are told`() throws {
    let w = try study()
    try w.write("raw/a.csv", "1,3\n")
    try w.assay(
      "check",
      stdout: """
        paper.md:1:1: `figs/a.svg` is stale, raw/a.csv has changed since
          1 | ![One](figs/a.svg)
            | ^^^^^^^^^^^^^^^^^^
          hint: assay run
        paper.md:3:1: `copy/a.svg` is stale, raw/a.csv has changed since
          3 | ![Copy](copy/a.svg)
            | ^^^^^^^^^^^^^^^^^^^
          hint: assay run
        paper.md: 2 figures stale, 0 that are no result
        0 published results: 0 from measured raw data
        """, code: 4)
    try w.runs()
    #expect(try verdicts(w) == (["figs/a.svg current", "copy/a.svg other"], 4))
    try w.write("copy/a.svg", w.read("figs/a.svg") + "<!-- nicer -->")
    #expect(try verdicts(w) == (["figs/a.svg current", "copy/a.svg edited by hand"], 4))
    try w.write("figs/a.svg", w.read("figs/a.svg") + "<!-- nicer -->")
    try w.remove("copy/a.svg")
    try w.assay(
      "check",
      stdout: """
        paper.md:1:1: `figs/a.svg` is edited by hand, stage `draw` made other bytes
          1 | ![One](figs/a.svg)
            | ^^^^^^^^^^^^^^^^^^
          hint: assay run
        paper.md:3:1: `copy/a.svg` is missing, there is no such file
          3 | ![Copy](copy/a.svg)
            | ^^^^^^^^^^^^^^^^^^^
        paper.md: 2 figures (1 edited by hand, 1 missing), 0 that are no result
        0 published results: 0 from measured raw data
        """, code: 4)
  }

  @Test func `a stage that is declared otherwise makes its figure stale`() throws {
    let w = try study("![One](figs/a.svg)")
    let pipeline = try w.read("pipeline.yaml")
    try w.write("pipeline.yaml", pipeline.replacing("width: 3", with: "width: 4"))
    #expect(
      try w.call([Workspace.assay, "check"]).stdout.hasPrefix(
        "paper.md:1:1: `figs/a.svg` is stale, the parameter `width` of stage `draw` has changed since"
      ))
    try w.write("pipeline.yaml", pipeline.replacing("sh, draw.sh", with: "sh, -u, draw.sh"))
    #expect(
      try w.call([Workspace.assay, "check"]).stdout.hasPrefix(
        "paper.md:1:1: `figs/a.svg` is stale, the command of stage `draw` has changed since"))
    try w.write("pipeline.yaml", pipeline)
    #expect(try verdicts(w) == (["figs/a.svg current"], 0))
  }

  @Test func `what no stage makes is told and is no error`() throws {
    let w = try study(
      "![A photograph](photo%201.png) <img src=\"https://a.org/b.png\"> ![x](../c.png)")
    try w.write("photo 1.png", "no picture")
    try w.assay(
      "check",
      stdout: """
        paper.md:1:1: `photo 1.png` is unknown, no stage makes it
          1 | ![A photograph](photo%201.png) <img src="https://a.org/b.png"> ![x](../c.png)
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        paper.md: 3 figures unknown, 0 that are no result
        0 published results: 0 from measured raw data
        """)
  }

  @Test func `a figure whose stage is gone or never ran is told`() throws {
    let w = try study("![Copy](copy/a.svg) ![New](new/b.svg)")
    let pipeline = try w.read("pipeline.yaml")
    try w.write(
      "pipeline.yaml",
      pipeline.replacing("  draw:", with: "  new: { run: \"true\", outputs: [new/] }\n  paint:"))
    try w.remove("figs")
    let outcome = try w.call([Workspace.assay, "check"])
    #expect(outcome.code == 4)
    #expect(
      outcome.stdout.split(separator: "\n").filter { $0.hasPrefix("paper.md:1") } == [
        "paper.md:1:1: `copy/a.svg` is other, it says that stage `draw` drew it, and there is none",
        "paper.md:1:21: `new/b.svg` is stale, stage `new` has never run",
      ])
  }

  @Test func `a clone without outputs says what is recorded`() throws {
    let w = try study()
    try w.initRepository(ignoring: ".assay/\nfigs/\ntable.csv\n")
    try w.commit("All")
    try w.enterClone()
    try w.assay(
      "check", "--all",
      stdout: """
        paper.md:1:1  figs/a.svg  current    recorded, not rebuilt here
        paper.md:3:1  copy/a.svg  unknown    what stage `draw` made is not here to be compared
        paper.md: 2 figures (1 current, 1 unknown), 0 that are no result
        0 published results: 0 from measured raw data
        """)
    try w.write("raw/a.csv", "1,3\n")
    #expect(try verdicts(w).figures.first == "figs/a.svg stale")
  }

  @Test func `a figure leads to its stage, the data below it and where it is shown`() throws {
    let w = try study()
    try w.initRepository()
    try w.commit("All")
    try w.assay(
      "trace", "copy/a.svg",
      stdout: """
        copy/a.svg is current (recalculated)
        a copy of figs/a.svg
        paper.md:3:1 shows "copy/a.svg", which is current

        stage draw
          command   sh draw.sh draw '{stage.recipe}'
          data      table.csv
                    made by table
          code      draw.sh
                    <commit> 2026-01-02 Ada Lovelace “All”
          parameter width = 3
          platform  linux x86_64
          recipe    <digest>
          key       <digest>
          record    provenance/draw.json
                    <commit> 2026-01-02 Ada Lovelace “All”

        the data below it
          raw/a.csv
            <commit> 2026-01-02 Ada Lovelace “All” · published (Table 2)
        """)
    let outcome = try w.call([Workspace.assay, "trace", "../project/figs/a.svg", "--json"])
    #expect(outcome.code == 0)
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    #expect(answer["figure"]?["class"]?.string == "recalculated")
    #expect(answer["stage"]?["name"]?.string == "draw")
    #expect(answer["sources"]?.array?.map { $0["path"]?.string } == ["raw/a.csv"])
    #expect(answer["uses"]?.array?.map { $0["line"]?.int } == [1, 3])
  }

  @Test func `tracing a figure that is not current is exit 4, and one of nobody is told`() throws {
    let w = try study()
    try w.write("figs/a.svg", "other")
    let outcome = try w.call([Workspace.assay, "trace", "figs/a.svg"])
    #expect(outcome.code == 4)
    #expect(
      outcome.stdout.hasPrefix(
        """
        figs/a.svg is edited by hand (recalculated)
          stage `draw` made other bytes
          hint: assay run

        """))
    try w.write("photo.png", "x")
    try w.assay("trace", "photo.png", stdout: "photo.png is unknown\n  no stage makes it")
    try w.assay(
      "trace", "none.png",
      stderr: "error: there is no number `none.png`\n  hint: `assay numbers` lists them all",
      code: 2)
  }
}
