import Testing
import Text

/// The paper that this repository rebuilds, with its real compiler and its real analyses.
struct PaperTests {
  private static let stages = 55

  private static func summary(running count: Int, of stages: Int = stages) -> String {
    "\(stages) stages: \(count) run here, \(stages - count) from this machine, "
      + "0 believed from the record"
  }

  @Test func `the paper is rebuilt, and only what changed`() throws {
    let w = try Workspace.paper()
    try expectRebuilt(w)
    try w.isClean()
    try w.assay("run", stdout: Self.summary(running: 0))
    try expectNumbers(w)
    try expectAudit(w)
    try expectFigures(w)
    try expectCommentRunsNoAnalysis(w)
    try expectReaderRunsItsAnalyses(w)
    try expectNewRowRunsAlone(w)
    try expectSameProgramsElsewhere(w)
  }

  /// What each stage that ran came to, by its name.
  private func verdicts(_ w: Workspace) throws -> [String: String] {
    let outcome = try w.call([Workspace.assay, "run", "--json"])
    #expect(outcome.code == 0, "\(outcome)")
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let ran = (answer["stages"]?.array ?? []).filter { $0["seconds"] != nil }
    return Dictionary(
      uniqueKeysWithValues: ran.map { ($0["name"]?.string ?? "", $0["verdict"]?.string ?? "") })
  }

  /// Every analysis makes the bytes that are recorded.
  private func expectRebuilt(_ w: Workspace) throws {
    var verdicts = try verdicts(w)
    #expect(verdicts.count == Self.stages)
    #expect(verdicts.removeValue(forKey: "compile") == "changed")
    #expect(verdicts.filter { $0.value != "confirmed" } == [:])
  }

  private func expectNumbers(_ w: Workspace) throws {
    let outcome = try w.call([Workspace.assay, "numbers", "--json"])
    #expect(outcome.code == 0)
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    func number(_ id: String) throws -> JSON {
      try #require(answer["numbers"]?.array?.first { $0["id"]?.string == id })
    }
    for (id, value) in [("ni", 89.913_368_16), ("co", 5.067_007_94), ("mn", 5.019_623_90)] {
      let number = try number("icp-composition.\(id)")
      #expect(abs(try #require(number["value"]?.double) - value) < 5e-9)
      #expect(number["unit"]?.string == "%")
      #expect(number["class"]?.string == "recalculated")
    }
    // As the Supplementary Information prints them: 0.11 ‰ per cycle, 2.32 % and 2.12 %.
    let name = "w_to_ni_scofield_no_lambda"
    for (id, printed, digit) in [
      ("ald-calibration.slope", 0.11, 0.01),
      ("xps-quantification@25W-NCM%28OH%292.\(name)", 2.32, 0.01),
      ("xps-quantification@25W-NCM90.\(name)", 2.12, 0.01),
    ] {
      let number = try number(id)
      #expect(abs(try #require(number["value"]?.double) - printed) < digit / 2, "\(id)")
      #expect(number["class"]?.string == "simulated")
    }
    #expect(try number("ald-calibration.slope")["printed"]?.string == "0.1108(11) ‰/cycle")
  }

  /// The audit reads the bytes, of every format: a number altered by hand does not hold.
  private func expectAudit(_ w: Workspace) throws {
    for (number, head) in [
      ("icp-composition.ni", "3/3 cells re-read · 6/6 steps recomputed · 0 asserted"),
      ("ald-calibration.slope", "117/117 cells re-read · 135/135 steps recomputed · 9 asserted"),
      ("xrd-ratio@10W.ratio", "6/6 cells re-read · 10/10 steps recomputed · 3 asserted"),
      ("xps-ratio.w_to_ni_ratio", "12/12 cells re-read · 33/33 steps recomputed · 8 asserted"),
      (
        "rate-capability@10W-1.retention_1C",
        "6/6 cells re-read · 8/8 steps recomputed · 0 asserted"
      ),
    ] {
      let trace = try w.call([Workspace.assay, "trace", number])
      #expect(trace.code == 0, "\(trace)")
      #expect(trace.stdout.contains(head), "\(number): \(trace)")
    }
    let numbers = "stages/icp-composition/results/numbers.json"
    for file in [numbers, "provenance/icp-composition.numbers.json"] {
      let text = try w.read(file)
      let altered = text.replacing("89.9133681", with: "89.9233681")
      #expect(altered != text)
      try w.write(file, altered)
      let doubted = try w.call([Workspace.assay, "trace", "icp-composition.ni"])
      #expect(doubted.code == 4, "\(file): \(doubted)")
      try w.write(file, text)
    }
  }

  /// Every figure says in its axes that its data were made up, and in its head which recipe drew it.
  ///
  /// Its tables lie beside it. One whose script takes the mark out is not made.
  private func expectFigures(_ w: Workspace) throws {
    let figures = ["1a", "1b", "1c", "1d", "2", "3", "4", "5", "6", "7", "8", "9"].map { "s\($0)" }
    for figure in figures {
      let folder = "stages/figures/results/\(figure)"
      let svg = try w.read("\(folder)/figure.svg")
      let record = try JSON.read(
        Array(w.read("provenance/figure-\(figure).json").utf8), file: figure)
      let recipe = try #require(record["recipe"]?.string)
      #expect(svg.contains(">SYNTHETIC INPUT<"), "\(figure)")
      #expect(
        svg.contains(
          #"<figure xmlns="urn:assay:figure" stage="figure-\#(figure)" recipe="\#(recipe)""#),
        "\(figure)")
      let pdf = try w.read("\(folder)/figure.pdf")
      #expect(pdf.hasPrefix("%PDF-") && !pdf.contains("Date"))
      let listing = try w.call(["sh", "-c", "ls \(folder) | grep -c csv$"])
      #expect(listing.code == 0 && listing.stdout != "0\n", "\(figure)")
    }
    let script = "stages/figures/s2.gp"
    try w.write(script, w.read(script).replacing("plot band", with: "unset label 9001\nplot band"))
    let refused = try w.call([Workspace.assay, "run", "figure-s2"])
    #expect(refused.code == 1)
    #expect(refused.stderr.contains("the picture does not say SYNTHETIC INPUT"), "\(refused)")
    try w.git("checkout", "-q", script)
    try w.runs()
    try w.isClean()
  }

  private func expectCommentRunsNoAnalysis(_ w: Workspace) throws {
    let comments = [
      "stages/icp-composition/code/Composition.swift", "Sources/Quantity/Quantity.swift",
    ]
    for file in comments {
      try w.write(file, "// A comment.\n" + w.read(file))
      #expect(try verdicts(w) == ["compile": "confirmed"])
      try w.git("checkout", "-q", file)
      try w.assay("run", stdout: Self.summary(running: 0))
    }
    try w.write("Sources/assay/Assay.swift", "// Not Swift any more.\n{")
    try w.assay("run", stdout: Self.summary(running: 0))
    try w.git("checkout", "-q", "Sources")
    try w.isClean()
  }

  /// A reader of one format that gives other values runs the analyses of that format, and no other.
  private func expectReaderRunsItsAnalyses(_ w: Workspace) throws {
    let file = "Sources/Instruments/XRDML/Intensities.swift"
    let text = try w.read(file)
    let altered = text.replacing("seen * factor)", with: "seen * factor * 1.0625)")
    #expect(altered != text)
    try w.write(file, altered)
    let samples = ["10W", "25W", "50W", "100W"].flatMap { ["xrd-cell@\($0)", "xrd-ratio@\($0)"] }
    let others = [
      "compile", "figure-s1c", "figure-s1d", "xrd-instrument", "xrd-phases@200C_3h",
      "xrd-phases@350C_3h", "xrd-trend",
    ]
    #expect(try Set(verdicts(w).keys) == Set(samples + others))
    try w.git("checkout", "-q", file)
    try w.runs()
    try w.isClean()
  }

  private func expectNewRowRunsAlone(_ w: Workspace) throws {
    let raw = "stages/xrd-ratio/raw/synthetic_FigS1d_"
    try w.write("\(raw)75W-NCM90.xrdml", w.read("\(raw)50W-NCM90.xrdml"))
    try w.write("stages/samples.csv", w.read("stages/samples.csv") + "75W,75,yes\n")
    let keys = ["figure-s1d", "xrd-cell@75W", "xrd-ratio@75W", "xrd-trend"]
    #expect(try verdicts(w) == Dictionary(uniqueKeysWithValues: keys.map { ($0, "changed") }))
    try w.git("checkout", "-q", "stages/samples.csv")
    try w.git("clean", "-q", "-f", "stages", "provenance")
    try w.runs()
    try w.isClean()
  }

  private func expectSameProgramsElsewhere(_ w: Workspace) throws {
    let sums = ["sh", "-c", "sha256sum stages/bin/*"]
    let programs = try w.call(sums).stdout
    try w.enterClone()
    #expect(try w.runs())
    #expect(try w.call(sums).stdout == programs)
    try w.isClean()
  }
}
