import Host
import SchemaChecks
import Testing
import Text
import YAML

/// docs/pipeline.md says what the schema says, and every example in either can be run.
struct PipelinePageTests {
  private static let path = Schemas.repository + "/docs/pipeline.md"
  private static let (start, end) = ("<!-- keys -->\n", "<!-- /keys -->")

  private static func page() throws -> PipelinePage { PipelinePage(try Schemas.read("pipeline")) }

  @Test func `the tables are those of the schema`() throws {
    let text = String(decoding: try Files.read(Self.path), as: UTF8.self)
    let from = try #require(text.firstRange(of: Self.start)?.upperBound)
    let to = try #require(text.firstRange(of: Self.end)?.lowerBound)
    let tables = try Self.page().text
    guard text[from..<to] != tables else { return }
    if Machine.variable("ASSAY_WRITE_DOCS") == "1" {
      try Files.write(Array((text[..<from] + tables + text[to...]).utf8), to: Self.path)
    } else {
      Issue.record(
        "between the marks of \(Self.path) must stand, by hand or by ASSAY_WRITE_DOCS=1:\n\(tables)"
      )
    }
  }

  @Test func `an example in a table is the example of the schema`() throws {
    for key in try Self.page().sections.flatMap(\.keys) {
      for example in key.examples {
        let line = try Document(Array(key.line(of: example).utf8), file: key.name, number: 0)
        #expect(line.root.json == .object([(key.name, example)]))
      }
    }
  }

  @Test func `every key has a meaning and an example`() throws {
    for key in try Self.page().sections.flatMap(\.keys) {
      #expect(key.description.hasSuffix("."), "\(key.name)")
      #expect(!key.examples.isEmpty, "\(key.name)")
    }
  }

  /// The smallest pipeline around an example.
  struct Example: CustomTestStringConvertible {
    let section: String
    let key: PipelinePage.Key
    let value: JSON

    var testDescription: String { "\(section): \(key.line(of: value))" }

    /// A part of the pipeline as the context has it, with the example if it belongs there.
    private func part(_ name: String, _ start: JSON = .object([])) -> JSON {
      let context = start.joined(with: key.context[name] ?? .object([]))
      return name == section ? context.joined(with: .object([(key.name, value)])) : context
    }

    /// Whether the example or its context speaks of a part.
    private func has(_ name: String) -> Bool { name == section || key.context[name] != nil }

    var pipeline: JSON {
      var stage = part("stage", .object([("run", "true")]))
      if has("rows") { stage = stage.joined(with: .object([("foreach", part("rows"))])) }
      if has("output") { stage = stage.joined(with: .object([("outputs", [part("output")])])) }
      if has("variable") {
        stage = stage.joined(with: .object([("environment", [part("variable")])]))
      }
      var root = JSON.object([("assay", 1), ("stages", .object([("example", stage)]))])
      if has("source") { root = root.joined(with: .object([("sources", [part("source")])])) }
      if has("exclusion") { root = root.joined(with: .object([("exclude", [part("exclusion")])])) }
      var manuscript = part("manuscript")
      if has("claim") {
        let text = JSON.object([("file", "paper.md"), ("claims", [part("claim")])])
        manuscript = text.joined(with: manuscript)
      }
      if has("finding") {
        let text = JSON.object([("file", "paper.md"), ("findings", [part("finding")])])
        manuscript = text.joined(with: manuscript)
      }
      if has("manuscript") || has("claim") || has("finding") {
        root = root.joined(with: .object([("manuscripts", [manuscript])]))
      }
      for name in ["parameters", "pools"] where has(name) {
        root = root.joined(with: .object([(name, part(name))]))
      }
      return section == "pipeline" ? root.joined(with: .object([(key.name, value)])) : root
    }
  }

  private static let examples: [Example] =
    (try? page().sections.flatMap { section in
      section.keys.flatMap { key in
        key.examples.map { Example(section: section.name, key: key, value: $0) }
      }
    }) ?? []

  /// The files that examples name.
  private static let files = [
    "raw/a.csv": "1,2\n2,9\n", "raw/b.csv": "1,3\n2,8\n", "raw/c.csv": "1,0\n",
    "raw/cells.json": #"{"mass": {"a": 8.1, "b": 8.3}}"#, "params.yaml": "fit: { order: 3 }\n",
    "samples.csv": "cell,power,xrd\na,10W,yes\nb,25W,no\n", "fit.sh": "sort\n",
    "paper.md": "Up to 5 V.\n", "claims.yaml": "- { quote: 5 V, reason: theirs }\n",
    "analyses/xrd.yaml": "stages: { xrd: { run: \"true\" } }\n",
  ]

  @Test(arguments: examples) func `an example can be run`(example: Example) throws {
    let w = try Workspace(example.pipeline.pretty, files: Self.files)
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code == 0, "\(outcome)")
  }

  @Test func `the pipelines on the page can be run`() throws {
    let text = String(decoding: try Files.read(Self.path), as: UTF8.self)
    let blocks = text.split(separator: "```").filter { $0.hasPrefix("yaml\nassay: 1\n") }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let w = try Workspace(String(block.dropFirst("yaml\n".count)), files: Self.files)
      let outcome = try w.call([Workspace.assay, "run"])
      #expect(outcome.code == 0, "\(outcome)")
    }
  }
}

extension JSON {
  /// An object with the members of another one in place of its own.
  fileprivate func joined(with other: JSON) -> JSON {
    let kept = (members ?? []).filter { other[$0.key] == nil }
    return JSON(.object(kept + (other.members ?? [])))
  }
}
