import Host
import Pipeline
import Prose
import Quantity
import Tables
import Text

/// A value of the pipeline that a number in a text may be.
struct Candidate {
  /// How it would be bound.
  let target: String
  /// The value.
  let value: Expected
  /// The stage that it is a number of.
  let stage: String?
  /// The words of its name, or of the heads of its cell.
  let name: NearWords
  /// The words of its definition.
  let definition: NearWords
  /// Whether it is a cell of a table, of which there are so many that some always fit.
  let isCell: Bool
}

extension Audit {
  /// The values that numbers may be: of stages, of parameters, and of cells of tables that stages
  /// read and none makes.
  mutating func candidates() throws -> [Candidate] {
    let numbers = try listing().entries.filter { !$0.isStale }.map { entry in
      Candidate(
        target: entry.id, value: .number(entry), stage: entry.stage, name: NearWords(entry.id),
        definition: NearWords(entry.number.definition ?? ""), isCell: false)
    }
    var settings: [Candidate] = []
    for parameter in pipeline.parameters where parameter.type != .list {
      let target = "parameters.\(parameter.name)"
      guard case .success(let values) = try expected(target), values.count == 1 else { continue }
      settings.append(
        Candidate(
          target: target, value: values[0], stage: nil, name: NearWords(parameter.name),
          definition: NearWords(""), isCell: false))
    }
    return numbers + settings + tables.flatMap { Self.cells(of: $0) }
  }

  /// The tables among the data that stages read.
  private var tables: [String] {
    var paths: Set<String> = []
    for input in pipeline.stages.flatMap(\.inputs) {
      guard case .path(let path, _) = input.pattern, pipeline.maker(of: path) == nil else {
        continue
      }
      if path.hasSuffix(".csv") || path.hasSuffix(".tsv") { paths.insert(path) }
    }
    return paths.sorted()
  }

  /// A table with more bytes is no list that somebody typed in.
  private static let largestTable = 64 << 10

  /// The cells of a table that hold one number and nothing else.
  private static func cells(of path: String) -> [Candidate] {
    guard let bytes = try? Files.read(path, limit: largestTable),
      let table = try? Table(bytes, file: path)
    else { return [] }
    return table.rows.flatMap { row in
      zip(table.headings, row).compactMap { heading, cell in
        let passage = Passage(plain: cell.text)
        let literals = passage.literals()
        guard literals.count == 1, let literal = literals.first, literal.meaning == .value,
          literal.range == 0..<passage.text.count
        else { return nil }
        let setting = Expected.Setting(
          target: cell.cell.name, text: cell.text, place: cell.place, value: literal.written.value,
          unit: literal.unit)
        return Candidate(
          target: cell.cell.name, value: .setting(setting), stage: nil,
          name: NearWords("\(heading.text) \(row[0].text)"), definition: NearWords(""),
          isCell: true)
      }
    }
  }
}
