import Analysis
import Quantity
import Tables
import Text

/// What `rate-capability` left of one cell.
struct CellResult {
  let sample: String
  let cell: String
  /// The instance of the stage that made it.
  let stage: String
  let numbers: NumbersFile
  /// The heading of the file of cycles.
  let heading: String
  /// Its other lines, each with its end.
  let lines: String
  /// The cycles with their rates in C and capacities in mAh/g.
  let cycles: [(number: String, rate: String, capacity: Double)]

  init(in folder: String, of family: String) throws {
    let cycles = try StageProgram.content(of: "\(folder)/cycles.csv")
    let numbers = try StageProgram.content(of: "\(folder)/numbers.json")
    try self.init(cycles: cycles, numbers: numbers, in: folder, of: family)
  }

  /// What stands in the two files of the folder.
  init(cycles: [UInt8], numbers: [UInt8], in folder: String, of family: String) throws {
    let table = try Table(cycles, file: "\(folder)/cycles.csv")
    guard let row = table.rows.first else {
      throw table.headings[0].diagnostic("no cycle follows the headings")
    }
    sample = try row[table.column("sample")].text
    cell = try row[table.column("cell")].text
    stage = "\(family)@\(cell)"
    self.cycles = try table.rows.map { row in
      (
        number: try row[table.column("cycle")].text, rate: try row[table.column("rate (C)")].text,
        capacity: try row[table.column("capacity (mAh/g)")].number()
      )
    }
    self.numbers = try NumbersFile.read(numbers, file: "\(folder)/numbers.json")
    let text = String(decoding: cycles, as: UTF8.self)
    heading = String(text.prefix { $0 != "\n" }) + "\n"
    lines = String(text.dropFirst(heading.count))
  }
}
