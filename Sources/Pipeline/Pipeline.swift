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
    var defaults: [Node.Entry] = []
    var pools = PoolTable()
    var stages: [Node.Entry]?

    static let fields: [Field<Draft>] = [
      Field("assay", \.version, Read.text),
      Field("sources", \.sources, SourceRule.list),
      Field("code", \.code, CodeRule.read),
      Field("parameters", \.parameters) { (node) throws(Fault) in try ParameterTable(node) },
      Field("defaults", \.defaults, Read.entries),
      Field("pools", \.pools) { (node) throws(Fault) in try PoolTable(node) },
      Field("stages", \.stages, Read.entries),
    ]
  }

  /// Reads and checks a pipeline; of the disk only the tables of `foreach` are looked at.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file; any bytes at all may be given.
  ///   - file: its path as the user knows it.
  ///   - reading: gives the bytes of a file of the project, or `nil` if there is none.
  /// - Throws: the first fault, with its line, a caret and a hint.
  package init(
    _ bytes: [UInt8], file: String, reading: (String) -> [UInt8]? = { _ in nil }
  ) throws(Diagnostic) {
    let document = try Document(bytes, file: file)
    do {
      try self.init(document, file: file) { (table) throws(Fault) in reading(table.text) }
    } catch {
      throw error.diagnostic(in: document.text)
    }
  }

  private init(
    _ document: Document, file: String, reading: Foreach.Reading
  ) throws(Fault) {
    try Self.checkVersion(document.root)
    let draft = try Field.read(
      document.root, into: Draft(), of: "the pipeline", Draft.fields)
    guard let entries = draft.stages else {
      throw Fault(.keyMissing("stages", of: "the pipeline"), at: document.root.mark)
    }
    let reader = try StageReader(
      parameters: draft.parameters, pools: draft.pools, defaults: draft.defaults)
    let declared = try reader.declared(entries, in: document.text)
    let graph = try Graph(try reader.stages(declared, reading: reading))
    names = Dictionary(graph.stages.map { ($0.name, $0.id) }) { first, _ in first }
    for table in declared.compactMap(\.draft.foreach?.table) {
      guard let maker = graph.outputs.maker(of: table.text) else { continue }
      throw Fault(
        .tableIsOutput(table.text, by: graph.stages[maker.stage.index].name), at: table.mark)
    }
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
    pools = draft.pools.places
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
