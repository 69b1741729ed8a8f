import Pipeline

/// Where every stage is during a run, and which can be looked at next: nothing here grows faster
/// than the graph.
struct Schedule {
  private let pipeline: Pipeline
  private var states: [StageState]
  /// The stages that read something of a stage, by its index.
  private let followers: [[StageID]]
  /// The place of each stage in the order of the graph, by its index.
  private let places: [Int]
  /// All stages in the order of their turns, and the place of each in it, by its index.
  private let order: [StageID]
  private let turns: [Int]
  /// Stages nobody has looked at yet, and stages that must run, by their turns.
  private var ready = Heap()
  private var queue = WaitingLine()
  private var capacity: Capacity
  /// All stages that run now, in the order of their start.
  private(set) var running: [StageID] = []

  /// `seconds` says how long a stage took when it last ran: what is on the longest way goes first.
  init(
    _ pipeline: Pipeline, _ selection: Selection, _ capacity: Capacity,
    seconds: (Stage) -> Double? = { _ in nil }
  ) {
    self.pipeline = pipeline
    self.capacity = capacity
    states = pipeline.stages.map { stage in
      selection.contains(stage.id) ? .behind(unsettled: stage.upstream.count) : .unasked
    }
    var followers = [[StageID]](repeating: [], count: states.count)
    var places = [Int](repeating: 0, count: states.count)
    var turns = places
    for (place, id) in pipeline.order.enumerated() {
      places[id.index] = place
      for maker in pipeline[id].upstream { followers[maker.index].append(id) }
    }
    self.followers = followers
    self.places = places
    order = CriticalPath.order(of: pipeline, selection, seconds: seconds)
    for (turn, id) in order.enumerated() { turns[id.index] = turn }
    self.turns = turns
    for id in selection.stages where pipeline[id].upstream.isEmpty { set(id, .ready) }
  }

  subscript(id: StageID) -> StageState { states[id.index] }

  /// The only place where a state changes.
  mutating func set(_ id: StageID, _ state: StageState) {
    if case .running = states[id.index] {
      running.removeAll { $0 == id }
      capacity.leave(pipeline[id].resources)
    }
    states[id.index] = state
    switch state {
    case .running:
      running.append(id)
      capacity.enter(pipeline[id].resources)
    case .ready: ready.insert(turns[id.index])
    case .queued: queue.insert(turns[id.index], needing: pipeline[id].resources)
    default: break
    }
  }

  /// A stage's outputs stand: the stages behind it come one step nearer.
  mutating func settle(_ id: StageID) {
    set(id, .settled)
    for follower in followers[id.index] {
      guard case .behind(let unsettled) = self[follower] else { continue }
      set(follower, unsettled > 1 ? .behind(unsettled: unsettled - 1) : .ready)
    }
  }

  /// A stage's outputs cannot be made; returns the stages behind it that cannot be made either and
  /// were not known to, in the order of the graph.
  mutating func giveUp(_ id: StageID) -> [StageID] {
    set(id, .unmade)
    var blocked: [StageID] = []
    var pending = followers[id.index]
    while let next = pending.popLast() {
      guard case .behind = self[next] else { continue }
      set(next, .blocked)
      blocked.append(next)
      pending += followers[next.index]
    }
    return blocked.sorted { places[$0.index] < places[$1.index] }
  }

  /// The next stage to look at.
  mutating func takeReady() -> StageID? { ready.removeFirst().map { order[$0] } }

  /// How many of the processors may be used now.
  var granted: Int {
    get { capacity.granted }
    set { capacity.granted = newValue }
  }

  /// How many processors the running stages occupy, as far as there are any.
  var occupied: Int { min(capacity.takenCPUs, capacity.cpus) }

  /// Whether a stage could start if more of the processors were granted.
  var lacksGrant: Bool {
    guard capacity.granted < capacity.cpus else { return false }
    var whole = capacity
    whole.granted = capacity.cpus
    return queue.hasNext(within: whole)
  }

  /// The next stage that must run, if there is room for one.
  mutating func takeQueued() -> (StageID, Judgement)? {
    guard let turn = queue.takeNext(within: capacity) else { return nil }
    let id = order[turn]
    guard case .queued(let judgement) = self[id] else { return nil }
    return (id, judgement)
  }
}
