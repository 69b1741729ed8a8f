import Audit
import Quantity
import Text

/// What steps are called in the formulas of a tree: by their labels, each step by another name.
///
/// Of a long calculation only a few steps are drawn: a name is put together when it is asked for.
struct StepNames {
  private let steps: [TracedStep]
  private let own: [String?]
  /// How many steps have each name of their own, and how many have none.
  private let counts: [String: Int]
  /// The steps that stand in formulas only and need no line of their own.
  let inline: Set<Int>

  /// Names every step of an account; the last one is the number itself.
  init(_ account: Account) {
    steps = account.steps
    var own: [String?] = []
    own.reserveCapacity(steps.count)
    var (exact, inline): (Set<Int>, Set<Int>) = ([], [])
    for step in steps {
      if step.isArithmetic {
        own.append(step.label)
        continue
      }
      let source = step.source
      own.append(Self.own(step, source))
      if case .exact = source {
        exact.insert(step.id)
        if step.label == nil { inline.insert(step.id) }
      }
      // The step it is taken from stands before it.
      if case .number(let id, _) = source, let target = step.inputs.first {
        own[target] = own[target] ?? Self.name(in: id)
      }
    }
    if let root = steps.last {
      own[root.id] = root.label ?? account.entry.number.name
    }
    var counts: [String: Int] = [:]
    var nameless = 0
    for (id, name) in own.enumerated() where exact.isEmpty || !exact.contains(id) {
      if let name { counts[name, default: 0] += 1 } else { nameless += 1 }
    }
    counts["", default: 0] += nameless
    self.own = own
    self.inline = inline
    self.counts = counts
  }

  /// The name of a step.
  subscript(step: TracedStep) -> String { self[step.id] }

  /// The name of the step with an id.
  subscript(id: Int) -> String {
    guard let name = own[id] else { return "[\(id)]" }
    let isUnique = steps[id].source == .exact || counts[name] == 1
    return Escaped(name).description + (isUnique ? "" : "[\(id)]")
  }

  /// The name in the id of a number.
  private static func name(in id: String) -> String {
    id.split(separator: ".").last.map(String.init) ?? id
  }

  private static func own(_ step: TracedStep, _ source: Step.Source?) -> String? {
    if let label = step.label { return label }
    switch source {
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
