// Files of numbers: the round trip, numbers of other stages, and every fault with its place.
import Quantity
import Testing
import Text

private func read(_ text: String) throws -> NumbersFile {
  try NumbersFile.read(Array(text.utf8), file: "n.json")
}

private func fault(_ text: String) -> String {
  do throws(Diagnostic) {
    return try NumbersFile.read(Array(text.utf8), file: "n.json").text
  } catch {
    return error.description
  }
}

@Test func `the smallest file of any language is read`() throws {
  let file = try read(#"{"numbers": {"x": {"value": 1.2, "unit": "%"}}}"#)
  let number = try #require(file["x"])
  #expect((number.value, number.unit.symbol) == (1.2, "%"))
  #expect((number.line, number.column) == (1, 14))
  #expect(number.uncertainty == nil && number.budget == nil && number.step == nil)
  #expect(number.printed == "1.2 %")
}

/// Every kind of step and every key.
private let everything = """
  {
    "assay": "numbers/1",
    "numbers": {
      "r": {
        "value": 0.5,
        "unit": "‰/cycle",
        "uncertainty": 0.25,
        "dof": 4.5,
        "budget": "partial",
        "missing": "drift",
        "decimals": 2,
        "definition": "through the origin",
        "step": 9,
        "contributions": [
          {"variable": "balance", "uncertainty": -0.25, "dof": 4.5}
        ]
      },
      "s": {"value": 1.0, "unit": "1", "budget": "complete"}
    },
    "steps": [
      {
        "id": 0,
        "label": "c",
        "cell": {
          "path": "a.csv",
          "line": 3,
          "column": 2,
          "text": "580.706",
          "dialect": "semicolon, # comments of a long kind, and more of it"
        },
        "value": 580.706,
        "unit": "furlong",
        "uncertainty": 0.1,
        "variable": "balance"
      },
      {
        "id": 1,
        "parameter": "q",
        "text": "200 mA/g",
        "value": 200.0,
        "unit": "mA/g",
        "uncertainty": 1.0,
        "dof": 3.0,
        "variable": "parameter:q"
      },
      {"id": 2, "constant": "F", "reference": "CODATA 2018", "value": 1.0, "unit": "C/mol"},
      {"id": 3, "constant": "K", "value": 1.0, "unit": "1"},
      {"id": 4, "exact": true, "value": 4.0, "unit": "1"},
      {
        "id": 5,
        "number": "icp.ni",
        "missing": "drift",
        "value": 1.0,
        "unit": "%",
        "uncertainty": 0.1,
        "contributions": [
          {"variable": "a", "uncertainty": 0.1}
        ]
      },
      {
        "id": 6,
        "operation": "power",
        "inputs": [4],
        "exponent": 2.0,
        "value": 16.0,
        "unit": "1"
      },
      {"id": 7, "operation": "sum", "inputs": [4, 4, 6], "value": 24.0, "unit": "1"},
      {"id": 8, "exact": true, "value": 1.0, "unit": "1"},
      {
        "id": 9,
        "procedure": "line",
        "output": "slope",
        "method": "least squares",
        "inputs": {
          "points": {"path": "a.csv", "cells": "A2:B9"},
          "scale": 8
        },
        "parameters": {"weights": "1/x^2", "window": [1, 2]},
        "covariance": {"slope": 0.0625},
        "value": 0.5,
        "unit": "‰/cycle",
        "uncertainty": 0.25,
        "dof": 4.5,
        "contributions": [
          {"variable": "balance", "uncertainty": -0.25, "dof": 4.5}
        ]
      }
    ]
  }

  """

@Test func `a file with every kind of step comes back byte for byte`() throws {
  let file = try read(everything)
  #expect(try read(file.text).text == file.text)
  #expect(try read(file.text).steps.map(\.source) == file.steps.map(\.source))
  #expect(file.steps[9].inputs == [StepID(rawValue: 8)])
  #expect((file.steps[1].line, file.steps[1].column) == (36, 5))
  #expect(file.steps[1].variable == nil)
  #expect(file.steps[0].variable == "balance")
}

@Test func `arithmetic is calculated again from the values in the file`() throws {
  let file = try read(
    """
    {"numbers": {}, "steps": [
      {"id": 0, "exact": true, "value": 1500, "unit": "mg"},
      {"id": 1, "exact": true, "value": 1, "unit": "g"},
      {"id": 2, "operation": "add", "inputs": [0, 1], "value": 2.5, "unit": "g"},
      {"id": 3, "operation": "add", "inputs": [0, 1], "value": 9, "unit": "s"}
    ]}
    """)
  #expect(try file.steps[0].recomputed(in: file.steps) == nil)
  #expect(try file.steps[2].recomputed(in: file.steps) == 2.5)
  #expect { try file.steps[3].recomputed(in: file.steps) } throws: {
    "\($0)" == "mg and s do not measure the same"
  }
}

@Test func `the number of another stage brings its variables along`() throws {
  let file = try read(everything)
  let derivation = Derivation()
  let r = try derivation.number("r", from: file, of: "xrd")
  let balance = try derivation.cell(
    Cell(path: "b.csv", line: 1, column: 1, text: "1"), value: 1, unit: Unit("‰/cycle"),
    uncertainty: .standard(0.25), variable: "balance")
  let propagated = try (r + balance).propagated()
  #expect(propagated.uncertainty == 0)
  #expect(propagated.unstated == [r.step])
  #expect(derivation.steps[0].source == .number(id: "xrd.r", missing: "drift"))
  #expect { try derivation.number("t", from: file, of: "xrd") } throws: {
    "\($0)" == "there is no number t in n.json"
  }
}

@Test func `a number with an uncertainty only is one variable of its own`() throws {
  let file = try read(
    #"{"numbers": {"x": {"value": 1.2, "unit": "%", "uncertainty": 0.1, "dof": 3}}}"#)
  let propagated = try Derivation().number("x", from: file, of: "tga").propagated()
  #expect(
    propagated.contributions == [
      Contribution(variable: "number:tga.x", uncertainty: 0.1, dof: 3)
    ])
  #expect(abs((propagated.dof ?? 0) - 3) < 1e-12)
}

@Test func `an arithmetic step is the same whether its unit stood before or not`() throws {
  let file = try read(
    """
    {"numbers": {}, "steps": [
      {"id": 0, "exact": true, "value": 2, "unit": "1"},
      {"id": 1, "label": "a", "operation": "multiply", "inputs": [0, 0], "value": 4, "unit": "mg/L"},
      {"id": 2, "label": "a", "operation": "multiply", "inputs": [0, 0], "value": 4, "unit": "mg/L"},
      {"id": 3, "operation": "power", "inputs": [1], "exponent": 2, "value": 16, "unit": "mg/L"},
      {"id": 4, "operation": "sum", "inputs": [1], "uncertainty": 1, "value": 4, "unit": "mg/L"}
    ]}
    """)
  let (one, other) = (file.steps[1], file.steps[2])
  #expect(one.label == other.label && one.source == other.source)
  #expect(one.value == other.value && one.unit == other.unit)
  #expect(one.unit.measuresTheSame(as: other.unit))
  #expect((other.line, other.column) == (4, 3))
  #expect(file.steps[3].source == .operation(.power, inputs: [one.id], exponent: 2))
  #expect(file.steps[4].uncertainty?.standard == 1)
}

@Test func `a fault of the JSON is told before one of a step`() {
  let told = fault("{\"numbers\": {}, \"steps\": [{\"id\": 7},]}").split(separator: "\n")
  #expect(told.first == "n.json:1:36: a comma stands before the closing ]")
}

@Test func `a fault shows the line`() {
  let told = """
    n.json:2:17: the value of the number x should be a number, not a string
      2 |  "x": {"value": "1.2", "unit": "%"}}}
        |                 ^^^^^
    """
  #expect(fault("{\"numbers\": {\n \"x\": {\"value\": \"1.2\", \"unit\": \"%\"}}}") == told)
}

@Test(arguments: [
  ("[]", "1:1: the file should be an object, not a list"),
  ("{}", "1:1: the file has no numbers"),
  ("{\"numbers\": 1}", "1:13: the numbers of the file should be an object, not a number"),
  ("{\"number\": {}}", "1:2: the file has an unknown key \"number\""),
  ("{\"assay\": \"numbers/2\", \"numbers\": {}}", "1:11: the format \"numbers/2\" is not known"),
  (
    "{\"numbers\": {}, \"steps\": {}}",
    "1:26: the steps of the file should be a list, not an object"
  ),
])
func `a fault of the file is told`(text: String, told: String) {
  #expect(fault(text).split(separator: "\n")[0] == "n.json:" + told)
}

@Test(arguments: [
  ("\"x\": 1", "1:19: the number x should be an object, not a number"),
  ("\"x\": {\"unit\": \"%\"}", "1:19: the number x has no value"),
  ("\"x\": {\"value\": NaN, \"unit\": \"%\"}", "1:29: NaN is not a JSON number"),
  (
    "\"x\": {\"value\": null, \"unit\": \"%\"}",
    "1:29: the value of the number x should be a number, not null"
  ),
  (
    "\"x\": {\"value\": 1e999, \"unit\": \"%\"}",
    "1:29: the value of the number x is too large for a double"
  ),
  ("\"x\": {\"value\": 1}", "1:19: the number x has no unit"),
  ("\"x\": {\"value\": 1, \"unit\": \" \"}", "1:40: the number x has an empty unit"),
  (
    "\"x\": {\"value\": 1, \"unit\": 1}",
    "1:40: the unit of the number x should be a string, not a number"
  ),
  ("\"1x\": {\"value\": 1, \"unit\": \"%\"}", "1:14: \"1x\" is no name for a number"),
  ("\"x-y\": {\"value\": 1, \"unit\": \"%\"}", "1:14: \"x-y\" is no name for a number"),
  (
    "\"x\": {\"value\": 1, \"unit\": \"%\"}, \"x\": {\"value\": 1, \"unit\": \"%\"}",
    "1:46: the key \"x\" stands twice in one object"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"uncertainty\": -1}",
    "1:60: the uncertainty of the number x is negative"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"dof\": 0}",
    "1:52: the dof of the number x should be greater than 0"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"uncertanty\": 1}",
    "1:45: the number x has an unknown key \"uncertanty\""
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"budget\": \"full\"}",
    "1:55: the budget \"full\" is not known"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"budget\": \"partial\"}",
    "1:19: the number x has no missing"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"missing\": \"m\"}",
    "1:56: something is called missing, but the budget is not partial"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"decimals\": 1.5}",
    "1:57: decimals should be a whole number from 0 to 15"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"decimals\": 16}",
    "1:57: decimals should be a whole number from 0 to 15"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"step\": 0}",
    "1:53: there is no step 0: the file has no steps"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"step\": \"a\"}",
    "1:53: the step of the number x should be the id of a step, not \"a\""
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"contributions\": [{\"variable\": \"v\"}]}",
    "1:63: a contribution to the number x has no uncertainty"
  ),
  (
    "\"x\": {\"value\": 1, \"unit\": \"1\", \"contributions\": [{\"uncertainty\": 1, \"dof\": -1, \"variable\": \"v\"}]}",
    "1:89: the dof of a contribution to the number x should be greater than 0"
  ),
])
func `a fault of a number is told`(number: String, told: String) {
  #expect(fault("{\"numbers\": {\(number)}}").split(separator: "\n")[0] == "n.json:" + told)
}

@Test(arguments: [
  ("1", "step 1 should be an object, not a number"),
  ("{\"id\": 1, \"value\": 1, \"unit\": \"1\"}", "step 1 does not say where its value came from"),
  ("{\"id\": 1, \"exact\": true, \"constant\": \"F\"}", "step 1 has constant and exact at once"),
  (
    "{\"id\": 1, \"exact\": false, \"value\": 1, \"unit\": \"1\"}",
    "the exact of step 1 should be true, not false"
  ),
  (
    "{\"id\": 2, \"exact\": true, \"value\": 1, \"unit\": \"1\"}",
    "the id of this step should be 1, its place in the list"
  ),
  ("{\"id\": 1, \"exact\": true, \"unit\": \"1\"}", "step 1 has no value"),
  (
    "{\"id\": 1, \"exact\": true, \"value\": 1, \"text\": \"1\"}",
    "step 1 has an unknown key \"text\""
  ),
  (
    "{\"id\": 1, \"parameter\": 1, \"value\": 1, \"unit\": \"1\"}",
    "the parameter of step 1 should be a string, not a number"
  ),
  (
    "{\"id\": 1, \"cell\": {\"path\": \"a\", \"line\": 0}}",
    "the line of the cell of step 1 should be a whole number from 1"
  ),
  (
    "{\"id\": 1, \"cell\": {\"path\": \"a\", \"line\": 1, \"column\": 1}}",
    "the cell of step 1 has no text"
  ),
  ("{\"id\": 1, \"operation\": \"plus\"}", "the operation \"plus\" is not known"),
  ("{\"id\": 1, \"operation\": \"add\"}", "step 1 has no inputs"),
  ("{\"id\": 1, \"operation\": \"add\", \"inputs\": [0]}", "add cannot take 1 inputs"),
  (
    "{\"id\": 1, \"operation\": \"negate\", \"inputs\": [1]}",
    "step 1 takes in step 1, which is not before it"
  ),
  (
    "{\"id\": 1, \"operation\": \"negate\", \"inputs\": [-1]}",
    "an input of step 1 should be the id of an earlier step, not -1"
  ),
  ("{\"id\": 1, \"operation\": \"power\", \"inputs\": [0]}", "step 1 has no exponent"),
  (
    "{\"id\": 1, \"operation\": \"sqrt\", \"inputs\": [0], \"exponent\": 2}", "sqrt has no exponent"
  ),
  (
    "{\"id\": 1, \"procedure\": \"fit\", \"inputs\": {\"a\": 7}}",
    "step 1 takes in step 7, which is not before it"
  ),
  (
    "{\"id\": 1, \"procedure\": \"fit\", \"inputs\": {\"a\": {\"path\": \"p\"}}}",
    "an input of step 1 has no cells"
  ),
  ("{\"id\": 1, \"procedure\": \"fit\", \"inputs\": {}}", "step 1 has no output"),
  (
    "{\"id\": 1, \"procedure\": \"fit\", \"inputs\": {}, \"covariance\": {\"a\": \"b\"}}",
    "the covariance with a of step 1 should be a number, not a string"
  ),
])
func `a fault of a step is told`(step: String, told: String) {
  let zero = "{\"id\": 0, \"exact\": true, \"value\": 1, \"unit\": \"1\"}"
  let text = fault("{\"numbers\": {}, \"steps\": [\(zero),\n\(step)]}")
  #expect(text.hasPrefix("n.json:2:"))
  #expect(text.split(separator: "\n")[0].hasSuffix(": " + told))
}

@Test(arguments: [
  ("\"step\": 3", "there is no step 3: the last one is 0", ""),
  ("\"budget\": \"full\"", "the budget \"full\" is not known", "a budget is complete or partial"),
  (
    "\"budget\": \"partial\"", "the number x has no missing",
    "a partial budget says what it leaves out"
  ),
  (
    "\"u\": 1", "the number x has an unknown key \"u\"",
    "the keys are value, unit, uncertainty, dof, budget, missing, decimals, definition, step, contributions"
  ),
])
func `a fault gets a hint`(member: String, told: String, hint: String) {
  let text = fault(
    "{\"numbers\": {\"x\": {\"value\": 1, \"unit\": \"1\", \(member)}}, "
      + "\"steps\": [{\"id\": 0, \"exact\": true, \"value\": 1, \"unit\": \"1\"}]}")
  #expect(text.contains(": \(told)\n"))
  #expect(text.hasSuffix(hint.isEmpty ? "^" : "\n  hint: \(hint)"))
}
