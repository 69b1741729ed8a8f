package import YAML

/// What must hold for a finding: comparisons of values that are calculated from numbers of stages.
///
/// The calculations are flat lists of steps, operands before what is done with them, so that no
/// depth of parentheses can lead whoever follows them too deep.
package struct Condition: Hashable, Sendable {
  /// What is done with the values before it.
  package enum Operation: Hashable, Sendable {
    case add
    case subtract
    case multiply
    case divide
    case negate
    case absolute
  }

  /// One step of a calculation.
  package enum Step: Hashable, Sendable {
    /// A value as it is written, with the unit behind it.
    case literal(Double, unit: String?)
    /// A number of a stage, by its id.
    case number(String)
    /// The standard uncertainty of a number of a stage.
    case uncertainty(of: String)
    /// A parameter, as `parameters.name`.
    case parameter(String)
    /// An operation on the last value, or the last two.
    case operation(Operation)
  }

  /// A step and the scalars of the text that it stands for.
  package struct PlacedStep: Hashable, Sendable {
    /// What is done.
    package let step: Step
    /// Where it stands in the text.
    package let range: Range<Int>
  }

  /// How two values are held against each other.
  package enum Sign: String, Hashable, Sendable {
    case less = "<"
    case greater = ">"
    case atMost = "<="
    case atLeast = ">="
  }

  /// Two calculations and the sign between them.
  package struct Comparison: Hashable, Sendable {
    /// What stands before the sign.
    package let left: [PlacedStep]
    /// The sign.
    package let sign: Sign
    /// What stands behind it.
    package let right: [PlacedStep]
    /// Where the whole of it stands in the text.
    package let range: Range<Int>
  }

  /// The text as it is written.
  package let text: String
  /// The comparisons, all of which must hold.
  package let comparisons: [Comparison]
  /// Where the text stands.
  package let mark: Mark
  /// How far behind the mark the text begins; `nil` where escapes or line breaks stand between them.
  let lead: Int?

  /// Where a part of the text stands.
  package func mark(of range: Range<Int>) -> Mark {
    guard let lead else { return mark }
    return Mark(
      line: mark.line, column: mark.column + lead + range.lowerBound, width: range.count,
      file: mark.file)
  }
}

extension Condition {
  /// Reads a condition and finds what its names mean.
  init(_ word: Word, in pipeline: Pipeline) throws(Pipeline.Fault) {
    text = word.text
    mark = word.mark
    let line = pipeline.line(of: word.mark).map { Array($0.unicodeScalars) } ?? []
    let scalars = Array(word.text.unicodeScalars)
    lead = [0, 1].first { lead in
      line.dropFirst(word.mark.column - 1 + lead).starts(with: scalars)
    }
    var reader = ConditionReader(scalars) { (name) throws(TargetFault) in
      try pipeline.target(name)
    }
    do throws(ConditionReader.Stop) {
      comparisons = try reader.comparisons()
    } catch {
      comparisons = []
      throw Pipeline.Fault(.condition(error.fault), at: mark(of: error.range))
    }
  }
}
