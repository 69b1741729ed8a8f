import Audit
import Host
import Testing
import Text

@testable import Exchange

/// Statements and envelopes, written and read back.
struct StatementTests {
  private static let sealed = Sealed(
    commit: String(repeating: "a", count: 40), tree: String(repeating: "b", count: 40),
    date: "2026-01-02T03:04:05+01:00", pipeline: "pipeline.yaml",
    parameters: [Sealed.Parameter(name: "fit.window", text: "[1, 2]")],
    files: [
      SealedFile(path: "code.py", role: .code, digest: .of("code")),
      SealedFile(path: "große Datei.csv", role: .data, digest: .of("data"), isCommitted: false),
      SealedFile(
        path: "paper.md", role: .manuscript, digest: .of("paper"),
        claims: [
          SealedClaim(line: 3, column: 7, text: "1,25 \"mg\"", target: "a.x", verdict: "right")
        ]),
      SealedFile(
        path: "provenance/a.numbers.json", role: .numbers, digest: .of("numbers"),
        numbers: [
          SealedNumber(
            name: "x", value: 1.25e-300, unit: "µg", uncertainty: 0.1, grade: "simulated",
            printed: "1.25 µg"),
          SealedNumber(
            name: "y", value: -0.0, unit: "1", uncertainty: nil, grade: "unknown", printed: "0"),
        ]),
    ])

  @Test func `what is written is read back`() throws {
    let statement = Statement(Self.sealed, version: "0.1.0")
    let payload = Array(statement.json.pretty.utf8)
    #expect(try Statement(payload, file: "payload") == statement)
    let envelope = Envelope(
      payload, signatures: [.init(key: "SHA256:x", text: "armour\n"), .init(key: nil, text: "")])
    #expect(try Envelope(Array(envelope.text.utf8), file: "seal") == envelope)
    #expect(envelope.text.split(separator: "\n").count == 1)
  }

  /// The example of the protocol of DSSE, with the type of our payload.
  @Test func `what is signed`() {
    let bytes = Envelope(Array("hello world".utf8), signatures: []).signedBytes
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "DSSEv1 28 application/vnd.in-toto+json 11 hello world")
  }

  @Test func `results are subjects, what went in are dependencies`() throws {
    let json = Statement(Self.sealed, version: "0.1.0").json
    let names = { (list: JSON?) in (list?.array ?? []).compactMap { $0["name"]?.string } }
    #expect(names(json["subject"]) == ["paper.md", "provenance/a.numbers.json"])
    let build = json["predicate"]?["buildDefinition"]
    #expect(names(build?["resolvedDependencies"]) == ["commit", "code.py", "große Datei.csv"])
    #expect(build?["externalParameters"]?["parameters"]?["fit.window"]?.string == "[1, 2]")
  }

  @Test(arguments: [
    (#""line": 3"#, #""line": "3""#, "a claim has no place"),
    (#""value": -0.0"#, #""value": null"#, "a number has no value"),
    (#""sha256": "#, #""sha512": "#, "has no SHA-256"),
    (#""gitCommit""#, #""gitCommits""#, "the commit is missing or no text"),
    (#""subject""#, #""subjects""#, "the subjects are missing or no list"),
    ("code.py", "/code.py", "`/code.py` is no path of the project"),
    ("code.py", "a/../b", "`a/../b` is no path of the project"),
    (#""assay": "0.1.0""#, #""make": "4""#, "the version of assay is missing or no text"),
  ])
  func `what is no statement is told where it stands`(old: String, new: String, message: String) {
    let text = Statement(Self.sealed, version: "0.1.0").json.pretty.replacing(old, with: new)
    do {
      _ = try Statement(Array(text.utf8), file: "payload")
      Issue.record("\(new) was taken")
    } catch {
      #expect(error.message.contains(message), "\(error)")
      #expect(error.place?.file == "payload" && (error.place?.line ?? 0) > 0, "\(error)")
    }
  }
}
