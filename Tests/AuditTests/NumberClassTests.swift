// The class of a number follows from the origins of everything it rests on.

import Pipeline
import Store
import Testing

@testable import Audit
@testable import assay

@Suite struct NumberClassTests {
  private func entry(_ yaml: String, _ table: String = Paper.table) throws -> String {
    var text = ""
    try Paper.inScratch(
      Paper.yaml.replacing("origin: published, reference: Table 1", with: yaml), table: table
    ) {
      var audit = try Paper.audit()
      for entry in try audit.listing().entries {
        text = entry.grade.rawValue + ": " + entry.origins.map(\.rawValue).joined(separator: ", ")
      }
    }
    return text
  }

  @Test(arguments: [
    ("origin: published", "recalculated: published"),
    ("origin: synthetic", "simulated: synthetic"),
    ("origin: digitized", "digitized: digitized"),
    ("origin: assumed", "assumed: assumed"),
    ("origin: unknown", "unknown: unknown"),
    ("origin: measured, instrument: ICP, date: 2024-05-01, by: Ada", "measured: measured"),
  ])
  func `the origin of the data names the class`(origin: String, expected: String) throws {
    #expect(try entry(origin) == expected)
  }

  @Test func `data that no rule matches is unknown`() throws {
    let yaml = Paper.yaml.replacing("files: raw/table.csv", with: "files: raw/other.csv")
    try Paper.inScratch(yaml) {
      expect(try Paper.table(), "share.ni  75.00(21) %  unknown  complete budget")
      #expect(
        try Paper.trace("ni").contains(
          "no git repository · origin unknown: no rule under `sources` names it"))
    }
  }

  @Test func `a file that calls itself synthetic and is declared otherwise is refused`() throws {
    try Paper.inScratch(table: Paper.table + "SYNTHETIC,1\n") {
      #expect(
        Paper.error { _ = try Paper.table() } == """
          pipeline.yaml:3:5: `raw/table.csv` says of itself that it is SYNTHETIC, but this rule declares it published
            3 |   - { files: raw/table.csv, origin: published, reference: Table 1 }
              |     ^
            hint: declare it `origin: synthetic`, above this rule: the first match decides
          """)
    }
  }

  @Test func `a file that calls itself synthetic is synthetic where no rule speaks of it`() throws {
    let yaml = Paper.yaml.replacing("files: raw/table.csv", with: "files: raw/other.csv")
    try Paper.inScratch(yaml, table: Paper.table + "SYNTHETIC,1\n") {
      expect(try Paper.table(), "share.ni  75.00(21) %  simulated  complete budget")
    }
  }

  // MARK: - Constants, parameters, procedures

  private static let constants = """
    {"numbers": {"q": {"value": 6, "unit": "1", "step": 2}, "r": {"value": 2, "unit": "1", "step": 0}},
     "steps": [
       {"id": 0, "constant": "two", "reference": "CODATA", "value": 2, "unit": "1"},
       {"id": 1, "PARAMETER": "three", "value": 3, "unit": "1"},
       {"id": 2, "operation": "multiply", "inputs": [0, 1], "value": 6, "unit": "1"}]}
    """

  @Test func `where there are no data the constants decide`() throws {
    try Paper.inScratch(numbers: Self.constants.replacing("PARAMETER", with: "constant")) {
      expect(
        try Paper.table(),
        """
        share.q  6  assumed       no budget stated
        share.r  2  recalculated  no budget stated
        """)
      expect(
        try Paper.trace("q"),
        """
        share.q = 6 (assumed)
        0/0 cells re-read · 1/1 steps recomputed · 0 asserted

        q = two · three = 6
        ├─ two = 2  published (CODATA)
        └─ three = 3  constant three · assumed
        """)
    }
  }

  @Test func `a parameter with another text than the record's is told`() throws {
    let numbers = Self.constants.replacing(
      "\"PARAMETER\": \"three\"", with: "\"parameter\": \"p\", \"text\": \"3\"")
    try Paper.inScratch(numbers: numbers) {
      try Paper.record(
        "share", numbers, at: "share.json", inputs: ["raw/table.csv"],
        lines: [ManifestLine(.parameter, ["p", "integer", "4"])])
      expect(
        try Paper.trace("q"),
        """
        share.q = 6 (assumed)
        0/0 cells re-read · 1/1 steps recomputed · 0 asserted
        ✗ share step 1: the parameter was given as "4", the step says "3"

        q = two · p = 6
        ├─ two = 2  published (CODATA)
        └─ p = 3  parameter p · assumed
             ✗ the parameter was given as "4", the step says "3"
        """)
    }
  }

  @Test func `a procedure is asserted and rests on all data of its stage`() throws {
    let numbers = """
      {"numbers": {"slope": {"value": 0.5, "unit": "g", "step": 0}}, "steps": [
        {"id": 0, "procedure": "line", "output": "slope", "method": "weighted by 1/u²",
         "inputs": {"points": {"path": "raw/table.csv", "cells": "B2:B3"}}, "value": 0.5, "unit": "g"}]}
      """
    try Paper.inScratch(numbers: numbers) {
      expect(
        try Paper.trace("slope"),
        """
        share.slope = 0.5 g (recalculated)
        0/0 cells re-read · 0/0 steps recomputed · 1 asserted

        slope = 0.5 g  line · asserted by share
          weighted by 1/u²
          points: raw/table.csv B2:B3
        """)
      try Paper.edit("raw/table.csv", "2.0", "2.1")
      expect(
        try Paper.table(),
        """
        share.slope  0.5 g  recalculated, stale  no budget stated
        note: 1 number is stale, an input has changed since: assay run
        """)
    }
  }
}
