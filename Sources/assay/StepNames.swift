import Audit
import Quantity
import Text

/// What steps are called in the formulas of a tree: by their labels, each step by another name.
struct StepNames {
  private let names: [String]

  /// Names every step of an account; the last one is the number itself.
  init(_ account: Account) {
    var own = account.steps.map(Self.own)
    for step in account.steps {
      if case .number(let id, _) = step.source, let target = step.inputs.first {
        own[target] = own[target] ?? Self.name(in: id)
      }
    }
    if let root = account.steps.last {
      own[root.id] = root.label ?? account.entry.number.name
    }
    var counts: [String: Int] = [:]
    for (step, name) in zip(account.steps, own) where step.source != .exact {
      counts[name ?? "", default: 0] += 1
    }
    names = zip(account.steps, own).map { step, name in
      guard let name else { return "[\(step.id)]" }
      let isUnique = step.source == .exact || counts[name] == 1
      return Escaped(name).description + (isUnique ? "" : "[\(step.id)]")
    }
  }

  /// The name of a step.
  subscript(step: TracedStep) -> String { names[step.id] }

  /// The name of the step with an id.
  subscript(id: Int) -> String { names[id] }

  /// Whether a step stands in formulas only and needs no line of its own.
  func isInline(_ step: TracedStep) -> Bool { step.source == .exact && step.label == nil }

  /// The name in the id of a number.
  private static func name(in id: String) -> String {
    id.split(separator: ".").last.map(String.init) ?? id
  }

  private static func own(_ step: TracedStep) -> String? {
    if let label = step.label { return label }
    switch step.source {
    case .cell(let cell):
      return (cell.path.split(separator: "/").last.map(String.init) ?? cell.path) + "#"
        + cell.address
    case .parameter(let name, _), .constant(let name, _): return name
    case .exact: return Printed(step.value, uncertainty: 0, unit: step.unit).description
    case .number(let id, _): return id
    case .procedure(let procedure): return procedure.output
    case .operation, nil: return nil
    }
  }
}
