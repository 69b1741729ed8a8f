// JSON as text: compact for programs, one fact a line for people.
import Testing
import Text

@Test func `the compact text has a space after every colon and comma`() {
  let json: JSON = ["a": 1, "b": [1, 2.5, true], "c": [:], "d": [], "e": .null]
  #expect(json.compact == #"{"a": 1, "b": [1, 2.5, true], "c": {}, "d": [], "e": null}"#)
}

@Test func `doubles are written with the shortest text that reads back`() {
  #expect(JSON(0.1 + 0.2).compact == "0.30000000000000004")
  #expect(JSON(1e-7).compact == "1e-07")
  #expect(JSON(5).compact == "5")
  #expect(JSON(Double.nan).compact == "null")
}

@Test func `control characters, quotes and backslashes are escaped and nothing else`() throws {
  let text = "\"\\\n\r\t\u{1}\u{1F}µ‰😀\u{7F}"
  #expect(JSON(text).compact == "\"\\\"\\\\\\n\\r\\t\\u0001\\u001fµ‰😀\u{7F}\"")
  #expect(try JSON.read(Array(JSON(text).compact.utf8), file: "").string == text)
}

@Test func `the pretty text has one fact a line`() {
  let long = JSON.string(String(repeating: "x", count: 90))
  let json: JSON = [
    "assay": "record/1",
    "outputs": [["path": "a.csv", "digest": "1f"], ["path": "b.csv", "digest": "2e"]],
    "steps": [["id": 2, "inputs": [0, 1], "value": 0.5]],
    "long": ["text": long],
    "empty": [],
  ]
  let expected = """
    {
      "assay": "record/1",
      "outputs": [
        {"path": "a.csv", "digest": "1f"},
        {"path": "b.csv", "digest": "2e"}
      ],
      "steps": [
        {"id": 2, "inputs": [0, 1], "value": 0.5}
      ],
      "long": {
        "text": "\(String(repeating: "x", count: 90))"
      },
      "empty": []
    }

    """
  #expect(json.pretty == expected)
}

@Test func `an outermost container is always opened, a bare value is not`() {
  #expect(JSON(1).pretty == "1\n")
  #expect(JSON.array([1, 2]).pretty == "[\n  1,\n  2\n]\n")
  #expect(JSON.object([]).pretty == "{}\n")
}
