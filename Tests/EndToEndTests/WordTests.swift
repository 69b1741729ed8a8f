// Word manuscripts through the tool: told at their places, and written with comments.
import Host
import Testing

/// A project whose paper is a Word document that Python packed.
private struct WordStudy {
  let w: Workspace

  private static let pack = """
    import sys, zipfile
    ns = "http://schemas.openxmlformats.org/"
    rel, pkg = ns + "officeDocument/2006/relationships", ns + "package/2006/"
    run = lambda text, look="": f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    cell = lambda text: f'<w:tc><w:p>{run(text)}</w:p></w:tc>'
    row = lambda *cells: "<w:tr>" + "".join(map(cell, cells)) + "</w:tr>"
    control = '<w:sdt><w:sdtPr><w:tag w:val="assay:fit.slope"/></w:sdtPr><w:sdtContent>' + run("0.12") + '</w:sdtContent></w:sdt>'
    body = (
        f'<w:p>{run("The W/Ni rat")}{run("io are 2.")}{run("32%", "<w:b/>")}{run(" here.")}</w:p>'
        f'<w:p>{run("The slope is ")}{control}{run(" ‰ per cycle, or ")}{run("{{fit.", "<w:i/>")}{run("slope}}")}{run(".")}</w:p>'
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + row("sample", "W/Ni (%)") + row("A", "2.33") + "</w:tbl>"
        f'<w:p>{run("End.")}</w:p>')
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{pkg}content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{pkg}relationships"><Relationship Id="r" Type="{rel}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{pkg}relationships"/>',
        "word/document.xml": f'<w:document xmlns:w="{ns}wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
    }
    with zipfile.ZipFile("paper.docx", "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items(): z.writestr(name, text)

    """

  init() throws {
    w = try Workspace(
      """
      assay: 1
      sources: [{ files: raw/**, origin: synthetic }]
      stages:
        fit:
          run: cp raw/numbers.json numbers.json
          inputs: [raw/numbers.json]
          outputs: [numbers.json]
          numbers: numbers.json
      manuscripts:
        - file: paper.docx
          claims:
            - { quote: ratio are 2.32%, binds: fit.share }
            - { quote: 2.33, binds: fit.share }
      """,
      files: [
        "raw/numbers.json": """
        {"numbers": {
          "slope": {"value": 0.1108, "unit": "‰/cycle", "uncertainty": 0.0011, "dof": 4, "budget": "complete", "definition": "rise"},
          "share": {"value": 2.3166, "unit": "%", "decimals": 2, "definition": "W over Ni"}
        }}

        """, "../pack.py": Self.pack,
      ])
    #expect(try w.call(["python3", "../pack.py"]).code == 0)
    try w.runs()
  }
}

struct WordTests {
  @Test func `a place in a Word document is told as its reader finds it`() throws {
    let w = try WordStudy().w
    try w.assay(
      "check",
      stdout: """
        paper.docx ¶2 'slope is 0.12 ‰ per cycle': `0.12 ‰ per cycle` is wrong, rounding: fit.slope is 0.1108(11) ‰/cycle, in these digits 0.11
          2 | The slope is 0.12 ‰ per cycle, or {{fit.slope}}.
            |              ^^^^^^^^^^^^^^^^
        paper.docx Table 1 R2 C2: `2.33` is wrong, value: fit.share is 2.32 %
          6 | 2.33
            | ^^^^
        paper.docx: 4 results (2 right, 2 wrong), 0 that are no result
        2 published results: 2 simulated, 0 from measured raw data
        """, code: 4)
    let json = try w.call([Workspace.assay, "check", "--json"]).stdout
    #expect(json.contains("\"address\": \"¶1 'ratio are 2.32%'\""))
    let traced = try w.call([Workspace.assay, "trace", "2.32 %"])
    #expect(traced.stdout.hasPrefix("paper.docx ¶1 'ratio are 2.32%' \"2.32%\" is right\n"))
    let line = try w.call([Workspace.assay, "trace", "paper.docx:1"])
    #expect(line.stdout == traced.stdout)
  }

  @Test func `a copy has the verdicts as comments, and the document stays as it is`() throws {
    let w = try WordStudy().w
    let before = try Files.read(w.path("paper.docx"))
    let outcome = try w.call([Workspace.assay, "check", "--annotate", "copy.docx"])
    #expect(outcome.code == 4)
    #expect(outcome.stderr == "copy.docx: 4 comments\n")
    #expect(try Files.read(w.path("paper.docx")) == before)
    try w.write("../read.py", Self.read)
    #expect(
      try w.call(["python3", "../read.py", "copy.docx"]).stdout == """
        2.32%: right: fit.share is 2.32 %, simulated
        0.12 ‰ per cycle: wrong, rounding: fit.slope is 0.1108(11) ‰/cycle, in these digits 0.11
        {{fit.slope}}: right: fit.slope is 0.1108(11) ‰/cycle, simulated
        2.33: wrong, value: fit.share is 2.32 %
        The W/Ni ratio are 2.32% here.The slope is 0.12 ‰ per cycle, or {{fit.slope}}.sampleW/Ni (%)A2.33End.

        """)
    let copy = try Files.read(w.path("copy.docx"))
    try w.runs("check", "--annotate", "copy.docx")
    #expect(try Files.read(w.path("copy.docx")) == copy)
  }

  /// What Python's own readers find: each comment with the words it is on, then all of the text.
  private static let read = """
    import sys, zipfile
    from xml.etree import ElementTree
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(sys.argv[1]) as z:
        assert z.testzip() is None
        types, links = z.read("[Content_Types].xml").decode(), z.read("word/_rels/document.xml.rels").decode()
        assert "/word/comments.xml" in types and 'Target="comments.xml"' in links
        said = {c.get(w + "id"): "".join(c.itertext()) for c in ElementTree.fromstring(z.read("word/comments.xml"))}
        open_, words, order, text = set(), {}, [], ""
        for e in ElementTree.fromstring(z.read("word/document.xml")).iter():
            if e.tag == w + "commentRangeStart": open_.add(e.get(w + "id")); order.append(e.get(w + "id"))
            if e.tag == w + "commentRangeEnd": open_.remove(e.get(w + "id"))
            if e.tag == w + "t":
                text += e.text or ""
                for id in open_: words[id] = words.get(id, "") + (e.text or "")
        for id in order: print(words[id] + ": " + said[id])
        print(text)

    """

  @Test(arguments: [
    ("paper.docx", "`paper.docx` is a manuscript, which is never written to"),
    ("raw/numbers.docx", "`raw/numbers.docx` is read by stage `late`"),
    ("made.docx", "`made.docx` is made by stage `late`"),
  ])
  func `a copy never stands in place of something else`(name: String, words: String) throws {
    let w = try WordStudy().w
    let pipeline = try w.read("pipeline.yaml")
    let stage =
      "  late: { run: cp raw/*.docx made.docx, inputs: [raw/*.docx], outputs: [made.docx] }"
    try w.write("raw/a.docx", "a")
    try w.write("pipeline.yaml", pipeline.replacing("manuscripts:", with: "\(stage)\nmanuscripts:"))
    try w.assay(
      "check", "--annotate", name, stderr: "error: \(words)\n  hint: give the copy another name",
      code: 2)
  }

  @Test func `a copy needs one Word manuscript and a name for one`() throws {
    let w = try WordStudy().w
    try w.assay(
      "check", "--annotate", "copy.pdf",
      stderr: "error: `copy.pdf` is no name for a Word document\n  hint: let it end in .docx",
      code: 2)
    try w.write("paper.md", "Text\n")
    let pipeline = try w.read("pipeline.yaml")
    try w.write(
      "pipeline.yaml",
      pipeline.replacing("  - file: paper.docx", with: "  - file: paper.md\n  - file: paper.docx"))
    try w.assay(
      "check", "--annotate", "copy.docx", "paper.md",
      stderr:
        "error: --annotate takes a Word manuscript, and there is none\n  hint: `paper.md` is none",
      code: 2)
  }

  @Test func `render fills in a Word document, and what it fills in is checked by its control`()
    throws
  {
    let w = try WordStudy().w
    try w.assay(
      "render", "paper.docx",
      stderr: "error: a Word document is written into a file\n  hint: name one: -o filled.docx",
      code: 2)
    try w.assay(
      "render", "paper.docx", "-o", "paper.docx",
      stderr: """
        error: `paper.docx` is not written over itself: its slots would be gone
          hint: name another file after -o
        """, code: 2)
    try w.assay("render", "paper.docx", "-o", "filled.docx")
    try w.write(
      "pipeline.yaml", try w.read("pipeline.yaml").replacing("paper.docx", with: "filled.docx"))
    let checked = try w.call([Workspace.assay, "check", "--all"]).stdout
    #expect(
      checked.split(separator: "\n").contains {
        $0.hasPrefix("filled.docx ¶2 'cycle, or 0.1108(11) ‰/cycle'") && $0.contains("  right  ")
      }, "\(checked)")
  }

  @Test func `a document that is none is refused`() throws {
    let w = try WordStudy().w
    try w.write("paper.docx", "Dear reviewer")
    try w.assay(
      "check",
      stderr: """
        error: `paper.docx` is no Word document: it does not begin as a .docx does
          hint: save it as .docx once more
        """, code: 2)
  }
}
