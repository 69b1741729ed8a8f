package import Text
package import YAML

/// A checked `pipeline.yaml`: stages, what they make and read, and the order they can run in.
package struct Pipeline: Sendable {
  /// The path of the file as the user knows it.
  package let file: String
  /// The text of every file that was read, the main one first; marks name them by number.
  private let texts: [SourceText]
  /// The bytes of every file that it was made from, by path.
  package let contents: [String: [UInt8]]
  /// All parameters of the top level, in the order of the file.
  package let parameters: [Parameter]
  /// The files that parameters were read from beside the pipeline.
  package let parameterFiles: [ParameterFile]
  /// The data that nothing may rest on.
  package let exclusions: [Exclusion]
  /// The rules under `sources`, in the order of the file.
  package let sources: [SourceRule]
  /// How many stages of each pool may run at once.
  package let pools: [String: Int]
  /// All stages, in the order of the file; a stage's id is its index.
  package let stages: [Stage]
  /// All stages, each behind those it needs, otherwise in the order of the file.
  package let order: [StageID]
  /// The texts that state results, in the order of the file.
  package private(set) var manuscripts: [Manuscript] = []
  /// The pairs of numbers that should agree.
  package private(set) var comparisons: [Comparison] = []

  /// How far numbers of a rebuild may lie from the recorded ones, in the order of the file.
  package let tolerances: [Tolerance]

  private let code: CodeRule
  private let outputs: OutputTable
  private let names: [String: StageID]

  /// Reads and checks a pipeline; nothing but the files it names is looked up on disk.
  ///
  /// - Parameters:
  ///   - file: the path of the main file as the user knows it.
  ///   - reading: gives the bytes of a file, any at all; `nil` when there is no such file.
  /// - Throws: the first fault, with its line, a caret and a hint.
  package init(file: String, reading: @escaping (String) throws -> [UInt8]?) throws(Diagnostic) {
    var files = PipelineFiles(reading)
    do {
      try self.init(file, &files)
    } catch {
      throw error.diagnostic(in: files.texts)
    }
  }

  init(_ file: String, _ files: inout PipelineFiles) throws(Fault) {
    let roots = try files.roots(from: file)
    var draft = try PipelineDraft(main: roots[0])
    for root in roots.dropFirst() { try draft.join(root) }
    parameterFiles = try draft.readParameters(&files)
    try draft.readClaims(&files)
    let reader = try StageReader(
      texts: files.texts, parameters: draft.parameters, pools: draft.pools,
      defaults: draft.defaults)
    let declared = try reader.declared(draft.stages)
    let stages = try reader.stages(declared) { (table) throws(Fault) in
      try files.content(of: table.text, namedAt: table.mark)
    }
    let graph = try Graph(stages)
    names = Dictionary(graph.stages.map { ($0.name, $0.id) }) { first, _ in first }
    self.file = file
    texts = files.texts
    contents = files.contents
    parameters = draft.parameters.all
    sources = draft.sources
    exclusions = draft.exclusions
    tolerances = draft.tolerances
    code = draft.code
    pools = draft.pools.places
    self.stages = graph.stages
    order = graph.order
    outputs = graph.outputs
    try refuseWrites(to: files.paths, tables: declared.compactMap(\.draft.foreach?.table))
    try checkExclusions()
    manuscripts = try manuscripts(draft.manuscripts)
    for pair in draft.comparisons { comparisons.append(try Comparison(pair, in: self)) }
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

  /// Whether a stage makes a path, or something in it.
  package func makesOrHolds(_ path: String) -> Bool {
    !outputs.makers(of: .path(path, isFolder: false), among: stages).isEmpty
  }

  /// The first rule that covers a data file.
  package func source(of path: String) -> SourceRule? {
    sources.first { rule in rule.files.contains { $0.covers(path) } }
  }

  /// Whether a file is code and so needs no source.
  package func isCode(_ path: String) -> Bool { code.covers(path) }

  /// The place of a mark, for a person.
  package func place(of mark: Mark) -> Place {
    Place(file: texts[mark.file].file, line: mark.line, column: mark.column)
  }

  /// The line of text that a mark stands in.
  package func line(of mark: Mark) -> String? { texts[mark.file].line(mark.line) }

  /// Something told of what stands at a mark.
  package func diagnostic(_ message: String, at mark: Mark, hint: String?) -> Diagnostic {
    Diagnostic(
      message, at: place(of: mark), line: line(of: mark), width: mark.width, hint: hint)
  }

  /// A fault in words, with the line it stands in.
  package func diagnostic(_ fault: Fault) -> Diagnostic { fault.diagnostic(in: texts) }

  /// Whether a file is excluded as a whole, and by what.
  package func exclusion(of path: String) -> Exclusion? {
    exclusions.first { $0.part == nil && $0.files.covers(path) }
  }

  /// What is excluded of the data that a stage's inputs name.
  package func exclusions(in stage: Stage) -> [Exclusion] {
    exclusions.filter { exclusion in
      stage.inputs.contains { $0.pattern.meets(exclusion.files) }
    }
  }

  /// The file that parameters come from, if a stage reads it and takes some of them: then they
  /// count, and not its bytes.
  package func parameterFile(at path: String, takenBy stage: Stage) -> ParameterFile? {
    parameterFiles.first { file in
      file.path == path && stage.parameters.contains { $0.mark.file == file.number }
    }
  }
}

extension Pipeline {
  /// What the pipeline itself is made from, no stage may write.
  private func refuseWrites(
    to paths: Set<String>, tables: [ProjectPath]
  ) throws(Fault) {
    for table in tables {
      guard let maker = maker(of: table.text) else { continue }
      throw Fault(.tableIsOutput(table.text, by: self[maker].name), at: table.mark)
    }
    for path in paths.sorted() {
      guard let maker = outputs.maker(of: path) else { continue }
      throw Fault(
        .outputIsPipeline(path), at: stages[maker.stage.index].outputs[maker.output].mark)
    }
  }

  /// What is excluded are data, and no stage names them or the folder they lie in.
  private func checkExclusions() throws(Fault) {
    for exclusion in exclusions {
      if let maker = outputs.makers(of: exclusion.files, among: stages).first {
        let name = stages[maker.stage.index].name
        throw Fault(.exclusionIsMade(exclusion.files.text, by: name), at: exclusion.mark)
      }
      guard exclusion.part == nil else { continue }
      for input in stages.lazy.flatMap(\.inputs) where exclusion.isTaken(by: input.pattern) {
        throw Fault(
          .inputExcluded(
            input.pattern.text, by: exclusion.files.text, reason: exclusion.reason,
            first: exclusion.mark), at: input.mark)
      }
    }
  }
}
