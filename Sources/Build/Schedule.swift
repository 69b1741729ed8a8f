import Pipeline

/// Where every stage is during a run, and which can be looked at next: nothing here grows faster
/// than the graph.
struct Schedule {
  private let pipeline: Pipeline
  private var states: [StageState]
  /// The stages that read something of a stage, by its index.
  private let followers: [[StageID]]
  /// The place of each stage in the order of the graph, by its index.
  private let rank: [Int]
  /// Stages nobody has looked at yet, and stages that must run; the first in the order last.
  private var ready: [StageID] = []
  private var queue: [StageID] = []
  private(set) var runningCount = 0
  /// The processors that running stages take.
  private var taken = 0

  init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    states = pipeline.stages.map { .behind(unsettled: $0.upstream.count) }
    var followers = [[StageID]](repeating: [], count: states.count)
    for stage in pipeline.stages {
      for maker in stage.upstream { followers[maker.index].append(stage.id) }
    }
    self.followers = followers
    var rank = [Int](repeating: 0, count: states.count)
    for (place, id) in pipeline.order.enumerated() { rank[id.index] = place }
    self.rank = rank
    for stage in pipeline.stages where stage.upstream.isEmpty { set(stage.id, .ready) }
  }

  subscript(id: StageID) -> StageState { states[id.index] }

  /// The stages that read something of a stage.
  func followers(of id: StageID) -> [StageID] { followers[id.index] }

  /// All stages that run now.
  var running: [StageID] {
    pipeline.order.filter { if case .running = self[$0] { true } else { false } }
  }

  /// The only place where a state changes.
  mutating func set(_ id: StageID, _ state: StageState) {
    if case .running = states[id.index] {
      runningCount -= 1
      taken -= pipeline[id].resources.cpus
    }
    states[id.index] = state
    switch state {
    case .running:
      runningCount += 1
      taken += pipeline[id].resources.cpus
    case .ready: insert(id, into: &ready)
    case .queued: insert(id, into: &queue)
    default: break
    }
  }

  /// Keeps a list with the first in the order at its end, where taking it costs nothing.
  private func insert(_ id: StageID, into list: inout [StageID]) {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if rank[list[middle].index] > rank[id.index] { low = middle + 1 } else { high = middle }
    }
    list.insert(id, at: low)
  }

  /// A stage's outputs stand: the stages behind it come one step nearer.
  mutating func settle(_ id: StageID) {
    set(id, .settled)
    for follower in followers[id.index] {
      guard case .behind(let unsettled) = self[follower] else { continue }
      set(follower, unsettled > 1 ? .behind(unsettled: unsettled - 1) : .ready)
    }
  }

  /// A stage failed; returns all stages behind it, which cannot be made.
  mutating func fail(_ id: StageID) -> [StageID] {
    set(id, .failed)
    var blocked: [StageID] = []
    var pending = followers[id.index]
    while let next = pending.popLast() {
      if case .blocked = self[next] { continue }
      set(next, .blocked)
      blocked.append(next)
      pending += followers[next.index]
    }
    return blocked
  }

  /// The next stage to look at.
  mutating func takeReady() -> StageID? { ready.popLast() }

  /// The next stage that must run, if there is room; one that asks for more than there is runs alone.
  mutating func takeQueued(jobs: Int) -> (StageID, Judgement)? {
    guard let id = queue.last, runningCount == 0 || taken + pipeline[id].resources.cpus <= jobs,
      case .queued(let judgement) = self[id]
    else { return nil }
    queue.removeLast()
    return (id, judgement)
  }
}
