// The strict reader: what it accepts, what it refuses, and where.
import Testing
import Text

private func read(_ text: String) throws -> JSON {
  try JSON.read(Array(text.utf8), file: "a.json")
}

private func fault(_ bytes: [UInt8]) -> String {
  do throws(Diagnostic) {
    return "no fault: \(try JSON.read(bytes, file: "a.json").compact)"
  } catch {
    return error.description
  }
}

private func fault(_ text: String) -> String { fault(Array(text.utf8)) }

@Test func `every kind of value is read with its place`() throws {
  let json = try read("{\"a\": [1, -2.50e3,\n  \"‰\", true],\r\n \"bµ\": {\"c\": null}}")
  #expect(json.compact == #"{"a": [1, -2.50e3, "‰", true], "bµ": {"c": null}}"#)
  #expect((json.line, json.column) == (1, 1))
  let list = try #require(json["a"]?.array)
  #expect(list.map(\.line) == [1, 1, 2, 2])
  #expect(list.map(\.column) == [8, 11, 3, 8])
  #expect(list[1].double == -2500)
  #expect(list[0].int == 1)
  let second = try #require(json.members?.last)
  #expect((second.line, second.column) == (3, 2))
  #expect((second.value.line, second.value.column) == (3, 8))
}

@Test func `escapes are resolved, surrogate pairs too`() throws {
  #expect(
    try read(#""\"\\\/\b\f\n\r\t\u00b5 \ud83d\ude00!""#).string == "\"\\/\u{8}\u{C}\n\r\tµ 😀!")
}

@Test func `places do not count in a comparison`() throws {
  #expect(try read("  {\"a\":\n 1}") == JSON.object([("a", 1)]))
  #expect(try read("1.0") != read("1"))
}

@Test func `a number too large for a double has no double`() throws {
  #expect(try read("1e999").double == nil)
  #expect(try read("-1e308").double == -1e308)
  #expect(try read("1.0").int == nil)
}

@Test func `nothing is no JSON`() {
  #expect(fault("") == "a.json:1:1: there is no JSON in the file\n  1 | \n    | ^")
  #expect(fault(" \n") == "a.json:2:1: there is no JSON in the file\n  2 | \n    | ^")
}

@Test func `a byte-order mark is told`() {
  let told = """
    a.json:1:1: the file begins with a byte-order mark
      1 | \u{FEFF}{}
        | ^
      hint: save it as UTF-8 without BOM
    """
  #expect(fault([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == told)
}

@Test func `a byte that is not UTF-8 is told where it stands`() {
  let told = """
    a.json:2:4: the file is not UTF-8: byte 0xB5
      2 |  "µ�"]
        |    ^
      hint: save it as UTF-8
    """
  #expect(fault(Array("[1,\n \"µ".utf8) + [0xB5] + Array("\"]".utf8)) == told)
}

@Test(arguments: ["NaN", "nan", "Infinity", "inf", "-Infinity", "-inf"])
func `a number that is not finite is told as such`(word: String) {
  let carets = String(repeating: "^", count: word.count)
  let told = """
    a.json:1:7: \(word) is not a JSON number
      1 | {"x": \(word)}
        |       \(carets)
      hint: a result that is not finite is no result: leave it out
    """
  #expect(fault("{\"x\": \(word)}") == told)
}

@Test func `a key that stands twice is told with both places`() {
  let told = """
    a.json:2:2: the key "a" stands twice in one object
      2 |  "a": 2}
        |  ^^^
      hint: it stands first at line 1, column 2
    """
  #expect(fault("{\"a\": 1,\n \"a\": 2}") == told)
  #expect(fault(#"{"a": 1, "\u0061": 2}"#).hasPrefix("a.json:1:10: the key \"a\" stands twice"))
}

@Test func `nesting is bounded`() throws {
  let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
  #expect(try read(deepest).compact == deepest)
  let told = "a.json:1:129: lists and objects are nested deeper than 128 levels"
  #expect(fault(String(repeating: "[", count: 100_000)).hasPrefix(told))
}

@Test(arguments: [
  ("{} x", "1:4", "more text after the end of the JSON value"),
  ("[1 2]", "1:4", "a comma or a closing ] should stand here"),
  ("[1,]", "1:3", "a comma stands before the closing ]"),
  ("[\n  1,\n\n]", "2:4", "a comma stands before the closing ]"),
  ("{\"a\": 1,}", "1:8", "a comma stands before the closing }"),
  ("[1", "1:3", "the file ends before the closing ]"),
  ("[1,", "1:4", "the file ends where a value should stand"),
  ("{a: 1}", "1:2", "a key in double quotes should stand here"),
  ("{\"a\" 1}", "1:6", "a colon should stand after the key"),
  ("{\"a\":", "1:6", "the file ends where a value should stand"),
  ("['a']", "1:2", "a value should stand here"),
  ("// x", "1:1", "a value should stand here"),
  ("[+1]", "1:2", "a number begins with a digit or a minus sign"),
  ("[.5]", "1:2", "a number begins with a digit or a minus sign"),
  ("[)]", "1:2", "a value should stand here"),
  ("True", "1:1", "True is not JSON"),
  ("None", "1:1", "None is not JSON"),
  ("word", "1:1", "word is not JSON"),
  ("[-]", "1:3", "a digit should stand here"),
  ("[01]", "1:2", "a number does not begin with a zero"),
  ("[1.]", "1:4", "a digit should stand after the point"),
  ("[1e+]", "1:5", "a digit should stand in the exponent"),
  ("[\"a]", "1:2", "the string has no closing quote"),
  ("[\"\\n", "1:2", "the string has no closing quote"),
  ("[\"a\nb\"]", "1:4", "a control character in a string wants an escape such as \\n or \\t"),
  ("[\"\\t\tb\"]", "1:5", "a control character in a string wants an escape such as \\n or \\t"),
  ("[\"\\x\"]", "1:3", "JSON does not know this escape"),
  ("[\"\\u12\"]", "1:3", "four hexadecimal digits should stand after \\u"),
  ("[\"\\ud800\"]", "1:3", "half a surrogate pair is no character"),
  ("[\"\\ud800\\u0041\"]", "1:3", "half a surrogate pair is no character"),
  ("[\"\\udc00\"]", "1:3", "half a surrogate pair is no character"),
])
func `a fault is told at its place`(text: String, place: String, message: String) {
  #expect(fault(text).split(separator: "\n")[0] == "a.json:\(place): \(message)")
}

@Test(arguments: [
  ("[1,]", "remove the comma"), ("['a']", "a string wants double quotes"),
  ("# x", "JSON has no comments"), ("True", "write true"), ("None", "write null"),
  ("word", "a string wants double quotes"),
])
func `a common mistake gets a hint`(text: String, hint: String) {
  #expect(fault(text).hasSuffix("\n  hint: \(hint)"))
}

@Test func `a cut-off file never traps`() {
  let whole = Array(#"{"aµ": [1.5e-3, "x\u00b5\ud83d\ude00", true, null], "b": {"c": -0}}"#.utf8)
  for end in 0..<whole.count { #expect(fault(Array(whole[..<end])).hasPrefix("a.json:1:")) }
}
