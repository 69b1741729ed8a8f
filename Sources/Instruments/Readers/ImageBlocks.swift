import Images
import Quantity
import Readings
import Text

/// An image as one block: a row for each pixel, from the upper left one on.
enum ImageBlocks {
  /// How the cells of an image are addressed: line and column are those of the pixel.
  static let dialect = "pixels"

  static func blocks(_ bytes: [UInt8], _ file: String) throws(Diagnostic) -> [Block] {
    let image = try Image(bytes, file: file)
    let size = image.pixelSize.map {
      "a pixel is \($0.width) nm by \($0.height) nm (\($0.place): \($0.statement))"
    }
    let column = Column(
      "value", count: image.values.count,
      .readings { index in
        let (row, column) = (index / image.width + 1, index % image.width + 1)
        return Reading(
          Cell(
            path: file, line: row, column: column, text: text(image.values[index]),
            dialect: dialect))
      })
    return [
      Block(
        "\(image.width) × \(image.height) pixels", [], [column],
        notes: [size ?? "the file states no size of a pixel"])
    ]
  }

  /// The texts of pixels; `nil` beyond the edges.
  static func texts(
    of cells: [Cell], _ bytes: [UInt8], _ file: String
  ) throws(Diagnostic) -> [String?] {
    let image = try Image(bytes, file: file)
    return cells.map { cell in
      guard 1...image.height ~= cell.line, 1...image.width ~= cell.column else { return nil }
      return text(image[row: cell.line, column: cell.column])
    }
  }

  /// Counts without a point.
  private static func text(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
