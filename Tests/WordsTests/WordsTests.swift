// Words: where each stands, and how they are found again.
import Quantity
import Testing
import Text
import Words

private let text = "\u{FEFF}<a unit=\"deg\">1.5\t2,5</a>\r\n\r\n  µ <b/>\rlast"

private func words(_ text: String) -> [WordCell] {
  Words(Array(text.utf8), file: "raw/a.xml").cells(in: 0..<text.utf8.count)
}

private func told(_ body: () throws -> Any) -> String {
  do {
    return "no fault: \(try body())"
  } catch {
    return "\(error)"
  }
}

@Test func `words end at white space and at angle brackets, and know their places`() {
  let words = words(text)
  #expect(
    words.map(\.text) == ["a", "unit=\"deg\"", "1.5", "2,5", "/a", "µ", "b/", "last"])
  #expect(
    words.map { "\($0.cell.line).\($0.cell.column)" }
      == ["1.1", "1.2", "1.3", "1.4", "1.5", "3.1", "3.2", "4.1"])
  #expect(words[2].cell.name == "raw/a.xml#C1")
  #expect(words.allSatisfy { $0.cell.dialect == "words" })
}

@Test func `words are found again by their places`() {
  let cells = words(text).map(\.cell)
  #expect(Words.texts(of: cells, in: Array(text.utf8)) == cells.map(\.text))
  let nowhere = [(1, 6), (2, 1), (5, 1), (0, 1)].map {
    Cell(path: "", line: $0, column: $1, text: "", dialect: "words")
  }
  #expect(Words.texts(of: nowhere, in: Array(text.utf8)) == [nil, nil, nil, nil])
  #expect(Words.texts(of: [cells[0]], in: []) == [nil])
}

@Test func `only the words of a stretch are given`() {
  let bytes = Array("12 34 56 78".utf8)
  #expect(Words(bytes, file: "").cells(in: 3..<8).map(\.text) == ["34", "56"])
  #expect(Words(bytes, file: "").cells(in: 11..<11).isEmpty)
}

@Test func `a word becomes a quantity with its cell`() throws {
  let derivation = Derivation()
  let quantity = try words(text)[2].quantity(Unit("°"), in: derivation)
  #expect(quantity.value == 1.5)
  #expect(derivation.steps[0].source == .cell(words(text)[2].cell))
}

@Test func `a decimal comma is told where it stands`() {
  let found = told { try words(text)[3].number() }
  #expect(
    found == """
      raw/a.xml:1:19: "2,5" is not a number
        1 | <a unit="deg">1.5\\t2,5</a>
          |                    ^^^
        hint: a decimal comma? write 2.5
      """)
}

@Test(arguments: [
  ("NaN", "\"NaN\" is not a number"), ("1E+999", "1E+999 is too large for a double"),
  ("--", "\"--\" is not a number"), ("1,5,2", "\"1,5,2\" is not a number"),
])
func `a word that is no number is told`(word: String, message: String) {
  let carets = String(repeating: "^", count: word.count)
  let expected = "raw/a.xml:1:1: \(message)\n  1 | \(word)\n    | \(carets)"
  #expect(told { try words(word)[0].number() } == expected)
}
