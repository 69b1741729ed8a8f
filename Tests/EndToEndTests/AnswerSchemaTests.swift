import SchemaChecks
import Testing

/// What the verbs answer in JSON, held against the schemas by ``Workspace/schemaFaults(_:_:in:)``.
struct AnswerSchemaTests {
  /// Every kind of step that a derivation may have, but for the number of another stage.
  private static let ratio = """
    {
      "numbers": {
        "ratio": {"value": 6.25, "unit": "1", "step": 6, "definition": "full over empty, squared"},
        "slope": {"value": 3, "unit": "1", "step": 7, "budget": "partial", "missing": "weighing"},
        "told": {"value": 1.5, "unit": "g", "uncertainty": 0.5, "dof": 4}
      },
      "steps": [
        {"id": 0, "label": "full", "value": 10.5, "unit": "g", "uncertainty": 0.1, "cell":
          {"path": "raw/masses.csv", "line": 2, "column": 2, "text": "10.5"}},
        {"id": 1, "value": 2, "unit": "1", "parameter": "scale", "text": "2"},
        {"id": 2, "value": 2.1, "unit": "g", "constant": "m", "reference": "Table 2"},
        {"id": 3, "value": 4.2, "unit": "g", "operation": "multiply", "inputs": [1, 2]},
        {"id": 4, "value": 2.5, "unit": "1", "operation": "divide", "inputs": [0, 3]},
        {"id": 5, "value": 1, "unit": "1", "exact": true},
        {"id": 6, "value": 6.25, "unit": "1", "operation": "power", "inputs": [4], "exponent": 2},
        {"id": 7, "value": 3, "unit": "1", "procedure": "fit", "output": "slope",
          "method": "least squares", "inputs": {"x": 4, "one": 5}}
      ]
    }

    """
  private static let next = """
    {
      "numbers": {"twice": {"value": 12.5, "unit": "1", "step": 1}},
      "steps": [
        {"id": 0, "value": 6.25, "unit": "1", "number": "ratio.ratio"},
        {"id": 1, "value": 12.5, "unit": "1", "operation": "add", "inputs": [0, 0]}
      ]
    }

    """

  /// Two stages that copy their numbers; one has code, a parameter, a tool and variables too.
  private func project() throws -> Workspace {
    try Workspace(
      """
      assay: 1
      sources: [{ files: raw/*.csv, origin: published, reference: Table 1 }]
      parameters: { scale: 2 }
      stages:
        ratio:
          run: [sh, ratio.sh, ratio.json, numbers.json]
          inputs: [raw/masses.csv, ratio.sh, ratio.json]
          outputs: [numbers.json]
          numbers: numbers.json
          parameters: [scale]
          tools: [sh]
          environment: [MODE, {name: PIN, secret: true}]
        next:
          run: cp next.json twice.json
          inputs: [numbers.json, next.json]
          outputs: [twice.json]
          numbers: twice.json
      """,
      files: [
        "raw/masses.csv": "sample,mass\nfull,10.5\n", "ratio.sh": "cp $1 $2\n",
        "ratio.json": Self.ratio, "next.json": Self.next,
      ])
  }

  private static let questions = [
    ["status"], ["run", "-n"], ["explain", "ratio"], ["explain", "next"], ["numbers"],
    ["trace", "ratio.ratio"], ["trace", "ratio.slope"], ["trace", "ratio.told"],
    ["trace", "next.twice"], ["trace", "next.twice", "--budget"],
    ["trace", "ratio.told", "--budget"], ["run"],
  ]

  /// Asks everything and expects the exit codes; the workspace holds the answers against the
  /// schemas.
  private func ask(
    _ w: Workspace, _ codes: Int32..., at place: SourceLocation = #_sourceLocation
  ) throws {
    let seen = try Self.questions.map { try w.call([Workspace.assay] + $0 + ["--json"]).code }
    #expect(seen == codes, sourceLocation: place)
  }

  private static let isThere: ConditionTrait = .enabled(
    if: Validator.shared != nil, "python3-jsonschema is not installed")

  @Test(isThere) func `answers of a project as it is made, changed, bent and cloned`() throws {
    let w = try project()
    w.environment = ["MODE": "plain", "PIN": "1234"]
    try ask(w, 3, 3, 0, 0, 0, 2, 2, 2, 2, 2, 2, 0)
    try ask(w, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    try w.initRepository()
    try w.commit("Begin")
    try w.write("raw/masses.csv", "sample,mass\nfull,10.5\nnew,1\n")
    try ask(w, 3, 3, 0, 0, 0, 4, 4, 4, 4, 4, 4, 0)
    try w.write("numbers.json", w.read("numbers.json").replacing("6.25", with: "6.26"))
    try ask(w, 3, 3, 0, 0, 4, 4, 4, 4, 4, 4, 4, 0)
    try w.commit("Record")
    try w.enterClone()
    // A stage with a secret is never believed from a record.
    try ask(w, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  }

  @Test(isThere) func `the answer of a run that failed`() throws {
    let w = try project()
    try w.write("ratio.sh", "exit 3\n")
    let outcome = try w.call([Workspace.assay, "run", "--json"])
    #expect(outcome.code == 1)
    #expect(outcome.stdout.contains("\"blocked\""))
  }

  @Test(isThere) func `an answer that its schema does not know is found out`() throws {
    let w = try project()
    let answer = Outcome(
      stdout: #"{"upToDate": true, "stages": [], "more": 1}"#, stderr: "", code: 0)
    #expect(
      try w.schemaFaults(["assay", "status", "--json"], answer) == [
        "status: $: Additional properties are not allowed ('more' was unexpected)"
      ])
    #expect(
      try w.schemaFaults(["assay", "sing", "--json"], answer) == ["sing: there is no such schema"])
  }
}
