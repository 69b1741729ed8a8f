import Audit
import Exchange
import Text

/// What is said of a seal: that it was made, why it was not, and what became of it.
struct SealWords {
  let style: Style

  /// What nobody may take a seal for.
  static let limits = [
    "that the data were measured: it covers them as they were committed, made up or not",
    "that dates are true: a commit's date is what its author wrote",
    "that the analysis is right, or that nothing was left out before it was sealed",
    "whose key it is: only a file of allowed signers says so, got from elsewhere than this repository",
  ]

  // MARK: - Made

  func text(of answer: SealAnswer) -> String {
    (["sealed   \(commit(answer.sealed))"] + contents(answer.sealed)
      + ["key      \(answer.key)", "written  \(Escaped(answer.file))"])
      .joined(separator: "\n")
  }

  private func commit(_ sealed: Sealed) -> String {
    "commit \(style.bold(String(sealed.commit.prefix(12)))) of \(Escaped(sealed.date))"
  }

  /// What is sealed, in lines whose phrases are not broken.
  private func contents(_ sealed: Sealed) -> [String] {
    rows("covers", Self.covered(sealed)) + rows("numbers", Self.classes(sealed))
  }

  private func rows(_ label: String, _ phrases: [String]) -> [String] {
    let parts = phrases.enumerated().map { $0 < phrases.count - 1 ? "\($1)," : $1 }
    return Wrapped.lines(of: parts, width: Wrapped.width - 9).enumerated().map { index, line in
      (index == 0 ? label : "").padded(to: 9) + line
    }
  }

  /// `2 records`, `1 manuscript`, `3 data files`.
  private static func covered(_ sealed: Sealed) -> [String] {
    SealedFile.Role.allCases.compactMap { role in
      let count = sealed.files.count { $0.role == role }
      return count == 0 ? nil : self.count(count, role)
    }
  }

  private static func count(_ count: Int, _ role: SealedFile.Role) -> String {
    switch role {
    case .record, .output, .manuscript: Words.count(count, role.rawValue)
    case .machine: Words.count(count, "description") + " of machines"
    case .numbers: Words.count(count, "file") + " of numbers"
    case .pipeline, .code, .data: Words.count(count, "\(role.rawValue) file")
    }
  }

  /// `5 numbers (3 simulated, 2 measured)`, `4 right in the texts`.
  private static func classes(_ sealed: Sealed) -> [String] {
    let numbers = sealed.files.flatMap(\.numbers)
    let classes = NumberClass.allCases.compactMap { grade in
      let count = numbers.count { $0.grade == grade.rawValue }
      return count == 0 ? nil : "\(count) \(grade.rawValue)"
    }
    let list = classes.isEmpty ? "" : " (\(classes.joined(separator: ", ")))"
    let claims = sealed.files.flatMap(\.claims)
    let verdicts = Set(claims.map(\.verdict)).sorted().map { verdict in
      "\(claims.count { $0.verdict == verdict }) \(Escaped(verdict)) in the texts"
    }
    return [Words.count(numbers.count, "number") + list] + verdicts
  }

  // MARK: - Looked at

  func text(of verdict: SealVerdict) -> String {
    var lines = Wrapped.capped(verdict.findings, finding)
    if !lines.isEmpty { lines.append("") }
    lines += statement(verdict) + verdict.signers.map { signed($0, verdict.isVouched) }
    lines += checked(verdict) + [sum(verdict)]
    lines += ["", "A seal proves that nothing changed since it was made. It does not prove"]
    return (lines + Self.limits.map { "- \($0)" }).joined(separator: "\n")
  }

  private func finding(_ finding: SealFinding) -> String {
    let what = finding.path.map { "\(Escaped($0)) (\(finding.what))" } ?? finding.what
    let label = style.red(finding.place.rawValue.padded(to: 6))
    return "\(label)  \(what): \(finding.message)"
  }

  private func statement(_ verdict: SealVerdict) -> [String] {
    guard let statement = verdict.statement else { return [] }
    let head = "seal     of \(commit(statement.sealed)), by assay \(Escaped(statement.version))"
    return [head] + contents(statement.sealed)
  }

  private func signed(_ signer: SealVerdict.Signer, _ isVouched: Bool) -> String {
    if let owner = signer.owner {
      return "signed   by \(Escaped(owner)) with the key \(signer.key)"
    }
    let note = isVouched ? ", which nobody allowed" : "; nobody vouches for whose it is"
    return "signed   by the key \(signer.key)\(note)"
  }

  private func checked(_ verdict: SealVerdict) -> [String] {
    guard let check = verdict.check, let sealed = verdict.statement?.sealed else { return [] }
    let committed = sealed.files.count(where: \.isCommitted)
    let absent = check.absent.count
    let elsewhere = absent == 0 ? "" : ", \(absent) that git never held not here"
    return [
      "git      \(check.inCommit) of \(Words.count(committed, "file")) as sealed, "
        + "\(Words.count(check.records, "record")) compared, "
        + "\(Words.count(check.objects, "object")) hashed again",
      "here     \(check.here) of \(Words.count(sealed.files.count - absent, "file")) as sealed\(elsewhere)",
    ]
  }

  private func sum(_ verdict: SealVerdict) -> String {
    let count = verdict.findings.count
    if count == 0 { return style.green("all holds") }
    if verdict.findings.allSatisfy({ $0.place == .here }) {
      return style.red("the seal holds, and what stands here is not what was sealed")
    }
    return style.red(count == 1 ? "1 thing does not hold" : "\(count) things do not hold")
  }
}

// MARK: - Refused

extension SealRefusal: CustomStringConvertible {
  /// Why nothing is sealed, and what to do about it.
  package var description: String {
    let (reason, hint): (String, String) =
      switch self {
      case .noRepository: ("the project lies in no git repository", "git init")
      case .noCommit: ("there is no commit yet", "git commit")
      case .nothing: ("nothing came out of the project yet", "assay run")
      case .notCommitted(let paths):
        (
          "HEAD does not hold \(Self.list(paths)) as \(paths.count == 1 ? "it stands" : "they stand")",
          "git add, git commit"
        )
      case .outOfDate(let stages):
        ("\(Self.list(stages)) must run or be restored first", "assay run")
      case .unrecorded(let stages):
        ("there is no record that holds of \(Self.list(stages))", "assay run")
      case .changed(let paths): ("\(Self.list(paths)) changed since a stage read it", "assay run")
      case .doubted(let doubts):
        ("numbers of \(Self.list(doubts.map(\.stage))) are in doubt", "assay numbers says why")
      case .disagreeing(let findings):
        (
          "records do not fit together"
            + Wrapped.capped(findings) { "\n  \(Escaped($0.path ?? "")): \($0.message)" }.joined(),
          "assay verify says more"
        )
      case .claims(let claims):
        (
          "numbers of the manuscripts are not right, at "
            + Self.list(claims.map { "\($0.place)" }), "assay check says why"
        )
      }
    return "nothing is sealed: \(reason)\n  hint: \(hint)"
  }

  private static func list(_ names: [String]) -> String {
    var seen: Set<String> = []
    return Wrapped.list(
      names.filter { seen.insert($0).inserted }.map { Escaped($0).description })
  }
}
