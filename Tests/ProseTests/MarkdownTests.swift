// What a reader sees of a Markdown text, and where it stands.
import Prose
import Quantity
import Testing
import Text

/// The texts of all passages.
private func texts(_ markdown: String) throws -> [String] {
  try Paper(markdown: Array(markdown.utf8), file: "paper.md").passages
    .map { $0.words(0..<$0.text.count) }
}

@Test(arguments: [
  ("a *b* **c** _d_ __e__ f_g 2 * 3", "a b c d e f_g 2 * 3"),
  ("H~2~O, 10^-3^, m^2, ~5 nm, ~~out~~", "H₂O, 10⁻³, m², ~5 nm, out"),
  ("NCM(OH)<sub>2</sub> at 10<sup>−3</sup> mbar<br>x", "NCM(OH)₂ at 10⁻³ mbar x"),
  ("0.11&nbsp;&permil; &plusmn; 1 &#8240; &#x2030;", "0.11\u{A0}‰ ± 1 ‰ ‰"),
  (#"5\% and 2\*3 and \n"#, #"5% and 2*3 and \n"#),
  (
    "see [the data](raw/a1.csv \"9\") and ![Figure 2](f2.svg){width=80%}.",
    "see the data and Figure 2."
  ),
  ("by [@smith2020, p. 33] and [7] and a note[^3]", "by \u{FFFC} and [7] and a note\u{FFFC}"),
  ("`x = 5` and ``a`1``", "\u{FFFC} and \u{FFFC}"),
  ("<https://a.org/12> 3 < 5 and <100>", "\u{FFFC} 3 < 5 and <100>"),
  (#"$2.3 \pm 0.1\,\%$ and $10^{-3}$ and $I_{003}$"#, "2.3 ± 0.1\u{2009}% and 10⁻³ and I₀₀₃"),
  (#"$\frac{1}{3}$ costs $5 and $6"#, "\u{FFFC}1 3 costs $5 and $6"),
  ("one\n  two\n> three", "one two three"),
  ("a<!-- 5 --> b", "a b"),
  ("a {{x.y}} {{ no id }}", "a \u{FFFC} {{ no id }}"),
])
func `markup is taken away`(markdown: String, text: String) throws {
  let seen = try texts(markdown)
  #expect(seen == [text])
}

@Test func `code, front matter, definitions and comments are no text`() throws {
  let markdown = """
    ---
    year: 2026
    ---
    # Title {#sec:1}

    Text 1
    ```
    code 2
    ```
    ~~~~ python
    code 3
    ~~~
    ~~~~

        code 4

    - item 5

      goes on 6

    12. item 7

    [a]: https://a.org/8
    [^9]: A note 10

    <!-- a comment

    11 -->
    ::: {#id 12}
    End 13
    :::
    """
  let seen = try texts(markdown)
  #expect(
    seen == [
      "Title ", "Text 1", "item 5", "goes on 6", "item 7", "A note 10", "", "End 13",
    ])
}

@Test func `a cell knows what its column and its line are called`() throws {
  let paper = try Paper(
    markdown: Array("| | Ni (ppm) |\n|---|--:|\n| *a* | 5 \\| 6 |\n\nEnd".utf8), file: "paper.md")
  #expect(
    paper.passages.map { $0.words(0..<$0.text.count) } == ["", "Ni (ppm)", "a", "5 | 6", "End"])
  #expect(paper.passages[3].kind == .cell(heads: ["Ni (ppm)", "a"]))
  #expect(paper.passages[3].headUnits.map(\.symbol) == ["ppm"])
  #expect(paper.passages[4].kind == .paragraph)
}

@Test(arguments: [
  ("Atom fraction (%)", ["%"]), ("T / °C", ["°C"]), ("ratio, ‰", ["‰"]),
  ("rate in °C/min", ["°C/min"]),
  ("Sample (a) [mg/L]", ["mg/L"]), ("Ni", []), ("run (2)", []),
])
func `a head names its unit`(head: String, units: [String]) throws {
  let paper = try Paper(markdown: Array("|\(head)|\n|-|\n|5|".utf8), file: "paper.md")
  #expect(paper.passages[1].headUnits.map(\.symbol) == units)
}

@Test func `everything keeps its place`() throws {
  let markdown = "# A\r\n\r\nH~2~O at\r\n**5** &permil;<!-- assay: a.b c.d --> {{e.f}}\r\n"
  let paper = try Paper(markdown: Array(markdown.utf8), file: "paper.md")
  let passage = paper.passages[1]
  let five = try #require(passage.text.firstIndex(of: "5"))
  #expect(paper.place(of: passage.offsets[five]) == Place(file: "paper.md", line: 4, column: 3))
  let permil = try #require(passage.text.firstIndex(of: "‰"))
  #expect(paper.place(of: passage.offsets[permil]).column == 7)
  #expect(passage.bindings.map(\.targets) == [["a.b", "c.d"]])
  #expect(passage.bindings[0].position == permil + 1)
  #expect(passage.slots.map(\.target) == ["e.f"])
  #expect(
    paper.line(at: Place(file: "paper.md", line: 4, column: 1))
      == "**5** &permil;<!-- assay: a.b c.d --> {{e.f}}")
  #expect(paper.line(at: Place(file: "paper.md", line: 6, column: 1)) == nil)
}

@Test func `what is filled in keeps the rest byte for byte, and says what it is`() throws {
  let markdown = "a {{x.y}}\r\n`{{x.y}}` | {{z.w}}"
  let paper = try Paper(markdown: Array(markdown.utf8), file: "paper.md")
  #expect(
    paper.filled { "<\($0.target)>" }
      == "a <x.y><!-- assay: x.y -->\r\n`{{x.y}}` | <z.w><!-- assay: z.w -->")
}

@Test func `a text in another encoding is refused`() {
  #expect(
    throws: Diagnostic(
      "`paper.md` is not UTF-8", hint: "save it as UTF-8: manuscripts are read as that")
  ) {
    try Paper(markdown: [0x35, 0xB0, 0x43], file: "paper.md")
  }
}

@Test func `images are seen wherever they stand, but not in code`() throws {
  let markdown = """
    See ![two](a/b.svg "Title 2"){width=80%} and ![x][fig] and ![fig].

    | ![c](<c d.png>) | <img alt="e" src='e.pdf'/> |
    |---|---|
    | `![no](no.svg)` | [no](no.png) <IMG SRC=f.png> |

    ![g](g%20h.svg) ![unknown] ![] <img alt=x>

    [fig]: ./h.svg "H"
    """
  let images = try Paper(markdown: Array(markdown.utf8), file: "paper.md").images
  #expect(
    images.map { "\($0.place.line):\($0.place.column) \($0.width) \($0.path)" } == [
      "1:5 25 a/b.svg", "1:46 9 ./h.svg", "1:60 6 ./h.svg", "3:3 15 c d.png", "3:21 26 e.pdf",
      "5:34 15 f.png", "7:1 15 g%20h.svg",
    ])
}
