@testable import Pipeline

/// Conditions of findings: any text is read or refused inside itself, and what is read can be
/// calculated: every operation has its operands, and one value is left on each side.
enum ConditionChecks {
  static func check(_ bytes: [UInt8]) throws(Violation) {
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var reader = ConditionReader(text) { (name) throws(TargetFault) in
      if name.hasPrefix("parameters.") { return .parameter(name: name) }
      guard let dot = name.lastIndex(of: "."), !name.hasSuffix("-") else { throw .form(name) }
      return .number(stage: StageID(index: 0), name: String(name[dot...].dropFirst()))
    }
    let comparisons: [Condition.Comparison]
    do throws(ConditionReader.Stop) {
      comparisons = try reader.comparisons()
    } catch {
      // What is missing is missing behind the end.
      return try require(
        error.range.upperBound <= text.count + 1 && !error.range.isEmpty,
        "refused at \(error.range) of \(text.count)")
    }
    for comparison in comparisons {
      try check(comparison.left, text.count)
      try check(comparison.right, text.count)
    }
  }

  private static func check(
    _ steps: [Condition.PlacedStep], _ count: Int
  ) throws(Violation) {
    var values = 0
    for placed in steps {
      try require(
        placed.range.upperBound <= count && !placed.range.isEmpty, "a step at \(placed.range)")
      switch placed.step {
      case .literal(let value, _): try require(value.isFinite, "a value that is none")
      case .uncertainty(let id): try require(!id.isEmpty, "an uncertainty of nothing")
      case .number, .parameter: break
      case .operation(let operation):
        let taken = operation == .negate || operation == .absolute ? 1 : 2
        try require(values >= taken, "an operation without operands")
        values -= taken
      }
      values += 1
    }
    try require(values == 1, "\(values) values are left")
  }
}
