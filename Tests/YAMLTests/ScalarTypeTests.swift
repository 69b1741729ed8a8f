import Testing

@testable import YAML

@Test(
  arguments: [
    ("", .null), ("~", .null), ("null", .null), ("nULL", .text),
    ("true", .bool(true)), ("False", .bool(false)), ("tRUE", .text),
    ("yes", .text), ("no", .text), ("NO", .text), ("on", .text), ("off", .text), ("y", .text),
    ("0", .integer), ("-12", .integer), ("+7", .integer), ("007", .integer), ("0o17", .integer),
    ("0x1F", .integer), ("0o8", .text), ("0x", .text), ("-0x1", .text), ("1_000", .text),
    ("1.5", .float), (".5", .float), ("5.", .float), ("1e3", .float), ("-1.5E-3", .float),
    (".inf", .float), ("-.Inf", .float), (".nan", .float), ("1e", .text), (".", .text),
    ("-", .text), ("+.nan", .text), ("1.2.3", .text), ("12:30:00", .text), ("2024-05-01", .text),
    ("200 mA/g", .text), ("inf", .text), ("٣", .text),
  ] as [(String, ScalarType)])
func `plain scalars mean what the core schema of YAML 1.2 says`(
  text: String, expected: ScalarType
) {
  #expect(ScalarType(plain: text) == expected)
}

@Test func `a quoted scalar is always text`() throws {
  let node = try Document(Array("'1'".utf8), file: "p.yaml").root
  #expect(node.type == .text)
}
