import Quantity
import Text

/// Files of numbers: what is read is written and read back bit by bit, and an audit of it ends.
enum NumbersChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let file: NumbersFile
    do {
      file = try NumbersFile.read(bytes, file: "numbers.json")
    } catch {
      return try error.check(in: bytes, "numbers.json")
    }
    let again: NumbersFile
    do {
      again = try NumbersFile.read(Array(file.text.utf8), file: "again.json")
    } catch {
      throw Violation(description: "what was written cannot be read: \(error)")
    }
    try require(again.text.isWritten(file.text), "it reads back as \(again.text)")
    try require(again.numbers.count == file.numbers.count, "numbers are lost")
    try require(again.steps.count == file.steps.count, "steps are lost")
    for (one, other) in zip(file.numbers, again.numbers) {
      try require(
        one.value.bitPattern == other.value.bitPattern && one.unit == other.unit
          && one.uncertainty == other.uncertainty && one.printed.isWritten(other.printed),
        "the number \(one.name) reads back as \(other)")
    }
    try checkPlaces(of: file, in: Page.of(bytes))
    audit(file)
  }

  private static func checkPlaces(of file: NumbersFile, in page: Page) throws(Violation) {
    for number in file.numbers {
      try require(
        page.shows("\"", line: number.line, column: number.column), "\(number.name) is elsewhere")
    }
    for step in file.steps {
      try require(
        page.shows("{", line: step.line, column: step.column), "step \(step.id) is elsewhere")
    }
  }

  /// Does what an audit does with numbers that anybody may have written; it may refuse, not stop.
  private static func audit(_ file: NumbersFile) {
    for step in file.steps {
      _ = try? step.recomputed(in: file.steps)
      _ = step.variableName
    }
    for id in file.numbers.compactMap(\.step) { _ = try? Propagation(of: id, in: file.steps) }
  }
}
