// `assay verify --seal`: a seal held against its signature, git, and what stands here.

import ArgumentParser
import Audit
import Exchange
import Git
import Host
import Store
import Text

/// What `verify --seal` found.
struct SealVerdict {
  /// A signature that is one over the statement.
  struct Signer {
    let key: String
    /// Whom a file of allowed signers names as the owner of the key.
    let owner: String?
  }

  let file: String
  var signers: [Signer] = []
  /// Whether a file said whose keys may seal.
  var isVouched = false
  var statement: Statement?
  var check: SealCheck?
  var own: [SealFinding] = []

  var findings: [SealFinding] { own + (check?.findings ?? []) }
}

extension VerifyVerb {
  func verifySeal() throws {
    let given = try file.map { try project.path(of: $0) }
    let allowed = try allowedSigners.map { try project.path(of: $0) }
    if let name = allowedSigners, let allowed, try Files.status(allowed)?.kind != .file {
      throw ProjectError.noFile(name)
    }
    _ = try Project.open(project)
    let shown = file ?? Layout.seal
    guard try Files.status(given ?? shown)?.kind == .file else {
      throw Diagnostic("there is no seal `\(Escaped(shown))`", hint: "assay seal makes one")
    }
    let verdict = try verdict(
      on: Files.read(given ?? shown, limit: Project.limit), named: shown,
      allowed ?? Self.allowedSigners())
    let words = SealWords(style: Style(project.color, for: .output))
    Terminal.answer(project.json ? verdict.json.shown : words.text(of: verdict))
    if !verdict.findings.isEmpty { throw ExitCode(Failure.doesNotHold) }
  }

  private func verdict(
    on bytes: [UInt8], named name: String, _ allowed: String?
  ) throws -> SealVerdict {
    var verdict = SealVerdict(file: name, isVouched: allowed != nil)
    let envelope: Envelope
    do throws(Diagnostic) {
      envelope = try Envelope(bytes, file: name)
    } catch {
      verdict.find("envelope", "\(error)")
      return verdict
    }
    for signature in envelope.signatures {
      try verdict.take(signature, over: envelope.signedBytes, allowed)
    }
    do throws(Diagnostic) {
      verdict.statement = try Statement(envelope.payload, file: "payload of \(name)")
    } catch {
      verdict.find("statement", "\(error)")
    }
    verdict.check = try verdict.statement.map { try SealCheck($0.sealed) }
    return verdict
  }

  /// The file that git takes for whose keys may sign.
  private static func allowedSigners() throws -> String? {
    guard let repository = try Repository.containing("."),
      let path = repository.path(ofSetting: "gpg.ssh.allowedSignersFile")
    else { return nil }
    guard try Files.status(path)?.kind == .file else {
      throw Diagnostic(
        "git's gpg.ssh.allowedSignersFile names `\(Escaped(path))`, which is no file",
        hint: "name one with --allowed-signers FILE")
    }
    return path
  }
}

extension SealVerdict {
  fileprivate mutating func find(_ what: String, _ message: String) {
    own.append(SealFinding(.seal, what, nil, message))
  }

  fileprivate mutating func take(
    _ signature: Envelope.Signature, over message: [UInt8], _ allowed: String?
  ) throws {
    guard let key = try SSHKeygen.key(of: signature.text, over: message) else {
      return find("signature", "is none over this statement: the one or the other was changed")
    }
    if let named = signature.key, named != key {
      find("signature", "was made by the key \(key), and not by \(Escaped(named)) as the seal says")
    }
    let owner = try allowed.flatMap {
      try SSHKeygen.owner(of: signature.text, over: message, among: $0)
    }
    if let allowed, owner == nil {
      find(
        "signature", "was made by the key \(key), which \(Escaped(allowed)) does not allow to seal")
    }
    signers.append(Signer(key: key, owner: owner))
  }
}
