import Pipeline
import Quantity

/// A stage's numbers looked at again, step by step.
struct Replay: Sendable {
  /// A published number after its derivation was looked at again.
  struct Outcome: Sendable {
    let disagreements: [Disagreement]
    let ground: Ground
    /// What became of a number without derivation; `nil` for all others.
    let stated: Check?
  }

  /// The numbers and their record.
  let holding: Holding
  /// What became of each step.
  private(set) var checks: [Check] = []
  /// What each step rests on.
  private(set) var grounds: [Ground] = []
  /// What became of each number, in the order of the file.
  private(set) var outcomes: [Outcome] = []
  /// Where each number stands in the file.
  private var places: [String: Int] = [:]

  init(of holding: Holding) {
    self.holding = holding
    checks.reserveCapacity(holding.file.steps.count)
    grounds.reserveCapacity(holding.file.steps.count)
  }

  /// Notes the next step: what became of it, and what it rests on by itself.
  mutating func note(_ step: Step, _ check: Check, own: Ground) {
    var ground = own
    for input in step.inputs { ground.join(grounds[input.index]) }
    if case .failed = check { ground.isDoubted = true }
    if case .stale = check { ground.isStale = true }
    checks.append(check)
    grounds.append(ground)
  }

  /// Notes the next number; the statement is for one without derivation.
  mutating func note(_ number: Number, stated: Statement) {
    let disagreements = Recalculation.disagreements(of: number, in: holding.file.steps)
    places[number.name] = outcomes.count
    var ground = number.step.map { grounds[$0.index] } ?? stated.ground
    if !disagreements.isEmpty { ground.isDoubted = true }
    outcomes.append(
      Outcome(
        disagreements: disagreements, ground: ground,
        stated: number.step == nil ? stated.check : nil))
  }

  /// What a number of the stage rests on.
  func ground(of name: String) -> Ground? { index(of: name).map { outcomes[$0].ground } }

  /// Where a number stands in the file.
  func index(of name: String) -> Int? { places[name] }

  /// Everything that comes out otherwise than recorded.
  var findings: [Finding] {
    let steps = checks.indices.compactMap { finding(at: $0) }
    let numbers = holding.file.numbers.indices.flatMap { findings(ofNumber: $0) }
    return steps + numbers
  }

  /// What comes out otherwise at a step.
  func finding(at index: Int) -> Finding? {
    guard case .failed(let disagreement) = checks[index] else { return nil }
    return Finding(
      stage: holding.stage.name, subject: holding.file.steps[index].subject,
      disagreement: disagreement)
  }

  /// What comes out otherwise at a number itself.
  func findings(ofNumber index: Int) -> [Finding] {
    let id = "\(holding.stage.name).\(holding.file.numbers[index].name)"
    return outcomes[index].disagreements.map {
      Finding(stage: holding.stage.name, subject: .number(id), disagreement: $0)
    }
  }
}

extension Step {
  /// The step as a finding names it.
  fileprivate var subject: Finding.Subject {
    guard case .cell(let cell) = source else { return .step(id.index, label: label, cell: nil) }
    return .step(id.index, label: label, cell: "\(cell.path):\(cell.line):\(cell.column)")
  }
}
