// What the targets of claims stand for: numbers of stages, parameters, cells of tables.

import Host
import Pipeline
import Prose
import Quantity
import Text

extension Audit {
  /// The values that a target holds, or why it holds none; a number of a stage other than the one
  /// that a question is about is not looked at.
  mutating func expected(
    _ text: String, about id: String? = nil
  ) throws -> Result<[Expected], Unclear.Fault> {
    let target: Target
    do throws(TargetFault) {
      target = try pipeline.target(text)
    } catch {
      return .failure(Unclear.Fault(reason: .noTarget(error.message, hint: error.hint)))
    }
    switch target {
    case .number(let stage, _) where id != nil && id != text:
      return .success([.neverRun(id: text, stage: pipeline[stage].name)])
    case .number(let stage, let name): return try number(name, of: stage, text)
    case .parameter(let name): return parameter(name, text)
    case .cells(let block): return try cells(block)
    }
  }

  private mutating func number(
    _ name: String, of id: StageID, _ text: String
  ) throws -> Result<[Expected], Unclear.Fault> {
    try replay([id])
    let stage = pipeline[id]
    switch try standing(of: id) {
    case .silent: return .success([])
    case .neverRun: return .success([.neverRun(id: text, stage: stage.name)])
    case .doubted: return .success([.doubted(id: text)])
    case .held(let holding):
      guard let replay = replay(of: id), let index = replay.index(of: name) else {
        return .failure(Unclear.Fault(reason: .noSuchNumber(name, of: holding)))
      }
      let (number, ground) = (holding.file.numbers[index], replay.outcomes[index].ground)
      let isDoubted = ground.isDoubted
      return .success([
        isDoubted ? .doubted(id: text) : .number(Listing.Entry(number, of: stage, on: ground))
      ])
    }
  }

  /// The numbers of a parameter: one, or those of a list.
  private func parameter(_ name: String, _ text: String) -> Result<[Expected], Unclear.Fault> {
    guard let parameter = pipeline.parameter(named: name) else { return .success([]) }
    let place = pipeline.place(of: parameter.mark)
    return Self.settings(parameter.values.map { (text, $0, place) })
  }

  /// The numbers of a block of cells, line by line.
  private func cells(
    _ block: CellBlock
  ) throws -> Result<[Expected], Unclear.Fault> {
    var cells: [Cell] = []
    for line in block.lines {
      for column in block.columns {
        cells.append(Cell(path: block.path, line: line, column: column, text: ""))
      }
    }
    guard try Files.status(block.path)?.kind == .file else {
      return .failure(Unclear.Fault(reason: .noFile(block.path)))
    }
    let bytes = try Files.read(block.path, limit: RecordedInputs.limit)
    let texts = try CellTexts.texts(of: cells, in: bytes, file: block.path)
    return Self.settings(
      zip(cells, texts).map { cell, text in
        (cell.name, text ?? "", Place(file: cell.path, line: cell.line, column: cell.column))
      })
  }

  /// Reads every number of some texts; each must hold one at least, and nothing else that matters.
  static func settings(
    _ sources: [(target: String, text: String, place: Place)]
  ) -> Result<[Expected], Unclear.Fault> {
    var settings: [Expected] = []
    for (target, text, place) in sources {
      let passage = Passage(plain: text)
      let literals = passage.literals().filter { $0.meaning == .value }
      guard !literals.isEmpty else {
        return .failure(Unclear.Fault(reason: .noNumber(target: target, text: text)))
      }
      settings += literals.map { literal in
        .setting(
          Expected.Setting(
            target: target, text: passage.words(literal.range), place: place,
            value: literal.written.value, unit: literal.unit))
      }
    }
    return .success(settings)
  }
}
