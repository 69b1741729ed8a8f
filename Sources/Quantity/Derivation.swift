/// The steps of a calculation in the order in which they were made.
///
/// It is a class because quantities share it: each knows its own step only by id.
public final class Derivation {
  /// All steps so far; a step's id is its index, and its inputs stand before it.
  public private(set) var steps: [Step] = []

  /// Begins an empty derivation.
  public init() {}

  /// Gives a step the symbol it is to be shown by.
  func label(_ id: StepID, _ label: String) {
    steps[id.index].label = label
  }

  /// Records an arithmetic step on quantities of this derivation.
  func record(
    _ operation: Operation, _ inputs: [Quantity], exponent: Double? = nil, target: Unit? = nil
  ) throws(QuantityError) -> Quantity {
    guard inputs.allSatisfy({ $0.derivation === self }) else { throw .differentDerivations }
    let operands = inputs.map { Operation.Operand($0.value, $0.unit) }
    let result = try operation.result(of: operands, exponent: exponent, target: target)
    let source = Step.Source.operation(
      operation, inputs: inputs.map(\.step), exponent: operation == .power ? exponent : nil)
    return append(source, result.value, result.unit)
  }

  private func append(
    _ source: Step.Source, _ value: Double, _ unit: Unit, uncertainty: Uncertainty? = nil,
    variable: String? = nil, contributions: [Contribution] = []
  ) -> Quantity {
    let id = StepID(steps.count)
    steps.append(
      Step(
        id: id, label: nil, source: source, value: value, unit: unit, uncertainty: uncertainty,
        variable: variable, contributions: contributions, line: 0, column: 0))
    return Quantity(value: value, unit: unit, step: id, derivation: self)
  }

  private func leaf(
    _ source: Step.Source, named name: String, _ value: Double, _ unit: Unit,
    _ uncertainty: Uncertainty?, variable: String?
  ) throws(QuantityError) -> Quantity {
    guard value.isFinite else { throw .leafNotFinite(name) }
    if let uncertainty, !uncertainty.isPossible { throw .impossibleUncertainty(name) }
    return append(source, value, unit, uncertainty: uncertainty, variable: variable)
  }
}

extension Derivation {
  /// A value read from a cell.
  ///
  /// - Parameters:
  ///   - cell: Where it stands.
  ///   - value: What its text says.
  ///   - unit: The unit the table states.
  ///   - uncertainty: The standard uncertainty, if one is known.
  ///   - variable: The variable this value is, where it is not one of its own.
  /// - Returns: The value as a quantity.
  /// - Throws: `leafNotFinite` or `impossibleUncertainty`.
  public func cell(
    _ cell: Cell, value: Double, unit: Unit, uncertainty: Uncertainty? = nil,
    variable: String? = nil
  ) throws(QuantityError) -> Quantity {
    try leaf(.cell(cell), named: cell.name, value, unit, uncertainty, variable: variable)
  }

  /// A parameter of the stage, given as a number and a unit: `200 mA/g`, `0.9`.
  ///
  /// - Throws: `malformedParameter`, `unknownUnit` or `impossibleUncertainty`.
  public func parameter(
    _ name: String, text: String, uncertainty: Uncertainty? = nil
  ) throws(QuantityError) -> Quantity {
    let number = text.prefix { $0 != " " }
    guard let value = Decimal(number)?.double else {
      throw .malformedParameter(name, text: text)
    }
    let symbol = text.dropFirst(number.count).drop { $0 == " " }
    return try leaf(
      .parameter(name: name, text: text), named: name, value,
      symbol.isEmpty ? .one : Unit(String(symbol)), uncertainty, variable: nil)
  }

  /// A constant of nature or of a table, with the place it is published.
  ///
  /// Without a reference it is assumed, and the audit says so.
  /// - Throws: `leafNotFinite` or `impossibleUncertainty`.
  public func constant(
    _ name: String, _ value: Double, _ unit: Unit, uncertainty: Uncertainty? = nil,
    reference: String?
  ) throws(QuantityError) -> Quantity {
    try leaf(
      .constant(name: name, reference: reference), named: name, value, unit, uncertainty,
      variable: nil)
  }

  /// A number without uncertainty that belongs to a formula, such as the 4 of 4/3.
  ///
  /// - Throws: `leafNotFinite`.
  public func exact(_ value: Double, _ unit: Unit = .one) throws(QuantityError) -> Quantity {
    try leaf(.exact, named: "\(value)", value, unit, nil, variable: nil)
  }

  /// A number another stage published.
  ///
  /// Its contributions come along by variable, so that what two stages share stays shared.
  /// - Parameters:
  ///   - name: The name of the number in the file.
  ///   - file: The other stage's numbers.
  ///   - stage: The name of that stage in the pipeline.
  /// - Returns: The number as a quantity of this derivation.
  /// - Throws: `noSuchNumber`.
  public func number(
    _ name: String, from file: NumbersFile, of stage: String
  ) throws(QuantityError) -> Quantity {
    guard let number = file[name] else { throw .noSuchNumber(name, file: file.file) }
    return append(
      .number(id: "\(stage).\(name)", missing: number.missing), number.value, number.unit,
      uncertainty: number.uncertainty, contributions: number.contributions)
  }

  /// The outputs of a procedure that cannot be replayed, such as a fit.
  ///
  /// - Parameters:
  ///   - procedure: What was done; its output and covariance are set for each value.
  ///   - outputs: The values by name.
  ///   - covariance: Their covariance matrix, in the units of the outputs; empty if none is known.
  ///   - dof: The degrees of freedom of the procedure.
  ///   - evaluation: How the covariance was found; taken as of type A where nothing is said.
  /// - Returns: One quantity for each output, in their order.
  /// - Throws: `duplicateInput`, `leafNotFinite` or `impossibleCovariance`.
  public func procedure(
    _ procedure: Procedure, outputs: [Named<Operation.Operand>], covariance: [[Double]] = [],
    dof: Double? = nil, _ evaluation: Evaluation? = nil
  ) throws(QuantityError) -> [Quantity] {
    for names in [procedure.inputs.map(\.name), procedure.parameters.map(\.name)] {
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted {
        throw .duplicateInput(name, of: procedure.name)
      }
    }
    let root = try covariance.isEmpty ? nil : Cholesky(covariance, of: procedure.name)
    guard root == nil || covariance.count == outputs.count else {
      throw .impossibleCovariance(procedure.name)
    }
    var quantities: [Quantity] = []
    for (row, output) in outputs.enumerated() {
      guard output.value.value.isFinite else { throw .leafNotFinite(output.name) }
      let ofOutput = zip(outputs, root == nil ? [] : covariance[row]).map { Named($0.name, $1) }
      let contributions = (root?.rows[row] ?? []).enumerated().compactMap { column, uncertainty in
        uncertainty == 0
          ? nil
          : Contribution(
            variable: procedure.variable(column + 1), uncertainty: uncertainty, dof: dof)
      }
      quantities.append(
        append(
          .procedure(procedure.with(output: output.name, covariance: ofOutput)),
          output.value.value, output.value.unit,
          uncertainty: root.map {
            .standard($0.length(ofRow: row), dof: dof, evaluation)
          }, contributions: contributions))
    }
    return quantities
  }
}
