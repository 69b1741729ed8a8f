import Host
import Testing
import Text

/// A small project with all that an export must tell: instances of a Python stage, a shell stage, a
/// stage that fails, raw data of which some lie in an archive.
extension Workspace {
  static let citation = """
    cff-version: 1.2.0
    message: Please cite this work.
    title: Two masses
    abstract: Means of masses from a balance.
    license: CC-BY-4.0
    date-released: 2026-01-31
    authors:
      - given-names: Ada
        family-names: Lovelace
        orcid: https://orcid.org/0000-0000-0000-0001
        affiliation: Analytical Society
    contact:
      - name: Analytical Society
        website: https://example.org/society

    """

  static func exported() throws -> Workspace {
    let w = try Workspace(
      """
      assay: 1
      sources:
        - { files: "raw/*.csv", origin: measured, instrument: XPE205, date: 2026-01-02, by: A. Lovelace }
        - { files: raw/blank.dat, origin: published, reference: Zenodo, doi: 10.5281/zenodo.1234567 }
      parameters: { limit: 0.5 }
      stages:
        mean:
          foreach: { sample: [10W, "25 W"] }
          run: [python3, code/mean.py, "raw/{foreach.sample}.csv", "out/{foreach.sample}/numbers.json"]
          inputs: { script: code/mean.py, data: "raw/{foreach.sample}.csv" }
          outputs: { results: "out/{foreach.sample}" }
          numbers: "out/{foreach.sample}/numbers.json"
          parameters: [limit]
        join:
          run: "cat out/*/numbers.json raw/blank.dat > all.txt"
          inputs: { means: "{stages.mean.results}", blank: raw/blank.dat }
          outputs: [all.txt]
        bad:
          run: "echo 'no such column: mass' >&2; exit 3"
          inputs: [raw/10W.csv]
          outputs: [bad.txt]
      """,
      files: [
        "CITATION.cff": citation, "raw/10W.csv": "n,mass\n1,10.5\n2,10.7\n",
        "raw/25 W.csv": "n,mass\n1,4.2\n2,4.4\n", "raw/blank.dat": "0.001\n",
        "code/mean.py": """
        import json, sys
        rows = [float(line.split(",")[1]) for line in open(sys.argv[1]).read().split("\\n")[1:] if line]
        mean = {"value": sum(rows) / len(rows), "unit": "g", "uncertainty": 0.1, "definition": "mean mass"}
        json.dump({"numbers": {"mean": mean}}, open(sys.argv[2], "w"))

        """,
      ])
    try w.initRepository(ignoring: ".assay/\nout/\nall.txt\nbad.txt\n")
    try w.commit("Begin")
    _ = try w.call([assay, "run", "-k"])
    try w.commit("Record")
    return w
  }

  /// The entities of a crate, by their ids.
  func entities(ofCrate folder: String) throws -> [String: JSON] {
    let path = "\(folder)/ro-crate-metadata.json"
    let graph = try JSON.read(Array(read(path).utf8), file: path)["@graph"]?.array ?? []
    let pairs = graph.compactMap { entity in entity["@id"]?.string.map { ($0, entity) } }
    #expect(pairs.count == graph.count && Set(pairs.map(\.0)).count == graph.count)
    return Dictionary(pairs) { first, _ in first }
  }
}

extension JSON {
  /// The ids that a property leads to.
  func ids(_ property: String) -> [String] {
    guard let value = self[property] else { return [] }
    return (value.array ?? [value]).compactMap { $0["@id"]?.string }
  }
}

/// Programs from PyPI that `make test` puts beside the build: authorities on what others can read.
enum Validators {
  private static let folder = Workspace.repository + "/.build/validators/bin"
  static let scripts = Workspace.repository + "/Tests/validators"
  static let python = "\(folder)/python"
  static let crate = "\(folder)/rocrate-validator"

  static let areThere: ConditionTrait = .enabled(
    if: (try? Files.status(crate))??.kind == .file,
    "roc-validator and prov are not in .build/validators (make test puts them there)")
}

extension Workspace {
  /// The checks of the Provenance Run Crate profile, required and recommended, that a crate beside the
  /// project fails; the validator cannot find its way through a path with dots.
  func failedChecks(ofCrate name: String) throws -> Set<String> {
    let cache = "\(root)/contexts"
    let primed = try call([Validators.python, "\(Validators.scripts)/prime.py", cache])
    #expect(primed.code == 0, "\(primed)")
    let outcome = try call([
      Validators.crate, "validate", "\(root)/\(name)", "-p", "provenance-run-crate-0.5", "-l",
      "recommended", "--offline", "--cache-path", cache, "-f", "json", "-o",
      "\(root)/verdict.json",
    ])
    let verdict = try JSON.read(Files.read("\(root)/verdict.json"), file: "verdict.json")
    let issues = try #require(verdict["issues"]?.array, "\(outcome)")
    return Set(issues.compactMap { $0["check"]?["identifier"]?.string })
  }
}
