import Git
import Lines
import PatternText
import Quantity
import Readings
import Tables
import Text
import Words
import XML

/// How a file is taken apart into cells that can be found again in another version of it.
enum GridShape {
  /// A table with a line of headings.
  case table(Dialect)
  /// An instrument file by its reader; spots are those of one dialect of cells.
  case instrument(dialect: String?)
  /// Columns of numbers.
  case pattern
  /// The words within the elements of an XML file.
  case elements
  /// The words of each line.
  case words
  /// Lines as they are.
  case lines
  /// The fields of each line.
  case fields(Fields.Separator)

  /// The cells of a version; `nil` when it cannot be read so.
  func grid(of revision: ComparedFile) -> Grid? {
    switch self {
    case .table(let dialect): return Grid(table: revision, dialect)
    case .instrument(let dialect):
      return Grid(instrument: revision, dialect)?.onChangedLines(of: revision)
    case .pattern:
      guard let pattern = try? PatternText(revision.bytes, file: revision.path) else { return nil }
      return Grid(pattern).onChangedLines(of: revision)
    case .elements: return Grid(elements: revision)
    case .words:
      let words = Words(revision.bytes, file: revision.path).cells(in: 0..<revision.bytes.count)
      return Grid(cells: words.map(\.cell)).onChangedLines(of: revision)
    case .lines:
      let lines = Lines(revision.bytes, file: revision.path)
      return Grid(cells: lines.texts.indices.map { lines.cell($0 + 1) })
        .onChangedLines(of: revision)
    case .fields(let separator):
      let fields = Fields(revision.bytes, file: revision.path)
      let cells = (1...max(1, fields.count)).prefix(fields.count).flatMap {
        fields.readings(ofLine: $0, separator).map(\.cell)
      }
      return Grid(cells: cells).onChangedLines(of: revision)
    }
  }
}

extension Grid {
  /// Cells in the order of the file, a row for each line.
  fileprivate init(cells: [Cell]) {
    var rows: [Row] = []
    var line: Int?
    var width = 0
    for cell in cells {
      if cell.line != line { rows.append(Row(name: nil, values: [])) }
      line = cell.line
      rows[rows.count - 1].values.append(Value(cell))
      width = max(width, rows[rows.count - 1].values.count)
    }
    blocks = [Block(name: "", headings: (0..<width).map { "\($0)" }, rows: rows)]
  }

  init(_ pattern: PatternText) {
    let columns = [pattern.angles, pattern.intensities] + (pattern.deviations.map { [$0] } ?? [])
    let rows = (0..<pattern.count).map { row in
      Row(name: nil, values: columns.map { Value($0.cells[row].cell) })
    }
    let headings = ["angle", "intensity", "deviation"].prefix(columns.count)
    blocks = [Block(name: "", headings: Array(headings), rows: rows)]
  }

  /// The words of each element that holds no other, named by the way to it and their number in it.
  fileprivate init?(elements revision: ComparedFile) {
    guard let document = try? Document(revision.bytes, file: revision.path) else { return nil }
    let words = Words(revision.bytes, file: revision.path)
    var rows: [Row] = []
    var pending = [(element: document.root, path: document.root.name)]
    while let (element, path) = pending.popLast() {
      guard !element.children.isEmpty else {
        for (index, word) in words.cells(in: element.content).enumerated() {
          rows.append(Row(name: "\(path) \(index + 1)", values: [Value(word.cell)]))
        }
        continue
      }
      var counts: [String: Int] = [:]
      for child in element.children {
        counts[child.name, default: 0] += 1
        pending.append((child, "\(path)/\(child.name)[\(counts[child.name] ?? 1)]"))
      }
    }
    blocks = [Block(name: "", headings: ["value"], rows: rows)]
  }
}

extension Grid.Value {
  init(_ cell: Cell) { self.init(cell.text, at: Spot(line: cell.line, column: cell.column)) }
}
