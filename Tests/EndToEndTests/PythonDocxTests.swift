// Our reading of Word documents held against an outside authority, Debian's python3-docx.
import Host
import Prose
import Testing

/// Makes a document, or prints the text of one.
private let script = """
  import sys
  from docx import Document
  from docx.text.paragraph import Paragraph
  if sys.argv[1] == "make":
      d = Document()
      d.add_heading("2.1 Results", 1)
      for index in range(30):
          p = d.add_paragraph(f"Sample {index}W lost ", style="List Bullet" if index % 3 else None)
          p.add_run(f"{index / 7:.2f}").bold = True
          p.add_run(" % & <more> in ")
          p.add_run(f"{index} V").italic = True
          p.add_run("; ü, 10")
          p.add_run("\\tafter\\nbreak")
          t = d.add_table(rows=2, cols=3)
          for r in range(2):
              for c in range(3): t.cell(r, c).text = f"{index}.{r}{c} V"
          d.add_paragraph("")
      d.sections[0].header.paragraphs[0].text = "Draft"
      d.save(sys.argv[2])
  else:
      d = Document(sys.argv[2])
      for e in d.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
          text = Paragraph(e, None).text.replace("\\t", " ").replace("\\n", " ")
          if text: print(text)

  """

/// Debian's own Python, for which its packages are.
private let python = "/usr/bin/python3"

private func isInstalled() -> Bool {
  let outcome = try? Workspace().call([python, "-c", "import docx"])
  return outcome?.code == 0
}

@Test(.enabled(if: isInstalled(), "python3-docx is not installed"))
func `python-docx reads the same text, also from a copy with a comment at every number`() throws {
  let w = try Workspace()
  try w.write("tool.py", script)
  #expect(try w.call([python, "tool.py", "make", "a.docx"]).code == 0)
  let document = try WordDocument(Files.read(w.path("a.docx")), file: "a.docx")
  let paper = document.paper
  var comments: [WordDocument.Comment] = []
  for passage in paper.passages {
    for literal in passage.literals() {
      let place = paper.place(of: passage.offsets[literal.range.lowerBound])
      comments.append(WordDocument.Comment("right", at: place, width: literal.range.count))
    }
  }
  #expect(comments.count > 250)
  try Files.write(document.commented(comments, by: "Assay"), to: w.path("b.docx"))
  let ours = paper.passages.map { $0.words(0..<$0.text.count) }.filter { $0 != "Draft" }
  for name in ["a.docx", "b.docx"] {
    let outcome = try w.call([python, "tool.py", "read", name])
    #expect(outcome.stderr == "")
    #expect(outcome.stdout.split(separator: "\n").map(String.init) == ours)
  }
}
