import Audit
import Build
import Host
import Store
import Text

/// What `verify` found, for a terminal.
struct VerifyWords {
  let style: Style

  /// The whole answer.
  func lines(of answer: VerifyAnswer) -> [String] {
    Wrapped.capped(answer.findings.map(text)) + [summary(of: answer)] + next(answer)
  }

  private func text(of finding: VerifyAnswer.Finding) -> String {
    let label = style.red(finding.what.padded(to: Self.label))
    // Of numbers it is the audit that speaks; it names the files itself.
    var lines = finding.message.split(separator: "\n").map(String.init)
    let path = finding.what == "numbers" ? "" : "\(Escaped(finding.path)): "
    lines[0] = "\(label) \(path)\(lines[0])"
    if let place = finding.movedTo { lines.append("moved to \(Escaped(place))") }
    if finding.isTakenAgain { lines.append("taken in again from where it stands") }
    lines += finding.makers.map { "made by \($0.stage): \(Escaped($0.path))" }
    if !finding.numbers.isEmpty {
      lines.append("numbers that rest on it: \(Wrapped.list(finding.numbers))")
    }
    let indent = "\n" + String(repeating: " ", count: Self.label + 1)
    return lines.joined(separator: indent)
  }

  private static let label = 11

  private func summary(of answer: VerifyAnswer) -> String {
    let counts = answer.counts
    let looked = [
      "\(Words.count(counts.blobs, "blob")) (\(Words.bytes(counts.bytes)))",
      Words.count(counts.actions, "action"), Words.count(counts.records, "record"),
      Words.count(counts.outputs, "output"), "\(Words.count(counts.runs, "run")) in the ledger",
    ].joined(separator: ", ")
    let count = answer.findings.count
    return looked + ": "
      + (count == 0
        ? style.green("all hold") : style.red("\(count) \(count == 1 ? "does" : "do") not hold"))
  }

  private func next(_ answer: VerifyAnswer) -> [String] {
    switch answer.next {
    case .refused(let error): return ["the next run will not begin: \(error)"]
    case .stages(let stages):
      if stages.isEmpty { return ["the next run has nothing to do"] }
      let verdicts = Dictionary(grouping: stages, by: \.verdict)
      return ["the next run:"]
        + Verdict.allCases.compactMap { verdict in
          verdicts[verdict].map { "  \(word(verdict)) \(Wrapped.list($0.map(\.name)))" }
        }
    }
  }

  private func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .restored: "restores"
    case .waiting: "may run "
    default: "runs    "
    }
  }
}

extension VerifyAnswer {
  /// The answer of `verify --json`.
  var json: JSON {
    var stages: [JSON] = []
    var refusal: JSON = .null
    switch next {
    case .stages(let all):
      stages = all.map {
        .object([("name", .string($0.name)), ("verdict", .string($0.verdict.rawValue))])
      }
    case .refused(let error): refusal = .string("\(error)")
    }
    return .object([
      ("holds", JSON(findings.isEmpty)), ("checked", counts.json),
      ("findings", .array(findings.map(\.json))),
      ("next", .object([("stages", .array(stages)), ("refused", refusal)])),
    ])
  }
}

extension VerifyAnswer.Finding {
  init(_ damage: Damage, _ resting: Verification.Resting) {
    self.init(
      what: damage.fact.word, path: damage.path, message: damage.fact.message,
      movedTo: damage.movedTo, isTakenAgain: resting.isTakenAgain, makers: resting.makers,
      numbers: resting.numbers)
    if case .lines(let numbers) = damage.fact { lines = numbers }
  }

  init(_ doubt: Doubt) {
    let path: String
    var numbers: [String] = []
    switch doubt {
    case .altered(_, let named, _, _, let shifts):
      path = named
      numbers = (shifts ?? []).map { "\(doubt.stage).\($0.name)" }
    case .contradicted(_, let named, let shifts):
      path = named
      numbers = shifts.map { "\(doubt.stage).\($0.name)" }
    case .unrecorded(_, let named, _), .gone(_, let named): path = named
    case .malformed, .disagreement: path = Layout.numbers(of: doubt.stage)
    }
    self.init(what: "numbers", path: path, message: "\(doubt)", numbers: numbers)
  }

  fileprivate var json: JSON {
    .object([
      ("what", .string(what)), ("path", .string(path)), ("lines", .array(lines.map { JSON($0) })),
      ("message", .string(message)), ("movedTo", JSON(movedTo)),
      ("takenAgain", JSON(isTakenAgain)),
      (
        "madeBy",
        .array(
          makers.map { .object([("stage", .string($0.stage)), ("path", .string($0.path))]) })
      ), ("numbers", .array(numbers.map(JSON.string))),
    ])
  }
}

extension Verification.Counts {
  fileprivate var json: JSON {
    .object([
      ("blobs", JSON(blobs)), ("bytes", JSON(Int(bytes))), ("actions", JSON(actions)),
      ("records", JSON(records)), ("machines", JSON(machines)), ("files", JSON(files)),
      ("outputs", JSON(outputs)), ("runs", JSON(runs)),
    ])
  }
}

extension Damage.Fact {
  /// The kind of damage in one word.
  fileprivate var word: String {
    switch self {
    case .otherBytes: "blob"
    case .missing: "missing"
    case .stranger: "stranger"
    case .permissions: "permissions"
    case .lines: "lines"
    case .record: "record"
    case .machine: "machine"
    case .snapshot: "snapshot"
    case .output: "output"
    }
  }

  /// What is wrong, without the path.
  fileprivate var message: String {
    switch self {
    case .otherBytes(let found?): "holds other bytes than its name says (\(found.hex.prefix(12)))"
    case .otherBytes(nil): "cannot be read"
    case .missing: "is not there, and an action of this machine promises it"
    case .stranger: "is no blob"
    case .permissions: "was not read-only; set right, its bytes are those of its name"
    case .lines(let numbers):
      "cannot be read in line \(numbers.map(String.init).joined(separator: ", ")); taken out"
    case .record(let fault): fault.reason
    case .machine: "does not describe the machine that its name or its record promises"
    case .snapshot(nil): "is not whole"
    case .snapshot(let path?): "says of `\(Escaped(path))` what is not so"
    case .output(let stage):
      "is not what `\(stage)` made, as far as its record and this machine know"
    }
  }
}
