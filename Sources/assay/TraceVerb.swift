import ArgumentParser
import Audit
import Host
import Pipeline
import Prose
import Text

/// `assay trace`: from a number, or from where a text states one, to its formula, cells and commits.
struct TraceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract:
      "Say where a number or a figure comes from; exit 4 if anything on the way does not hold.")

  @OptionGroup var project: ProjectOptions

  @Option(help: "Show so many levels of the calculation.")
  var depth = 10

  @Flag(
    help: """
      Show what its uncertainty is made of (GUM), and hold it against a Monte Carlo calculation.
      """)
  var budget = false

  @Argument(
    help: """
      The number: stage.number, its name if only one stage has it, a line of a manuscript \
      (paper.md:12), or the number as it is written there ("0.11 ‰"). Or a figure, or any file that \
      a stage makes: its path.
      """,
    completion: Completion.numbers)
  var number: String

  func validate() throws {
    guard (1...1000).contains(depth) else {
      throw ValidationError("--depth takes a whole number from 1 to 1000")
    }
  }

  mutating func run() throws {
    let here = try project.path(of: number)
    let pipeline = try Project.open(project)
    var audit = Audit(pipeline)
    audit.tellsBudgets = budget
    for file in [try Project.inside(here), number].compactMap(\.self)
    where try Self.isFile(file, in: pipeline) {
      return try answer(audit.account(ofFile: file))
    }
    switch Question(try Self.named(number, from: here), in: pipeline) {
    case .number:
      let account = try audit.account(of: number)
      answer(project.json ? [account.json.shown] : lines(of: account))
      if !account.holds { throw ExitCode(Failure.doesNotHold) }
    case .place(let file, let line, let column):
      try answer(try audit.trace(file: file, line: line, column: column))
    case .words: try answer(try audit.trace(words: number))
    }
  }

  /// A place as the project names it, where the user named it from a folder beneath.
  private static func named(_ text: String, from absolute: String) throws -> String {
    guard let colon = text.firstIndex(of: ":") else { return text }
    let place = text[colon...]
    let file = String(absolute.dropLast(place.count))
    return try Project.name(of: String(text[..<colon]), from: file) + place
  }

  /// Whether a file is asked for: one that is there or that a stage makes, unless a number has that name.
  private static func isFile(_ path: String, in pipeline: Pipeline) throws -> Bool {
    let kind = try Files.status(path)?.kind
    if pipeline.maker(of: path) != nil { return kind == nil || kind == .file }
    let dot = path.lastIndex(of: ".")
    if let dot, pipeline.stage(named: String(path[..<dot])) != nil { return false }
    return kind == .file
  }

  private func answer(_ account: FigureAccount) throws {
    let words = FigureAccountWords(style: Style(project.color, for: .output))
    answer(project.json ? [account.json.shown] : words.lines(of: account))
    if !account.holds { throw ExitCode(Failure.doesNotHold) }
  }

  private func answer(_ lines: [String]) {
    for line in lines { Terminal.answer(line) }
  }

  private func lines(of account: Account, hidingClaims: Bool = false) -> [String] {
    AccountWords(
      style: Style(project.color, for: .output), depth: depth, hidingClaims: hidingClaims
    ).lines(of: account)
  }

  private func answer(_ traces: [TracedClaim]) throws {
    if project.json {
      answer([JSON.object([("traces", .array(traces.map(\.json)))]).shown])
    } else {
      let style = Style(project.color, for: .output)
      for (index, trace) in traces.enumerated() {
        let head = trace.claim.map { [ClaimWords(style: style).line(of: $0)] } ?? []
        answer((index > 0 ? [""] : []) + head + source(of: trace, style))
      }
    }
    if !traces.allSatisfy(\.holds) { throw ExitCode(Failure.doesNotHold) }
  }

  private func source(of trace: TracedClaim, _ style: Style) -> [String] {
    switch trace.source {
    case .account(let account): lines(of: account, hidingClaims: trace.claim != nil)
    case .setting(let setting, let authorship):
      ["\(style.bold(setting.target)) = \(Escaped(setting.text))  \(setting.place)"]
        + [style.dim("  \(authorship.words)")]
    case .nothing: []
    }
  }
}

extension TraceVerb {
  /// What a person may ask for.
  private enum Question {
    case number
    case place(file: String, line: Int, column: Int?)
    case words

    /// A place is a text with a line, which a paper may take in; words begin with a digit or a sign;
    /// all else is a name.
    init(_ text: String, in pipeline: Pipeline) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.reversed().prefix { Int($0) != nil }.count
      let file = parts.dropLast(numbers).joined(separator: ":")
      let isText =
        PaperFormat(file: file) != nil
        || pipeline.manuscripts.contains { $0.file == file || $0.text == file }
      if isText, (1...2).contains(numbers), let line = Int(parts[parts.count - numbers]) {
        self = .place(
          file: file, line: line, column: numbers > 1 ? Int(parts[parts.count - 1]) : nil)
        return
      }
      let first = text.unicodeScalars.first { $0 != " " } ?? " "
      let isSign = "+-\u{2212}.<>≤≥≈~".unicodeScalars.contains(first)
      self = ("0"..."9").contains(first) || isSign ? .words : .number
    }
  }
}

extension TracedClaim {
  /// Whether the text is right and everything behind it came out as recorded.
  fileprivate var holds: Bool {
    if case .account(let account) = source, !account.holds { return false }
    return claim?.holds ?? true
  }
}
