import Exchange
import Host
import Testing
import Text

/// A small project with a record, numbers, a text and raw files, that may be sealed; keys lie beside it.
struct SealProject {
  let w: Workspace

  static let isThere: ConditionTrait = .enabled(
    if: Machine.executable(named: "ssh-keygen", path: Machine.variable("PATH") ?? "/usr/bin")
      != nil,
    "ssh-keygen is not installed")

  static let seal = "provenance/seal.intoto.jsonl"

  private static let numbers = """
    {"numbers": {"x": {"value": 1.25, "unit": "mg", "uncertainty": 0.03, "budget": "complete",
      "definition": "raw"}}}

    """

  /// Built and committed, not sealed yet.
  init(ignoring ignored: String = ".assay/\n") throws {
    w = try Workspace(
      """
      assay: 1
      sources: [{ files: raw/**, origin: synthetic }]
      parameters: { scale: 2 }
      defaults: { access: declared }
      stages:
        fit: { run: sh fit.sh, inputs: [fit.sh, raw/x.json], outputs: [x.json], numbers: x.json }
        next: { run: cp x.json y.json, inputs: [x.json], outputs: [y.json] }
      manuscripts: [{ file: paper.md }]
      """,
      files: [
        "raw/x.json": Self.numbers, "raw/unused.csv": "1,2\n",
        "fit.sh": "sed s/raw/mean/ raw/x.json > x.json\n",
        "paper.md":
          "Mass 1.25(3) mg<!-- assay: fit.x --> of 2 mg<!-- assay: parameters.scale -->.\n",
      ])
    try w.runs()
    try w.initRepository(ignoring: ignored)
    try w.commit("Begin")
    try makeKey("key")
  }

  /// Makes a key without a passphrase.
  func makeKey(_ name: String, type: String = "ed25519") throws {
    let path = w.path("../\(name)")
    let made = try w.call([
      "ssh-keygen", "-q", "-t", type, "-N", "", "-C", "ada@example.org", "-f", path,
    ])
    #expect(made.code == 0, "\(made)")
  }

  /// The fingerprint of a key.
  func fingerprint(_ name: String) throws -> String {
    let told = try w.call(["ssh-keygen", "-l", "-f", w.path("../\(name)")]).stdout
    return String(try #require(told.split(separator: " ").dropFirst().first))
  }

  /// Lets keys seal; answers the file that says so.
  func allow(_ names: String...) throws -> String {
    let lines = try names.map { "\($0)@example.org \(try w.read("../\($0).pub"))" }
    try w.write("../allowed", lines.joined())
    return w.path("../allowed")
  }

  /// Seals and commits the seal.
  func sealed(with key: String = "key") throws -> SealProject {
    let outcome = try w.call([Workspace.assay, "seal", "--key", "../\(key)"])
    #expect(outcome.code == 0, "\(outcome)")
    try w.commit("Seal")
    return self
  }

  /// What `verify --seal` finds, a line each: where, what, and in words.
  func findings(_ arguments: String...) throws -> [String] {
    let outcome = try w.call([Workspace.assay, "verify", "--seal", "--json"] + arguments)
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    let findings = try #require(answer["findings"]?.array)
    #expect(outcome.code == (findings.isEmpty ? 0 : 4), "\(outcome)")
    #expect(answer["holds"]?.bool == findings.isEmpty)
    return findings.map { finding in
      [finding["place"]?.string, finding["what"]?.string, finding["path"]?.string]
        .compactMap(\.self).joined(separator: " ") + ": " + (finding["message"]?.string ?? "")
    }
  }

  /// Changes the statement and signs it anew, as only the owner of a key can; `nil` signs nothing.
  func restate(
    signingWith key: String?, _ change: (String) throws -> String
  ) throws {
    let old = try Envelope(Array(w.read(Self.seal).utf8), file: Self.seal)
    let payload = Array(try change(String(decoding: old.payload, as: UTF8.self)).utf8)
    #expect(payload != old.payload)
    var signatures = old.signatures
    if let key {
      let message = Envelope(payload, signatures: []).signedBytes
      try w.write("../message", String(decoding: message, as: UTF8.self))
      try w.remove("../message.sig")
      let signed = try w.call([
        "ssh-keygen", "-Y", "sign", "-n", "assay-seal", "-f", w.path("../\(key)"),
        w.path("../message"),
      ])
      #expect(signed.code == 0, "\(signed)")
      signatures = [
        Envelope.Signature(key: try fingerprint(key), text: try w.read("../message.sig"))
      ]
    }
    try w.write(Self.seal, Envelope(payload, signatures: signatures).text)
  }
}
