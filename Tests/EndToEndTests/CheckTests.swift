// `assay check`: what a text says, held against what the pipeline holds.
import Testing
import Text

/// A project with three numbers, two parameters, a table, and a text about them.
private struct Study {
  let w: Workspace

  /// Of the numbers the first has an uncertainty, the second a partial budget, the third is pure.
  static let numbers = """
    {"numbers": {
      "slope": {"value": 0.1108, "unit": "‰/cycle", "uncertainty": 0.0011, "dof": 4, "budget": "complete",
        "definition": "rise per cycle"},
      "share": {"value": 2.3166, "unit": "%", "uncertainty": 0.04, "budget": "partial",
        "missing": "escape depth", "decimals": 2, "definition": "W over Ni"},
      "ratio": {"value": 0.0125, "unit": "1", "definition": "a pure number"}
    }}

    """

  init(_ text: String, claims: String = "[]", more: String = "") throws {
    w = try Workspace(
      """
      assay: 1
      sources: [{ files: raw/**, origin: synthetic }]
      parameters: { ramp: 3 °C/min, rates: [0.1C, 0.5C, 1C], sample: A }
      stages:
        fit:
          run: cp raw/numbers.json numbers.json
          inputs: [raw/numbers.json]
          outputs: [numbers.json]
          numbers: numbers.json
      \(more)
      manuscripts:
        - file: paper.md
          claims: \(claims)
      """,
      files: [
        "raw/numbers.json": Self.numbers, "paper.md": text,
        "raw/cycles.csv": "sample,cycles\nA,25\nB,50\n",
      ])
    try w.runs()
  }

  /// What `check` says of the text, less the sums.
  func said(_ arguments: String...) throws -> (lines: [String], code: Int32) {
    let outcome = try w.call([Workspace.assay, "check"] + arguments)
    #expect(outcome.stderr == "")
    return (outcome.stdout.split(separator: "\n").map(String.init), outcome.code)
  }
}

/// The verdicts on all numbers of a text, as `text verdict`.
private func verdicts(
  _ text: String, claims: String = "[]", more: String = ""
) throws -> [String] {
  let outcome = try Study(text, claims: claims, more: more).w
    .call([Workspace.assay, "check", "--json"])
  let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
  return try #require(answer["claims"]?.array).map { claim in
    "\(claim["text"]?.string ?? "") \(claim["verdict"]?.string ?? "")"
  }
}

struct CheckTests {
  @Test func `a text that is right is told in sums`() throws {
    let study = try Study(
      """
      # Results

      The slope is 0.11 ‰<!-- assay: fit.slope --> per cycle (Figure 1), the share 2.32 %<!-- assay:
      fit.share -->, at 3 °C/min, for 0.1C, 0.5C and 1C.
      """,
      claims: """
        [{ quote: at 3 °C/min, binds: parameters.ramp },
            { quote: "for 0.1C, 0.5C and 1C", binds: parameters.rates }]
        """)
    try study.w.assay(
      "check",
      stdout: """
        paper.md: 2 results right, 4 settings right, 1 that is no result
        2 published results: 2 simulated, 0 from measured raw data
        """)
  }

  @Test func `what is wrong is shown where it stands`() throws {
    let study = try Study("The slope is 0.12 ‰<!-- assay: fit.slope --> per cycle.\nAbout 7 mL.\n")
    try study.w.assay(
      "check",
      stdout: """
        paper.md:1:14: `0.12 ‰` is wrong, rounding: fit.slope is 0.1108(11) ‰/cycle, in these digits 0.11
          1 | The slope is 0.12 ‰<!-- assay: fit.slope --> per cycle.
            |              ^^^^^^
        paper.md:2:7: `7 mL` is unbound, nothing says what it is
          2 | About 7 mL.
            |       ^^^^
          hint: bind it with <!-- assay: STAGE.NUMBER --> behind it, or quote it under `claims`
        paper.md: 1 result wrong, 1 unbound, 0 that are no result
        1 published result: 1 simulated, 0 from measured raw data
        """, code: 4)
  }

  @Test(arguments: [
    ("0.11 ‰ per cycle", "right"), ("0.111 ‰ per cycle", "right"), ("0.110 ‰ per cycle", "wrong"),
    ("0.11 ‰/cycle", "right"), ("0.011 % per cycle", "right"), ("0.11 % per cycle", "wrong"),
    ("0.11 ‰", "wrong"), ("0.11 ppm per cycle", "wrong"), ("1.1×10⁻⁴ per cycle", "wrong"),
    ("0.1108(11) ‰/cycle", "right"), ("0.111(1) ‰/cycle", "right"), ("0.111(2) ‰/cycle", "wrong"),
    ("0.1108 ± 0.0011 ‰/cycle", "right"), ("0.1108 ± 0.0022 ‰/cycle", "right"),
    ("0.1108 ± 0.0031 ‰/cycle", "right"), ("0.1108 ± 0.0033 ‰/cycle", "wrong"),
    ("−0.11 ‰/cycle", "wrong"), ("< 0.12 ‰/cycle", "right"),
    ("> 0.12 ‰/cycle", "wrong"), ("1.1 ‰/cycle", "wrong"),
  ])
  func `a number must be what it is bound to, in its own digits and unit`(
    text: String, verdict: String
  ) throws {
    let marked = text.replacing(" per", with: "<!-- assay: fit.slope --> per")
    let source = marked == text ? "\(text)<!-- assay: fit.slope -->" : marked
    #expect(try verdicts("It is \(source).").allSatisfy { $0.hasSuffix(" \(verdict)") })
  }

  @Test(arguments: [
    ("0.0125", "right"), ("0.013", "right"), ("0.012", "right"), ("1.25 %", "right"),
    ("1.3 %", "right"), ("12.5 ‰", "right"), ("1.25×10⁻²", "right"), ("0.125", "wrong"),
    ("0.0125(3)", "wrong"), ("0.0125 V", "wrong"),
  ])
  func `a half is rounded up or to the even digit, a pure number may be a percentage`(
    text: String, verdict: String
  ) throws {
    let seen = try verdicts("It is \(text)<!-- assay: fit.ratio -->.")
    #expect(seen == ["\(text) \(verdict)"])
  }

  @Test func `a cell has the unit of its heads`() throws {
    let text = """
      | | W/Ni (%) | other |
      |---|---|---|
      | here | 2.32<!-- assay: fit.share --> | |
      | also, % | | 2.32<!-- assay: fit.share --> |
      | bare | | 2.32<!-- assay: fit.share --> |
      """
    #expect(try verdicts(text) == ["2.32 right", "2.32 right", "2.32 wrong"])
  }

  @Test func `a note binds as many numbers as it names, the last one last`() throws {
    let text = """
      For 7 runs, between 0.11 ‰ and 2.32 %<!-- assay: fit.slope fit.share --> per cycle; 25 and
      50<!-- assay: raw/cycles.csv#B2:B3 -->, and 5<!-- assay: raw/cycles.csv#B2:B3 -->.
      """
    let seen = try verdicts(text)
    #expect(
      seen == [
        "7 unbound", "0.11 ‰ right", "2.32 % right", "25 right", "50 right", "5 unbound",
      ])
  }

  @Test func `a quote is found again when its numbers have changed`() throws {
    let claims = """
      [{ quote: from 25 to 50 cycles at 3 °C/min, binds: ["raw/cycles.csv#B2:B3", parameters.ramp] },
          { quote: at pH 11, reason: ref. 7 }]
      """
    #expect(
      try verdicts("Ran from 25 to 60 cycles\nat 3&nbsp;°C/min at **pH 12**.", claims: claims)
        == [
          "25 right", "60 cycles wrong", "3\u{A0}°C/min right", "12 allowed",
          "from 25 to 50 cycles at 3 °C/min moved", "at pH 11 moved",
        ])
  }

  @Test func `a quote that is lost or stands twice is told in the pipeline`() throws {
    let study = try Study(
      "At 3 °C/min. At 3 °C/min.",
      claims: "[{ quote: at 5 V, binds: parameters.ramp }, { quote: 3 °C, binds: parameters.ramp }]"
    )
    let (lines, code) = try study.said()
    #expect(code == 4)
    #expect(
      lines.filter { $0.hasPrefix("pipeline.yaml") } == [
        "pipeline.yaml:13:23: `at 5 V` is lost, these words stand nowhere in the text",
        "pipeline.yaml:13:66: `3 °C` is ambiguous, these words stand in lines 1, 1",
      ])
    #expect(lines.contains("  hint: quote more words, so that they stand once"))
    #expect(
      lines.suffix(2).first == "paper.md: 1 ambiguous, 2 unbound, 1 lost, 0 that are no result")
  }

  @Test(arguments: [
    (
      "5 %<!-- assay: fit.slop -->",
      "`5 %` is unbound, there is no number `fit.slop`\n  hint: did you mean `fit.slope`?"
    ),
    (
      "5 %<!-- assay: fi.slope -->",
      "`5 %` is unbound, there is no stage `fi`\n  hint: did you mean `fit`?"
    ),
    (
      "5 %<!-- assay: parameters.sample -->",
      "`5 %` is unbound, parameters.sample holds no number but \"A\""
    ),
    ("5 %<!-- assay: raw/none.csv#B2 -->", "`5 %` is unbound, there is no file `raw/none.csv`"),
    (
      "5 %<!-- assay: raw/cycles.csv#A2 -->",
      "`5 %` is unbound, raw/cycles.csv#A2 holds no number but \"A\""
    ),
    (
      "5 %<!-- assay: fit.slope fit.share -->",
      "`5 %` is unbound, 2 values are bound where 1 number stands"
    ),
  ])
  func `a note that binds to nothing is told`(text: String, words: String) throws {
    let (lines, code) = try Study(text).said()
    #expect(code == 4)
    let told = lines.filter { $0.hasPrefix("paper.md:1:1: ") || $0.hasPrefix("  hint") }
    #expect(told.joined(separator: "\n") == "paper.md:1:1: \(words)")
  }

  @Test func `a note or a quote without a number is told, and so is one that says nothing`() throws
  {
    let study = try Study(
      "No number<!-- assay: fit.slope --> here.\n\n5 %<!-- assay: --> here\n",
      claims: "[{ quote: No number, binds: fit.share }]")
    let (lines, code) = try study.said()
    #expect(code == 4)
    #expect(
      lines.filter { $0.contains(" is unbound") } == [
        "paper.md:1:10: `<!-- assay: fit.slope -->` is unbound, 1 value is bound where 0 numbers stand",
        "paper.md:3:1: `5 %` is unbound, 0 values are bound where 1 number stands",
        "pipeline.yaml:13:23: `No number` is unbound, 1 value is bound where 0 numbers stand",
      ])
  }

  @Test func `two claims to one number must say the same`() throws {
    let text = "At 3 °C/min<!-- assay: parameters.ramp -->."
    #expect(
      try verdicts(text, claims: "[{ quote: At 3 °C, binds: parameters.ramp }]")
        == ["3 °C/min right"])
    #expect(
      try verdicts(text, claims: "[{ quote: At 3 °C, binds: fit.share }]")
        == ["3 °C/min ambiguous"])
  }

  @Test func `a setting must be exactly what was set`() throws {
    #expect(
      try verdicts(
        "3.0 °C/min<!-- assay: parameters.ramp -->, 180 °C/h<!-- assay: parameters.ramp -->, "
          + "3 K/min<!-- assay: parameters.ramp -->, 3.2 °C/min<!-- assay: parameters.ramp -->")
        == ["3.0 °C/min right", "180 °C/h right", "3 K/min wrong", "3.2 °C/min wrong"])
  }
}

// MARK: - What the pipeline holds

extension CheckTests {
  @Test func `a number whose input changed is stale, one that was altered does not hold`() throws {
    let study = try Study("0.11 ‰<!-- assay: fit.slope --> per cycle")
    try study.w.write("raw/numbers.json", Study.numbers.replacing("0.1108", with: "0.1208"))
    try study.w.assay(
      "check",
      stdout: """
        paper.md:1:1: `0.11 ‰` is stale, what fit.slope rests on has changed since
          1 | 0.11 ‰<!-- assay: fit.slope --> per cycle
            | ^^^^^^
          hint: assay run
        paper.md: 1 result stale, 0 that are no result
        1 published result: 1 simulated, 0 from measured raw data
        """, code: 4)
    try study.w.runs()
    let again = try study.said().lines[0]
    #expect(again.contains("is wrong, value: fit.slope is 0.1208(11)"))
    try study.w.write("numbers.json", Study.numbers)
    let first = try study.said().lines[0]
    #expect(
      first
        == "paper.md:1:1: `0.11 ‰` is wrong, in doubt: fit.slope does not hold: assay numbers says why"
    )
  }

  @Test func `a number of a stage that never ran is stale`() throws {
    let study = try Study("0.11 ‰<!-- assay: fit.slope --> per cycle")
    try study.w.remove("provenance")
    try study.w.remove("numbers.json")
    let first = try study.said().lines[0]
    #expect(first == "paper.md:1:1: `0.11 ‰` is stale, stage `fit` has never run")
  }

  @Test func `numbers that should agree are compared, and that is no error`() throws {
    let more = """
        again:
          run: "sed 's/0.1108/0.1150/' raw/numbers.json > again.json"
          inputs: [raw/numbers.json]
          outputs: [again.json]
          numbers: again.json
      compares:
        - [fit.slope, again.slope]
        - [fit.share, again.share]
        - [fit.ratio, again.slope]
      """
    let study = try Study("0.11 ‰<!-- assay: fit.slope --> per cycle", more: more)
    try study.w.assay(
      "check",
      stdout: """
        paper.md: 1 result right, 0 that are no result
        1 published result: 1 simulated, 0 from measured raw data
        fit.slope − again.slope = -4.2(16)×10⁻³ ‰/cycle: they do not agree, E_n = 1.35
        fit.share − again.share = 0.000(57) %: they agree, E_n = 0.00; not in it: escape depth
        fit.ratio and again.slope are not compared: they are in 1 and in ‰/cycle
        """)
  }

  @Test func `what two numbers have in common cancels in their difference`() throws {
    func file(_ value: Double) -> String {
      """
      {"numbers": {"x": {"value": \(value), "unit": "mg", "uncertainty": 0.5, "budget": "complete",
        "definition": "x", "contributions": [{"variable": "balance", "uncertainty": 0.4},
          {"variable": "\(value)", "uncertainty": 0.3}]}}}

      """
    }
    let more = """
        one: { run: cp raw/one.json one.json, inputs: [raw/one.json], outputs: [one.json], numbers: one.json }
        two: { run: cp raw/two.json two.json, inputs: [raw/two.json], outputs: [two.json], numbers: two.json }
      compares: [[one.x, two.x]]
      """
    let study = try Study("", more: more)
    try study.w.write("raw/one.json", file(10))
    try study.w.write("raw/two.json", file(9))
    try study.w.runs()
    #expect(
      try study.said().lines.last == "one.x − two.x = 1.00(42) mg: they do not agree, E_n = 1.18")
  }
}

// MARK: - Questions

extension CheckTests {
  @Test func `all numbers are listed when asked for`() throws {
    let study = try Study(
      "In 2024, sample 25W-X gave 0.11 ‰<!-- assay: fit.slope --> per cycle at 5 V.",
      claims: "[{ quote: at 5 V, reason: of the maker }]")
    try study.w.assay(
      "check", "--all",
      stdout: """
        paper.md:1:4   2024    no result  a date
        paper.md:1:17  25W-X   no result  part of a name
        paper.md:1:28  0.11 ‰  right      fit.slope = 0.1108(11) ‰/cycle, simulated
        paper.md:1:73  5 V     allowed    of the maker
        paper.md: 1 result right, 3 that are no result
        1 published result: 1 simulated, 0 from measured raw data
        """)
  }

  @Test func `one manuscript of several is checked when it is named`() throws {
    let study = try Study("5 V", more: "")
    try study.w.write("other.md", "No number.\n")
    let pipeline = try study.w.read("pipeline.yaml")
    try study.w.write("pipeline.yaml", pipeline + "  - { file: other.md }\n")
    try study.w.assay(
      "check", "other.md",
      stdout: """
        other.md: 0 that are no result
        0 published results: 0 from measured raw data
        """)
    try study.w.assay(
      "check", "othr.md",
      stderr: "error: `othr.md` is no manuscript of the pipeline\n  hint: did you mean `other.md`?",
      code: 2)
  }

  @Test func `a manuscript that cannot be read is told`() throws {
    let study = try Study("")
    try study.w.remove("paper.md")
    try study.w.assay(
      "check",
      stderr: """
        pipeline.yaml:12:11: there is no manuscript `paper.md`
          12 |   - file: paper.md
             |           ^^^^^^^^
          hint: its path begins at the root of the project
        """, code: 2)
    let pipeline = try study.w.read("pipeline.yaml")
    for (file, hint) in [
      ("paper.doc", "save it as .docx"),
      (
        "paper.odt",
        "manuscripts are read in Markdown (.md), LaTeX (.tex), Word (.docx) and plain text (.txt); "
          + "of others a stage can make a text: `text: build/paper.txt`"
      ),
    ] {
      try study.w.write("pipeline.yaml", pipeline.replacing("paper.md", with: file))
      try study.w.assay(
        "check",
        stderr: """
          pipeline.yaml:12:11: `\(file)` is no text that can be read
            12 |   - file: \(file)
               |           ^^^^^^^^^
            hint: \(hint)
          """, code: 2)
    }
    try study.w.write("pipeline.yaml", "assay: 1\nstages: {}\n")
    try study.w.assay(
      "check",
      stderr: """
        error: the pipeline names no manuscripts
          hint: `manuscripts: [{file: paper.md}]` in pipeline.yaml does
        """, code: 2)
  }

  @Test func `the numbers that a text states are listed in its order`() throws {
    let study = try Study(
      "2.32 %<!-- assay: fit.share -->, 0.11 ‰<!-- assay: fit.slope --> per cycle, 2.3 %<!-- assay: fit.share -->"
    )
    try study.w.assay(
      "numbers", "--stated",
      stdout: """
        fit.share  2.32 %              simulated  escape depth
        fit.slope  0.1108(11) ‰/cycle  simulated  complete budget
        """)
  }
}
