// What a leaf says of how its uncertainty was found, in memory and in a file.
import Quantity
import Testing
import Text

private func read(_ evaluation: String, dof: String = "") throws(Diagnostic) -> Step? {
  let text = """
    {"numbers": {}, "steps": [{"id": 0, "constant": "x", "value": 1, "unit": "1",
    "uncertainty": 0.5, \(dof)"evaluation": \(evaluation)}]}
    """
  return try NumbersFile.read(Array(text.utf8), file: "n.json").steps.first
}

private func fault(_ evaluation: String) -> String {
  do throws(Diagnostic) {
    _ = try read(evaluation)
    return "no fault"
  } catch {
    return error.message
  }
}

@Test func `an evaluation is written and read back`() throws {
  let derivation = Derivation()
  let uncertainties: [Uncertainty] = [
    .rectangular(halfWidth: 1, source: "resolution"), .triangular(halfWidth: 1),
    .standard(0.5, dof: 4, Evaluation(.a, .t, source: "repeatability")), .standard(0.5),
    .standard(0.5, Evaluation(nil, .normal)),
  ]
  let leaves = try uncertainties.enumerated().map {
    try derivation.constant("x\($0)", 1, .one, uncertainty: $1, reference: nil)
  }
  var publication = Publication()
  try publication.publish("y", .sum(leaves), definition: "their sum", budget: .complete)
  let text = publication.file.text
  let again = try NumbersFile.read(Array(text.utf8), file: "n.json")
  #expect(again.steps.prefix(5).map(\.uncertainty) == uncertainties)
  #expect(again.text == text)
  #expect(text.contains(#""evaluation": {"type": "A", "distribution": "t", "#))
}

@Test func `half-widths become standard uncertainties as GUM 4 3 says`() throws {
  #expect(abs(Uncertainty.rectangular(halfWidth: 1).standard - 0.57735) < 1e-5)
  #expect(abs(Uncertainty.triangular(halfWidth: 1).standard - 0.40825) < 1e-5)
}

@Test func `nothing has to be said of an evaluation`() throws {
  #expect(try read("{}")?.uncertainty == .standard(0.5, Evaluation(nil)))
}

@Test(arguments: [
  (
    #"{"type": "C"}"#,
    "the type of the evaluation of step 0 should be one of A, B, not \"C\""
  ),
  (
    #"{"distribution": "gauss"}"#,
    "the distribution of the evaluation of step 0 should be one of normal, rectangular, "
      + "triangular, t, not \"gauss\""
  ),
  (#"{"kind": "A"}"#, "the evaluation of step 0 has an unknown key \"kind\""),
  (#"{"distribution": "t"}"#, "step 0 has no dof"),
  (#""A""#, "the evaluation of step 0 should be an object, not a string"),
])
func `a wrong evaluation is a fault`(_ json: String, _ message: String) {
  #expect(fault(json) == message)
}

@Test func `Student's t without degrees of freedom is no uncertainty`() {
  #expect(throws: QuantityError.impossibleUncertainty("x")) {
    try Derivation().constant(
      "x", 1, .one, uncertainty: .standard(0.1, Evaluation(.a, .t)), reference: nil)
  }
}
