import Audit
import Pipeline
import Quantity
import Text

/// One step of a tree in words: name, formula, value, and what stands below in dim letters.
struct StepWords {
  /// The line of the step.
  let line: String
  /// The lines below it: who brought a cell, how a procedure worked, what does not hold.
  let details: [String]

  /// How many terms of a sum are spelled out.
  private static let longestSum = 6

  /// Puts a step into words; the details are broken at a width.
  init(_ step: TracedStep, _ names: StepNames, _ style: Style, width: Int) {
    let formula = Self.formula(of: step, names).map { " = \($0)" } ?? ""
    let source = Self.source(of: step).map { "  \($0)" } ?? ""
    line = "\(style.bold(names[step]))\(formula) = \(Self.value(of: step))\(source)"
    let details = Self.details(of: step, width: width)
    let faults = Self.fault(of: step, style)
    self.details = details.map(style.dim) + faults
  }

  /// A calculated value with six digits, one that came in with all it has.
  private static func value(of step: TracedStep) -> String {
    let isCalculated = step.isArithmetic || step.isAsserted
    let uncertainty = isCalculated ? step.uncertainty : step.uncertainty ?? 0
    return Escaped(Printed(step.value, uncertainty: uncertainty, unit: step.unit).description)
      .description
  }

  private static func formula(of step: TracedStep, _ names: StepNames) -> String? {
    switch step.source {
    case .operation(let operation, _, let exponent):
      formula(operation, step.inputs.map { names[$0] }, exponent, step.unit)
    case .number(let id, _) where step.label != nil: Escaped(id).description
    default: nil
    }
  }

  private static func formula(
    _ operation: Operation, _ names: [String], _ exponent: Double?, _ unit: Unit
  ) -> String {
    let first = names.first ?? ""
    switch operation {
    case .add: return names.joined(separator: " + ")
    case .subtract: return names.joined(separator: " − ")
    case .multiply: return names.joined(separator: " · ")
    case .divide: return names.joined(separator: " / ")
    case .negate: return "−\(first)"
    case .power: return "\(first)^\(Printed(exponent ?? 1, uncertainty: 0, unit: .one))"
    case .sqrt: return "√\(first)"
    case .exp: return "exp(\(first))"
    case .ln: return "ln(\(first))"
    case .sum: return sum(names)
    case .convert: return "\(first) in \(Escaped(unit.symbol))"
    }
  }

  private static func sum(_ names: [String]) -> String {
    guard names.count > longestSum else { return names.joined(separator: " + ") }
    return names.prefix(longestSum - 1).joined(separator: " + ")
      + " + … + \(names[names.count - 1]) (\(names.count) terms)"
  }

  /// Where a leaf was taken from.
  private static func source(of step: TracedStep) -> String? {
    switch step.source {
    case .cell(let cell):
      "\(Escaped(cell.path)):\(cell.line):\(cell.column) \"\(Escaped(cell.text))\""
    case .parameter(let name, _): "parameter \(Escaped(name)) · assumed"
    case .constant(let name, nil): "constant \(Escaped(name)) · assumed"
    case .constant(_, let reference?): "published (\(Escaped(reference)))"
    case .procedure(let procedure): "\(Escaped(procedure.name)) · asserted by \(step.stage)"
    case nil: "asserted by \(step.stage)"
    case .exact, .number, .operation: nil
    }
  }

  private static func details(of step: TracedStep, width: Int) -> [String] {
    if let cell = step.cell {
      let origin = OriginWords.text(cell.origins, cell.reference)
      let author = cell.authorship == .notAsked ? [] : [cell.authorship.words]
      return Wrapped.lines(ofParts: author + [origin], width: width)
    }
    guard case .procedure(let procedure) = step.source else { return [] }
    let ranges = procedure.inputs.compactMap { input in
      if case .range(let path, let cells) = input.value {
        "\(input.name): \(path) \(cells)"
      } else {
        nil
      }
    }
    return ([procedure.method] + ranges).flatMap {
      Wrapped.lines(of: Escaped($0).description, width: width)
    }
  }

  private static func fault(of step: TracedStep, _ style: Style) -> [String] {
    switch step.check {
    case .failed(let disagreement): [style.red("✗ \(disagreement)")]
    case .stale(let staleness): [style.yellow("not looked at: \(staleness)")]
    case .reread, .recomputed, .given, .linked, .asserted: []
    }
  }
}
