// Publishing: what is written, and what may not be published.
import Quantity
import Testing

private func leaf(_ derivation: Derivation, _ row: Int, _ text: String) throws -> Quantity {
  try derivation.cell(
    Cell(path: "raw/a.csv", line: row, column: 2, text: text), value: Double(text) ?? 0,
    unit: Unit("g"), uncertainty: .standard(0.5))
}

private func fault(_ body: (inout Publication) throws -> Void) -> String {
  var publication = Publication()
  do {
    try body(&publication)
    return "no fault"
  } catch {
    return "\(error)"
  }
}

@Test func `a publication holds its numbers and only the steps they rest on`() throws {
  let derivation = Derivation()
  _ = try leaf(derivation, 1, "9")
  let total = try leaf(derivation, 2, "2.0").named("m_total")
  let unused = try leaf(derivation, 3, "8")
  _ = try unused * unused
  let part = try leaf(derivation, 4, "1.0").named("m_part")
  let share = try (part / total).named("w").converted(to: Unit("%"))
  var publication = Publication()
  try publication.publish(
    "share", share, definition: "mass of the part over the total mass", budget: .complete)
  let expected = """
    {
      "assay": "numbers/1",
      "numbers": {
        "share": {
          "value": 50.0,
          "unit": "%",
          "uncertainty": 27.95084971874737,
          "budget": "complete",
          "definition": "mass of the part over the total mass",
          "step": 3,
          "contributions": [
            {"variable": "raw/a.csv#B2", "uncertainty": -12.5},
            {"variable": "raw/a.csv#B4", "uncertainty": 25.0}
          ]
        }
      },
      "steps": [
        {
          "id": 0,
          "label": "m_total",
          "cell": {"path": "raw/a.csv", "line": 2, "column": 2, "text": "2.0"},
          "value": 2.0,
          "unit": "g",
          "uncertainty": 0.5,
          "variable": "raw/a.csv#B2"
        },
        {
          "id": 1,
          "label": "m_part",
          "cell": {"path": "raw/a.csv", "line": 4, "column": 2, "text": "1.0"},
          "value": 1.0,
          "unit": "g",
          "uncertainty": 0.5,
          "variable": "raw/a.csv#B4"
        },
        {"id": 2, "label": "w", "operation": "divide", "inputs": [1, 0], "value": 0.5, "unit": "1"},
        {"id": 3, "operation": "convert", "inputs": [2], "value": 50.0, "unit": "%"}
      ]
    }

    """
  #expect(publication.file.text == expected)
  #expect(publication.file["share"]?.printed == "50(28) %")
}

@Test func `a partial budget prints no parentheses`() throws {
  var publication = Publication()
  try publication.publish(
    "m", leaf(Derivation(), 1, "2"), definition: "d", budget: .partial(missing: "drift"),
    decimals: 1)
  #expect(publication.file["m"]?.printed == "2.0 g")
  #expect(publication.file["m"]?.uncertainty == .standard(0.5))
}

@Test func `what cannot be published is refused`() throws {
  let x = try leaf(Derivation(), 1, "2")
  #expect(
    fault { try $0.publish("2x", x, definition: "d", budget: .complete) }
      == "\"2x\" is no name for a number; letters, digits and _ are, not beginning with a digit")
  #expect(
    fault {
      try $0.publish("x", x, definition: "d", budget: .complete)
      try $0.publish("x", x, definition: "d", budget: .complete)
    } == "the number x is published twice")
  #expect(
    fault { try $0.publish("x", x, definition: "", budget: .complete) }
      == "the number x has no definition")
  #expect(
    fault { try $0.publish("x", x, definition: "d", budget: .complete, decimals: 16) }
      == "a number cannot be printed with 16 decimals")
  #expect(
    fault {
      try $0.publish("x", x, definition: "d", budget: .complete)
      try $0.publish("y", leaf(Derivation(), 1, "2"), definition: "d", budget: .complete)
    } == "quantities of two derivations cannot be combined")
}

@Test func `a complete budget leaves no leaf without uncertainty`() throws {
  let derivation = Derivation()
  let x = try derivation.constant("M", 2, .one, reference: nil).named("M_Ni")
  #expect(
    fault { try $0.publish("y", leaf(derivation, 1, "2") * x, definition: "d", budget: .complete) }
      == "the budget of y is called complete, but M_Ni states no uncertainty")
}

@Test func `two inputs of one name are refused, for the file could not be read back`() throws {
  let derivation = Derivation()
  let cells = Named("readings", Procedure.Input.range(path: "a.csv", cells: "A1:A2"))
  let procedure = Procedure("level", output: "", method: "mean", inputs: [cells, cells])
  #expect(throws: QuantityError.duplicateInput("readings", of: "level")) {
    try derivation.procedure(procedure, outputs: [Named("mean", Operation.Operand(1, .one))])
  }
}
