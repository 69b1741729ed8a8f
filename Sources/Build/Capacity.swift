import Pipeline

/// What stages may occupy together, and what those that run do occupy.
///
/// A stage that asks for more than there is runs alone.
struct Capacity {
  /// Kinds of things that stages take.
  struct Kinds: OptionSet {
    let rawValue: Int
    static let cpus = Kinds(rawValue: 1)
    static let memory = Kinds(rawValue: 2)
    static let pool = Kinds(rawValue: 4)
  }

  let cpus: Int
  /// How many of the processors may be used now, where they are shared with other programs.
  var granted: Int
  /// In bytes.
  let memory: Int
  /// Places by the name of the pool.
  let pools: [String: Int]
  private(set) var runningCount = 0
  private(set) var takenCPUs = 0
  private var takenMemory = 0
  private var takenPlaces: [String: Int] = [:]

  init(cpus: Int, memory: Int, pools: [String: Int]) {
    self.cpus = cpus
    granted = cpus
    self.memory = memory
    self.pools = pools
  }

  /// What is not free of what a stage needs; nothing when it can start.
  func lack(of needs: Resources) -> Kinds {
    guard runningCount > 0 else { return [] }
    var lack: Kinds = []
    // Every stage takes processors: whoever must be alone, or is, is told apart by them.
    let isOverfull = takenCPUs > granted || takenMemory > memory
    if isOverfull || needs.heldMemory > memory || takenCPUs + needs.cpus > granted {
      lack.insert(.cpus)
    }
    if needs.heldMemory > 0, takenMemory > 0, takenMemory + needs.heldMemory > memory {
      lack.insert(.memory)
    }
    if let pool = needs.pool, takenPlaces[pool, default: 0] >= pools[pool, default: 1] {
      lack.insert(.pool)
    }
    return lack
  }

  /// What nobody else may take of any more, so that a stage comes by all it needs: first its place,
  /// which others leave free from then on, then memory, then processors, which all stages need.
  func kept(for needs: Resources) -> Kinds {
    let lack = lack(of: needs)
    if lack.contains(.pool) { return .pool }
    return lack.contains(.memory) ? [.pool, .memory] : [.pool, .memory, .cpus]
  }

  /// A stage starts.
  mutating func enter(_ needs: Resources) { change(needs, by: 1) }

  /// A stage has ended.
  mutating func leave(_ needs: Resources) { change(needs, by: -1) }

  private mutating func change(_ needs: Resources, by sign: Int) {
    runningCount += sign
    takenCPUs += sign * needs.cpus
    takenMemory += sign * needs.heldMemory
    if let pool = needs.pool { takenPlaces[pool, default: 0] += sign }
  }
}

extension Resources {
  /// The memory it is given, in bytes; a stage that says nothing is given none.
  fileprivate var heldMemory: Int { memory ?? 0 }

  /// Whether a stage with these needs takes any of what is kept for another.
  func takes(from other: Resources, _ kept: Capacity.Kinds) -> Bool {
    kept.contains(.cpus) || kept.contains(.memory) && heldMemory > 0
      || kept.contains(.pool) && pool != nil && pool == other.pool
  }
}
