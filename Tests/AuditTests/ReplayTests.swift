// What is told when cells, steps or numbers come out otherwise than recorded.

import Host
import Testing

@testable import Audit
@testable import assay

@Suite struct ReplayTests {
  /// The numbers of the paper with a text replaced: a record was written over them, so that only
  /// reading and calculating again can tell.
  private func forged(_ old: String, _ new: String) throws -> String {
    let text = try Paper.numbers()
    try #require(text.contains(old), "\(old) is not in \(text)")
    return text.replacing(old, with: new)
  }

  /// The lines of an account's head after the definition.
  private func head() throws -> String {
    let text = try Paper.trace("ni")
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
      .prefix { !$0.isEmpty }.joined(separator: "\n")
  }

  private func check(_ numbers: String, _ expected: String) throws {
    try Paper.inScratch(numbers: numbers) {
      expect(
        try head(), expected)
      var audit = try Paper.audit()
      #expect(try !audit.account(of: "ni").holds)
      #expect(try audit.listing().entries.isEmpty)
    }
  }

  @Test func `an altered cell is shown where it stands`() throws {
    try Paper.inScratch(table: Paper.table.replacing("Co,2.0", with: "Co,9.0")) {
      expect(
        try Paper.trace("ni"),
        """
        share.ni = 75.00(21) % (recalculated)
        mass of nickel over the mass of both metals
        1/2 cells re-read · 3/3 steps recomputed · 0 asserted
        ✗ raw/table.csv:3:2 (m_Co): the cell was taken in as "2.0", it says "9.0"

        ni = w_Ni in % = 75 %
        └─ w_Ni = m_Ni / [2] = 0.75
           ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
           │    no git repository · published (Table 1)
           └─ [2] = m_Ni + m_Co = 8 g
              ├─ ↑ m_Ni
              └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                   no git repository · published (Table 1)
                   ✗ the cell was taken in as "2.0", it says "9.0"
        """)
    }
  }

  @Test func `an altered step is shown with what it should be, and so is what rests on it`() throws
  {
    try Paper.inScratch(numbers: forged("\"value\": 0.75", "\"value\": 0.76")) {
      expect(
        try Paper.trace("ni"),
        """
        share.ni = 75.00(21) % (recalculated)
        mass of nickel over the mass of both metals
        2/2 cells re-read · 1/3 steps recomputed · 0 asserted
        ✗ share step 3 (w_Ni): recorded 0.76, recomputed 0.75
        ✗ share step 4: recorded 75.0 %, recomputed 76.0

        ni = w_Ni in % = 75 %
        │ ✗ recorded 75.0 %, recomputed 76.0
        └─ w_Ni = m_Ni / [2] = 0.76
           │ ✗ recorded 0.76, recomputed 0.75
           ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
           │    no git repository · published (Table 1)
           └─ [2] = m_Ni + m_Co = 8 g
              ├─ ↑ m_Ni
              └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                   no git repository · published (Table 1)
        """)
    }
  }

  @Test func `a step off by no more than rounding holds`() throws {
    try Paper.inScratch(numbers: forged("\"value\": 0.75", "\"value\": 0.7500000000001")) {
      expect(
        try head(), "2/2 cells re-read · 3/3 steps recomputed · 0 asserted")
    }
  }

  @Test func `an altered uncertainty is told`() throws {
    try check(
      forged("\"uncertainty\": 0.2096313728906053", "\"uncertainty\": 0.1"),
      """
      2/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ share.ni: standard uncertainty recorded 0.1 %, recomputed 0.2096313728906053
      """)
  }

  @Test func `degrees of freedom that nothing gives are told`() throws {
    try check(
      forged("0.2096313728906053,", "0.2096313728906053, \"dof\": 4,"),
      """
      2/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ share.ni: degrees of freedom recorded 4.0, recomputed infinitely many
      """)
  }

  @Test func `an altered contribution is told`() throws {
    try check(
      forged("0.09375", "0.1"),
      """
      2/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ share.ni: contribution of raw/table.csv#B2 recorded 0.1 %, recomputed 0.09375
      """)
  }

  @Test func `an uncertainty that no leaf states is told`() throws {
    try check(
      try forged("\"uncertainty\": 0.03,", "").replacing("\"uncertainty\": 0.02,", with: ""),
      """
      2/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ share.ni: standard uncertainty recorded 0.2096313728906053 %, but nothing it rests on states one
      ✗ share.ni: contribution of raw/table.csv#B2 recorded 0.09375 %, recomputed 0.0
      ✗ share.ni: contribution of raw/table.csv#B3 recorded -0.1875 %, recomputed 0.0
      """)
  }

  @Test func `a number that is not its step's value is told`() throws {
    try check(
      forged(
        "\"value\": 75.0,\n      \"unit\": \"%\",\n      \"uncertainty\"",
        "\"value\": 75.5,\n      \"unit\": \"%\",\n      \"uncertainty\""),
      """
      2/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ share.ni: published as 75.5 %, its step says 75.0 %
      """)
  }

  @Test func `a step in a unit that its inputs cannot have is told`() throws {
    try check(
      forged("\"value\": 8.0, \"unit\": \"g\"", "\"value\": 8.0, \"unit\": \"m\""),
      """
      2/2 cells re-read · 1/3 steps recomputed · 0 asserted
      ✗ share step 2: cannot be calculated again: g and m do not measure the same
      ✗ share step 3 (w_Ni): cannot be calculated again: g/m and 1 do not measure the same
      """)
  }

  @Test func `a value that its cell does not say is told`() throws {
    try check(
      forged("\"value\": 2.0", "\"value\": 2.5"),
      """
      1/2 cells re-read · 2/3 steps recomputed · 0 asserted
      ✗ raw/table.csv:3:2 (m_Co): recorded 2.5 g, the cell says 2.0
      ✗ share step 2: recorded 8.0 g, recomputed 8.5
      """)
  }

  @Test func `a place where no cell stands is told`() throws {
    try check(
      forged("\"line\": 3, \"column\": 2", "\"line\": 3, \"column\": 7"),
      """
      1/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ raw/table.csv:3:7 (m_Co): no cell stands there
      """)
  }

  @Test func `a cell of a file that the record does not name is told`() throws {
    try check(
      forged("raw/table.csv\", \"line\": 3", "raw/other.csv\", \"line\": 3"),
      """
      1/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ raw/other.csv:3:2 (m_Co): the record does not name raw/other.csv as an input
      """)
  }

  @Test func `a cell whose text is no number is told`() throws {
    try check(
      forged(
        "\"line\": 3, \"column\": 2, \"text\": \"2.0\"",
        "\"line\": 3, \"column\": 1, \"text\": \"Co\""),
      """
      1/2 cells re-read · 3/3 steps recomputed · 0 asserted
      ✗ raw/table.csv:3:1 (m_Co): the text "Co" is no number
      """)
  }

  @Test func `a file that cannot be split is told with its place`() throws {
    try Paper.inScratch(table: "metal,mass (g)\nNi,6.0\nCo,\"2.0\n") {
      expect(
        try head(),
        """
        0/2 cells re-read · 3/3 steps recomputed · 0 asserted
        ✗ raw/table.csv:2:2 (m_Ni): the file cannot be split into cells: raw/table.csv:3:4: the quote that begins this cell is never closed
        ✗ raw/table.csv:3:2 (m_Co): the file cannot be split into cells: raw/table.csv:3:4: the quote that begins this cell is never closed
        """)
    }
  }

  @Test func `a cell may carry the unit of its step`() throws {
    let numbers = """
      {"numbers": {"ni": {"value": 75.0, "unit": "%", "definition": "as printed", "step": 0}}, "steps": [
        {"id": 0, "cell": {"path": "raw/table.csv", "line": 2, "column": 2, "text": "75.0 %"},
         "value": 75.0, "unit": "%"}]}
      """
    try Paper.inScratch(table: "metal,share\nNi,75.0 %\n", numbers: numbers) {
      expect(
        try Paper.trace("ni"),
        """
        share.ni = 75 % (transcribed)
        as printed
        1/1 cells re-read · 0/0 steps recomputed · 0 asserted

        ni = 75 %  raw/table.csv:2:2 "75.0 %"
          no git repository · published (Table 1)
        """)
    }
  }

  @Test(arguments: [
    ("<m unit=\"g\">6.0</m>", "1/1 cells re-read · 0/0 steps recomputed · 0 asserted"),
    (
      "<m unit=\"g\">6.5</m>",
      """
      0/1 cells re-read · 0/0 steps recomputed · 0 asserted
      ✗ raw/table.csv:2:3: the cell was taken in as "6.0", it says "6.5"
      """
    ),
    (
      "<m>6.0</m>",
      """
      0/1 cells re-read · 0/0 steps recomputed · 0 asserted
      ✗ raw/table.csv:2:3: the cell was taken in as "6.0", it says "/m"
      """
    ),
    (
      "<m/>",
      """
      0/1 cells re-read · 0/0 steps recomputed · 0 asserted
      ✗ raw/table.csv:2:3: no cell stands there
      """
    ),
  ])
  func `a word is read again as the dialect of its cell says`(line: String, told: String) throws {
    let numbers = """
      {"numbers": {"ni": {"value": 6.0, "unit": "g", "definition": "as weighed", "step": 0}}, "steps": [
        {"id": 0, "cell": {"path": "raw/table.csv", "line": 2, "column": 3, "text": "6.0",
         "dialect": "words"}, "value": 6.0, "unit": "g"}]}
      """
    try Paper.inScratch(table: "<r>\n\(line)\n</r>\n", numbers: numbers) {
      expect(try head(), told)
    }
  }

  @Test func `a cell of a changed file is not looked at`() throws {
    try Paper.inScratch {
      try Paper.edit("raw/table.csv", "2.0", "2.1")
      expect(
        try Paper.trace("ni"),
        """
        share.ni = 75.00(21) % (recalculated)
        mass of nickel over the mass of both metals
        0/2 cells re-read · 3/3 steps recomputed · 0 asserted
        stale: raw/table.csv has changed since
          hint: assay run

        ni = w_Ni in % = 75 %
        └─ w_Ni = m_Ni / [2] = 0.75
           ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
           │    published (Table 1)
           │    not looked at: raw/table.csv has changed since
           └─ [2] = m_Ni + m_Co = 8 g
              ├─ ↑ m_Ni
              └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                   published (Table 1)
                   not looked at: raw/table.csv has changed since
        """)
      var audit = try Paper.audit()
      #expect(try !audit.account(of: "ni").holds)
    }
  }

  @Test func `a raw file that is gone is told`() throws {
    try Paper.inScratch {
      try Files.remove("raw/table.csv")
      expect(
        try head(),
        """
        0/2 cells re-read · 3/3 steps recomputed · 0 asserted
        stale: raw/table.csv is missing
          hint: assay run
        """)
    }
  }

  @Test func `a cell of a folder is read when the whole folder is as recorded`() throws {
    try Paper.inScratch {
      try Paper.record("share", try Paper.numbers(), at: "share.json", inputs: ["raw", "share.py"])
      expect(
        try head(), "2/2 cells re-read · 3/3 steps recomputed · 0 asserted")
      try Paper.write("beside", to: "raw/new.csv")
      expect(
        try head(),
        """
        0/2 cells re-read · 3/3 steps recomputed · 0 asserted
        stale: raw has changed since
          hint: assay run
        """)
    }
  }
}
