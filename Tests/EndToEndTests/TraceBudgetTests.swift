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

  // The draws agree with four million of numpy 2.4: mean 2.0008, deviation 0.0418, 95 % between
  // 1.9234 and 2.0825; the linear ends are off by 0.0042 and 0.0016.
  @Test func `a budget lists components of both stages, the whole and the check`() throws {
    let w = try project()
    try w.assay(
      "trace", "density.density", "--budget",
      stdout: """
        density.density = 2 g/mL (recalculated; temperature of the liquid)
        mass over volume
        2/2 cells re-read · 2/2 steps recomputed · 0 asserted

        uncertainty budget (GUM, JCGM 100:2008)
        component         value      u  type  law          dof             c        |c|·u   share
        V           5.00(10) mL   0.10  B     triangular     ∞  -0.400 g/mL²  0.0400 g/mL  94.1 %
          certificate · constant:flask
        m_full     12.500(40) g  0.040  A     t            5.1    0.200 1/mL  0.0080 g/mL   3.8 %
          repeatability · raw/masses.csv#B2 · of stage weigh
        m_empty     2.500(30) g  0.030  B     rectangular    ∞   -0.200 1/mL  0.0060 g/mL   2.1 %
          resolution · raw/masses.csv#B3 · of stage weigh

        combined uncertainty    u = 0.041 g/mL of 3 components
        degrees of freedom      3613 effective (Welch–Satterthwaite)
        expanded uncertainty    U = 0.081 g/mL, k = 1.96 (95 %): 1.919 to 2.081 g/mL
        not included            temperature of the liquid
        correlated with         double r = 0.24

        Monte Carlo (GUM supplement 1, JCGM 101:2008)
        draws                   100000, seed 1, stable within δ = 5×10⁻⁴ g/mL
        mean                    2.001 g/mL
        standard deviation      0.042 g/mL
        95 % interval           1.923 to 2.082 g/mL
        shortest                1.923 to 2.082 g/mL
        linear interval         differs by more than δ: its ends are off by 0.0041 g/mL and 0.0015 g/mL
        """)
  }

  @Test func `a number of which nobody states an uncertainty has no budget`() throws {
    let w = try project()
    try w.write(
      "raw/weigh.json", #"{"numbers": {"mass": {"value": 10, "unit": "g", "definition": "m"}}}"#)
    try w.runs("run", "weigh")
    try w.assay(
      "trace", "weigh.mass", "--budget",
      stdout: """
        weigh.mass = 10 g (recalculated)
        m
        0/0 cells re-read · 0/0 steps recomputed · 1 asserted

        no uncertainty budget: nothing it rests on states an uncertainty
        no uncertainty stated   mass
        """)
  }
}
