import Host
import Testing
import Text

/// The JSON Schemas that `schema` prints.
struct ShippedSchemaTests {
  private static let folder = "\(Workspace.repository)/Sources/assay/schemas"

  /// Every file of the folder and what it says of itself.
  private func shipped() throws -> [(name: String, text: String, title: String)] {
    try Files.entries(of: Self.folder).map { entry in
      let bytes = try Files.read("\(Self.folder)/\(entry.name)")
      let title = try JSON.read(bytes, file: entry.name)["title"]?.string
      return (
        String(entry.name.dropLast(".schema.json".count)), String(decoding: bytes, as: UTF8.self),
        try #require(title)
      )
    }
  }

  @Test func `each is listed by name`() throws {
    let w = try Workspace()
    let outcome = try w.call([Workspace.assay, "schema"])
    #expect(outcome.code == 0 && outcome.stderr == "")
    let width = try shipped().map(\.name.count).max() ?? 0
    let lines = try shipped().map {
      $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.title
    }
    #expect(outcome.stdout.split(separator: "\n").map(String.init).sorted() == lines.sorted())
  }

  @Test func `each is printed as it lies in its file`() throws {
    let w = try Workspace()
    for schema in try shipped() {
      #expect(
        try w.call([Workspace.assay, "schema", schema.name])
          == Outcome(stdout: schema.text, stderr: "", code: 0))
    }
  }

  @Test func `one that there is not`() throws {
    let w = try Workspace()
    try w.assay(
      "schema", "numebrs",
      stderr: "error: there is no schema `numebrs`\n  hint: did you mean `numbers`?", code: 2)
    let names = try w.call([Workspace.assay, "schema"]).stdout.split(separator: "\n")
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    try w.assay(
      "schema", "x/y",
      stderr: """
        error: there is no schema `x/y`
          hint: the schemas are \(names.joined(separator: ", "))
        """, code: 2)
  }
}
