// A seal as others read it: ssh-keygen, in-toto-attestation and securesystemslib.

import Host
import Testing

/// The Python that knows in-toto; `make test` puts it beside the build.
private let python = "\(Workspace.assay)/../../../validators/bin/python3".replacing(
  "/assay/../", with: "/")

private let isThere: ConditionTrait = .enabled(
  if: Machine.executable(named: python, path: "") != nil,
  "in-toto-attestation and securesystemslib are not there: make test installs them")

@Suite(SealProject.isThere, isThere)
struct SealAuthorityTests {
  /// Takes an envelope apart, verifies its signature by itself, and reads the statement and its
  /// predicate by the protocol buffers of the two formats, which refuse what they do not know.
  private static let script = #"""
    import base64, hashlib, json, struct, sys
    from google.protobuf import json_format
    from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
    from in_toto_attestation.v1.statement import Statement
    from in_toto_attestation.v1.statement_pb2 import Statement as Message
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import Signature, SSlibKey

    envelope = Envelope.from_dict(json.load(open(sys.argv[1])))
    (signature,) = envelope.signatures.values()
    armoured = bytes.fromhex(signature.signature)
    open(sys.argv[2], "wb").write(envelope.pae())
    open(sys.argv[3], "wb").write(armoured)

    # PROTOCOL.sshsig of OpenSSH
    def fields(blob, count):
        for _ in range(count):
            size, = struct.unpack(">I", blob[:4])
            yield blob[4:4 + size]
            blob = blob[4 + size:]
    blob = base64.b64decode(b"".join(armoured.splitlines()[1:-1]))
    assert blob[:6] == b"SSHSIG"
    public, space, reserved, algorithm, made = fields(blob[10:], 5)
    digest = hashlib.new(algorithm.decode(), envelope.pae()).digest()
    signed = b"SSHSIG" + b"".join(
        struct.pack(">I", len(field)) + field for field in [space, reserved, algorithm, digest])
    name = "SHA256:" + base64.b64encode(hashlib.sha256(public).digest()).decode().rstrip("=")
    kind, key = fields(public, 2)
    SSlibKey(name, "ed25519", "ed25519", {"public": key.hex()}).verify_signature(
        Signature(name, list(fields(made, 2))[1].hex()), signed)
    print(name == signature.keyid, space.decode(), kind.decode())

    message = json_format.Parse(envelope.payload, Message())
    Statement.copy_from_pb(message).validate()
    for item in message.subject:
        print(item.name, dict(item.digest)["sha256"])
    predicate = json_format.ParseDict(json_format.MessageToDict(message.predicate), Provenance())
    print(message.predicate_type, predicate.build_definition.build_type)
    for item in predicate.build_definition.resolved_dependencies:
        print(item.name, *[item.digest[name] for name in sorted(item.digest)])
    print(predicate.run_details.builder.id, dict(predicate.run_details.builder.version))
    """#

  @Test func `the envelope, its signature, the statement and the predicate`() throws {
    let p = try SealProject().sealed()
    let outcome = try p.w.call([
      python, "-c", Self.script, SealProject.seal, p.w.path("../pae"), p.w.path("../sig"),
    ])
    #expect(outcome.code == 0, "\(outcome)")
    func line(_ path: String) throws -> String { "\(path) \(Digest.of(try p.w.read(path)).hex)" }
    let machine = try #require(try p.w.files(in: "provenance/machines").first)
    let subjects = [
      "paper.md", "provenance/fit.json", "provenance/fit.numbers.json",
      "provenance/machines/\(machine)", "provenance/next.json", "x.json", "y.json",
    ]
    let inputs = ["fit.sh", "pipeline.yaml", "raw/unused.csv", "raw/x.json"]
    let commit = try p.w.git("rev-parse", "HEAD~1").dropLast()
    let tree = try p.w.git("rev-parse", "HEAD~1^{tree}").dropLast()
    let expected =
      ["True assay-seal ssh-ed25519"] + (try subjects.map(line))
      + ["https://slsa.dev/provenance/v1 urn:assay:pipeline:v1", "commit \(commit) \(tree)"]
      + (try inputs.map(line)) + ["urn:assay:builder:local:v1 {'assay': '0.1.0'}"]
    #expect(outcome.stdout.split(separator: "\n").map(String.init) == expected)
    // What they take for signed, ssh-keygen takes for signed by that key.
    let verified = try p.w.call([
      "sh", "-c",
      "ssh-keygen -Y verify -n assay-seal -I key@example.org -f \"$0\" -s ../sig < ../pae",
      try p.allow("key"),
    ])
    #expect(verified.code == 0, "\(verified)")
    #expect(verified.stdout.hasPrefix("Good \"assay-seal\" signature for key@example.org with"))
  }
}
