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
    help: "The manuscript, in Markdown, LaTeX or Word.",
    completion: .file(extensions: ["md", "markdown", "qmd", "Rmd", "tex", "docx"]))
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
    let format = PaperFormat(file: file)
    if format == .word {
      return try fill(WordDocument(bytes, file: file), from: source, to: target)
    }
    let paper =
      try format == .latex
      ? Paper(latex: bytes, file: file) : Paper(markdown: bytes, file: file)
    let text = try paper.filled(try filling(for: paper))
    guard let target else { return Terminal.answer(text) }
    try Files.write(text, to: target)
  }

  /// Fills in a Word document; its bytes are no text for a terminal.
  private func fill(
    _ document: WordDocument, from source: String, to target: String?
  ) throws {
    guard let target else {
      throw Diagnostic("a Word document is written into a file", hint: "name one: -o filled.docx")
    }
    guard try Files.status(target)?.identity != Files.status(source)?.identity else {
      throw Diagnostic(
        "`\(Escaped(file))` is not written over itself: its slots would be gone",
        hint: "name another file after -o")
    }
    let filled = try document.filled(try filling(for: document.paper))
    try Files.write(filled, to: target)
  }
}

// MARK: - What is filled in

extension RenderVerb {
  /// What a slot is filled in with, or why there is nothing for it.
  private typealias Filling = Result<String, RenderFault>

  /// What fills in the slots of a paper: the files that were given, else what is recorded.
  private func filling(for paper: Paper) throws -> (Passage.Slot) throws -> String {
    if from.isEmpty, parameter.isEmpty {
      var audit = Audit(try Project.open(project))
      return { slot in
        switch try audit.filling(of: slot.target) {
        case .success(let text): text
        case .failure(let fault): throw fault.diagnostic(at: slot, in: paper)
        }
      }
    }
    let given = try given()
    return { slot in
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
