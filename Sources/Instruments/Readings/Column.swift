public import Text

/// A column of a block: one reading for every row, or numbers at equal steps.
public struct Column: Sendable {
  /// Where its numbers come from.
  public enum Source: Sendable {
    /// A reading for every row.
    case readings(@Sendable (Int) -> Reading)
    /// The first value and what is added from row to row.
    case steps(from: Reading, by: Reading)
    /// The first value and the last, the others at equal distances.
    case between(from: Reading, to: Reading)
  }

  /// The name in the words of the file, or of the field where the file has none.
  public let name: String
  /// The unit as the file states it; empty where it states none.
  public let unit: String
  /// How many rows there are.
  public let count: Int
  /// Where its numbers come from.
  public let source: Source

  package init(_ name: String, unit: String = "", count: Int, _ source: Source) {
    self.name = name
    self.unit = unit
    self.count = count
    self.source = source
  }

  /// The reading of a row counted from 0; `nil` where its number is calculated.
  public func reading(_ row: Int) -> Reading? {
    guard case .readings(let reading) = source else { return nil }
    return reading(row)
  }

  /// The number of a row counted from 0.
  ///
  /// - Throws: A diagnostic at the reading when it says none.
  public func number(_ row: Int) throws(Diagnostic) -> Double {
    switch source {
    case .readings(let reading): return try reading(row).number()
    case .steps(let start, let step): return try start.number() + Double(row) * step.number()
    case .between(let start, let end):
      let (first, last) = (try start.number(), try end.number())
      return count < 2 ? first : first + (last - first) * Double(row) / Double(count - 1)
    }
  }

  /// The numbers of all rows.
  ///
  /// - Throws: A diagnostic at the first reading that says none.
  public func numbers() throws(Diagnostic) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for row in 0..<count { numbers.append(try number(row)) }
    return numbers
  }
}

/// What the head of a file states under a name.
public struct Statement: Sendable {
  /// The name as it is written.
  public let name: String
  /// What stands after it.
  public let reading: Reading

  package init(_ name: String, _ reading: Reading) {
    self.name = name
    self.reading = reading
  }
}

/// A table of an instrument file: a scan, a region, a sheet; and what is stated about it.
public struct Block: Sendable {
  /// The name in the words of the file; empty where it has none.
  public let name: String
  /// What is stated of it, in the order of the file.
  public let statements: [Statement]
  /// The columns, all of one length.
  public let columns: [Column]
  /// What a user of the numbers should know that the file does not say.
  public let notes: [String]

  package init(
    _ name: String, _ statements: [Statement], _ columns: [Column], notes: [String] = []
  ) {
    self.notes = notes
    self.name = name
    self.statements = statements
    self.columns = columns
  }

  /// How many rows there are.
  public var count: Int { columns.first?.count ?? 0 }

  /// The reading that is stated under a name exactly once; `nil` where none is.
  public func statement(_ name: String) -> Reading? {
    let found = statements.filter { $0.name == name }
    return found.count == 1 ? found[0].reading : nil
  }

  /// The one column of a name.
  public func column(_ name: String) -> Column? {
    let found = columns.filter { $0.name == name }
    return found.count == 1 ? found[0] : nil
  }
}
