import ArgumentParser
import Audit
import Build
import Exchange
import Git
import Host
import Pipeline
import Store
import Text

/// `assay seal`: a signed statement over records, numbers, claims and raw files at HEAD.
struct SealVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Sign what HEAD holds: records, numbers, texts, data, and the commit.",
    discussion: """
      Nothing is sealed while a stage must run, a number is in doubt, a number of a manuscript is not \
      right, or HEAD does not hold what stands here. `assay verify --seal` looks at a seal.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: ArgumentHelp(
      "Sign with this SSH key; a .pub for one in the agent. (default: git's user.signingkey)",
      valueName: "file"), completion: .file())
  var key: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the seal into this file. (default: \(Layout.seal))", valueName: "path"),
    completion: .file())
  var output: String?

  mutating func run() throws {
    let given = try key.map { try project.path(of: $0) }
    let target = try output.map { try project.path(of: $0) }
    if let key, let given, try Files.status(given)?.kind != .file { throw ProjectError.noFile(key) }
    let pipeline = try Project.open(project)
    let statement = try Self.statement(of: pipeline)
    let key = try given.map(SSHKeygen.Key.file) ?? Self.configuredKey()
    let payload = Array(statement.json.shown.utf8)
    let message = Envelope(payload, signatures: []).signedBytes
    let signature = try SSHKeygen.sign(message, with: key)
    guard let name = try SSHKeygen.key(of: signature, over: message) else {
      throw Diagnostic("`ssh-keygen` made a signature that it does not know again")
    }
    let envelope = Envelope(
      payload, signatures: [Envelope.Signature(key: name, text: signature)])
    if let target {
      try Files.write(envelope.text, to: target)
    } else {
      try Files.write(Array(envelope.text.utf8), to: Layout.seal, by: Layout.incoming)
    }
    let words = SealWords(style: Style(project.color, for: .output))
    let answer = SealAnswer(sealed: statement.sealed, key: name, file: output ?? Layout.seal)
    Terminal.answer(project.json ? answer.json.shown : words.text(of: answer))
  }

  /// The statement over HEAD.
  ///
  /// - Throws: `SealRefusal` when it would not be true.
  static func statement(of pipeline: Pipeline) throws -> Statement {
    var judge = Judge(pipeline, variable: { Machine.variable($0) })
    let judged = try judge.judgeAll(try pipeline.selection([]))
    let stale = pipeline.order.filter { judged[$0].map { !$0.verdict.isUpToDate } ?? false }
    guard stale.isEmpty else { throw SealRefusal.outOfDate(stale.map { pipeline[$0].name }) }
    var audit = Audit(pipeline)
    return Statement(try audit.sealed(), version: Version.text)
  }

  /// The key that git signs commits with, if it does so by SSH.
  private static func configuredKey() throws -> SSHKeygen.Key {
    guard let repository = try Repository.containing("."),
      repository.setting("gpg.format") == "ssh", let text = repository.setting("user.signingkey"),
      let path = repository.path(ofSetting: "user.signingkey")
    else { throw noKey }
    // As git has it: a key may stand there itself.
    if text.hasPrefix("key::") { return .text(String(text.dropFirst("key::".count))) }
    if text.hasPrefix("ssh-") { return .text(text) }
    guard try Files.status(path)?.kind == .file else {
      throw Diagnostic(
        "git's user.signingkey names `\(Escaped(path))`, which is no file",
        hint: "name a key with --key FILE")
    }
    return .file(path)
  }

  private static let noKey = Diagnostic(
    "there is no key to sign with",
    hint: """
      name one with --key FILE, or for good: git config gpg.format ssh; git config user.signingkey FILE
        `ssh-keygen -t ed25519` makes one
      """)
}

/// What `seal` did.
struct SealAnswer {
  let sealed: Sealed
  let key: String
  let file: String
}
