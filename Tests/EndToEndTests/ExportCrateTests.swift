import Testing
import Text

/// `export ro-crate`: what ran, on what, with what result, as a Provenance Run Crate.
struct ExportCrateTests {
  /// It wants the id of every program, source file and workflow to begin with `http`, which a file in
  /// the crate cannot have.
  private static let impossible: Set<String> = ["process-run-crate-0.5_5.1"]

  @Test(Validators.areThere)
  func `the stock validator passes a crate with instances, a failure and Python`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "ro-crate", "-o", "../crate")
    #expect(try w.failedChecks(ofCrate: "crate") == Self.impossible)
  }

  @Test(Validators.areThere) func `the stock validator passes the crate of this paper`() throws {
    let w = try Workspace.paper()
    try w.runs("export", "ro-crate", "-o", "../crate")
    #expect(try w.failedChecks(ofCrate: "crate") == Self.impossible)
    let crate = try w.entities(ofCrate: "../crate")
    #expect(crate.values.count { $0.ids("instrument") == ["pipeline.yaml"] } == 1)
    let nickel = try #require(crate["#number/icp-composition.ni"])
    #expect(nickel["alternateName"]?.string == "89.91 %")
    #expect(nickel.ids("valueReference") == ["#class/recalculated"])
  }

  @Test(Validators.areThere) func `a crate from which a tool is taken does not pass`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "ro-crate", "-o", "../crate")
    let path = "../crate/ro-crate-metadata.json"
    try w.write(
      path, w.read(path).replacing(#""instrument": {"@id": "code/mean.py"}"#, with: #""x": "y""#))
    #expect(try !w.failedChecks(ofCrate: "crate").isSubset(of: Self.impossible))
  }

  @Test func `it tells what ran and what failed, the files and the numbers`() throws {
    let w = try Workspace.exported()
    let outcome = try w.call([Workspace.assay, "export", "ro-crate", "-o", "../crate"])
    let files = try w.files(in: "../crate").count
    #expect(
      outcome
        == Outcome(
          stdout: "../crate: \(files) files, 4 stages, 1 of them failed, 2 numbers\n", stderr: "",
          code: 0))
    let crate = try w.entities(ofCrate: "../crate")
    let run = try #require(crate["#run/mean@25%2520W"])
    #expect(run["actionStatus"]?.string == "http://schema.org/CompletedActionStatus")
    #expect(run.ids("instrument") == ["code/mean.py"])
    #expect(run.ids("object") == ["code/mean.py", "raw/25%20W.csv", "#parameter/limit"])
    #expect(
      run.ids("result") == [
        "out/25%20W/", "provenance/mean@25%2520W.numbers.json", "#number/mean@25%2520W.mean",
      ])
    #expect(run.ids("agent") == ["https://orcid.org/0000-0000-0000-0001"])
    #expect(run.ids("resourceUsage") == ["#duration/mean@25%2520W"])
    let bad = try #require(crate["#failed/bad"])
    #expect(bad["actionStatus"]?.string == "http://schema.org/FailedActionStatus")
    #expect(bad["error"]?.string == "no such column: mass")
    #expect(try w.read("../crate/logs/bad.log") == "no such column: mass\n")
    let number = try #require(crate["#number/mean@10W.mean"])
    #expect(number["value"]?.double == 10.6 && number["standardUncertainty"]?.double == 0.1)
    #expect(number["unitCode"]?.string == "http://qudt.org/vocab/unit/GM")
    #expect(number.ids("valueReference") == ["#class/measured"])
    let raw = try #require(crate["raw/10W.csv"])
    #expect(
      raw["description"]?.string
        == "origin: measured; instrument: XPE205; date: 2026-01-02; by: A. Lovelace")
    #expect(raw["dateModified"]?.string == "2026-01-02T03:04:05+00:00")
    #expect(try w.read("../crate/raw/25 W.csv") == w.read("raw/25 W.csv"))
    #expect(try w.read("../crate/all.txt") == w.read("all.txt"))
  }

  @Test func `in a clone it invents no time and names what is not there by its digest`() throws {
    let w = try Workspace.exported()
    try w.enterClone()
    let outcome = try w.call([Workspace.assay, "export", "ro-crate", "-o", "../crate"])
    #expect(
      outcome.stderr == """
        note: bad: no committed record; told as a step, not as something that ran
        note: 3 files and folders are not here, and so named by digest and not included: assay run

        """)
    #expect(outcome.stdout.hasSuffix(" files, 3 stages, 2 numbers\n"))
    let crate = try w.entities(ofCrate: "../crate")
    let run = try #require(crate["#run/join"])
    #expect(run["endTime"]?.string == "2026-01-02T03:04:05+00:00")
    #expect(run["description"]?.string?.contains("endTime is the time of the commit") == true)
    #expect(run["resourceUsage"] == nil && run["startTime"] == nil)
    let absent = try #require(run.ids("result").first)
    #expect(absent.hasPrefix("#") && absent.hasSuffix("/all.txt"))
    let sum = try w.call(["sha256sum", "../project/all.txt"]).stdout.prefix(64)
    #expect(crate[absent]?["sha256"]?.string == String(sum))
    #expect(try !w.exists("../crate/all.txt"))
  }

  @Test func `the same project gives the same bytes`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "ro-crate", "-o", "../one")
    try w.runs("-C", ".", "export", "ro-crate", "--output", "../two/")
    let difference = try w.call(["diff", "-r", "../one", "../two"])
    #expect(difference == Outcome(stdout: "", stderr: "", code: 0))
  }

  @Test func `what the project does not say of itself is asked for`() throws {
    let w = try Workspace.exported()
    try w.write("CITATION.cff", "title: Two masses\nauthors: [{name: The society}]\n")
    try w.assay(
      "export", "ro-crate", "-o", "../crate",
      stderr: """
        CITATION.cff:1:1: CITATION.cff has no `abstract`, which this format needs as the description
          1 | title: Two masses
            | ^
          hint: add `abstract: …`: what this is, in a sentence or two
        """, code: 2)
    try w.write("CITATION.cff", "title: Two masses\nabstract: x\nauthors: [{name: The society}]\n")
    try w.assay(
      "export", "ro-crate", "-o", "../crate",
      stderr: """
        CITATION.cff:1:1: CITATION.cff has no `license`, and there is no file LICENSE
          1 | title: Two masses
            | ^
          hint: add `license: CC-BY-4.0`, or what else it is under, by its name at spdx.org/licenses
        """, code: 2)
    try w.write("CITATION.cff", "title: Two masses\n")
    try w.assay(
      "export", "ro-crate", "-o", "../crate",
      stderr: """
        CITATION.cff:1:1: the file has no `authors`
          1 | title: Two masses
            | ^
          hint: add `authors: [{given-names: …, family-names: …, orcid: …, affiliation: …}]`
        """, code: 2)
    try w.remove("CITATION.cff")
    let outcome = try w.call([Workspace.assay, "export", "ro-crate", "-o", "../crate"])
    #expect(outcome.code == 2 && outcome.stderr.hasPrefix("error: there is no CITATION.cff"))
    #expect(try !w.exists("../crate"))
  }

  @Test func `it overwrites nothing, and tells nothing of a project that never ran`() throws {
    let w = try Workspace.exported()
    try w.write("../crate/mine.txt", "mine")
    try w.assay(
      "export", "ro-crate", "-o", "../crate",
      stderr: """
        error: `../crate` is there already, and an export overwrites nothing
          hint: name another folder, or remove it first
        """, code: 2)
    #expect(try w.files(in: "../crate") == ["mine.txt"])
    for path in ["provenance", ".assay", "out"] { try w.remove(path) }
    try w.assay(
      "export", "ro-crate", "-o", "../other",
      stderr: """
        error: nothing is recorded yet, so there is nothing to tell
          hint: assay run, then export
        """, code: 2)
  }

  @Test func `a number that does not hold is not handed on`() throws {
    let w = try Workspace.exported()
    let path = "out/10W/numbers.json"
    try w.write(path, w.read(path).replacing("10.6", with: "10.7"))
    let outcome = try w.call([Workspace.assay, "export", "ro-crate", "-o", "../crate"])
    #expect(outcome.code == 4 && outcome.stderr.contains(path))
    #expect(try !w.exists("../crate"))
  }

  @Test func `its answer as JSON`() throws {
    let w = try Workspace.exported()
    let outcome = try w.call([Workspace.assay, "export", "ro-crate", "-o", "../crate", "--json"])
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    #expect(answer["stages"]?.int == 4 && answer["failed"]?.int == 1)
  }
}
