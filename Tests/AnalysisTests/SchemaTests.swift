// The schema of numbers.json: its examples are read, and it knows the keys and words the reader
// knows.
import Analysis
import Quantity
import Testing
import Text

private func schema() throws -> JSON {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let path = "/\(root)/Sources/assay/schemas/numbers.schema.json"
  return try JSON.read(StageProgram.content(of: path), file: "numbers.schema.json")
}

@Test func `the examples of the schema are read and come back as they are`() throws {
  let examples = try #require(try schema()["examples"]?.array)
  #expect(examples.count == 2)
  for example in examples {
    let file = try NumbersFile.read(Array(example.compact.utf8), file: "example")
    #expect(!file.numbers.isEmpty)
    if example["assay"] != nil { #expect(file.text == example.pretty) }
  }
}

@Test func `the example of a derivation is right`() throws {
  let example = try #require(try schema()["examples"]?.array?.last)
  let file = try NumbersFile.read(Array(example.compact.utf8), file: "example")
  let number = try #require(file["density"])
  let step = try #require(number.step)
  let propagated = try Propagation(of: step, in: file.steps)
  #expect(
    zip(propagated.contributions, number.contributions).allSatisfy {
      $0.variable == $1.variable && abs($0.uncertainty - $1.uncertainty) < 1e-15
    })
  #expect(abs((propagated.uncertainty ?? 0) - (number.uncertainty?.standard ?? 1)) < 1e-15)
}

@Test func `the schema has the operations of the program`() throws {
  let operation = try schema()["$defs"]?["operation"]?["properties"]?["operation"]
  #expect(operation?["enum"]?.array?.map(\.string) == Operation.allCases.map(\.rawValue))
}

@Test func `the schema has the keys of a number`() throws {
  let keys = try #require(try schema()["$defs"]?["number"]?["properties"]?.members).map(\.key)
  let text = #"{"numbers": {"x": {"other": 1}}}"#
  #expect {
    try NumbersFile.read(Array(text.utf8), file: "")
  } throws: {
    ($0 as? Diagnostic)?.hint == "the keys are \(keys.joined(separator: ", "))"
  }
}
