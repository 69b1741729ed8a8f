import ArgumentParser
import Host
import Pipeline
import Text

/// `assay graph`: what leads to what, for people and for programs that draw.
struct GraphVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw which stage leads to which.")

  /// What the graph is written as.
  enum Format: String, CaseIterable, ExpressibleByArgument { case dot, mermaid, svg }

  @OptionGroup var project: ProjectOptions

  @Option(help: "Write it as dot, mermaid or svg. (default: dot)")
  var format: Format?

  @Flag(help: "Draw every instance of a stage that has several.")
  var instances = false

  @Option(help: ArgumentHelp("Write it into this file.", valueName: "file"), completion: .file())
  var output: String?

  @OptionGroup var targets: TargetArguments

  func validate() throws {
    if format != nil, project.json {
      throw ValidationError("--json and --format exclude each other")
    }
  }

  mutating func run() throws {
    let file = try output.map { try project.path(of: $0) }
    let pipeline = try Project.open(project)
    let text = try text(pipeline, try pipeline.selection(targets.targets).stages)
    guard let file else { return Terminal.answer(text) }
    try Files.write(text, to: file)
  }

  private func text(_ pipeline: Pipeline, _ stages: [StageID]) throws -> String {
    if project.json { return StageGraph.json(stages, of: pipeline).shown }
    let graph = StageGraph(stages, of: pipeline, joiningFamilies: !instances)
    switch format ?? .dot {
    case .dot: return graph.dot
    case .mermaid: return graph.mermaid
    case .svg:
      guard let picture = try Graphviz.svg(of: graph.dot) else {
        throw ExitCode(Failure.interrupted)
      }
      return picture
    }
  }
}
