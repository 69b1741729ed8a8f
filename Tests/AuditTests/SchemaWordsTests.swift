import Pipeline
import Quantity
import SchemaChecks
import Store
import Testing
import Text

@testable import Audit

/// The words of a list in a schema.
private func words(_ schema: String, _ place: String...) throws -> [String] {
  let list = try place.reduce(Schemas.read(schema)) { try #require($0[$1]) }
  return list.array?.compactMap(\.string) ?? []
}

@Test func `the schemas of answers have the classes and origins that there are`() throws {
  let classes = NumberClass.allCases.map(\.rawValue)
  #expect(try words("trace", "$defs", "number", "properties", "class", "enum") == classes)
  #expect(try words("numbers-list", "$defs", "number", "properties", "class", "enum") == classes)
  let origins = Origin.allCases.map(\.rawValue)
  #expect(try words("trace", "$defs", "origin", "enum") == origins)
  #expect(
    try words("numbers-list", "$defs", "number", "properties", "origins", "items", "enum")
      == origins)
  #expect(try words("pipeline", "$defs", "source", "properties", "origin", "enum") == origins)
}

@Test func `the schema of an account has the operations that there are`() throws {
  let operations = try words("trace", "$defs", "step", "properties", "operation", "enum")
  #expect(
    operations.filter { Operation(rawValue: $0) != nil } == Operation.allCases.map(\.rawValue))
}

@Test func `the schemas have the types and distributions that an evaluation may have`() throws {
  let kinds = Evaluation.Kind.allCases.map(\.rawValue)
  let distributions = Evaluation.Distribution.allCases.map(\.rawValue)
  for (schema, place) in [("numbers", "evaluation"), ("trace", "component")] {
    #expect(try words(schema, "$defs", place, "properties", "type", "enum") == kinds)
    #expect(
      try words(schema, "$defs", place, "properties", "distribution", "enum") == distributions)
  }
}

@Test func `the schema of an explanation has the kinds of lines that there are`() throws {
  let items = try Schemas.read("explain")["properties"]?["manifest"]?["items"]
  let kinds = items?["prefixItems"]?.array?.first?["enum"]?.array?.compactMap(\.string)
  #expect(kinds == ManifestLine.Kind.allCases.map(\.rawValue))
}
