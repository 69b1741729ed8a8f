import Testing
import Text

@testable import YAML

/// What a person is told of a text; empty if it is read.
private func told(_ text: String) -> String { told(Array(text.utf8)) }

private func told(_ bytes: [UInt8]) -> String {
  do {
    _ = try Document(bytes, file: "p.yaml")
    return ""
  } catch {
    return error.description
  }
}

@Test(arguments: [
  (
    "a: [1\nb: 2",
    """
    p.yaml:1:4: a `[` that is not closed by `]`, or a missing comma
      1 | a: [1
        |    ^
    """
  ),
  (
    "a: [raw/{foreach.x}, b]",
    """
    p.yaml:1:4: a `[` that is not closed by `]`, or a missing comma
      1 | a: [raw/{foreach.x}, b]
        |    ^
      hint: a word with braces in it needs quotes: ["raw/{foreach.x}"]
    """
  ),
  (
    "a: {b: c",
    """
    p.yaml:1:4: a `{` that is not closed by `}`, or a missing comma
      1 | a: {b: c
        |    ^
      hint: to write braces as text, quote them: "{…}"
    """
  ),
  (
    "a: b: c",
    """
    p.yaml:1:5: a second `: ` in one value
      1 | a: b: c
        |     ^
      hint: quote the value if the colon belongs to it
    """
  ),
  (
    "a: 1\n  b: 2",
    """
    p.yaml:2:4: a key in the middle of the value above it
      2 |   b: 2
        |    ^
      hint: keys of one map begin in the same column
    """
  ),
  (
    "a:\n  b: 1\n c: 2",
    """
    p.yaml:3:2: a line that does not continue the map above it
      3 |  c: 2
        |  ^
      hint: keys of one map begin in the same column
    """
  ),
  (
    "run: {inputs.x} --x",
    """
    p.yaml:1:17: text after the end of a value
      1 | run: {inputs.x} --x
        |                 ^
      hint: a value that begins with a quote or a bracket ends with it: quote the value whole
    """
  ),
  (
    "a: 1\nstages\nb: 3",
    """
    p.yaml:2:1: a line that is neither `key: value` nor `- item`
      2 | stages
        | ^
      hint: is a `:` or a quote missing?
    """
  ),
  (
    "- a\nb: c",
    """
    p.yaml:2:1: a line that does not continue the list above it
      2 | b: c
        | ^
      hint: items begin with `- ` in one column
    """
  ),
  (
    "a: - b",
    """
    p.yaml:1:4: a list may not begin here
      1 | a: - b
        |    ^
      hint: begin it on a line of its own
    """
  ),
  (
    "a:\n\t- b",
    """
    p.yaml:2:1: a tab may not indent
      2 | \\t- b
        | ^^
      hint: use spaces
    """
  ),
  (
    "a:\n - |\n\tb",
    """
    p.yaml:3:1: a tab may not indent
      3 | \\tb
        | ^^
      hint: use spaces
    """
  ),
  (
    "a: @x",
    """
    p.yaml:1:4: a value may not begin with `@`
      1 | a: @x
        |    ^
      hint: quote it
    """
  ),
  (
    "a: `x`",
    """
    p.yaml:1:4: a value may not begin with a backtick
      1 | a: `x`
        |    ^
      hint: quote it
    """
  ),
  (
    "a: ,",
    """
    p.yaml:1:4: a value is missing here
      1 | a: ,
        |    ^
    """
  ),
  (
    "a: 'x\nb: 1\n",
    """
    p.yaml:1:4: a quote that is never closed
      1 | a: 'x
        |    ^
    """
  ),
  (
    #"a: "\q""#,
    #"""
    p.yaml:1:5: an unknown escape after `\`
      1 | a: "\q"
        |     ^
      hint: in '…' a backslash stands for itself
    """#
  ),
  (
    #"a: "\uD800""#,
    #"""
    p.yaml:1:7: an unknown escape after `\`
      1 | a: "\uD800"
        |       ^
      hint: in '…' a backslash stands for itself
    """#
  ),
  (
    "%FOO\n---\na: 1",
    """
    p.yaml:1:5: found unknown directive name, while scanning a directive
      1 | %FOO
        |     ^
    """
  ),
])
func `broken grammar is told in plain words`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test(arguments: [
  (
    "a: 1\nb: 2\na: 3",
    """
    p.yaml:3:1: `a` stands here twice, first at p.yaml:1:1
      3 | a: 3
        | ^
    """
  ),
  (
    "x: {é: 1, \"é\": 2}",
    """
    p.yaml:1:11: `é` stands here twice, first at p.yaml:1:5
      1 | x: {é: 1, "é": 2}
        |           ^^^
    """
  ),
  (
    "? [a]\n: b",
    """
    p.yaml:1:3: a key must be a text, not a list or a map
      1 | ? [a]
        |   ^^^
      hint: to write braces as text, quote them: "{…}"
    """
  ),
  (
    "a: &a {x: 1}\nb:\n  <<: *a",
    """
    p.yaml:3:3: merge keys `<<` are not read
      3 |   <<: *a
        |   ^^
      hint: write the keys out
    """
  ),
  (
    "a: !env HOME",
    """
    p.yaml:1:4: tags like `!env` are not read
      1 | a: !env HOME
        |    ^^^^^^^^^
      hint: to begin a text with `!`, quote it
    """
  ),
  (
    "a: *b",
    """
    p.yaml:1:4: nothing above is anchored as `&b`
      1 | a: *b
        |    ^^
      hint: an alias `*name` repeats what stands at `&name`
    """
  ),
  (
    "a: &a [*a]",
    """
    p.yaml:1:8: nothing above is anchored as `&a`
      1 | a: &a [*a]
        |        ^^
      hint: an alias `*name` repeats what stands at `&name`
    """
  ),
  (
    "a: 1\n---\nb: 2",
    """
    p.yaml:2:1: a second document begins here
      2 | ---
        | ^^^
      hint: one file holds one document: remove the `---`
    """
  ),
  (
    "a: 1\n...\nb: 2",
    """
    p.yaml:3:1: text after the end of the document
      3 | b: 2
        | ^
    """
  ),
  ("", "p.yaml:1:1: the file is empty"),
  ("# only words\n", "p.yaml:1:1: the file is empty"),
  (
    "a: \u{1B}[2J",
    """
    p.yaml:1:4: the character U+001B may not stand here
      1 | a: \\u{1b}[2J
        |    ^^^^^^
      hint: write it as an escape in "…"
    """
  ),
  (
    "a: x\r\nb:\u{2028}",
    """
    p.yaml:2:3: the character U+2028 may not stand here
      2 | b:\\u{2028}
        |   ^^^^^^^^
      hint: write it as an escape in "…"
    """
  ),
  (
    "ELF\0\0",
    """
    p.yaml:1:4: this is no text file: it holds a NUL byte
      1 | ELF\\u{0}\\u{0}
        |    ^^^^^
    """
  ),
])
func `YAML beyond what is read is refused where it stands`(text: String, expected: String) {
  #expect(told(text) == expected)
}

@Test func `bytes that are not UTF-8 are told where they begin`() {
  #expect(
    told(Array("a: 1\nb: gr".utf8) + [0xFC] + Array("n\n".utf8)) == """
      p.yaml:2:6: the text is not UTF-8 from here on
        2 | b: gr\u{FFFD}n
          |      ^
        hint: save the file as UTF-8
      """)
}

@Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]])
func `a UTF-16 file is named as such`(bytes: [UInt8]) {
  #expect(told(bytes) == "p.yaml:1:1: the file is UTF-16\n  hint: save the file as UTF-8")
}

@Test func `a file beyond the size limit is not read`() {
  let bytes = [UInt8](repeating: 0x20, count: CheckedText.sizeLimit + 1)
  #expect(told(bytes) == "p.yaml:1:1: the file is larger than 64 MB")
}

@Test func `aliases may not unfold without end`() {
  var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
  for level in 1...8 {
    let before = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
    text += "a\(level): &a\(level) [\(before)]\n"
  }
  #expect(
    told(text) == """
      p.yaml:7:10: the file unfolds to more than 2000000 values
        7 | a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]
          |          ^^^
        hint: aliases repeat too much
      """)
}

@Test func `a file may not hold values without end`() {
  let text = "[\n" + String(repeating: "x,\n", count: 2_000_000) + "]"
  #expect(
    told(text) == """
      p.yaml:2000001:1: the file holds more than 2000000 values
        2000001 | x,
                | ^
      """)
}

@Test func `a large file is read`() throws {
  let comments = String(repeating: "# nothing to be seen here but letters\n", count: 500_000)
  let document = try Document(Array((comments + "a: 1").utf8), file: "p.yaml")
  #expect(document.root.mark == Mark(line: 500_001, column: 1))
}

@Test func `lists may not stand in one another without end`() {
  let text = String(repeating: "[", count: 500)
  #expect(
    told(text).hasPrefix("p.yaml:1:102: lists and maps stand more than 100 deep in one another\n"))
  let maps = (0...200).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
  #expect(
    told(maps).hasPrefix("p.yaml:101:101: lists and maps stand more than 100 deep in one another\n")
  )
}
