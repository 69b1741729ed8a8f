// The JSON that other programs may rely on.

import Text
import Testing

@testable import Audit
@testable import assay

@Suite struct AccountJSONTests {
  @Test func `numbers in JSON have all fields, null where nothing is known`() throws {
    try Paper.inScratch(numbers: #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#) {
      var audit = try Paper.audit()
      expect(
        try audit.listing().json.pretty,
        """
        {
          "numbers": [
            {
              "id": "share.x",
              "stage": "share",
              "value": 1.5,
              "uncertainty": null,
              "dof": null,
              "budget": null,
              "unit": "%",
              "definition": null,
              "origins": ["published"],
              "class": "recalculated",
              "printed": "1.5 %"
            }
          ]
        }

        """)
    }
  }

  @Test func `numbers in doubt are left out of the JSON and told beside it`() throws {
    try Paper.inScratch {
      try Paper.edit("share.json", "both metals", "all metals")
      var audit = try Paper.audit()
      expect(
        try audit.listing().json.pretty,
        """
        {
          "numbers": [],
          "doubts": [
            {
              "stage": "share",
              "message": "share.json was altered: the record of `share` names the bytes 9423198b89b5, these are 7b8b768a1ab6\\n  the numbers in it are the same"
            }
          ]
        }

        """)
    }
  }

  @Test func `a trace in JSON names the steps, cells, commits and the stage`() throws {
    try Paper.inScratch {
      try git("init", "-q", "-b", "main")
      try commit("Type in Table 1")
      var audit = try Paper.audit()
      let json = try audit.account(of: "ni").json
      #expect(
        json.members?.map(\.key) == [
          "number", "checks", "findings", "steps", "cells", "stage", "upstream", "claims",
        ])
      #expect(json["number"]?["class"]?.string == "recalculated")
      let checks: JSON = [
        "holds": true, "cells": 2, "reread": 2, "steps": 3, "recomputed": 3, "asserted": 0,
        "stale": [],
      ]
      #expect(json["checks"] == checks)
      let step: JSON = [
        "id": 3, "stage": "share", "label": "w_Ni", "operation": "divide", "value": 0.75,
        "unit": "1", "uncertainty": .null, "inputs": [0, 2], "verdict": "recomputed",
      ]
      #expect(json["steps"]?.array?[3] == step)
      let cell: JSON = [
        "step": 1, "path": "raw/table.csv", "line": 3, "column": 2, "address": "B3",
        "text": "2.0", "value": 2.0, "unit": "g", "origin": "published", "reference": "Table 1",
        "verdict": "re-read", "commit": "1880c3717c1d0c4c09df97404e8ef8f15dfa18c3",
        "author": "Ada Lovelace", "date": "2026-11-23T18:08:00+01:00",
        "subject": "Type in Table 1", "committed": true,
        "history": "1880c371 2026-11-23 Ada Lovelace “Type in Table 1”",
      ]
      expect(json["cells"]?.array?[1].compact ?? "", cell.compact)
      #expect(json["stage"]?["code"]?.array?.first?["path"]?.string == "share.py")
      #expect(json["stage"]?["record"]?["committed"]?.bool == true)
    }
  }
}
