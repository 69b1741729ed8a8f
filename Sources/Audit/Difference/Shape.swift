import Quantity

/// The formula of a number within its stage: which operations, on what kinds of leaves; without values
/// and places, so that the same formula over other rows of a table has the same shape.
struct Shape {
  /// The formula, one token a step.
  private(set) var tokens: [String] = []
  /// The steps that the formula begins with, in its order: leaves and outputs of procedures.
  private(set) var leaves: [Step] = []

  /// Walks from a step to its leaves, with a stack of its own.
  init(of root: StepID, in steps: [Step]) {
    var places: [Int: Int] = [:]
    var path: [(step: Int, next: Int)] = [(root.index, 0)]
    while let last = path.indices.last {
      let step = steps[path[last].step]
      guard path[last].next < step.inputs.count else {
        path.removeLast()
        places[step.id.index] = tokens.count
        add(step, inputs: step.inputs.map { places[$0.index] ?? -1 })
        continue
      }
      let input = step.inputs[path[last].next].index
      path[last].next += 1
      if places[input] == nil { path.append((input, 0)) }
    }
  }

  private mutating func add(_ step: Step, inputs: [Int]) {
    let kind: String
    switch step.source {
    case .cell(let cell): kind = "cell \(cell.path)"
    case .parameter(let name, _): kind = "parameter \(name)"
    case .constant(let name, _): kind = "constant \(name)"
    case .exact: kind = "exact \(step.value)"
    case .number(let id, _): kind = "number \(id)"
    case .operation(let operation, _, let exponent):
      kind = "\(operation.rawValue) \(exponent.map { "\($0)" } ?? "")"
    case .procedure(let procedure):
      kind = "procedure \(procedure.name) \(procedure.output) \(procedure.method)"
    }
    tokens.append("\(kind) [\(step.unit.symbol)] \(inputs)")
    if case .operation = step.source { return }
    leaves.append(step)
  }
}

extension Step {
  /// Whether a leaf says the same as another one of the same kind.
  func says(_ other: Step) -> Bool {
    value == other.value && unit == other.unit
      && uncertainty?.standard == other.uncertainty?.standard
      && contributions == other.contributions
  }
}
