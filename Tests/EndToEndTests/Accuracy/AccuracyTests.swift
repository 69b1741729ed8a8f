// How well `assay check` reads: manuscripts whose every number is known, with errors put in.
import Glibc
import Host
import Testing
import Text

/// What was said of numbers of which the truth is known.
struct Reading {
  /// True kind, what is true, and what was said.
  private(set) var pairs: [(kind: Kind, said: String, truth: Truth)] = []
  /// What was said of no number at all.
  private(set) var stray: [(said: String, text: String, line: Int)] = []

  /// Holds what is true against what `check --json` says.
  mutating func add(_ truths: [Truth], _ answers: [JSON]) {
    // Of a quote whose digits changed is told that it moved, and the number there is judged by itself.
    let claims = answers.filter { $0["verdict"]?.string != "moved" }
    #expect(answers.count - claims.count == truths.count { $0.kind == .moved })
    var taken: Set<Int> = []
    for truth in truths {
      let found = claims.indices.filter { index in
        claims[index]["file"]?.string == truth.file && !taken.contains(index)
          && (truth.kind == .lost
            ? claims[index]["text"]?.string == truth.text
            : claims[index]["line"]?.double == Double(truth.line)
              && truth.columns.contains(Int(claims[index]["column"]?.double ?? 0)))
      }
      taken.formUnion(found)
      let verdicts = found.map { Self.verdict(claims[$0]) }
      // A number with several parts is read rightly when all of them are; one that is not read at all
      // is taken for none.
      let said = verdicts.first { $0 != truth.kind.verdict } ?? verdicts.first ?? "no result"
      pairs.append((truth.kind, said, truth))
    }
    for index in claims.indices where !taken.contains(index) {
      let claim = claims[index]
      stray.append(
        (Self.verdict(claim), claim["text"]?.string ?? "", Int(claim["line"]?.double ?? 0)))
    }
  }

  private static func verdict(_ claim: JSON) -> String {
    let verdict = claim["verdict"]?.string ?? ""
    guard verdict == "wrong", let reason = claim["reason"]?.string,
      let colon = reason.firstIndex(of: ":")
    else { return verdict }
    return "wrong: \(reason[..<colon])"
  }

  /// The verdicts that can be true, in the order of a table.
  static let verdicts = [
    "right", "wrong: value", "wrong: rounding", "wrong: unit", "wrong: power of ten", "stale",
    "ambiguous", "unbound", "lost", "no result",
  ]

  func precision(_ verdict: String) -> Share {
    let said = pairs.filter { $0.said == verdict }
    let strays = stray.count { $0.said == verdict }
    return Share(
      hits: said.count { $0.kind.verdict == verdict }, count: said.count + strays)
  }

  func recall(_ verdict: String) -> Share {
    let known = pairs.filter { $0.kind.verdict == verdict }
    return Share(hits: known.count { $0.said == verdict }, count: known.count)
  }

  /// How many of the errors of a kind are told, whatever they are called.
  func found(_ kind: Kind) -> Share {
    let all = pairs.filter { $0.kind == kind }
    return Share(
      hits: all.count { !["right", "no result", "allowed"].contains($0.said) }, count: all.count)
  }

  /// How many numbers that are right, or no results, are told as if they were not.
  var falseAlarms: Share {
    let good = pairs.filter { !$0.kind.isError }
    return Share(
      hits: good.count { !["right", "no result"].contains($0.said) }
        + stray.count { !["right", "no result"].contains($0.said) },
      count: good.count + stray.count)
  }

  /// The tables of `docs/auditing-accuracy.md`.
  var tables: String {
    var lines = ["| verdict | precision | recall |", "|---|---|---|"]
    for verdict in Self.verdicts {
      lines.append("| \(verdict) | \(precision(verdict).words) | \(recall(verdict).words) |")
    }
    lines += ["", "| error put in | found |", "|---|---|"]
    for kind in Kind.allCases where kind.isError {
      lines.append("| \(kind.words) | \(found(kind).words) |")
    }
    lines += ["", "False alarms: \(falseAlarms.words)."]
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Makes up a manuscript, lets it be checked, and holds the answer against the truth.
private func check(_ format: DraftFormat, seed: UInt64, size: Int, into reading: inout Reading)
  throws
{
  var draft = Draft(format, seed: seed)
  draft.paper(size: size)
  func file(of stage: String) -> String {
    let numbers = draft.numbers.filter { $0.stage == stage }.map { number in
      let uncertainty =
        number.uncertainty.map { ", \"uncertainty\": \($0), \"budget\": \"complete\"" } ?? ""
      return """
        "\(number.name)": {"value": \(number.value), "unit": "\(number.unit)"\(uncertainty), "definition": "made up"}
        """
    }
    return "{\"numbers\": {\n\(numbers.joined(separator: ",\n"))\n}}\n"
  }
  let parameters = draft.parameters.map { "  \($0.name): \"\($0.text)\"\n" }.joined()
  let w = try Workspace(
    """
    assay: 1
    sources: [{ files: raw/**, origin: synthetic }]
    parameters:
    \(parameters)
    stages:
      fit: { run: cp raw/fit.json fit.json, inputs: [raw/fit.json], outputs: [fit.json], numbers: fit.json }
      old: { run: cp raw/old.json old.json, inputs: [raw/old.json, raw/changed], outputs: [old.json], numbers: old.json }
    manuscripts:
      - file: \(draft.file)
        claims:
    \(draft.claims.map { "      - \($0)\n" }.joined())
    """,
    files: [
      "raw/fit.json": file(of: "fit"), "raw/old.json": file(of: "old"), "raw/changed": "1\n",
      draft.file: draft.text,
    ])
  if format == .word { try Files.write(draft.wordDocument(), to: w.path(draft.file)) }
  let run = try w.call([Workspace.assay, "run"])
  try #require(run.code == 0, "\(run.stderr)")
  try w.write("raw/changed", "2\n")
  let outcome = try w.call([Workspace.assay, "check", "--json", draft.file])
  try #require(outcome.stderr == "", "\(outcome.stderr)")
  let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
  let lost = draft.claims.filter { $0.contains("\"the old ") }.map { claim in
    Truth(
      file: "pipeline.yaml", line: 0, columns: 0..<0,
      text: String(claim.split(separator: "\"")[1]), kind: .lost)
  }
  reading.add(
    (format == .word ? draft.wordTruths : draft.truths) + lost,
    try #require(answer["claims"]?.array))
}

/// What the figures of `docs/auditing-accuracy.md` are made with: `ASSAY_ACCURACY=14` writes its tables.
private let size = getenv("ASSAY_ACCURACY").flatMap { Int(String(cString: $0)) }

@Test func `errors that were put into manuscripts are found, and little else is told`() throws {
  var all = Reading()
  for (number, format) in DraftFormat.allCases.enumerated() {
    try check(format, seed: UInt64(20_261_128 + number), size: size ?? 3, into: &all)
  }
  if size != nil { print(all.tables) }
  for (kind, said, truth) in all.pairs where kind.verdict != said {
    print(
      "\(truth.file):\(truth.line):\(truth.columns.lowerBound): \(truth.text) is \(kind), said \(said)"
    )
  }
  for (said, text, line) in all.stray { print("stray \(line): \(text) \(said)") }
  #expect(all.pairs.count >= 300)
  for verdict in Reading.verdicts {
    #expect(all.precision(verdict).value >= 0.97, "precision of \(verdict)")
    #expect(all.recall(verdict).value >= 0.97, "recall of \(verdict)")
  }
}
