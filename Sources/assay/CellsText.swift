import Formats
import Quantity
import Readers
import Readings
import Text

/// What `cells` answers a person: the format, what is stated, and the first rows of each table.
struct CellsText {
  /// The lines, ready to print.
  private(set) var lines: [String] = []
  private let style: Style
  private let rows: Int

  init(_ file: InstrumentFile, rows: Int, style: Style) {
    self.style = style
    self.rows = rows
    lines.append(style.bold(file.format.name))
    for (index, block) in file.blocks.enumerated() {
      add(block, index + 1, of: file.blocks.count)
    }
  }

  private mutating func add(_ block: Block, _ number: Int, of count: Int) {
    let name = block.name.isEmpty ? "" : ": \(Escaped(block.name))"
    let rows = block.count == 1 ? "1 row" : "\(block.count) rows"
    lines.append("")
    lines.append(style.bold("block \(number) of \(count)\(name)") + ", \(rows)")
    for note in block.notes { lines.append(style.yellow("note: \(note)")) }
    addTable(
      block.statements.map {
        [$0.name, $0.reading.text, $0.reading.cell.address]
      })
    guard !block.columns.isEmpty else { return }
    lines.append("")
    let shown = min(self.rows, block.count)
    let heading = ["row"] + block.columns.flatMap { [$0.heading, "cell"] }
    addTable(
      [heading]
        + (0..<shown).map { row in
          ["\(row + 1)"]
            + block.columns.flatMap { column -> [String] in
              [column.shown(row), column.origin(ofRow: row)]
            }
        })
    if shown < block.count {
      let rest = block.count - shown
      lines.append(
        style.dim("  … \(rest) more \(rest == 1 ? "row" : "rows"): --rows, --csv or --json"))
    }
  }

  /// Adds lines in columns, each as wide as its widest text.
  private mutating func addTable(_ texts: [[String]]) {
    let escaped = texts.map { $0.map { Escaped($0).description } }
    let columns = escaped.first?.count ?? 0
    let widths = (0..<columns).map { column in escaped.map { $0[column].count }.max() ?? 0 }
    for line in escaped {
      let text = zip(line, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      lines.append("  " + String(text.reversed().drop { $0 == " " }.reversed()))
    }
  }
}

extension Column {
  fileprivate var heading: String { unit.isEmpty ? name : "\(name) (\(unit))" }

  /// The text of a row, or its calculated number.
  fileprivate func shown(_ row: Int) -> String {
    reading(row)?.text ?? (try? number(row)).map { "\($0)" } ?? ""
  }
}
