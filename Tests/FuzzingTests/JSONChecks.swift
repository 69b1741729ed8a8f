import Text

/// JSON: what is read can be written and read again, and every value stands where it says.
enum JSONChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let value: JSON
    do {
      value = try JSON.read(bytes, file: "a.json")
    } catch {
      return try error.check(in: bytes, "a.json")
    }
    for text in [value.compact, value.pretty] {
      let again: JSON
      do {
        again = try JSON.read(Array(text.utf8), file: "b.json")
      } catch {
        throw Violation(description: "what was written cannot be read: \(error)")
      }
      try require(again.compact.isWritten(value.compact), "it reads back as \(again.compact)")
      try require(again.pretty.isWritten(value.pretty), "it reads back as \(again.pretty)")
    }
    try checkPlaces(of: value, in: Page.of(bytes))
  }

  private static func checkPlaces(of value: JSON, in page: Page) throws(Violation) {
    let first = page.rest(line: value.line, column: value.column)?.first
    let expected =
      switch value.kind {
      case .null: "n"
      case .bool(let truth): truth ? "t" : "f"
      case .number(let text): text
      case .string: "\""
      case .array: "["
      case .object: "{"
      }
    try require(
      first == expected.unicodeScalars.first,
      "no \(value.noun) at line \(value.line), column \(value.column)")
    for element in value.array ?? [] { try checkPlaces(of: element, in: page) }
    for member in value.members ?? [] {
      try require(
        page.shows("\"", line: member.line, column: member.column), "no key at \(member.line)")
      try checkPlaces(of: member.value, in: page)
    }
  }
}
