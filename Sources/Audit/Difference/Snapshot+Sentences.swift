// The numbers of the manuscripts of a snapshot, held against what the snapshot itself says.

import Pipeline
import Prose
import Quantity
import Text

extension Snapshot {
  /// The bound numbers of all manuscripts; a manuscript that cannot be read has none.
  func sentences() throws -> [Sentence] {
    var sentences: [Sentence] = []
    for manuscript in pipeline.manuscripts {
      guard let paper = try paper(of: manuscript) else { continue }
      sentences += try Sentence.all(
        in: paper, of: manuscript, names: pipeline.instanceNames
      ) { try self.expected($0) }
    }
    return sentences
  }

  private func paper(of manuscript: Manuscript) throws -> Paper? {
    if files.revision == nil { return try? Audit.paper(manuscript, in: pipeline) }
    let file = manuscript.text ?? manuscript.file
    guard let format = PaperFormat(file: file) ?? (manuscript.text == nil ? nil : .plain),
      let bytes = try files.bytes(of: file)
    else { return nil }
    return try? Paper(bytes, in: format, file: file) { [files] in try files.bytes(of: $0) }
  }

  /// The values that a target holds at this moment.
  func expected(_ text: String) throws -> Result<[Expected], Unclear.Fault> {
    let target: Target
    do throws(TargetFault) {
      target = try pipeline.target(text)
    } catch {
      return .failure(Unclear.Fault(reason: .noTarget(error.message, hint: error.hint)))
    }
    switch target {
    case .number(let id, let name):
      let stage = pipeline[id]
      guard let number = numbers(of: stage.name)?[name] else {
        return .failure(Unclear.Fault(reason: .noSuchNumber(text, near: nil)))
      }
      return .success([.number(Listing.Entry(number, of: stage, on: ground(of: text)))])
    case .parameter(let name):
      guard let parameter = pipeline.parameter(named: name) else { return .success([]) }
      let place = pipeline.place(of: parameter.mark)
      return Audit.settings(parameter.values.map { (text, $0, place) })
    case .cells(let block): return try cells(block)
    }
  }

  private func cells(_ block: CellBlock) throws -> Result<[Expected], Unclear.Fault> {
    let cells = block.lines.flatMap { line in
      block.columns.map { Cell(path: block.path, line: line, column: $0, text: "") }
    }
    guard let bytes = try files.bytes(of: block.path) else {
      return .failure(Unclear.Fault(reason: .noFile(block.path)))
    }
    let texts = try CellTexts.texts(of: cells, in: bytes, file: block.path)
    return Audit.settings(
      zip(cells, texts).map { cell, text in
        (cell.name, text ?? "", Place(file: cell.path, line: cell.line, column: cell.column))
      })
  }
}
