// What `trace` says of a number whose record holds, and what it says of who brought its cells.

import Git
import Testing

@testable import Audit
@testable import assay

@Suite struct AccountTests {
  private func trace(author: String) -> String {
    """
    share.ni = 75.00(21) % (recalculated)
    mass of nickel over the mass of both metals
    2/2 cells re-read · 3/3 steps recomputed · 0 asserted

    ni = w_Ni in % = 75 %
    └─ w_Ni = m_Ni / [2] = 0.75
       ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
       │    \(author) · published (Table 1)
       └─ [2] = m_Ni + m_Co = 8 g
          ├─ ↑ m_Ni
          └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
               \(author) · published (Table 1)
    """
  }

  @Test func `a number is traced to its cells, the commits that brought them and its stage`() throws
  {
    try Paper.inScratch {
      try git("init", "-q", "-b", "main")
      try commit("Type in Table 1")
      let author = "1880c371 2026-11-23 Ada Lovelace “Type in Table 1”"
      let stage = """


        stage share
          command   python3 share.py
          data      raw/table.csv
                    \(author) · published (Table 1)
          code      share.py
                    \(author)
          tool      python3 11a4a60b518b
          platform  linux x86_64
          recipe    657f64b1473e
          key       a9d0ae90a2b2
          record    provenance/share.json
                    \(author)
        """
      expect(
        try Paper.wholeTrace("share.ni"), trace(author: author) + stage)
    }
  }

  @Test func `a number that only one stage has needs no stage before its name`() throws {
    try Paper.inScratch {
      expect(
        try Paper.trace("ni"), trace(author: "no git repository"))
    }
  }

  @Test func `cells before the first commit are not committed`() throws {
    try Paper.inScratch {
      try git("init", "-q", "-b", "main")
      expect(
        try Paper.trace("ni"), trace(author: "not committed"))
    }
  }

  @Test func `each cell names the commit of its own line`() throws {
    try Paper.inScratch(table: Paper.table.replacing("Co,2.0", with: "Co,1.0")) {
      try git("init", "-q", "-b", "main")
      try commit("Type in Table 1")
      try Paper.write(Paper.table, to: "raw/table.csv")
      try Paper.recordShare(try Paper.numbers())
      try commit("Correct cobalt", at: 1)
      var audit = try Paper.audit()
      let subjects = try audit.account(of: "ni").steps.compactMap {
        $0.cell?.authorship.commit?.subject
      }
      #expect(subjects == ["Type in Table 1", "Correct cobalt"])
    }
  }

  @Test func `a cell that is not committed says so beside those that are`() throws {
    try Paper.inScratch(table: Paper.table.replacing("Co,2.0", with: "Co,1.0")) {
      try git("init", "-q", "-b", "main")
      try commit("Type in Table 1")
      try Paper.write(Paper.table, to: "raw/table.csv")
      try Paper.recordShare(try Paper.numbers())
      expect(
        try Paper.trace("ni"),
        """
        share.ni = 75.00(21) % (recalculated)
        mass of nickel over the mass of both metals
        2/2 cells re-read · 3/3 steps recomputed · 0 asserted

        ni = w_Ni in % = 75 %
        └─ w_Ni = m_Ni / [2] = 0.75
           ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
           │    74f3aff5 2026-11-23 Ada Lovelace “Type in Table 1” · published (Table 1)
           └─ [2] = m_Ni + m_Co = 8 g
              ├─ ↑ m_Ni
              └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                   not committed · published (Table 1)
        """)
    }
  }

  @Test func `in a shallow clone a cell is from the last commit known or from before`() throws {
    try Paper.inScratch {
      try git("init", "-q", "-b", "main")
      try commit("Type in Table 1")
      try Paper.write("more", to: "notes.md")
      try commit("Note", at: 1)
      try git("clone", "-q", "--depth", "1", "file://\(try Paper.here())", "clone")
      try Paper.inside("clone") {
        let author =
          "at or before cbaee2ff 2026-11-23 Ada Lovelace “Note”, where this clone's history ends"
        expect(
          try Paper.trace("ni"),
          """
          share.ni = 75.00(21) % (recalculated)
          mass of nickel over the mass of both metals
          2/2 cells re-read · 3/3 steps recomputed · 0 asserted

          ni = w_Ni in % = 75 %
          └─ w_Ni = m_Ni / [2] = 0.75
             ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
             │    \(author)
             │    published (Table 1)
             └─ [2] = m_Ni + m_Co = 8 g
                ├─ ↑ m_Ni
                └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                     \(author)
                     published (Table 1)
          """)
      }
    }
  }

  @Test func `a tree that is cut says how much is folded`() throws {
    try Paper.inScratch {
      expect(
        try Paper.trace("ni", depth: 1),
        """
        share.ni = 75.00(21) % (recalculated)
        mass of nickel over the mass of both metals
        2/2 cells re-read · 3/3 steps recomputed · 0 asserted

        ni = w_Ni in % = 75 %
        └─ w_Ni = m_Ni / [2] = 0.75
           └─ …
        … 3 steps are folded: --depth shows more levels, --json all
        """)
    }
  }

  @Test func `a derivation of twenty thousand steps is followed`() throws {
    let count = 20_000
    var steps = [
      #"{"id": 0, "cell": {"path": "raw/table.csv", "line": 2, "column": 2, "text": "6.0"}, "value": 6.0, "unit": "g"}"#
    ]
    for id in 1...count {
      steps.append(
        #"{"id": \#(id), "operation": "negate", "inputs": [\#(id - 1)], "value": \#(id % 2 == 0 ? 6 : -6), "unit": "g"}"#
      )
    }
    let numbers =
      #"{"numbers": {"x": {"value": 6, "unit": "g", "step": \#(count)}}, "steps": ["#
      + steps.joined(separator: ",") + "]}"
    try Paper.inScratch(numbers: numbers) {
      expect(
        try Paper.trace("x", depth: 2),
        """
        share.x = 6 g (recalculated)
        1/1 cells re-read · 20000/20000 steps recomputed · 0 asserted

        x = −[19999] = 6 g
        └─ [19999] = −[19998] = -6 g
           └─ [19998] = −[19997] = 6 g
              └─ …
        … 19998 steps are folded: --depth shows more levels, --json all
        """)
    }
  }

  @Test func `a sum of very many terms is not spelled out`() throws {
    let count = 30
    let cells = (0..<count).map {
      #"{"id": \#($0), "constant": "c\#($0)", "reference": "Book", "value": 1, "unit": "g"}"#
    }
    let inputs = (0..<count).map { "\($0)" }.joined(separator: ", ")
    let sum =
      #"{"id": \#(count), "operation": "sum", "inputs": [\#(inputs)], "value": 30, "unit": "g"}"#
    let numbers =
      #"{"numbers": {"x": {"value": 30, "unit": "g", "step": \#(count)}}, "steps": ["#
      + (cells + [sum]).joined(separator: ",\n") + "]}"
    try Paper.inScratch(numbers: numbers) {
      let lines = try Paper.trace("x").split(separator: "\n")
      expect(
        lines.filter { !$0.hasPrefix("├─ c") }.joined(separator: "\n"),
        """
        share.x = 30 g (recalculated)
        0/0 cells re-read · 1/1 steps recomputed · 0 asserted
        x = c0 + c1 + c2 + c3 + c4 + … + c29 (30 terms) = 30 g
        └─ …
        … 6 steps are folded: --depth shows more levels, --json all
        """)
    }
  }
}
