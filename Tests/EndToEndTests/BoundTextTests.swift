// What binds a text to the pipeline beside notes: files of claims, quotes that moved, findings, and
// proposals for what nothing binds.
import Testing
import Text

/// A project with three numbers, a parameter, a table and a text, whose claims have a file of their own.
private func study(_ text: String, claims: String) throws -> Workspace {
  let w = try Workspace(
    """
    assay: 1
    sources: [{ files: raw/**, origin: synthetic }]
    parameters: { ramp: 3 °C/min, rates: [1, 2], limit: 0.2 ‰/cycle }
    stages:
      fit:
        run: cp raw/numbers.json numbers.json
        inputs: [raw/numbers.json, raw/cycles.csv]
        outputs: [numbers.json]
        numbers: numbers.json
    manuscripts:
      - file: paper.md
        claims: claims.yaml
    """,
    files: [
      "raw/numbers.json": """
      {"numbers": {
        "slope": {"value": 0.1108, "unit": "‰/cycle", "uncertainty": 0.0011, "dof": 4,
          "budget": "complete", "definition": "rise per cycle",
          "contributions": [{"variable": "balance", "uncertainty": 0.0011, "dof": 4}]},
        "twin": {"value": 0.1102, "unit": "‰/cycle", "uncertainty": 0.0011, "dof": 4,
          "budget": "complete", "definition": "the same otherwise",
          "contributions": [{"variable": "balance", "uncertainty": 0.0011, "dof": 4}]},
        "other": {"value": 0.1100, "unit": "‰/cycle", "uncertainty": 0.0011, "budget": "partial",
          "missing": "drift", "definition": "another sample"},
        "ratio": {"value": 0.0125, "unit": "1", "definition": "a pure number"}
      }}

      """, "raw/cycles.csv": "sample,cycles\nA,25\nB,50\n", "paper.md": text,
      "claims.yaml": claims,
    ])
  #expect(try w.runs())
  return w
}

// MARK: - Files of claims, and what has moved

struct MovedTests {
  @Test func `a quote whose words or numbers have changed has moved, and its numbers are judged`()
    throws
  {
    let w = try study(
      """
      The slope is now about 0.11 ‰ per cycle, at 4 °C/min. The second slope is 0.11 ‰ per cycle.
      """,
      claims: """
        - { quote: 0.12 ‰ per cycle, prefix: The slope is, suffix: ", at", binds: fit.slope }
        - { quote: at 3 °C/min, binds: parameters.ramp }
        - { quote: 0.11 ‰, prefix: second slope is, binds: fit.slope }
        """)
    try w.assay(
      "check",
      stdout: """
        paper.md:1:45: `4 °C/min` is wrong, value: parameters.ramp is 3 °C/min (pipeline.yaml:3:21)
          1 | The slope is now about 0.11 ‰ per cycle, at 4 °C/min. The second slope is 0.11 ‰ per cycle.
            |                                             ^^^^^^^^
        claims.yaml:1:12: `0.12 ‰ per cycle` has moved, “now about 0.11 ‰ per cycle” at paper.md:1:14 is taken for it, its number is right
          1 | - { quote: 0.12 ‰ per cycle, prefix: The slope is, suffix: ", at", binds: fit.slope }
            |            ^^^^^^^^^^^^^^^^
          hint: quote them as they stand now
        claims.yaml:2:12: `at 3 °C/min` has moved, “at 4 °C/min” at paper.md:1:42 is taken for it, its number is not right
          2 | - { quote: at 3 °C/min, binds: parameters.ramp }
            |            ^^^^^^^^^^^
          hint: quote them as they stand now
        paper.md: 2 results right, 1 setting wrong, 2 moved, 0 that are no result
        1 published result: 1 simulated, 0 from measured raw data
        """, code: 4)
  }

  @Test func `what has moved is exit 0 when its numbers are right, and JSON says where it is`()
    throws
  {
    let w = try study(
      "The slope is 0.111 ‰ per cycle.",
      claims: "[{ quote: The slope is 0.11 ‰, binds: fit.slope }]")
    let outcome = try w.call([Workspace.assay, "check", "--json"])
    #expect(outcome.code == 0)
    let claim = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")["claims"]?.array?.last
    #expect(claim?["file"]?.string == "claims.yaml" && claim?["verdict"]?.string == "moved")
    #expect(claim?["found"]?["file"]?.string == "paper.md")
    #expect(claim?["found"]?["line"]?.int == 1 && claim?["found"]?["column"]?.int == 1)
    #expect(claim?["found"]?["text"]?.string == "The slope is 0.111 ‰")
    #expect(claim?["found"]?["numbers"]?.int == 1 && claim?["found"]?["right"]?.int == 1)
  }

  @Test func `surroundings say which of equal quotes is meant`() throws {
    let text = "First 0.11 ‰ per cycle.\n\nThen 0.11 ‰ per cycle."
    let claims = """
      - { quote: 0.11 ‰, prefix: First, binds: fit.slope }
      - { quote: 0.11 ‰, binds: fit.slope }
      """
    let lines = try study(text, claims: claims).call([Workspace.assay, "check"]).stdout
    #expect(
      lines.contains(
        "claims.yaml:2:12: `0.11 ‰` is ambiguous, these words stand in lines 1, 3"))
    #expect(
      lines.contains("paper.md: 1 result right, 1 ambiguous, 1 unbound, 0 that are no result"))
  }

  @Test func `a file of claims that is not there stops nothing silently`() throws {
    let w = try study("x", claims: "[]")
    try w.remove("claims.yaml")
    try w.assay(
      "check",
      stderr: """
        pipeline.yaml:12:13: there is no file `claims.yaml`
          12 |     claims: claims.yaml
             |             ^^^^^^^^^^^
        """, code: 2)
  }
}

// MARK: - Findings

/// The verdicts on findings with these conditions, and the exit code.
private func verdicts(_ conditions: [String]) throws -> (verdicts: [String], code: Int32) {
  let findings = conditions.map { "  - { quote: it rises, holds: \"\($0)\" }" }
  let w = try study(
    "So it rises.", claims: "findings:\n" + findings.joined(separator: "\n"))
  let outcome = try w.call([Workspace.assay, "check", "--json"])
  let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
  return (
    try #require(answer["findings"]?.array).compactMap { $0["verdict"]?.string }, outcome.code
  )
}

struct FindingTests {
  @Test(arguments: [
    ("fit.slope - 2*u > 0", "holds"), ("fit.slope + 2*u < 0.2 ‰/cycle", "holds"),
    ("fit.slope + 2*u < parameters.limit", "holds"), ("fit.slope < 110 ppm", "impossible"),
    ("fit.slope - 2*u > 0.11 ‰/cycle", "undecided"), ("fit.slope + 2*u < 0", "does not hold"),
    ("fit.slope > 0.11 ‰/cycle", "undecided"), ("fit.slope > 0.2 ‰/cycle", "does not hold"),
    ("fit.slope > 0 and fit.slope < 0.1 ‰/cycle", "does not hold"),
    ("fit.slope > 0 and fit.slope > 0.11 ‰/cycle", "undecided"),
    ("fit.slope > 0.011 %/cycle", "undecided"), ("fit.slope > 1", "impossible"),
    ("fit.slope > fit.twin", "holds"), ("fit.slope > fit.other", "undecided"),
    ("fit.slope - fit.slope <= 0", "holds"), ("fit.slope/fit.twin > 1", "holds"),
    ("fit.slope/fit.other > 1", "undecided"), ("abs(fit.other - fit.slope) < 0.1 ‰/cycle", "holds"),
    ("abs(fit.other - fit.slope) < u(fit.slope) + u(fit.other)", "holds"),
    ("fit.slope/(fit.twin - fit.twin) > 1", "impossible"),
    ("fit.slope > 1 lightyear", "impossible"),
    ("fit.ratio > 0.01", "holds"), ("fit.ratio > 1.3 %", "does not hold"),
    ("u(fit.ratio) > 0", "undecided"), ("fit.none > 0", "impossible"),
    ("parameters.rates > 0", "impossible"), ("-fit.ratio*2 + 0 < 0", "holds"),
  ])
  func `a finding holds, does not, or is left open by the uncertainty`(
    condition: String, verdict: String
  ) throws {
    let seen = try verdicts([condition])
    #expect(seen.verdicts == [verdict])
    #expect(seen.code == (["holds", "undecided"].contains(verdict) ? 0 : 4))
  }

  @Test func `what does not hold, or is open, is told at its words`() throws {
    let w = try study(
      "The slope rises.\nIt is much more than the other, and falls. All slopes rose.",
      claims: """
        findings:
          - { quote: slope rises, holds: fit.slope - 2*u > 0 }
          - { quote: more than the other, holds: fit.slope > fit.other }
          - { quote: falls, holds: fit.slope < 0 }
          - { quote: much, holds: fit.slope > 1 nm }
          - { quote: sinks, holds: fit.slope < 0 }
          - { quote: the slopes rise, prefix: All, suffix: ., holds: fit.slope > 0 }
        """)
    try w.assay(
      "check",
      stdout: """
        paper.md:2:12: `more than the other` is undecided, fit.slope > fit.other, that is 0.1108(11) ‰/cycle > 0.1100(11) ‰/cycle, which the uncertainty leaves open; left out of the uncertainty: drift
          2 | It is much more than the other, and falls. All slopes rose.
            |            ^^^^^^^^^^^^^^^^^^^
        paper.md:2:37: `falls` does not hold, fit.slope < 0, that is 0.1108(11) ‰/cycle < 0
          2 | It is much more than the other, and falls. All slopes rose.
            |                                     ^^^^^
        claims.yaml:5:27: `much` is impossible, nm and ‰/cycle do not measure the same
          5 |   - { quote: much, holds: fit.slope > 1 nm }
            |                           ^^^^^^^^^^^^^^^^
          hint: a value that is written here may have a unit: 0.3 nm
        claims.yaml:6:14: `sinks` is lost, these words stand nowhere in the text
          6 |   - { quote: sinks, holds: fit.slope < 0 }
            |              ^^^^^
          hint: quote them as they stand now, or take the finding out
        paper.md:2:48: `the slopes rise` holds, fit.slope > 0, that is 0.1108(11) ‰/cycle > 0; its words are taken to be “slopes rose” now
          2 | It is much more than the other, and falls. All slopes rose.
            |                                                ^^^^^^^^^^^
        paper.md: 6 findings (2 hold, 1 does not hold, 1 undecided, 1 lost, 1 impossible), 0 that are no result
        0 published results: 0 from measured raw data
        """, code: 4)
  }

  @Test func `a finding on what has changed since is stale`() throws {
    let w = try study(
      "It rises.", claims: "findings: [{ quote: It rises, holds: fit.slope > 0 }]")
    try w.assay(
      "check",
      stdout: """
        paper.md: 1 finding holds, 0 that are no result
        0 published results: 0 from measured raw data
        """)
    try w.write("raw/cycles.csv", "sample,cycles\nA,26\n")
    try w.assay(
      "check",
      stdout: """
        paper.md:1:1: `It rises` is stale, what fit.slope rests on has changed since
          1 | It rises.
            | ^^^^^^^^
          hint: assay run
        paper.md: 1 finding stale, 0 that are no result
        0 published results: 0 from measured raw data
        """, code: 4)
  }
}

// MARK: - Proposals

struct SuggestTests {
  @Test func `unbound numbers get few proposals with reasons and lines to paste`() throws {
    let w = try study(
      """
      The slope is 0.111 ‰ per cycle, the ratio 1.25 %, heated at 3 °C/min. In 7 runs, 5 mL.

      | sample | cycles | slope (‰/cycle) |
      |---|---|---|
      | A | 25 | 0.1108 |
      """, claims: "[]")
    let before = try w.call([Workspace.assay, "check"])
    let outcome = try w.call([Workspace.assay, "check", "--suggest"])
    #expect(outcome.code == before.code && outcome.code == 4)
    #expect(outcome.stdout.hasPrefix(before.stdout))
    #expect(
      outcome.stdout.dropFirst(before.stdout.count) == """

        paper.md:1:14: `0.111 ‰ per cycle` may be
          fit.slope = 0.1108(11) ‰/cycle, simulated (in ‰/cycle, 3 digits, “slope”)
            0.111 ‰ per cycle<!-- assay: fit.slope -->
            - { quote: "is 0.111 ‰ per cycle", binds: "fit.slope" }

        paper.md:1:43: `1.25 %` may be
          fit.ratio = 0.0125, simulated (3 digits, “ratio”)
            1.25 %<!-- assay: fit.ratio -->
            - { quote: "ratio 1.25 %", binds: "fit.ratio" }

        paper.md:1:61: `3 °C/min` may be
          parameters.ramp = 3 °C/min (in °C/min, exactly that)
            3 °C/min<!-- assay: parameters.ramp -->
            - { quote: "at 3 °C/min", binds: "parameters.ramp" }

        paper.md:5:7: `25` may be
          raw/cycles.csv#B2 = 25 (exactly that, “cycle”)
            25<!-- assay: raw/cycles.csv#B2 -->
            - { quote: "25", binds: "raw/cycles.csv#B2" }

        paper.md:5:12: `0.1108` may be
          fit.slope = 0.1108(11) ‰/cycle, simulated (in ‰/cycle, 4 digits, “slope”, “cycle”)
            0.1108<!-- assay: fit.slope -->
            - { quote: "0.1108", binds: "fit.slope" }

        """)
  }

  @Test func `every line that is proposed binds as it says`() throws {
    let text = "The slope is 0.111 ‰ per cycle, the ratio 1.25 %, heated at 3 °C/min."
    let w = try study(text, claims: "[]")
    let outcome = try w.call([Workspace.assay, "check", "--suggest", "--json"])
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let suggestions = try #require(answer["suggestions"]?.array)
    let proposals = suggestions.compactMap { $0["proposals"]?.array?.first }
    #expect(
      proposals.map { $0["binds"]?.string } == ["fit.slope", "fit.ratio", "parameters.ramp"])
    try w.write(
      "claims.yaml", proposals.compactMap { $0["claim"]?.string }.joined(separator: "\n") + "\n")
    let all = "paper.md: 2 results right, 1 setting right, 0 that are no result\n"
    #expect(try w.call([Workspace.assay, "check"]).stdout.hasPrefix(all))
    try w.write("claims.yaml", "[]\n")
    let noted = try zip(suggestions, proposals).reduce(text) { text, pair in
      text.replacing(
        try #require(pair.0["text"]?.string), with: try #require(pair.1["note"]?.string))
    }
    try w.write("paper.md", noted)
    #expect(try w.call([Workspace.assay, "check"]).stdout.hasPrefix(all))
  }

  @Test func `where nothing is unbound there is nothing to propose`() throws {
    let w = try study("In Figure 1.", claims: "[]")
    try w.assay(
      "check", "--suggest",
      stdout: """
        paper.md: 1 that is no result
        0 published results: 0 from measured raw data

        nothing to propose
        """)
  }
}
