// What must hold for a finding: how it is read, and what is refused with a caret inside it.
import Testing
import Text

@testable import Pipeline

/// A pipeline with stages, parameters and a finding.
private func withFinding(_ condition: String) -> String {
  """
  assay: 1
  parameters: { tga: { ramp: 3 °C/min, half-window: 2 } }
  stages:
    fit-2: { run: x, outputs: [n.json], numbers: n.json }
    fit:
      { foreach: { s: [a-1, b] }, run: x, outputs: ["{foreach.s}"], numbers: "{foreach.s}" }
    plot: { run: x, inputs: [n.json] }
  manuscripts:
    - file: paper.md
      findings:
        - quote: it falls
          holds: \(condition)
  """
}

/// A condition in full parentheses.
private func shape(_ condition: String) throws -> String {
  let pipeline = try read(withFinding(condition))
  let finding = try #require(pipeline.manuscripts.first?.findings.first)
  return finding.condition.comparisons.map { comparison in
    "\(shape(comparison.left)) \(comparison.sign.rawValue) \(shape(comparison.right))"
  }.joined(separator: " and ")
}

private func shape(_ steps: [Condition.PlacedStep]) -> String {
  var stack: [String] = []
  for placed in steps {
    switch placed.step {
    case .literal(let value, let unit): stack.append("\(value)" + (unit.map { " [\($0)]" } ?? ""))
    case .number(let id), .parameter(let id): stack.append(id)
    case .uncertainty(let id): stack.append("u(\(id))")
    case .operation(.negate): stack.append("-\(stack.removeLast())")
    case .operation(.absolute): stack.append("|\(stack.removeLast())|")
    case .operation(let operation):
      let (right, left) = (stack.removeLast(), stack.removeLast())
      let sign = [.add: "+", .subtract: "-", .multiply: "*"][operation] ?? "/"
      stack.append("(\(left) \(sign) \(right))")
    }
  }
  return stack.joined(separator: "?")
}

@Test(arguments: [
  ("fit-2.slope + 2*u < 0", "(fit-2.slope + (2.0 * u(fit-2.slope))) < 0.0"),
  ("fit-2.a-fit-2.b-1 > 0", "((fit-2.a - fit-2.b) - 1.0) > 0.0"),
  ("fit@a-1.x-fit@b.y*2 <= 1e-3", "(fit@a-1.x - (fit@b.y * 2.0)) <= 0.001"),
  ("'-(1 + 2)/4 ≥ --abs(fit-2.x)'", "(-(1.0 + 2.0) / 4.0) >= |fit-2.x|"),
  ("'-1 − 2 × 3 ≤ u( fit-2.x ) · 2'", "(-1.0 - (2.0 * 3.0)) <= (u(fit-2.x) * 2.0)"),
  (
    "fit-2.x > 0.3 nm and fit-2.y < 5 % + 2 mAh/g",
    "fit-2.x > 0.3 [nm] and fit-2.y < (5.0 [%] + 2.0 [mAh/g])"
  ),
  ("fit-2.x < 5 nm/fit-2.y", "fit-2.x < (5.0 [nm] / fit-2.y)"),
  ("fit-2.x < 5 cm⁻¹/abs(fit-2.y)", "fit-2.x < (5.0 [cm⁻¹] / |fit-2.y|)"),
  ("2 K/min < parameters.tga.ramp", "2.0 [K/min] < parameters.tga.ramp"),
  ("parameters.tga.half-window*2 > 1", "(parameters.tga.half-window * 2.0) > 1.0"),
  ("\"fit-2.x > 1\"", "fit-2.x > 1.0"), ("1<2 and 3>2", "1.0 < 2.0 and 3.0 > 2.0"),
])
func `a condition is read as it is meant`(condition: String, expected: String) throws {
  #expect(try shape(condition) == expected)
}

@Test(arguments: [
  ("fit-2.slope", 1, 11, "there is nothing that could hold or not: a comparison is missing"),
  ("fit-2.slope <", 14, 1, "a value is missing here"),
  ("fit-2.slope < and 1 > 0", 15, 3, "`and` is neither a number nor a function"),
  ("1 < 2 < 3", 7, 1, "this is a second comparison with the same value"),
  ("fit-2.x = 3", 9, 1, "values that have uncertainties are never equal"),
  ("fit-2.x == 3", 9, 2, "values that have uncertainties are never equal"),
  ("2 fit-2.x < 3", 3, 1, "an operator is missing before this"),
  ("2 < 3 4", 7, 1, "an operator is missing before this"),
  ("(1 + 2 < 3", 1, 1, "this parenthesis is not closed"),
  ("1 + 2) < 3", 6, 1, "this parenthesis is not opened"),
  ("1 < 2 % 3", 9, 1, "an operator is missing before this"),
  ("1 < $", 5, 1, "`$` means nothing in a condition"),
  ("slope < 0", 1, 5, "`slope` is neither a number nor a function"),
  ("sqrt(fit-2.x) < 0", 1, 4, "`sqrt` is neither a number nor a function"),
  ("fti-2.x < 0", 1, 7, "there is no stage `fti-2`"),
  ("1 + fit.x > 0", 5, 5, "`fit` is 2 stages, and a number is of one of them"),
  ("plot.x > 0", 1, 6, "stage `plot` declares no numbers"),
  ("parameters.tga > 0", 1, 14, "`tga` is a map of parameters"),
  ("u < 1", 1, 1, "there is no number of a stage whose uncertainty `u` could be"),
  (
    "fit-2.a - fit-2.b < 2*u", 23, 1,
    "`u` alone is the uncertainty of the only number, and here are 2"
  ),
  ("u(parameters.tga.ramp) < 1", 3, 19, "only a number of a stage has an uncertainty"),
  ("u() < 1", 3, 1, "only a number of a stage has an uncertainty"),
  ("\"fit-2.x < §\"", 12, 1, "`§` means nothing in a condition"),
])
func `what is no condition is refused where it stands`(
  condition: String, column: Int, width: Int, message: String
) {
  let lines = told(withFinding(condition)).split(separator: "\n")
  #expect(lines.first == "pipeline.yaml:12:\(15 + column): \(message)")
  let carets = lines.dropFirst(2).first.map { $0.count { $0 == "^" } }
  #expect(carets == width)
}

@Test func `a condition that is too deep or too long is refused`() {
  let deep = String(repeating: "(", count: 51) + "1" + String(repeating: ")", count: 51)
  #expect(
    told(withFinding("\(deep) > 0")).hasPrefix(
      "pipeline.yaml:12:66: parentheses lie more than 50 deep in each other"))
  let long = Array(repeating: "1", count: 501).joined(separator: "+")
  #expect(
    told(withFinding("\(long) > 0")).hasPrefix(
      "pipeline.yaml:12:16: a condition has at most 1000 characters"))
}

@Test func `a condition on several lines is marked as a whole`() {
  #expect(
    told(withFinding("\"fit-2.x\n        < ?\"")).hasPrefix(
      "pipeline.yaml:12:16: `?` means nothing in a condition"))
}

@Test func `claims stand in a file of their own, findings beside them`() throws {
  let text = """
    assay: 1
    stages: { fit: { run: x, outputs: [n.json], numbers: n.json } }
    manuscripts:
      - { file: a.md, claims: a.yaml, findings: [{ quote: one, holds: fit.v > 0 }] }
      - { file: b.md, claims: b.yaml }
    """
  let pipeline = try read(
    text,
    tables: [
      "a.yaml": """
      claims: [{ quote: 5 V, prefix: at, suffix: in, binds: fit.v }]
      findings: [{ quote: two, holds: fit.v > 1 }]
      """,
      "b.yaml": "- { quote: pH 11, reason: theirs }",
    ])
  #expect(
    pipeline.manuscripts[0].claims.map(\.selector) == [
      Selector(quote: "5 V", prefix: "at", suffix: "in")
    ])
  #expect(pipeline.manuscripts[0].findings.map(\.selector.quote) == ["one", "two"])
  #expect(pipeline.manuscripts[1].claims.map(\.quote) == ["pH 11"])
  #expect(pipeline.place(of: pipeline.manuscripts[1].claims[0].mark).file == "b.yaml")
}

@Test(arguments: [
  (
    "- { quote: 5 V, binds: fti.v }",
    """
    a.yaml:1:24: there is no stage `fti`
      1 | - { quote: 5 V, binds: fti.v }
        |                        ^^^^^
      hint: did you mean `fit`?
    """
  ),
  (
    "findings: [{ quote: x, holds: fit.v > }]",
    """
    a.yaml:1:38: a value is missing here
      1 | findings: [{ quote: x, holds: fit.v > }]
        |                                      ^
    """
  ),
  (
    "claim: []",
    """
    a.yaml:1:1: unknown key `claim` in a file of claims
      1 | claim: []
        | ^^^^^
      hint: did you mean `claims`?
    """
  ),
  (
    "claims: b.yaml",
    """
    a.yaml:1:9: expected a list, found a text
      1 | claims: b.yaml
        |         ^^^^^^
    """
  ),
  (
    "findings: [{ quote: x }]",
    """
    a.yaml:1:12: a finding needs `holds`
      1 | findings: [{ quote: x }]
        |            ^^^^^^^^^^^^
    """
  ),
  (
    "- { quote: x, prefix: ' ', reason: y }",
    """
    a.yaml:1:23: there are no words to quote
      1 | - { quote: x, prefix: ' ', reason: y }
        |                       ^^^
    """
  ),
])
func `what is wrong in a file of claims is told at its line`(claims: String, words: String) {
  let text = """
    assay: 1
    stages: { fit: { run: x, outputs: [n.json], numbers: n.json } }
    manuscripts: [{ file: a.md, claims: a.yaml }]
    """
  #expect(told(text, tables: ["a.yaml": claims]) == words)
}

@Test func `a file of claims must be there, and is named once`() {
  let text = "assay: 1\nstages: {}\nmanuscripts: [{ file: a.md, claims: a.yaml }"
  #expect(told(text + "]").hasPrefix("pipeline.yaml:3:37: there is no file `a.yaml`"))
  #expect(
    told(text + ", { file: b.md, claims: a.yaml }]", tables: ["a.yaml": "[]"]).hasPrefix(
      "pipeline.yaml:3:69: `a.yaml` is named twice, first at pipeline.yaml:3:37"))
}
