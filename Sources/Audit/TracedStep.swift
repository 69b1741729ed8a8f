package import Pipeline
package import Quantity

/// One step of an account, of the stage itself or of another one that the number rests on.
package struct TracedStep: Sendable {
  /// Where a cell comes from.
  package struct CellOrigin: Hashable, Sendable {
    /// The declared origins of the file; several when another stage made it.
    package let origins: [Origin]
    /// What the file is cited as.
    package let reference: String?
    /// Who first wrote the value that stands there.
    package internal(set) var authorship: Authorship
  }

  /// What says so: a step or a number of the stage's file, which steps by the thousand share.
  enum Work {
    case step(Int, of: [Step])
    case stated(Int, of: [Number])
  }

  /// Its place among the steps of the account.
  package let id: Int
  /// The stage that did it.
  package let stage: String
  let work: Work
  /// The steps it rests on, by their ids, in the order of the source.
  package let inputs: [Int]
  /// What became of it when it was looked at again.
  package let check: Check
  /// Of a cell: where it comes from.
  package internal(set) var cell: CellOrigin?
}

extension TracedStep {
  /// The symbol the author gave it.
  package var label: String? {
    switch work {
    case .step(let index, let steps): steps[index].label
    case .stated(let index, let numbers): numbers[index].name
    }
  }

  /// Where the value came from; `nil` for a number that a stage states without a derivation.
  package var source: Step.Source? {
    if case .step(let index, let steps) = work { steps[index].source } else { nil }
  }

  /// The value.
  package var value: Double {
    switch work {
    case .step(let index, let steps): steps[index].value
    case .stated(let index, let numbers): numbers[index].value
    }
  }

  /// Its unit.
  package var unit: Unit {
    switch work {
    case .step(let index, let steps): steps[index].unit
    case .stated(let index, let numbers): numbers[index].unit
    }
  }

  /// The standard uncertainty the source states.
  package var uncertainty: Double? {
    switch work {
    case .step(let index, let steps): steps[index].uncertainty?.standard
    case .stated(let index, let numbers): numbers[index].uncertainty?.standard
    }
  }

  /// Whether the value was read from a cell.
  package var isCell: Bool {
    if case .step(let index, let steps) = work, case .cell = steps[index].source {
      true
    } else {
      false
    }
  }

  /// Whether the value was calculated.
  package var isArithmetic: Bool {
    if case .step(let index, let steps) = work, case .operation = steps[index].source {
      true
    } else {
      false
    }
  }

  /// Whether only the word of its stage stands for it.
  package var isAsserted: Bool {
    guard case .step(let index, let steps) = work else { return true }
    return if case .procedure = steps[index].source { true } else { false }
  }
}
