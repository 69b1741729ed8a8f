// Lines: every line is a cell, whatever ends it and whatever it is encoded in.
import Lines
import Quantity
import Testing
import Text

private func texts(_ bytes: [UInt8]) -> [String] { Lines(bytes, file: "raw/a.vms").texts }

@Test func `a line ends with a feed, a return, or both`() {
  #expect(texts(Array("a\nb\r\n\r\nc\rd".utf8)) == ["a", "b", "", "c", "d"])
  #expect(texts(Array("a\n".utf8)) == ["a"])
  #expect(texts(Array("\n".utf8)) == [""])
  #expect(texts([]) == [])
}

@Test func `a byte-order mark belongs to no line`() {
  #expect(texts(Array("\u{FEFF}ä\n".utf8)) == ["ä"])
}

@Test func `what is not UTF-8 is read as ISO 8859-1`() {
  #expect(texts([0xB5, 0x6D, 0x0A, 0xC3, 0xA4]) == ["µm", "Ã¤"])
  #expect(texts([0xC2, 0xB5, 0x6D, 0x0A, 0xC3, 0xA4]) == ["µm", "ä"])
}

@Test func `a cell is a whole line, and is found again`() {
  let bytes = Array("first\r\n\0 0.2 \r\nlast".utf8)
  let lines = Lines(bytes, file: "raw/a.vms")
  let cell = lines.cell(2)
  #expect(cell == Cell(path: "raw/a.vms", line: 2, column: 1, text: "\0 0.2 ", dialect: "lines"))
  #expect(cell.name == "raw/a.vms#A2")
  let others = [(0, 1), (4, 1), (2, 2)].map { Cell(path: "", line: $0, column: $1, text: "") }
  #expect(Lines.texts(of: [cell] + others, in: bytes) == ["\0 0.2 ", nil, nil, nil])
}

@Test func `a diagnostic marks the whole line`() {
  let lines = Lines(Array("first\nlast\n".utf8), file: "raw/a.vms")
  #expect(
    lines.diagnostic("wrong", line: 2, hint: "mend it").description == """
      raw/a.vms:2:1: wrong
        2 | last
          | ^^^^
        hint: mend it
      """)
  let empty = Lines([], file: "raw/a.vms").diagnostic("wrong", line: 1, hint: nil)
  #expect(empty.description == "raw/a.vms:1:1: wrong")
}
