import Pipeline
import Quantity

/// All steps below a number, through the numbers of other stages, each after its inputs.
///
/// The walk keeps its own stack, so that a chain of any length is followed.
struct Walk {
  /// A step, or a number that a stage states without a derivation.
  private struct Node: Hashable {
    let stage: StageID
    let place: Place
    enum Place: Hashable {
      case step(Int)
      case stated(Int)
    }
  }

  /// The steps; the last is the number itself.
  private(set) var steps: [TracedStep] = []
  /// What comes out otherwise on the way.
  private(set) var findings: [Finding] = []
  /// The stages on the way, that of the number first.
  private(set) var stages: [Holding] = []

  private let audit: Audit
  private var ids: [Node: Int] = [:]
  private var seen: Set<StageID> = []

  init(to number: Number, of replay: Replay, in audit: Audit) {
    self.audit = audit
    guard let root = enter(number.name, of: replay) else { return }
    var path: [(node: Node, inputs: [Node], next: Int)] = [(root, inputs(of: root), 0)]
    while let top = path.last {
      guard top.next < top.inputs.count else {
        path.removeLast()
        append(top.node, inputs: top.inputs.compactMap { ids[$0] })
        continue
      }
      path[path.count - 1].next += 1
      let input = top.inputs[top.next]
      if ids[input] == nil { path.append((input, inputs(of: input), 0)) }
    }
  }

  /// Steps from a number to what states it, and notes what is wrong with the number itself.
  private mutating func enter(_ name: String, of replay: Replay) -> Node? {
    let holding = replay.holding
    guard let index = holding.file.numbers.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    if seen.insert(holding.stage.id).inserted { stages.append(holding) }
    for finding in replay.findings(ofNumber: index) where !findings.contains(finding) {
      findings.append(finding)
    }
    let step = holding.file.numbers[index].step
    return Node(stage: holding.stage.id, place: step.map { .step($0.index) } ?? .stated(index))
  }

  private mutating func inputs(of node: Node) -> [Node] {
    guard case .step(let index) = node.place, let replay = audit.replay(of: node.stage) else {
      return []
    }
    let step = replay.holding.file.steps[index]
    if case .number(let id, _) = step.source, replay.checks[index] == .linked,
      let (stage, name) = audit.reference(id), let other = audit.replay(of: stage.id)
    {
      return enter(name, of: other).map { [$0] } ?? []
    }
    return step.inputs.map { Node(stage: node.stage, place: .step($0.index)) }
  }

  private mutating func append(_ node: Node, inputs: [Int]) {
    guard ids[node] == nil, let replay = audit.replay(of: node.stage) else { return }
    ids[node] = steps.count
    let file = replay.holding.file
    switch node.place {
    case .step(let index):
      let step = file.steps[index]
      steps.append(
        TracedStep(
          id: steps.count, stage: replay.holding.stage.name, label: step.label,
          source: step.source, value: step.value, unit: step.unit,
          uncertainty: step.uncertainty?.standard, inputs: inputs, check: replay.checks[index]))
      if let finding = replay.finding(at: index) { findings.append(finding) }
    case .stated(let index):
      let number = file.numbers[index]
      steps.append(
        TracedStep(
          id: steps.count, stage: replay.holding.stage.name, label: number.name, source: nil,
          value: number.value, unit: number.unit,
          uncertainty: number.uncertainty?.standard, inputs: [],
          check: replay.outcomes[index].stated ?? .asserted))
    }
  }
}
