// Figures that manuscripts show, and where a figure comes from.

package import Pipeline
import Host
import Prose
import Store
import Text

extension Audit {
  /// Judges the images of manuscripts, in the order of the text.
  ///
  /// - Throws: A diagnostic for a manuscript that cannot be read.
  package func figures(of manuscripts: [Manuscript]) throws -> [ShownFigure] {
    var judge = FigureJudge(pipeline)
    return try manuscripts.flatMap { try figures(of: $0, &judge) }
  }

  private func figures(
    of manuscript: Manuscript, _ judge: inout FigureJudge
  ) throws -> [ShownFigure] {
    var figures: [ShownFigure] = []
    for image in try Self.paper(manuscript, in: pipeline).images {
      figures.append(try judge.figure(image, of: manuscript.file))
    }
    return figures
  }

  /// The account of a file: of a figure, or of anything else that a stage makes.
  package mutating func account(ofFile path: String) throws -> FigureAccount {
    var judge = FigureJudge(pipeline)
    let image = Image(path: path, place: Place(file: path, line: 1, column: 1))
    let figure = try judge.figure(image, of: "")
    var uses: [ShownFigure] = []
    for manuscript in pipeline.manuscripts {
      // A manuscript that cannot be read shows nothing.
      let shown = (try? figures(of: manuscript, &judge)) ?? []
      uses += shown.filter { $0.path == path || $0.output == path }
    }
    guard let stage = figure.stage.flatMap(pipeline.stage(named:)),
      let record = judge.outputs.record(of: stage.id)
    else {
      return FigureAccount(
        path: path, figure: figure, stage: nil, grade: nil, origins: [], sources: [], uses: uses)
    }
    let history = History()
    let ground = try statement(of: record).ground
    return FigureAccount(
      path: path, figure: figure,
      stage: StageAccount(
        of: stage, record, isRebuiltHere: figure.verdict == .current(isHere: true),
        data: try data(of: record, history), in: pipeline, history),
      grade: NumberClass(ground), origins: ground.origins,
      sources: try sources(below: record, &judge.outputs, history), uses: uses)
  }

  /// The data below a record that no stage makes, each once, the nearest first.
  private mutating func sources(
    below record: Record, _ outputs: inout RecordedOutputs, _ history: borrowing History
  ) throws -> [StageAccount.Data] {
    var sources: [StageAccount.Data] = []
    var seen: Set<String> = []
    var pending = [record]
    while !pending.isEmpty {
      let record = pending.removeFirst()
      for line in RecordedInputs(of: record).lines where !pipeline.isCode(line.path) {
        guard let maker = pipeline.maker(of: line.path) else {
          if seen.insert(line.path).inserted { sources.append(try data(at: line, history)) }
          continue
        }
        let name = pipeline[maker].name
        guard !pipeline[maker].isMachine, seen.insert("stage \(name)").inserted else { continue }
        if let record = outputs.record(of: maker) { pending.append(record) }
      }
    }
    return sources
  }
}
