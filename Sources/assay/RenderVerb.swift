import ArgumentParser
import Audit
import Host
import Pipeline
import Prose
import Quantity
import Text

/// `assay render FILE`: a manuscript with its numbers filled in.
struct RenderVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Fill in the numbers of a manuscript, each with a note of what it is.",
    discussion: """
      In Markdown {{stage.number}} is filled in, in LaTeX \\assay{stage.number}, for which the \
      preamble needs \\newcommand{\\assay}[2][??]{#1}. A file that another one takes in is filled in \
      by itself.

      With --from or --parameter it reads these files and nothing else of the project, as a stage \
      has to; without them it fills in what is recorded.
      """)

  @OptionGroup var project: ProjectOptions

  @Option(
    help: ArgumentHelp("Take the numbers of a stage from this file.", valueName: "stage=file"))
  var from: [String] = []

  @Option(help: ArgumentHelp("Let a parameter be this text.", valueName: "name=text"))
  var parameter: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write it into this file.", valueName: "file"),
    completion: .file())
  var output: String?

  @Argument(
    help: "The manuscript, in Markdown or LaTeX.",
    completion: .file(extensions: ["md", "markdown", "qmd", "Rmd", "tex"]))
  var file: String

  func validate() throws {
    if project.json { throw ValidationError("render answers with the text itself: no --json") }
    for pair in from + parameter where !pair.dropFirst().contains("=") {
      throw ValidationError("`\(pair)` has no `=`: write --from STAGE=FILE, --parameter NAME=TEXT")
    }
  }

  mutating func run() throws {
    let source = try project.path(of: file)
    let target = try output.map { try project.path(of: $0) }
    guard try Files.status(source)?.kind == .file else { throw ProjectError.noFile(file) }
    let bytes = try Files.read(source, limit: Project.limit)
    let paper =
      try PaperFormat(file: file) == .latex
      ? Paper(latex: bytes, file: file) : Paper(markdown: bytes, file: file)
    let text: String
    if from.isEmpty, parameter.isEmpty {
      text = try Self.filled(paper, in: Audit(try Project.open(project)))
    } else {
      text = try Self.filled(paper, with: try given())
    }
    guard let target else { return Terminal.answer(text) }
    try Files.write(text, to: target)
  }
}

// MARK: - What is filled in

extension RenderVerb {
  /// What a slot is filled in with, or why there is nothing for it.
  private typealias Filling = Result<String, RenderFault>

  private static func filled(_ paper: Paper, in audit: consuming Audit) throws -> String {
    var audit = audit
    return try paper.filled { slot in
      switch try audit.filling(of: slot.target) {
      case .success(let text): text
      case .failure(let fault): throw fault.diagnostic(at: slot, in: paper)
      }
    }
  }

  private static func filled(_ paper: Paper, with given: [String: Filling]) throws -> String {
    try paper.filled { slot in
      switch given[slot.target] {
      case .success(let text): return text
      case .failure(let fault): throw fault.diagnostic(at: slot, in: paper)
      case nil:
        let near = Nearest.word(to: slot.target, among: given.keys.sorted())
        throw RenderFault(
          "no file that was given holds `\(Escaped(slot.target))`",
          hint: near.map { "did you mean `\(Escaped($0))`?" }
            ?? "give one: --from STAGE=FILE, --parameter NAME=TEXT"
        ).diagnostic(at: slot, in: paper)
      }
    }
  }

  /// The numbers of the files and the parameters that were given, by what slots call them.
  private func given() throws -> [String: Filling] {
    var given: [String: Filling] = [:]
    for (stage, path) in from.map(Self.parts) {
      let place = try project.path(of: path)
      guard try Files.status(place)?.kind == .file else { throw ProjectError.noFile(path) }
      for number in try NumbersFile.read(Files.read(place, limit: 256 << 20), file: path).numbers {
        given["\(stage).\(number.name)"] = .success(number.printed)
      }
    }
    for (name, text) in parameter.map(Self.parts) {
      given["parameters.\(name)"] = .success(text)
    }
    return given
  }

  /// What stands before and behind the first `=`; a stage's name has none.
  private static func parts(_ pair: String) -> (String, String) {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }
}

extension RenderFault {
  /// The fault with the line of the slot.
  fileprivate func diagnostic(at slot: Passage.Slot, in paper: Paper) -> Diagnostic {
    let place = paper.place(of: slot.source.lowerBound)
    return Diagnostic(
      message, at: place, line: paper.line(at: place), width: slot.source.count, hint: hint)
  }
}
