import Tables
import Text
import YAML

/// A table of the project that a `foreach` takes its rows from; its faults are told at its lines.
struct TableFile: Sendable {
  /// The path within the project.
  let path: String
  /// The texts of the first line.
  let headings: [String]
  /// The other lines.
  let rows: [[Instance.Value]]
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], _ path: ProjectPath) throws(Pipeline.Fault) {
    let table: Table
    do {
      table = try Table(bytes, file: path.text)
    } catch {
      throw Pipeline.Fault(.elsewhere(error), at: path.mark)
    }
    self.path = path.text
    self.bytes = bytes
    headings = table.headings.map(\.text)
    rows = table.rows.map { $0.map(Instance.Value.init) }
  }

  /// A fault whose place is in this table.
  func placed(_ fault: Pipeline.Fault) -> Pipeline.Fault {
    var fault = fault
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    fault.source = SourceText(file: path, text: String(decoding: content, as: UTF8.self))
    return fault
  }
}

extension Instance.Value {
  fileprivate init(_ cell: TableCell) {
    text = cell.text
    mark = Mark(
      line: cell.place.line, column: cell.place.column, width: cell.text.unicodeScalars.count)
  }
}
