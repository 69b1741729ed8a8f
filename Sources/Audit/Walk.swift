import Pipeline
import Quantity

/// All steps below a number, through the numbers of other stages, each after its inputs.
///
/// The walk keeps its own stack, so that a chain of any length is followed.
struct Walk {
  /// A step, or a number that a stage states without a derivation.
  private struct Node {
    /// The stage, by its place among those on the way.
    let visit: Int
    /// A step of the stage, or behind all of them a number.
    let place: Int
  }

  /// A stage on the way, and what became of each of its steps and numbers: its id, once it has one.
  private struct Visit {
    let replay: Replay
    let steps: [Step]
    let checks: [Check]
    var ids: [Int?]

    init(of replay: Replay) {
      self.replay = replay
      steps = replay.holding.file.steps
      checks = replay.checks
      ids = Array(repeating: nil, count: steps.count + replay.holding.file.numbers.count)
    }
  }

  /// The steps; the last is the number itself.
  private(set) var steps: [TracedStep] = []
  /// What comes out otherwise on the way.
  private(set) var findings: [Finding] = []
  /// The stages on the way, that of the number first.
  var stages: [Holding] { visits.map(\.replay.holding) }

  private let audit: Audit
  private var visits: [Visit] = []
  private var places: [StageID: Int] = [:]

  init(to number: Number, of replay: Replay, in audit: Audit) {
    self.audit = audit
    guard let root = enter(number.name, of: replay) else { return }
    steps.reserveCapacity(visits[root.visit].steps.count)
    var path: [(node: Node, inputs: [Node], next: Int)] = [(root, inputs(of: root), 0)]
    while let last = path.indices.last {
      let next = path[last].next
      guard next < path[last].inputs.count else {
        let top = path.removeLast()
        append(top.node, inputs: top.inputs.compactMap { visits[$0.visit].ids[$0.place] })
        continue
      }
      path[last].next += 1
      let input = path[last].inputs[next]
      if visits[input.visit].ids[input.place] == nil { path.append((input, inputs(of: input), 0)) }
    }
  }

  /// Steps from a number to what states it, and notes what is wrong with the number itself.
  private mutating func enter(_ name: String, of replay: Replay) -> Node? {
    let holding = replay.holding
    guard let index = replay.index(of: name) else { return nil }
    let visit = places[holding.stage.id] ?? visits.count
    if visit == visits.count {
      places[holding.stage.id] = visit
      visits.append(Visit(of: replay))
    }
    for finding in replay.findings(ofNumber: index) where !findings.contains(finding) {
      findings.append(finding)
    }
    let step = holding.file.numbers[index].step
    return Node(visit: visit, place: step?.index ?? holding.file.steps.count + index)
  }

  private mutating func inputs(of node: Node) -> [Node] {
    guard node.place < visits[node.visit].steps.count else { return [] }
    if case .linked = visits[node.visit].checks[node.place],
      case .number(let id, _) = visits[node.visit].steps[node.place].source,
      let (stage, name) = audit.reference(id), let other = audit.replay(of: stage.id)
    {
      return enter(name, of: other).map { [$0] } ?? []
    }
    return visits[node.visit].steps[node.place].inputs.map {
      Node(visit: node.visit, place: $0.index)
    }
  }

  private mutating func append(_ node: Node, inputs: [Int]) {
    guard visits[node.visit].ids[node.place] == nil else { return }
    visits[node.visit].ids[node.place] = steps.count
    let stage = visits[node.visit].replay.holding.stage.name
    let count = visits[node.visit].steps.count
    if node.place < count {
      let check = visits[node.visit].checks[node.place]
      steps.append(
        TracedStep(
          id: steps.count, stage: stage, work: .step(node.place, of: visits[node.visit].steps),
          inputs: inputs, check: check))
      guard case .failed = check else { return }
      if let finding = visits[node.visit].replay.finding(at: node.place) {
        findings.append(finding)
      }
    } else {
      let (index, replay) = (node.place - count, visits[node.visit].replay)
      steps.append(
        TracedStep(
          id: steps.count, stage: stage, work: .stated(index, of: replay.holding.file.numbers),
          inputs: [], check: replay.outcomes[index].stated ?? .asserted))
    }
  }
}
