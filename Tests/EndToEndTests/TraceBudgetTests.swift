// `assay trace --budget`: what an uncertainty is made of, across stages, beside a Monte Carlo check.
import Testing
import Text

struct TraceBudgetTests {
  private static let pipeline = """
    assay: 1
    sources: [{ files: raw/**, origin: published, reference: Table 1 }]
    stages:
      weigh:
        run: cp raw/weigh.json weigh.json
        inputs: [raw/weigh.json, raw/masses.csv]
        outputs: [weigh.json]
        numbers: weigh.json
      density:
        run: cp raw/density.json density.json
        inputs: [raw/density.json, weigh.json]
        outputs: [density.json]
        numbers: density.json
    """

  /// A mass by difference: repeated weighing, and a buoyancy term from a procedure.
  private static let weigh = """
    {
      "numbers": {
        "mass": {
          "value": 10.0, "unit": "g", "uncertainty": 0.05, "dof": 12.5, "step": 2,
          "definition": "full less empty", "contributions": [
            {"variable": "raw/masses.csv#B2", "uncertainty": 0.04, "dof": 5.12},
            {"variable": "raw/masses.csv#B3", "uncertainty": -0.03}]
        }
      },
      "steps": [
        {"id": 0, "label": "m_full", "value": 12.5, "unit": "g", "uncertainty": 0.04, "dof": 5.12,
          "evaluation": {"type": "A", "source": "repeatability"}, "cell":
          {"path": "raw/masses.csv", "line": 2, "column": 2, "text": "12.5"}},
        {"id": 1, "label": "m_empty", "value": 2.5, "unit": "g", "uncertainty": 0.03,
          "evaluation": {"type": "B", "distribution": "rectangular", "source": "resolution"},
          "cell": {"path": "raw/masses.csv", "line": 3, "column": 2, "text": "2.5"}},
        {"id": 2, "value": 10.0, "unit": "g", "operation": "subtract", "inputs": [0, 1]}
      ]
    }
    """

  private static let density = """
    {
      "numbers": {
        "density": {
          "value": 2.0, "unit": "g/mL", "step": 2, "budget": "partial",
          "missing": "temperature of the liquid", "definition": "mass over volume"
        },
        "double": {
          "value": 20.0, "unit": "g", "uncertainty": 0.1, "contributions": [
            {"variable": "raw/masses.csv#B2", "uncertainty": 0.08},
            {"variable": "raw/masses.csv#B3", "uncertainty": -0.06}]
        }
      },
      "steps": [
        {"id": 0, "label": "m", "value": 10.0, "unit": "g", "number": "weigh.mass",
          "uncertainty": 0.05},
        {"id": 1, "label": "V", "value": 5.0, "unit": "mL", "constant": "flask",
          "uncertainty": 0.1, "reference": "ISO 1042",
          "evaluation": {"distribution": "triangular", "source": "certificate"}},
        {"id": 2, "value": 2.0, "unit": "g/mL", "operation": "divide", "inputs": [0, 1]}
      ]
    }
    """

  private func project() throws -> Workspace {
    let w = try Workspace(
      Self.pipeline,
      files: [
        "raw/weigh.json": Self.weigh, "raw/density.json": Self.density,
        "raw/masses.csv": "sample,mass\nfull,12.5\nempty,2.5\n",
      ])
    try w.runs()
    return w
  }

  @Test func `a budget lists components of both stages, the whole and the check`() throws {
    let w = try project()
    try w.assay("trace", "density.density", "--budget", stdout: "x")
  }

  @Test func `a number of which nobody states an uncertainty has no budget`() throws {
    let w = try project()
    try w.write(
      "raw/weigh.json", #"{"numbers": {"mass": {"value": 10, "unit": "g", "definition": "m"}}}"#)
    try w.runs("weigh")
    try w.assay("trace", "weigh.mass", "--budget", stdout: "x")
  }
}
