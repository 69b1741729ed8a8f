import SchemaChecks
import Testing
import Text

@testable import Build

@Test func `the schemas of answers have the verdicts that there are`() throws {
  let places = [
    ("status", ["$defs", "stage", "properties", "verdict", "enum"]),
    ("explain", ["properties", "verdict", "enum"]),
    ("run", ["properties", "stages", "items", "properties", "verdict", "enum"]),
  ]
  var words: [String: Set<String>] = [:]
  for (schema, place) in places {
    let list = try place.reduce(Schemas.read(schema)) { try #require($0[$1]) }
    words[schema] = Set(list.array?.compactMap(\.string) ?? [])
  }
  #expect(words["status"] == words["explain"]?.union(["orphan"]))
  #expect(words.values.reduce([]) { $0.union($1) } == Set(Verdict.allCases.map(\.rawValue)))
}
