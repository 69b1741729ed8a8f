import Git
import Quantity
import Text

/// What stands in one version of a file, cell by cell, under names that survive another spelling of
/// the file: quotes, spaces, delimiters, line ends, and the order of rows and columns.
struct Grid {
  /// Tables, scans, regions or sheets, in the order of the file.
  var blocks: [Block]

  /// Rows that share their columns.
  struct Block {
    let name: String
    let headings: [String]
    var rows: [Row]
  }

  struct Row {
    /// What the format itself calls the row, such as a path; `nil` where it gives no names.
    var name: String?
    var values: [Value]
  }

  struct Value {
    /// Where it stands; `nil` for what is calculated or is a cell of another dialect.
    let spot: Spot?
    let text: String

    init(_ text: String, at spot: Spot?) {
      self.spot = spot
      self.text = Grid.plain(text)
    }
  }
}

extension Grid {
  /// A text as it is compared: without the spaces and the pair of quotes around it.
  ///
  /// Digits are compared as they are written: 1.20 and 1.2 are two ways to state a value, and
  /// somebody chose.
  static func plain(_ text: String) -> String {
    let text = text.withoutOuterSpaces
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).withoutOuterSpaces
  }

  /// The rows that stand on the lines which the other version does not have.
  ///
  /// All others stand in both. Rows with names are found by these.
  func onChangedLines(of revision: ComparedFile) -> Grid {
    guard let lines = revision.lines else { return self }
    var grid = self
    for index in grid.blocks.indices {
      grid.blocks[index].rows.removeAll { row in
        guard row.name == nil, let line = row.values.lazy.compactMap(\.spot).first?.line else {
          return false
        }
        return !lines.containsNumber(line - 1)
      }
    }
    return grid
  }
}

extension [Range<Int>] {
  /// Whether one of the ascending ranges holds a number.
  func containsNumber(_ number: Int) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].contains(number)
  }
}
