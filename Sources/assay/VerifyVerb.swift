import ArgumentParser
import Audit
import Build
import Host
import Pipeline
import Store
import Text

/// `assay verify`: everything that has a digest, hashed again.
struct VerifyVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Hash everything again: store, log, records, outputs; exit 4 if anything does not hold.",
    discussion: """
      With --seal it is asked of a seal whether its signature holds, and whether all that was sealed \
      is still so in git and in the working tree.
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Look at what `assay seal` wrote, and at nothing else.")
  var seal = false

  @Option(
    help: ArgumentHelp(
      "Whose keys may seal, as ssh-keygen takes it. (default: git's gpg.ssh.allowedSignersFile)",
      valueName: "file"), completion: .file())
  var allowedSigners: String?

  @Argument(
    help: "The file of the seal. (default: \(Layout.seal))",
    completion: .file(extensions: ["jsonl", "json"]))
  var file: String?

  func validate() throws {
    if !seal, file != nil || allowedSigners != nil {
      throw ValidationError("a file of a seal and --allowed-signers go with --seal")
    }
  }

  mutating func run() throws {
    if seal { return try verifySeal() }
    let pipeline = try Project.open(project)
    let words = RunWords(style: Style(project.color, for: .error))
    // Half a run would look like damage, and what is damaged is moved. Where no run ever was there is
    // nothing to wait for, and nothing is made.
    if try Files.status(Layout.local) == nil { return try answer(of: pipeline) }
    let lock = try Project.lock(Signals.begin(), telling: words.tell)
    try answer(of: pipeline)
    _ = consume lock
  }

  private func answer(of pipeline: Pipeline) throws {
    var verification = Verification(ignoring: Glob.ignores)
    try verification.all(pipeline.stages.map { ($0.name, $0.isMachine) })
    let answer = VerifyAnswer(
      findings: try findings(verification, pipeline), counts: verification.counts,
      next: try next(pipeline))
    if project.json {
      Terminal.answer(answer.json.shown)
    } else {
      let words = VerifyWords(style: Style(project.color, for: .output))
      Terminal.answer(words.lines(of: answer).joined(separator: "\n"))
    }
    guard !answer.findings.isEmpty else { return }
    try Snapshot.forget()
    throw ExitCode(Failure.doesNotHold)
  }

  private func findings(
    _ verification: Verification, _ pipeline: Pipeline
  ) throws -> [VerifyAnswer.Finding] {
    let records = pipeline.stages.compactMap {
      try? Records.read($0.name, isMachine: $0.isMachine)
    }
    let damages = verification.damages.map { damage in
      VerifyAnswer.Finding(damage, verification.resting(on: damage, in: records))
    }
    return try damages + doubts(pipeline).map(VerifyAnswer.Finding.init)
  }

  /// What is recorded of numbers and does not hold; of outputs and records it is told already.
  private func doubts(_ pipeline: Pipeline) throws -> [Doubt] {
    var audit = Audit(pipeline)
    return try pipeline.stages.compactMap { stage in
      guard case .doubted(let doubt, _) = try audit.standing(of: stage.id) else { return nil }
      switch doubt {
      case .altered(_, Layout.numbers(of: stage.name), _, _, _): return doubt
      case .altered, .unrecorded: return nil
      default: return doubt
      }
    }
  }

  /// What the next run will do, as `status` says it.
  private func next(_ pipeline: Pipeline) throws -> VerifyAnswer.Next {
    var judge = Judge(pipeline, variable: { Machine.variable($0) })
    do {
      let judged = try judge.judgeAll(try pipeline.selection([]))
      return .stages(
        pipeline.order.compactMap { id in
          judged[id].flatMap { $0.verdict.isUpToDate ? nil : (pipeline[id].name, $0.verdict) }
        })
    } catch {
      return .refused(error)
    }
  }
}

/// What `verify` found.
struct VerifyAnswer {
  /// One thing that does not hold.
  struct Finding {
    let what: String
    let path: String
    var lines: [Int] = []
    let message: String
    var movedTo: String?
    /// Whether the store has it again.
    var isTakenAgain = false
    var makers: [(stage: String, path: String)] = []
    var numbers: [String] = []
  }

  /// What the next run will do.
  enum Next {
    case stages([(name: String, verdict: Verdict)])
    /// It will not begin.
    case refused(any Error)
  }

  let findings: [Finding]
  let counts: Verification.Counts
  let next: Next
}
