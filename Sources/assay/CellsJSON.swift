// What `cells --json` answers: a block for each table, its columns as lists of one length.

import Formats
import Quantity
import Readers
import Readings
import Text

extension InstrumentFile {
  /// The answer of `cells --json`.
  var json: JSON {
    .object([
      ("format", .string(format.id)), ("name", .string(format.name)),
      ("blocks", .array(blocks.map { .object($0.members) })),
    ])
  }
}

extension Block {
  fileprivate var members: [(String, JSON)] {
    [
      ("name", .string(name)), ("notes", .array(notes.map { .string($0) })),
      (
        "statements",
        .array(
          statements.map { statement in
            .object([("name", .string(statement.name))] + statement.reading.members)
          })
      ),
      ("rows", JSON(count)), ("columns", .array(columns.map { .object($0.members) })),
    ]
  }
}

extension Column {
  fileprivate var members: [(String, JSON)] {
    let head: [(String, JSON)] = [("name", .string(name)), ("unit", .string(unit))]
    switch source {
    case .readings(let reading):
      let readings = (0..<count).map { reading($0) }
      return head + [
        ("numbers", .array(readings.map { JSON($0.value) })),
        ("texts", .array(readings.map { .string($0.text) })),
        ("cells", .array(readings.map { .string($0.cell.address) })),
      ]
    case .steps(let start, let step):
      return head + [
        ("numbers", calculated), ("from", .object(start.members)), ("by", .object(step.members)),
      ]
    case .between(let start, let end):
      return head + [
        ("numbers", calculated), ("from", .object(start.members)), ("to", .object(end.members)),
      ]
    }
  }

  private var calculated: JSON { .array((0..<count).map { JSON(try? number($0)) }) }
}

extension Reading {
  fileprivate var members: [(String, JSON)] {
    [("text", .string(text)), ("number", JSON(value)), ("cell", .string(cell.address))]
  }
}
