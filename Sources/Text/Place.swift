/// A place in a text file: where an error, a value or a cell stands.
public struct Place: Hashable, Sendable {
  /// The path as the user knows it, relative to the project.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// The column, counted from 1 in Unicode scalars.
  public let column: Int

  /// Makes the place at a line and column of a file.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  /// The place as compilers print it: `file:line:column`.
  public var description: String { "\(Escaped(file)):\(line):\(column)" }
}
