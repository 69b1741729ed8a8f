import Formats
import Git
import Lines
import PatternText
import Readers
import Tables

/// A data file as people speak of it: tables with rows and columns, keys and values, lines of text,
/// or bytes.
enum DataView {
  /// Tables, scans, regions or sheets; of a curve the values of a row go together.
  case tables(Grid, isCurve: Bool)
  /// A file of keys and values.
  case tree
  /// Any other text.
  case lines
  /// Anything else.
  case bytes

  /// Images are looked at as they lie: to decode every pixel of every version would tell no more.
  private static let images: Set<Format> = [.tiff, .bigTIFF, .dm3]

  init(_ bytes: [UInt8], path: String) {
    let revision = ComparedFile(path: path, bytes: bytes, lines: nil)
    if let format = Format(of: bytes), Self.images.contains(format) {
      self = .bytes
    } else if TreeMatch.isTree(path), TreeMatch(revision, revision) != nil {
      self = .tree
    } else if let pattern = try? PatternText(bytes, file: path) {
      self = .tables(Grid(pattern), isCurve: true)
    } else if let grid = Self.grid(revision) {
      self = .tables(grid, isCurve: false)
    } else {
      self = bytes.prefix(1 << 13).contains(0) ? .bytes : .lines
    }
  }

  private static func grid(_ revision: ComparedFile) -> Grid? {
    if let file = try? InstrumentFile(revision.bytes, file: revision.path) {
      return Grid(file) { _ in true }
    }
    let table = Grid(table: revision, Dialect(hasComments: true))
    return table.flatMap { $0.blocks[0].headings.count > 1 ? $0 : nil }
  }
}
