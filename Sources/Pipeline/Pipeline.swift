package import Text
package import YAML

/// A checked `pipeline.yaml`: stages, what they make and read, and the order they can run in.
package struct Pipeline: Sendable {
  /// The path of the file as the user knows it.
  package let file: String
  /// Its text, to show lines of.
  package let text: SourceText
  /// All parameters of the top level, in the order of the file.
  package let parameters: [Parameter]
  /// The rules under `sources`, in the order of the file.
  package let sources: [SourceRule]
  /// How many stages of each pool may run at once.
  package let pools: [String: Int]
  /// All stages, in the order of the file; a stage's id is its index.
  package let stages: [Stage]
  /// All stages, each behind those it needs, otherwise in the order of the file.
  package let order: [StageID]

  private let code: CodeRule
  private let outputs: OutputTable
  private let names: [String: StageID]

  /// What the keys of the top level say; stages wait until the parameters are known.
  private struct Draft: Sendable {
    var version = ""
    var sources: [SourceRule] = []
    var code = CodeRule.usual
    var parameters = ParameterTable()
    var pools: [String: Int] = [:]
    var stages: Node?

    static let fields: [Field<Draft>] = [
      Field("assay", \.version, Read.text),
      Field("sources", \.sources, SourceRule.list),
      Field("code", \.code, CodeRule.read),
      Field("parameters", \.parameters) { (node) throws(Fault) in try ParameterTable(node) },
      Field("pools", \.pools, Limits.pools),
      Field("stages", \.stages) { (node) in node },
    ]
  }

  /// Reads and checks a pipeline; nothing is looked up on disk.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file; any bytes at all may be given.
  ///   - file: its path as the user knows it.
  /// - Throws: the first fault, with its line, a caret and a hint.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let document = try Document(bytes, file: file)
    do {
      try self.init(document, file: file)
    } catch {
      throw error.diagnostic(in: document.text)
    }
  }

  private init(_ document: Document, file: String) throws(Fault) {
    try Self.checkVersion(document.root)
    let draft = try Field.read(
      document.root, into: Draft(), of: "the pipeline", Draft.fields)
    guard let node = draft.stages else {
      throw Fault(.keyMissing("stages", of: "the pipeline"), at: document.root.mark)
    }
    let reader = StageReader(text: document.text, parameters: draft.parameters)
    let read = try reader.stages(node)
    names = try Self.names(of: read)
    let graph = try Graph(read)
    if let maker = graph.outputs.maker(of: file) {
      throw Fault(
        .outputIsPipeline(file),
        at: graph.stages[maker.stage.index].outputs[maker.output].mark)
    }
    self.file = file
    text = document.text
    parameters = draft.parameters.all
    sources = draft.sources
    code = draft.code
    pools = draft.pools
    stages = graph.stages
    order = graph.order
    outputs = graph.outputs
  }

  /// The version stands before everything else: another one may have other keys.
  private static func checkVersion(_ root: Node) throws(Fault) {
    guard let entry = try Read.entries(root).first(where: { $0.key == "assay" }) else {
      throw Fault(.keyMissing("assay", of: "the pipeline"), at: root.mark)
    }
    let version = try Read.text(entry.value)
    if version != "1" { throw Fault(.versionUnknown(version), at: entry.value.mark) }
  }

  /// Names must differ by more than case: records are files, and some disks know no case.
  private static func names(of stages: [Stage]) throws(Fault) -> [String: StageID] {
    var names: [String: StageID] = [:]
    var lowercased: [String: Stage] = [:]
    for stage in stages {
      if let other = lowercased.updateValue(stage, forKey: stage.name.lowercased()) {
        throw Fault(
          .nameCaseClash(stage.name, with: other.name, first: other.mark), at: stage.mark)
      }
      names[stage.name] = stage.id
    }
    return names
  }
}

extension Pipeline {
  /// The stage with an id.
  package subscript(id: StageID) -> Stage { stages[id.index] }

  /// The stage of a name.
  package func stage(named name: String) -> Stage? { names[name].map { self[$0] } }

  /// The stages that make something a stage reads, in the order of the file.
  package func upstream(of id: StageID) -> [StageID] { self[id].upstream }

  /// The stage that makes a path: one of its outputs, or inside one.
  package func maker(of path: String) -> StageID? { outputs.maker(of: path)?.stage }

  /// The first rule that covers a data file.
  package func source(of path: String) -> SourceRule? {
    sources.first { rule in rule.files.contains { $0.covers(path) } }
  }

  /// Whether a file is code and so needs no source.
  package func isCode(_ path: String) -> Bool { code.covers(path) }

  /// The place of a mark, for a person.
  package func place(of mark: Mark) -> Place {
    Place(file: file, line: mark.line, column: mark.column)
  }

  /// A fault in words, with the line it stands in.
  package func diagnostic(_ fault: Fault) -> Diagnostic { fault.diagnostic(in: text) }

  /// The fault of a stage name that does not exist, told without a place.
  package func diagnostic(unknownStage name: String) -> Diagnostic {
    Fault.unknownStage(name, known: stages.map(\.name))
  }
}
