// Tables: splitting, lookup, numbers, and every fault with its full text.
import Tables
import Quantity
import Testing
import Text

private func table(_ text: String, _ dialect: Dialect = Dialect()) throws -> Table {
  try Table(Array(text.utf8), file: "raw/a.csv", dialect: dialect)
}

private func texts(_ text: String, _ dialect: Dialect = Dialect()) throws -> [[String]] {
  let table = try table(text, dialect)
  return ([table.headings] + table.rows).map { $0.map(\.text) }
}

private func fault(_ body: () throws -> Any) -> String {
  do {
    return "no fault: \(try body())"
  } catch {
    return "\(error)"
  }
}

private func fault(_ bytes: [UInt8]) -> String {
  fault { try Table(bytes, file: "raw/a.csv") }
}

@Test func `every cell knows its place`() throws {
  let table = try table("Ni,Со\n\n\"a\nb\", 1.5 ,\"\"\"\"\n".replacing("Ni,Со", with: "Ni,Со,Mn"))
  let row = table.rows[0]
  #expect(row.map(\.text) == ["a\nb", " 1.5 ", "\""])
  #expect(row.map(\.cell.name) == ["raw/a.csv#A3", "raw/a.csv#B4", "raw/a.csv#C4"])
  #expect(row.map { "\($0.place)" } == ["raw/a.csv:3:1", "raw/a.csv:4:4", "raw/a.csv:4:10"])
  #expect(table.headings[2].place.column == 7)
  #expect(try row[1].number() == 1.5)
}

@Test(arguments: [
  ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
  ("a;b\r\n1,5;2\r\n", [["a", "b"], ["1,5", "2"]]),
  ("a\tb, c\n1\t2", [["a", "b, c"], ["1", "2"]]),
  ("a, x;b\n1;2", [["a, x", "b"], ["1", "2"]]),
  ("\"a;b;c\",d\n1,2", [["a;b;c", "d"], ["1", "2"]]),
  ("a\r1\r2", [["a"], ["1"], ["2"]]),
  ("\u{FEFF}a,b\n,\n", [["a", "b"], ["", ""]]),
  ("a,b\n\n1,\"x,\"\"y\"\"\"\n\n", [["a", "b"], ["1", "x,\"y\""]]),
  ("a,b\n1,x\"y\"\n", [["a", "b"], ["1", "x\"y\""]]),
])
func `a table is split as it was meant`(text: String, expected: [[String]]) throws {
  #expect(try texts(text) == expected)
}

@Test func `comments are kept apart only where they are asked for`() throws {
  let text = "# \"made; by\na,b\n#1,\"2\n"
  #expect(try texts(text, Dialect(hasComments: true)) == [["a", "b"]])
  let comments = try table(text, Dialect(hasComments: true)).comments
  #expect(comments.map { $0.map(\.text) } == [["# \"made; by"], ["#1", "\"2"]])
  #expect(comments[1][1].cell.name == "raw/a.csv#B3")
  #expect(try texts("#,b\n1,2\n") == [["#", "b"], ["1", "2"]])
}

@Test func `a delimiter that is given is taken`() throws {
  #expect(try texts("a,b;c\n", Dialect(delimiter: .comma)) == [["a", "b;c"]])
  let cell = try table("a,b;c\n1,2\n", Dialect(delimiter: .comma, hasComments: true)).rows[0][1]
  #expect(cell.cell.dialect == "comma, comments")
}

@Test func `an empty table is told`() {
  let told = """
    raw/a.csv:1:1: the table is empty
      1 | 
        | ^
      hint: it wants a line of headings and lines of cells
    """
  #expect(fault([]) == told)
}

@Test func `a line with too few cells is told`() {
  let told = """
    raw/a.csv:3:1: the line has 1 cell, the heading has 2
      3 | µ3
        | ^
    """
  #expect(fault(Array("a,b\n1,2\nµ3\n".utf8)) == told)
}

@Test func `a quote that is never closed is told where it begins`() {
  let told = """
    raw/a.csv:2:4: the quote that begins this cell is never closed
      2 | µ2,"x
        |    ^
    """
  #expect(fault(Array("a,b\nµ2,\"x\ny\n".utf8)) == told)
}

@Test func `text after a closing quote is told`() {
  let told = """
    raw/a.csv:2:4: a delimiter or the end of the line should follow the closing quote
      2 | "x"y,2
        |    ^
    """
  #expect(fault(Array("a,b\n\"x\"y,2\n".utf8)) == told)
}

@Test func `bytes that are not UTF-8 are told`() {
  let told = """
    raw/a.csv:2:3: the file is not UTF-8: byte 0xB5
      2 | 1,�g
        |   ^
      hint: save it as UTF-8
    """
  #expect(fault(Array("a,b\r\n1,".utf8) + [0xB5] + Array("g\n".utf8)) == told)
}

@Test(arguments: [
  ("580.706", 580.706), ("-1", -1), ("+.5", 0.5), ("5.", 5), ("1.5e-3", 0.0015), (" 2 ", 2),
  ("1E+2", 100),
])
func `a decimal number is read`(text: String, value: Double) throws {
  #expect(try table("a;b\n\(text);\n").rows[0][0].number() == value)
}

@Test(arguments: [
  ("", "the cell is empty, a number should stand here", ""),
  ("--", "\"--\" is not a number", ""),
  ("nan", "\"nan\" is not a number", ""),
  ("0x10", "\"0x10\" is not a number", ""),
  ("1e", "\"1e\" is not a number", ""),
  ("1 2", "\"1 2\" is not a number", ""),
  ("580,706", "\"580,706\" is not a number", "a decimal comma? write 580.706"),
  ("−5", "\"−5\" is not a number", "the minus sign is U+2212; write -5"),
  ("89.91%", "\"89.91%\" is not a number", "a unit belongs into the heading"),
  ("1e999", "1e999 is too large for a double", ""),
])
func `what is no number is told at its cell`(text: String, told: String, hint: String) throws {
  let cell = try table("a;b\n1;\(text)\n").rows[0][1]
  let carets = String(repeating: "^", count: max(1, text.count))
  let expected = """
    raw/a.csv:2:3: \(told)
      2 | 1;\(text)
        |   \(carets)
    """
  #expect(fault(cell.number) == expected + (hint.isEmpty ? "" : "\n  hint: \(hint)"))
}

@Test func `a heading in another script is named by its code points`() throws {
  let told = """
    raw/a.csv:1:4: there is no column "Co"; column 2 only looks like it: its heading is U+0421 U+043E, not U+0043 U+006F
      1 | Ni,Со,Mn
        |    ^^
      hint: if it is meant, say so with an explicit alias: Co=Со
    """
  let table = try table("Ni,Со,Mn\n1,2,3\n")
  #expect(fault { try table.column("Co") } == told)
  #expect(try table.column("Co", aliases: ["Co": "\u{421}\u{43E}"]) == 1)
}

@Test func `headings are looked up exactly`() throws {
  let table = try table("Conc,Units,Units,mass (mg)\n1,2,3,4\n")
  let twice = """
    raw/a.csv:1:12: the heading "Units" stands in columns 2 and 3
      1 | Conc,Units,Units,mass (mg)
        |            ^^^^^
      hint: ask for the column by its number
    """
  let similar = """
    raw/a.csv:1:18: there is no column "Mass (mg)"
      1 | Conc,Units,Units,mass (mg)
        |                  ^^^^^^^^^
      hint: did you mean "mass (mg)"?
    """
  let missing = """
    raw/a.csv:1:1: there is no column "Ni"
      1 | Conc,Units,Units,mass (mg)
        | ^^^^
    """
  let alias = """
    raw/a.csv:1:1: there is no column "Nickel", which is given as an alias of "Ni"
      1 | Conc,Units,Units,mass (mg)
        | ^^^^
    """
  #expect(fault { try table.column("Units") } == twice)
  #expect(fault { try table.column("Mass (mg)") } == similar)
  #expect(fault { try table.column("Ni") } == missing)
  #expect(fault { try table.column("Ni", aliases: ["Ni": "Nickel"]) } == alias)
}

@Test func `a row is found by a cell of it`() throws {
  let table = try table("Element,Ni\nppm,1\nat,2\nat,3\n")
  #expect(try table.row("ppm", under: "Element")[1].text == "1")
  let missing = """
    raw/a.csv:1:1: no line has "mg" under "Element"
      1 | Element,Ni
        | ^^^^^^^
    """
  let twice = """
    raw/a.csv:4:1: "at" stands in lines 3 and 4
      4 | at,3
        | ^^
    """
  #expect(fault { try table.row("mg", under: "Element") } == missing)
  #expect(fault { try table.row("at", under: "Element") } == twice)
}

@Test func `a cell is a leaf with the resolution of its last digit`() throws {
  let derivation = Derivation()
  let cell = try table("c\n580.706\n").rows[0][0]
  let resolution = try cell.printedResolution()
  #expect(resolution.standard == 0.0002886751345948129)
  let quantity = try cell.quantity(Unit("ppm"), uncertainty: resolution, in: derivation)
  #expect(quantity.value == 580.706)
  #expect(derivation.steps[0].source == .cell(cell.cell))
  #expect(try quantity.propagated().contributions.map(\.variable) == ["raw/a.csv#A2"])
}

@Test func `the audit finds the texts of cells by the same rules`() throws {
  let text = "# c\na;b\n\"1\n;\";2\n3;4\n"
  let dialect = Dialect(hasComments: true)
  let read = try table(text, dialect)
  let cells = (read.comments + read.rows).flatMap { $0.map(\.cell) }
  let found = try Table.texts(of: cells, in: Array(text.utf8), file: "raw/a.csv")
  #expect(found == ["# c", "1\n;", "2", "3", "4"])
  let others = [
    Cell(path: "raw/a.csv", line: 9, column: 1, text: "", dialect: "comments"),
    Cell(path: "raw/a.csv", line: 5, column: 3, text: "", dialect: "comments"),
    Cell(path: "raw/a.csv", line: 1, column: 2, text: "", dialect: "comments"),
    Cell(path: "raw/a.csv", line: 1, column: 1, text: "", dialect: "morse"),
  ]
  #expect(
    try Table.texts(of: others, in: Array(text.utf8), file: "raw/a.csv") == [nil, nil, nil, nil])
}
