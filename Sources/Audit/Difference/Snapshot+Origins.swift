// What numbers of a snapshot rest on, as their derivations and the rules of its pipeline say.

import Host
import Pipeline
import Quantity
import Store

extension Snapshot {
  /// The class of a number; `unknown` for one that is not there.
  func grade(of id: String) -> NumberClass { NumberClass(ground(of: id)) }

  /// What a number rests on.
  func ground(of id: String) -> Ground {
    guard let (stage, name) = Self.parts(of: id) else { return Ground() }
    if let known = grounds[stage] { return known[name] ?? Ground() }
    // Numbers that refer to each other in a circle rest on nothing more.
    guard isAsked.insert(stage).inserted, let file = numbers(of: stage) else { return Ground() }
    let stated = statement(of: stage, file)
    var steps: [Ground] = []
    steps.reserveCapacity(file.steps.count)
    for step in file.steps {
      var own = ground(of: step, stated: stated)
      for input in step.inputs { own.join(steps[input.index]) }
      steps.append(own)
    }
    let all = file.numbers.map { ($0.name, $0.step.map { steps[$0.index] } ?? stated) }
    grounds[stage] = Dictionary(all) { first, _ in first }
    return grounds[stage]?[name] ?? Ground()
  }

  private func ground(of step: Step, stated: Ground) -> Ground {
    var ground = Ground()
    switch step.source {
    case .cell(let cell):
      ground.data = origins(of: cell.path)
      ground.isTranscript = true
    case .parameter: ground.given = [.assumed]
    case .constant(_, let reference): ground.given = [reference == nil ? .assumed : .published]
    case .number(let id, _): ground = self.ground(of: id)
    case .procedure: ground = stated
    case .exact, .operation: break
    }
    return ground
  }

  /// What stands behind a stage's word: all of its data.
  private func statement(of stage: String, _ file: NumbersFile) -> Ground {
    var ground = Ground()
    for path in dataInputs(of: stage) { ground.data.formUnion(origins(of: path)) }
    return ground
  }

  private func dataInputs(of stage: String) -> [String] {
    records[stage].map { RecordedInputs(of: $0).lines.map(\.path) }?
      .filter { !pipeline.isCode($0) } ?? []
  }

  /// The origins of a data file, or of the data of the stages that made it.
  private func origins(of path: String) -> Set<Origin> {
    if let known = origins[path] { return known }
    var (found, seen): (Set<Origin>, Set<String>) = ([], [])
    var pending = [path]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      guard let maker = maker(of: next) else {
        found.insert(declared(next))
        continue
      }
      if !maker.isMachine { pending += dataInputs(of: maker.name) }
    }
    origins[path] = found
    return found
  }

  private func declared(_ path: String) -> Origin {
    if let rule = pipeline.source(of: path) { return rule.origin }
    let bytes = (try? files.bytes(of: path)) ?? []
    return OriginBook.confesses(bytes) ? .synthetic : .unknown
  }
}
