/// A stretch of one line of a YAML text: where something stands and how much of the line it takes.
package struct Mark: Hashable, Sendable {
  /// The line, counted from 1.
  package let line: Int
  /// The column, counted from 1 in Unicode scalars.
  package let column: Int
  /// How many scalars of the line are meant; at least 1.
  package let width: Int

  /// Makes a mark; a width below 1 counts as 1.
  package init(line: Int, column: Int, width: Int = 1) {
    self.line = line
    self.column = column
    self.width = max(1, width)
  }
}
