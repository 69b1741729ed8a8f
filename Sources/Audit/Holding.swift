package import Pipeline
package import Quantity
package import Store

/// The numbers of a stage that its record holds: the bytes are those whose digest it names.
package struct Holding: Sendable {
  /// The stage.
  package let stage: Stage
  /// Its record.
  package let record: Record
  /// Its numbers with their steps.
  package let file: NumbersFile
  /// Where the bytes were read.
  package let path: String
  /// Whether that is the stage's own output and not the committed copy of it.
  package let isRebuiltHere: Bool
}

extension Holding {
  /// Whether another stage's input is what the record says this stage made.
  func made(_ line: RecordedInputs.Line) -> Bool {
    (record.outputs + (record.numbers.map { [$0] } ?? [])).contains {
      $0.path == line.path && $0.content.digest == line.digest
    }
  }
}
