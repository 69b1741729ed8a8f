/// The id of a step: its index in the steps of its derivation.
public struct StepID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The index.
  public let rawValue: Int32

  /// Makes the id of the step at an index.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  init(_ index: Int) { rawValue = Int32(index) }

  /// The index as an `Int`.
  public var index: Int { Int(rawValue) }

  /// Whether a step was made before another.
  public static func < (one: StepID, other: StepID) -> Bool { one.rawValue < other.rawValue }
}

/// One step of a derivation: where its value came from, and the value.
///
/// Steps refer to earlier steps by id and never to one another: a chain of any length is freed and
/// walked without recursion.
public struct Step: Hashable, Sendable {
  /// Where the value of a step came from.
  public enum Source: Hashable, Sendable {
    /// Read from a cell of a raw file.
    case cell(Cell)
    /// A parameter of the stage, with the text it was given as.
    case parameter(name: String, text: String?)
    /// A constant of nature or of a table; without a reference it is assumed.
    case constant(name: String, reference: String?)
    /// A pure number without uncertainty, such as the 4 of 4/3.
    case exact
    /// A number another stage published, by its id `stage.name`; `missing` says what its budget
    /// leaves out.
    case number(id: String, missing: String?)
    /// Arithmetic on earlier steps.
    case operation(Operation, inputs: [StepID], exponent: Double?)
    /// An output of a fit or another procedure that cannot be replayed.
    case procedure(Procedure)
  }

  /// The id: the index of the step.
  public let id: StepID
  /// The symbol the author gives the value, such as `c_Ni`.
  public internal(set) var label: String?
  /// Where the value came from.
  public let source: Source
  /// The value.
  public let value: Double
  /// Its unit.
  public let unit: Unit
  /// The standard uncertainty the source states; always `nil` for arithmetic.
  public let uncertainty: Uncertainty?
  /// The name of the independent variable this value is, if it is not the name of its source.
  public let variable: String?
  /// The contributions of numbers and procedures, whose uncertainty was worked out elsewhere.
  public let contributions: [Contribution]
  /// The line of the step in the file it was read from; 0 when it was made here.
  public let line: Int
  /// The column of the step in the file it was read from; 0 when it was made here.
  public let column: Int
}

extension Step {
  /// The earlier steps this one rests on.
  public var inputs: [StepID] {
    switch source {
    case .operation(_, let inputs, _): inputs
    case .procedure(let procedure): procedure.stepInputs
    default: []
    }
  }

  /// The value of an arithmetic step calculated again from the values of its inputs, in the unit
  /// of the step; `nil` for every other step.
  ///
  /// - Parameter steps: The whole derivation.
  /// - Returns: The value that should stand in the step.
  /// - Throws: What is wrong with the step: a unit that does not fit, a result that is not finite.
  package func recomputed(in steps: [Step]) throws(QuantityError) -> Double? {
    guard case .operation(let operation, let inputs, let exponent) = source else { return nil }
    let operands = inputs.map { Operation.Operand(steps[$0.index].value, steps[$0.index].unit) }
    let result = try operation.result(of: operands, exponent: exponent, target: unit)
    return try result.unit.convert(result.value, to: unit)
  }

  /// The independent variables of a leaf and what each adds to the uncertainty of its value.
  ///
  /// A number that came with an uncertainty only is one variable of its own: how it hangs together
  /// with others is not known.
  package var ownContributions: [Contribution] {
    if !contributions.isEmpty { return contributions }
    guard let uncertainty, let name = variableName else { return [] }
    return [
      Contribution(
        variable: name, uncertainty: uncertainty.standard, dof: uncertainty.dof)
    ]
  }

  /// The project-wide name of the variable this value is: `file.csv#B7`, `parameter:mass`, ….
  public var variableName: String? {
    if let variable { return variable }
    switch source {
    case .cell(let cell): return cell.name
    case .parameter(let name, _): return "parameter:\(name)"
    case .constant(let name, _): return "constant:\(name)"
    case .number(let id, _): return "number:\(id)"
    case .procedure(let procedure): return procedure.variable(1)
    case .exact, .operation: return nil
    }
  }

  /// Whether this leaf leaves part of its uncertainty unsaid.
  var isUnstated: Bool {
    switch source {
    case .exact, .operation: false
    case .number(_, let missing): missing != nil || uncertainty == nil
    case .cell, .parameter, .constant, .procedure: uncertainty == nil
    }
  }

  func renumbered(_ ids: [StepID?]) -> Step {
    func new(_ id: StepID) -> StepID { ids[id.index] ?? id }
    let source: Source =
      switch source {
      case .operation(let operation, let inputs, let exponent):
        .operation(operation, inputs: inputs.map(new), exponent: exponent)
      case .procedure(let procedure): .procedure(procedure.renumbered(new))
      default: self.source
      }
    return Step(
      id: new(id), label: label, source: source, value: value, unit: unit,
      uncertainty: uncertainty, variable: variable, contributions: contributions, line: line,
      column: column)
  }
}
