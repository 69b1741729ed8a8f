// Whatever is changed of a sealed project, or of the seal, is found and named.

import Exchange
import Host
import Testing

@Suite(SealProject.isThere)
struct SealTamperTests {
  // MARK: - What is sealed

  @Test(arguments: [
    ("provenance/fit.json", "record"), ("provenance/fit.numbers.json", "numbers"),
    ("x.json", "output"), ("paper.md", "manuscript"), ("pipeline.yaml", "pipeline"),
    ("fit.sh", "code"), ("raw/x.json", "data"), ("raw/unused.csv", "data"),
  ])
  func `a file with one byte more, here and then committed, or gone`(
    path: String, role: String
  ) throws {
    let p = try SealProject().sealed()
    let text = try p.w.read(path)
    try p.w.write(path, text + "\n")
    let changed = ["here \(role) \(path): has other bytes than were sealed"]
    #expect(try p.findings() == changed)
    let told = try p.w.call([Workspace.assay, "verify", "--seal"])
    #expect(
      told.stdout.contains(
        "here     10 of 11 files as sealed\n"
          + "the seal holds, and what stands here is not what was sealed\n"))
    try p.w.commit("Change")
    #expect(try p.findings() == changed)
    try p.w.write(path, text)
    #expect(try p.findings() == [])
    guard role != "pipeline" else { return }
    try p.w.remove(path)
    #expect(try p.findings() == ["here \(role) \(path): is missing"])
  }

  @Test func `the file of a machine`() throws {
    let p = try SealProject().sealed()
    let name = try #require(try p.w.files(in: "provenance/machines").first)
    try p.w.write("provenance/machines/\(name)", "{}\n")
    #expect(
      try p.findings() == [
        "here machine provenance/machines/\(name): has other bytes than were sealed"
      ])
  }

  // MARK: - git

  @Test func `a commit that was amended, and one that is gone`() throws {
    let p = try SealProject()
    #expect(try p.w.runs("seal", "--key", "../key"))
    try p.w.git("add", "-A")
    try p.w.git("commit", "-q", "--amend", "-m", "Begin otherwise")
    #expect(
      try p.findings() == [
        "git commit: is not in the history of HEAD: it was rewritten, or HEAD is elsewhere"
      ])
    try p.w.git("clone", "-q", "file://\(p.w.root)/project", "../clone")
    p.w.project = "clone"
    #expect(try p.findings() == ["git commit: is not in this repository"])
  }

  /// The file of an object that git keeps by itself.
  private func object(_ id: String) -> String { ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }

  private func id(_ p: SealProject, _ name: String) throws -> String {
    String(try p.w.git("rev-parse", name).dropLast())
  }

  @Test func `an object of git that holds other bytes than its name says`() throws {
    let p = try SealProject().sealed()
    let raw = try id(p, "HEAD:raw/x.json")
    try p.w.write("../forged", try p.w.read("raw/x.json").replacing("1.25", with: "9.25"))
    let forged = String(try p.w.git("hash-object", "-w", "../forged").dropLast())
    try #require(try p.w.call(["cp", "-f", object(forged), object(raw)]).code == 0)
    #expect(
      try p.findings() == [
        "git object raw/x.json: the object \(raw) does not hold: its bytes are those of \(forged)",
        "commit data raw/x.json: has other bytes in the sealed commit",
      ])
  }

  @Test func `a folder and a commit of git that hold other bytes`() throws {
    let p = try SealProject().sealed()
    let folder = try id(p, "HEAD:raw")
    let other = try id(p, "HEAD:provenance")
    try #require(try p.w.call(["cp", "-f", object(other), object(folder)]).code == 0)
    let findings = try p.findings()
    #expect(
      findings.first
        == "git object raw: the object \(folder) does not hold: its bytes are those of \(other)")
    #expect(findings.contains("commit data raw/x.json: is not in the sealed commit"))

    let q = try SealProject().sealed()
    let (sealed, head) = (try id(q, "HEAD~1"), try id(q, "HEAD"))
    try #require(try q.w.call(["cp", "-f", object(head), object(sealed)]).code == 0)
    #expect(
      try q.findings().contains(
        "git object: the object \(sealed) does not hold: its bytes are those of \(head)"))
  }

  @Test func `an object of git that is gone or cannot be read`() throws {
    let p = try SealProject().sealed()
    let raw = try id(p, "HEAD:raw/x.json")
    try p.w.remove(object(raw))
    #expect(try p.findings().contains { $0.hasPrefix("git object raw/x.json: the object \(raw) ") })
    let q = try SealProject().sealed()
    let tree = try id(q, "HEAD~1^{tree}")
    try q.w.remove(object(tree))
    try q.w.write(object(tree), "torn")
    #expect(try q.findings().first?.hasPrefix("git object: ") ?? false)
  }

  // MARK: - The seal itself

  @Test func `a seal that is none any more`() throws {
    let p = try SealProject().sealed()
    let text = try p.w.read(SealProject.seal)
    let place = "\(SealProject.seal):1"
    for (broken, finding) in [
      ("", "\(place):1: there is no JSON in the file"), ("{}", "no application/vnd.in-toto+json"),
      (text.replacing("in-toto+json", with: "json"), "no application/vnd.in-toto+json"),
      (
        text.replacing(#""payload": "ew"#, with: #""payload": "!!"#),
        "the payload is missing or not"
      ),
      (text.replacing(#""sig""#, with: #""gis""#), "a signature is missing or not in base64"),
    ] {
      #expect(broken != text)
      try p.w.write(SealProject.seal, broken)
      let findings = try p.findings()
      #expect(
        findings.count == 1 && findings.first?.hasPrefix("seal envelope: ") ?? false, "\(findings)")
      #expect(findings.first?.contains(finding) ?? false, "\(findings)")
    }
  }

  private static let notOver =
    "seal signature: is none over this statement: the one or the other was changed"

  @Test func `a signature with another byte, and one for something else`() throws {
    let p = try SealProject().sealed()
    let old = try Envelope(Array(p.w.read(SealProject.seal).utf8), file: "")
    func write(_ signature: String) throws {
      let key = old.signatures[0].key
      try p.w.write(
        SealProject.seal,
        Envelope(old.payload, signatures: [.init(key: key, text: signature)]).text)
    }
    let lines = old.signatures[0].text.split(separator: "\n").map(String.init)
    for index in lines.indices {
      var changed = lines
      let letter = changed[index].removeFirst()
      changed[index].insert(letter == "A" ? "B" : "A", at: changed[index].startIndex)
      try write(changed.joined(separator: "\n") + "\n")
      #expect(try p.findings() == [Self.notOver], "line \(index)")
    }
    // Whoever gets a person to sign a commit has no seal yet.
    try p.w.write("../message", String(decoding: old.signedBytes, as: UTF8.self))
    try #require(
      try p.w.call(["ssh-keygen", "-Y", "sign", "-n", "git", "-f", "../key", "../message"]).code
        == 0)
    try write(p.w.read("../message.sig"))
    #expect(try p.findings() == [Self.notOver])
  }

  @Test func `a statement with another digest, verdict or number`() throws {
    let p = try SealProject().sealed()
    let text = try p.w.read(SealProject.seal)
    for (old, new) in [
      (#""verdict": "right""#, #""verdict": "wrong""#),
      (#""class": "simulated""#, #""class": "measured""#),
      (#""scale": "2""#, #""scale": "3""#),
    ] {
      try p.w.write(SealProject.seal, text)
      try p.restate(signingWith: nil) { $0.replacing(old, with: new) }
      #expect(try p.findings() == [Self.notOver], "\(new)")
    }
    // Signed again by its owner, the digests are still those of git and of what stands here.
    let digest = Digest.of(try p.w.read("raw/x.json")).hex
    let other = Digest.of("other").hex
    try p.w.write(SealProject.seal, text)
    try p.restate(signingWith: "key") { statement in
      statement.replacing(
        #""name": "raw/x.json", "digest": {"sha256": "\#(digest)""#,
        with: #""name": "raw/x.json", "digest": {"sha256": "\#(other)""#
      ).replacing(
        "\"name\": \"raw/x.json\",\n          \"digest\": {\"sha256\": \"\(digest)\"",
        with: "\"name\": \"raw/x.json\",\n          \"digest\": {\"sha256\": \"\(other)\"")
    }
    #expect(
      try p.findings() == [
        "commit data raw/x.json: has other bytes in the sealed commit",
        "commit record provenance/fit.json: names other bytes of `raw/x.json` than is sealed",
        "here data raw/x.json: has other bytes than were sealed",
      ])
    try p.w.write(SealProject.seal, text)
    try p.restate(signingWith: "key") { $0.replacing(#""value": 1.25"#, with: #""value": 1.26"#) }
    #expect(
      try p.findings() == [
        "commit numbers provenance/fit.numbers.json: says otherwise of `x` than the seal does"
      ])
  }

  @Test func `a statement that is none`() throws {
    let p = try SealProject().sealed()
    let text = try p.w.read(SealProject.seal)
    for (old, new, finding) in [
      ("Statement/v1", "Statement/v0", "the statement is of another type"),
      ("provenance/v1", "provenance/v2", "the predicate is of another type"),
      ("urn:assay:pipeline:v1", "urn:assay:pipeline:v2", "it was not made by assay"),
      (#""name": "paper.md""#, #""name": "../../etc/passwd""#, "is no path of the project"),
      (#""name": "paper.md""#, #""name": "x.json""#, "`x.json` is sealed twice"),
      (#""role": "code""#, #""role": "cole""#, "it is not said what `fit.sh` is"),
      ("{", "", "payload of provenance/seal.intoto.jsonl:"),
    ] {
      try p.w.write(SealProject.seal, text)
      try p.restate(signingWith: "key") { $0.replacing(old, with: new) }
      let findings = try p.findings()
      #expect(
        findings.count == 1 && findings.first?.hasPrefix("seal statement: ") ?? false, "\(findings)"
      )
      #expect(findings.first?.contains(finding) ?? false, "\(findings)")
    }
  }

  @Test func `another key`() throws {
    let p = try SealProject().sealed()
    try p.makeKey("other")
    let (key, other) = (try p.fingerprint("key"), try p.fingerprint("other"))
    let allowed = try p.allow("key")
    #expect(try p.findings("--allowed-signers", allowed) == [])
    // The seal says that another key made it.
    let text = try p.w.read(SealProject.seal)
    try p.w.write(SealProject.seal, text.replacing(key, with: other))
    #expect(
      try p.findings() == [
        "seal signature: was made by the key \(key), and not by \(other) as the seal says"
      ])
    // Somebody changes everything and seals it with a key of their own.
    let forged = try p.sealed(with: "other")
    #expect(try forged.findings() == [])
    #expect(
      try forged.findings("--allowed-signers", allowed) == [
        "seal signature: was made by the key \(other), which \(allowed) does not allow to seal"
      ])
    let told = try p.w.call([
      Workspace.assay, "verify", "--seal", "--allowed-signers", allowed,
    ])
    #expect(told.code == 4)
    #expect(told.stdout.contains("signed   by the key \(other), which nobody allowed\n"))
    #expect(told.stdout.contains("\n1 thing does not hold\n"))
    try p.w.assay(
      "verify", "--seal", "--allowed-signers", "../none",
      stderr: "error: there is no file `../none`",
      code: 2)
  }
}
