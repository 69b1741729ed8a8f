import ArgumentParser
import Audit
import Host
import Pipeline
import Text

/// `assay check`: every number of the manuscripts held against what the pipeline holds.
struct CheckVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      """
      Hold every number, figure and finding of the manuscripts against the pipeline; exit 4 if one \
      is not right.
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(help: "List every number, not only those that are not right.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Write a copy of a Word manuscript with a comment at every result.", valueName: "docx"),
    completion: .file(extensions: ["docx"]))
  var annotate: String?

  @Flag(
    help: """
      Propose for every number that nothing binds what it may be, with the lines to paste; nothing \
      is bound by that.
      """)
  var suggest = false

  @Argument(
    help: "The manuscripts to check. (default: all)",
    completion: .file(extensions: ["md", "markdown", "qmd", "Rmd", "tex", "docx"]))
  var files: [String] = []

  mutating func run() throws {
    let places = try files.map { try project.path(of: $0) }
    let copy = try annotate.map { try project.path(of: $0) }
    let pipeline = try Project.open(project)
    if pipeline.manuscripts.isEmpty { throw Self.noManuscripts }
    let files = try zip(files, places).map { try Project.name(of: $0, from: $1) }
    let chosen = pipeline.manuscripts.filter { files.isEmpty || files.contains($0.file) }
    for file in files where !chosen.contains(where: { $0.file == file }) {
      throw Self.unknown(file, in: pipeline)
    }
    let annotation = try annotate.map { name in
      try Annotation(of: chosen, as: name, at: copy ?? name, in: pipeline)
    }
    var audit = Audit(pipeline)
    let claims = try audit.claims(of: chosen)
    let figures = try audit.figures(of: chosen)
    let findings = try audit.findings(of: chosen)
    let answer = CheckAnswer(
      claims: claims, figures: figures, findings: findings,
      summary: ManuscriptSummary(
        claims, figures: figures, findings: findings, files: chosen.map(\.file)),
      comparisons: try audit.comparisons(),
      suggestions: suggest ? try audit.suggestions(for: chosen) : nil)
    if project.json {
      Terminal.answer(answer.json.shown)
    } else {
      let words = CheckWords(style: Style(project.color, for: .output))
      for line in words.lines(of: answer, listingAll: all) { Terminal.answer(line) }
    }
    try annotation?.write(claims)
    if !answer.holds { throw ExitCode(Failure.doesNotHold) }
  }

  private static let noManuscripts = Diagnostic(
    "the pipeline names no manuscripts",
    hint: "`manuscripts: [{file: paper.md}]` in pipeline.yaml does")

  private static func unknown(_ file: String, in pipeline: Pipeline) -> Diagnostic {
    let names = pipeline.manuscripts.map(\.file)
    let hint =
      Nearest.word(to: file, among: names).map { "did you mean `\(Escaped($0))`?" }
      ?? "the manuscripts are \(names.map { Escaped($0).description }.joined(separator: ", "))"
    return Diagnostic("`\(Escaped(file))` is no manuscript of the pipeline", hint: hint)
  }
}

/// What `check` found.
struct CheckAnswer {
  let claims: [Claim]
  let figures: [ShownFigure]
  let findings: [JudgedFinding]
  let summary: ManuscriptSummary
  let comparisons: [Result<ResultComparison, Incomparable>]
  /// What unbound numbers may be; `nil` when nobody asked.
  let suggestions: [Suggestion]?

  /// Whether nothing in the manuscripts is wrong.
  var holds: Bool {
    claims.allSatisfy(\.holds) && figures.allSatisfy(\.holds) && findings.allSatisfy(\.holds)
  }
}
