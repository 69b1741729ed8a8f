// What is told when a stage's numbers are not those its record holds.

import Host
import Testing

@testable import Audit
@testable import assay

@Suite struct StandingTests {
  /// What `numbers` says, and what a trace is refused with; the latter is a doubt.
  private func check(_ table: String, _ trace: String) throws {
    expect(try Paper.table(), table)
    #expect(Paper.error { _ = try Paper.trace("ni") } == trace)
    #expect(throws: AuditError.self) { try Paper.trace("ni") }
    do { _ = try Paper.trace("ni") } catch let error as AuditError { #expect(error.isDoubt) }
  }

  private func checkDoubt(_ message: String) throws {
    try check("share.ni    in doubt\nerror: \(message)", message)
  }

  @Test func `a file of numbers altered by hand is told with the numbers that differ`() throws {
    try Paper.inScratch {
      try Paper.edit("share.json", "\"value\": 75.0", "\"value\": 75.5")
      try checkDoubt(
        """
        share.json was altered: the record of `share` names the bytes 9423198b89b5, these are 64a53e998a0b
          ni: 75.0 % → 75.5 %
        """)
    }
  }

  @Test func `an uncertainty altered by hand is told`() throws {
    try Paper.inScratch {
      try Paper.edit("share.json", "0.2096313728906053", "0.1")
      try checkDoubt(
        """
        share.json was altered: the record of `share` names the bytes 9423198b89b5, these are ba623a725ca8
          ni: 75.0 %, u = 0.2096313728906053 → 75.0 %, u = 0.1
        """)
    }
  }

  @Test func `a number that was taken out and one that was put in are told`() throws {
    try Paper.inScratch {
      try Paper.write(#"{"numbers": {"x": {"value": 1, "unit": "1"}}}"#, to: "share.json")
      try checkDoubt(
        """
        share.json was altered: the record of `share` names the bytes 9423198b89b5, these are 97e5cfb1cb70
          ni: 75.0 % → absent
          x: absent → 1.0
        """)
    }
  }

  @Test func `a file of numbers that cannot be read any more is told`() throws {
    try Paper.inScratch {
      try Paper.write("{}", to: "share.json")
      try checkDoubt(
        """
        share.json was altered: the record of `share` names the bytes 9423198b89b5, these are 44136fa355b3
          it cannot be read any more
        """)
    }
  }

  @Test func `an altered copy beside the record is told though the stage's own file holds`() throws
  {
    try Paper.inScratch {
      try Paper.edit("provenance/share.numbers.json", "both metals", "all metals")
      try checkDoubt(
        """
        provenance/share.numbers.json was altered: the record of `share` names the bytes 9423198b89b5, these are 7b8b768a1ab6
          the numbers in it are the same
        """)
    }
  }

  @Test func `a record with other values than its file is told`() throws {
    try Paper.inScratch {
      try Paper.edit("provenance/share.json", "75.0", "75.5")
      try checkDoubt(
        """
        the record of `share` lists other values than share.json, which it names
          ni: 75.5 % → 75.0 %
        """)
    }
  }

  @Test func `recorded bytes that are no file of numbers are told with the place`() throws {
    try Paper.inScratch {
      try Paper.recordBytes("{\"numbers\": 5}\n")
      expect(
        try Paper.table(),
        """
        error: the recorded numbers of `share` cannot be read: share.json:1:13: the numbers of the file should be an object, not a number
          1 | {"numbers": 5}
            |             ^
        """)
    }
  }

  @Test func `numbers without a record are told`() throws {
    try Paper.inScratch {
      try Files.removeTree("provenance")
      let message = "share.json has numbers that no record knows\n  hint: assay run"
      expect(try Paper.table(), "error: \(message)")
      #expect(Paper.error { _ = try Paper.trace("share.ni") } == message)
    }
  }

  @Test func `numbers with a record that contradicts itself are told`() throws {
    try Paper.inScratch {
      try Paper.edit("provenance/share.json", "raw/table.csv", "raw/other.csv")
      expect(
        try Paper.table(),
        """
        error: share.json has numbers that no record knows: provenance/share.json contradicts itself (its key is not that of its lines); ignored
          hint: assay run
        """)
    }
  }

  @Test func `recorded numbers that are nowhere are told`() throws {
    try Paper.inScratch {
      try Files.remove("share.json")
      try Files.remove("provenance/share.numbers.json")
      try checkDoubt(
        """
        the numbers that the record of `share` names are gone: there is no share.json
          hint: assay run
        """)
    }
  }

  @Test func `in a fresh clone the committed copy answers and says so`() throws {
    try Paper.inScratch {
      try Files.remove("share.json")
      expect(
        try Paper.table(),
        """
        share.ni  75.00(21) %  recalculated  complete budget
        note: share: recorded, not rebuilt here
        """)
      expect(
        try Paper.trace("ni"),
        """
        share.ni = 75.00(21) % (recalculated)
        mass of nickel over the mass of both metals
        2/2 cells re-read · 3/3 steps recomputed · 0 asserted
        recorded, not rebuilt here

        ni = w_Ni in % = 75 %
        └─ w_Ni = m_Ni / [2] = 0.75
           ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
           │    no git repository · published (Table 1)
           └─ [2] = m_Ni + m_Co = 8 g
              ├─ ↑ m_Ni
              └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                   no git repository · published (Table 1)
        """)
    }
  }

  @Test func `a stage that never ran has no numbers`() throws {
    try Paper.inScratch {
      try Files.removeTree("provenance")
      try Files.remove("share.json")
      expect(try Paper.table(), "note: stage `share` has never run: assay run")
      #expect(
        Paper.error { _ = try Paper.trace("share.ni") }
          == "stage `share` has never run, so it has no numbers yet\n  hint: assay run")
    }
  }
}
