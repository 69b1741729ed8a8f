// Numbers that one stage takes from another are followed to the cells of the other.

import Store
import Testing

@testable import Audit
@testable import assay

@Suite struct WalkTests {
  private static let yaml =
    Paper.yaml + """
        double:
          run: [python3, double.py, share.json]
          inputs: [double.py, share.json]
          outputs: [double.json]
          numbers: double.json

      """

  private static let double = """
    {"numbers": {"twice": {"value": 150, "unit": "%", "budget": "partial",
       "missing": "the factor", "definition": "twice the share", "step": 2}}, "steps": [
      {"id": 0, "exact": true, "value": 2, "unit": "1"},
      {"id": 1, "number": "share.ni", "value": 75, "unit": "%"},
      {"id": 2, "operation": "multiply", "inputs": [0, 1], "value": 150, "unit": "%"}]}
    """

  private func inChain(_ numbers: String = double, _ body: () throws -> Void) throws {
    try Paper.inScratch(Self.yaml) {
      try Paper.write("print(2)\n", to: "double.py")
      try Paper.record("double", numbers, at: "double.json", inputs: ["double.py", "share.json"])
      try body()
    }
  }

  private static let tree = """
    twice = 2 · share.ni = 150 %
    └─ share.ni = 75 %
       └─ ni = w_Ni in % = 75 %
          └─ w_Ni = m_Ni / [3] = 0.75
             ├─ m_Ni = 6.000(30) g  raw/table.csv:2:2 "6.0"
             │    no git repository · published (Table 1)
             └─ [3] = m_Ni + m_Co = 8 g
                ├─ ↑ m_Ni
                └─ m_Co = 2.000(20) g  raw/table.csv:3:2 "2.0"
                     no git repository · published (Table 1)
    """

  @Test func `a number of another stage is traced through it`() throws {
    try inChain {
      expect(
        try Paper.trace("twice"),
        """
        double.twice = 150 % (recalculated; the factor)
        twice the share
        2/2 cells re-read · 4/4 steps recomputed · 0 asserted

        \(Self.tree)
        """)
    }
  }

  @Test func `a number that the other stage does not have so is told`() throws {
    try inChain(Self.double.replacing("\"value\": 75", with: "\"value\": 70")) {
      expect(
        try Paper.trace("twice"),
        """
        double.twice = 150 % (recalculated; the factor)
        twice the share
        0/0 cells re-read · 0/1 steps recomputed · 0 asserted
        ✗ double step 1: taken as 70.0 %, but share.ni is 75.0 %
        ✗ double step 2: recorded 150.0 %, recomputed 140.0

        twice = 2 · share.ni = 150 %
        │ ✗ recorded 150.0 %, recomputed 140.0
        └─ share.ni = 70 %
             ✗ taken as 70.0 %, but share.ni is 75.0 %
        """)
    }
  }

  @Test func `a number taken with another uncertainty than it has is told`() throws {
    let numbers = Self.double.replacing(
      "\"value\": 75, \"unit\": \"%\"", with: "\"value\": 75, \"unit\": \"%\", \"uncertainty\": 0.1"
    )
    try inChain(numbers) {
      expect(
        try Paper.table(),
        """
        share.ni      75.00(21) %  recalculated  complete budget
        double.twice               in doubt
        error: double step 1: taken with u = 0.1 %, but share.ni has u = 0.2096313728906053 %
        """)
    }
  }

  @Test func `a number that the other stage has changed since is stale`() throws {
    try inChain {
      try Paper.recordShare(try Paper.numbers().replacing("both metals", with: "the two"))
      expect(
        try Paper.trace("twice"),
        """
        double.twice = 150 % (recalculated; the factor)
        twice the share
        0/0 cells re-read · 1/1 steps recomputed · 0 asserted
        stale: share.json has changed since
          hint: assay run

        twice = 2 · share.ni = 150 %
        └─ share.ni = 75 %
             not looked at: share.json has changed since
        """)
    }
  }

  @Test func `a number of a stage whose file was altered is not looked at`() throws {
    try inChain {
      try Paper.edit("share.json", "\"value\": 75.0", "\"value\": 75.5")
      expect(
        try Paper.table(),
        """
        share.ni             in doubt
        double.twice  150 %  unknown, stale  the factor
        note: 1 number is stale, an input has changed since: assay run
        error: share.json was altered: the record of `share` names the bytes 9423198b89b5, these are 64a53e998a0b
          ni: 75.0 % → 75.5 %
        """)
      expect(
        try Paper.trace("twice"),
        """
        double.twice = 150 % (unknown; the factor)
        twice the share
        0/0 cells re-read · 1/1 steps recomputed · 0 asserted
        stale: the numbers of `share` are in doubt
          hint: assay run

        twice = 2 · share.ni = 150 %
        └─ share.ni = 75 %
             not looked at: the numbers of `share` are in doubt
        """)
    }
  }

  @Test func `numbers that refer to each other in a circle are refused`() throws {
    let circle = """
      {"numbers": {"ni": {"value": 1, "unit": "1", "step": 0}}, "steps": [
        {"id": 0, "number": "double.twice", "value": 1, "unit": "1"}]}
      """
    try inChain {
      try Paper.recordShare(circle)
      expect(
        try Paper.table(),
        """
        share.ni        in doubt
        double.twice    in doubt
        error: share step 0: the record does not name double.json as an input
        """)
    }
  }

  @Test func `a number without derivation rests on the numbers its stage read`() throws {
    try inChain(#"{"numbers": {"twice": {"value": 150, "unit": "%"}}}"#) {
      expect(
        try Paper.wholeTrace("twice"),
        """
        double.twice = 150 % (recalculated)
        0/0 cells re-read · 0/0 steps recomputed · 1 asserted

        twice = 150 %  asserted by double

        stage double
          command   python3 double.py
          data      share.json
                    made by share
          code      double.py
                    no git repository
          tool      python3 11a4a60b518b
          platform  linux x86_64
          recipe    14020836b2d6
          key       376148a11f33
          record    provenance/double.json
                    no git repository
        """)
    }
  }
}
