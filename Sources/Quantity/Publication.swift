/// The numbers a stage publishes, collected one by one.
public struct Publication {
  private var numbers: [Number] = []
  private var derivation: Derivation?

  /// Begins without numbers.
  public init() {}

  /// Adds a number.
  ///
  /// - Parameters:
  ///   - name: `[A-Za-z_][A-Za-z0-9_]*`, once in a file.
  ///   - quantity: The value with its derivation.
  ///   - definition: What exactly the number is: method, background, window, weights.
  ///   - budget: How far its uncertainty goes.
  ///   - decimals: With how many decimals to print it where no uncertainty decides.
  /// - Throws: `badName`, `duplicateName`, `missingDefinition`, `impossibleDecimals`,
  ///   `differentDerivations`, `incompleteBudget` or `infiniteSensitivity`.
  public mutating func publish(
    _ name: String, _ quantity: Quantity, definition: String, budget: Budget,
    decimals: Int? = nil
  ) throws(QuantityError) {
    guard Number.isName(name) else { throw .badName(name) }
    guard !numbers.contains(where: { $0.name == name }) else { throw .duplicateName(name) }
    guard !definition.isEmpty else { throw .missingDefinition(name) }
    if let decimals, !(0...15).contains(decimals) { throw .impossibleDecimals(decimals) }
    guard derivation == nil || derivation === quantity.derivation else {
      throw .differentDerivations
    }
    let propagated = try quantity.propagated()
    if budget == .complete, let leaf = propagated.unstated.first {
      throw .incompleteBudget(name, leaf: quantity.derivation.steps[leaf.index].shownName)
    }
    derivation = quantity.derivation
    numbers.append(
      Number(
        name: name, value: quantity.value, unit: quantity.unit,
        uncertainty: propagated.uncertainty.map { .standard($0, dof: propagated.dof) },
        budget: budget, decimals: decimals, definition: definition, step: quantity.step,
        contributions: propagated.contributions, line: 0, column: 0))
  }

  /// The file with the numbers and with those steps only that they rest on, renumbered.
  public var file: NumbersFile {
    let steps = derivation?.steps ?? []
    var isReached = [Bool](repeating: false, count: steps.count)
    for case let id? in numbers.map(\.step) { isReached[id.index] = true }
    for step in steps.reversed() where isReached[step.id.index] {
      for input in step.inputs { isReached[input.index] = true }
    }
    var new: [StepID?] = []
    var count = 0
    for index in steps.indices {
      new.append(isReached[index] ? StepID(count) : nil)
      count += isReached[index] ? 1 : 0
    }
    return NumbersFile(
      numbers: numbers.map { $0.at($0.step.flatMap { new[$0.index] }) },
      steps: steps.filter { isReached[$0.id.index] }.map { $0.renumbered(new) })
  }
}

extension Number {
  fileprivate func at(_ step: StepID?) -> Number {
    Number(
      name: name, value: value, unit: unit, uncertainty: uncertainty, budget: budget,
      decimals: decimals, definition: definition, step: step, contributions: contributions,
      line: line, column: column)
  }
}

extension Step {
  /// How an error names the step.
  fileprivate var shownName: String { label ?? variableName ?? "step \(id.rawValue)" }
}
