import Testing
import Text

/// `export prov-json`: the project in W3C PROV.
struct ExportProvTests {
  /// Reads a document with PyPI's prov and expects it to come out again as it went in.
  private func comesBack(_ w: Workspace, counting kinds: [String]) throws {
    let script = "\(Validators.scripts)/prov-round-trip.py"
    let outcome = try w.call([Validators.python, script, "../prov.json"])
    #expect(outcome.code == 0 && outcome.stderr.isEmpty, "\(outcome)")
    #expect(
      outcome.stdout.split(separator: "\n").map { $0.split(separator: " ")[0] }
        == kinds.map { $0[...] })
  }

  private static let kinds = [
    "activity", "agent", "entity", "used", "wasAssociatedWith", "wasAttributedTo",
    "wasDerivedFrom", "wasGeneratedBy",
  ]

  @Test(Validators.areThere) func `PyPI's prov reads it and writes the same again`() throws {
    let w = try Workspace.exported()
    try w.runs("export", "prov-json", "-o", "../prov.json")
    try comesBack(w, counting: Self.kinds)
  }

  @Test(Validators.areThere) func `so it does with that of this paper`() throws {
    let w = try Workspace.paper()
    try w.runs("export", "prov-json", "-o", "../prov.json")
    try comesBack(w, counting: Self.kinds)
  }

  @Test func `a number leads to its stage, cells to their file, files to people`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        ratio: { run: [cp, made.json, numbers.json], inputs: [made.json, raw.csv], outputs: [numbers.json], numbers: numbers.json }
      """,
      files: [
        "raw.csv": "mass\n10.5\n",
        "made.json": """
        {"numbers": {"m": {"value": 10.5, "unit": "g", "step": 0}}, "steps": [
          {"id": 0, "value": 10.5, "unit": "g", "cell": {"path": "raw.csv", "line": 2, "column": 1, "text": "10.5"}}]}
        """,
      ])
    try w.initRepository(ignoring: ".assay/\nnumbers.json\n")
    try w.commit("Begin")
    try w.runs()
    let outcome = try w.call([Workspace.assay, "export", "prov-json"])
    #expect(outcome.code == 0 && outcome.stderr.isEmpty)
    let document = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    func pairs(_ kind: String, _ one: String, _ other: String) -> Set<[String]> {
      Set(
        (document[kind]?.members ?? []).compactMap { member in
          guard let one = member.value[one]?.string, let other = member.value[other]?.string
          else { return nil }
          return [one, other]
        })
    }
    let derived = pairs("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity")
    #expect(derived.contains(["number:ratio.m", "cell:raw.csv/A2"]))
    #expect(derived.contains(["cell:raw.csv/A2", "file:raw.csv"]))
    #expect(
      pairs("wasGeneratedBy", "prov:entity", "prov:activity").contains([
        "number:ratio.m", "stage:ratio",
      ]))
    #expect(
      pairs("used", "prov:activity", "prov:entity").contains(["stage:ratio", "file:raw.csv"]))
    let person = try #require(document["agent"]?.members?.last)
    #expect(person.value["prov:label"]?.string == "Ada Lovelace")
    #expect(
      pairs("wasAttributedTo", "prov:entity", "prov:agent").contains(["file:raw.csv", person.key]))
    #expect(document["entity"]?["cell:raw.csv/A2"]?["prov:value"]?.string == "10.5")
  }
}
