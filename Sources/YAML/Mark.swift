/// A stretch of one line of a YAML text: where something stands and how much of the line it takes.
package struct Mark: Hashable, Sendable {
  /// The number of the file, as whoever read several files counts them.
  package let file: Int
  /// The line, counted from 1.
  package let line: Int
  /// The column, counted from 1 in Unicode scalars.
  package let column: Int
  /// How many scalars of the line are meant; at least 1.
  package let width: Int

  /// Makes a mark; a width below 1 counts as 1.
  package init(line: Int, column: Int, width: Int = 1, file: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
    self.width = max(1, width)
  }
}
