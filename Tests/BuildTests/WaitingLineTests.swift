import Testing

@testable import Build
@testable import Pipeline

/// Whose turn it is: schedules as they would run, with stages that take a known time.
struct WaitingLineTests {
  /// Stages in the order of the graph, each as `name length` and what it needs beside one
  /// processor: `2cpu`, `3GB`, `in gpu`.
  private static func stages(_ text: String) -> [Simulation.Stage] {
    text.split(separator: ",").map { text in
      let words = text.split(separator: " ").map(String.init)
      var needs = Resources()
      for (place, word) in words.enumerated().dropFirst(2) {
        if word.hasSuffix("cpu") { needs.cpus = Int(word.dropLast(3)) ?? 0 }
        if word.hasSuffix("GB") { needs.memory = (Int(word.dropLast(2)) ?? 0) << 30 }
        if word == "in" { needs.pool = words[place + 1] }
      }
      return .init(name: words[0], length: Int(words[1]) ?? 0, needs: needs)
    }
  }

  @Test(arguments: [
    // In the order of the graph, as many as there are processors.
    ("a 2, b 1, c 1, d 1", "0 a b, 1 c, 2 d"),
    // Who does not fit is passed,
    ("a 2, b 1 2cpu, c 2", "0 a c, 2 b"),
    // but only by as many starts as there are processors; then it is waited for.
    ("a 5, b 1 2cpu, c 1, d 1, e 1, f 1", "0 a c, 1 d, 5 b, 6 e f"),
    // Who asks for more than there is runs alone, and comes to its turn like others.
    ("a 3, b 1 9cpu, c 1, d 1, e 1", "0 a c, 1 d, 3 b, 4 e"),
    ("a 2, b 1 9GB, c 1, d 1, e 1", "0 a c, 1 d, 2 b, 3 e"),
    ("b 2 9GB, c 1", "0 b, 2 c"),
    // Memory is given out as far as it goes; a stage that asks for none passes.
    ("a 2 3GB, b 1 2GB, c 1 1GB, d 1 1GB", "0 a c, 1 d, 2 b"),
    ("a 4 3GB, b 1 2GB, c 1, d 1, e 1, f 1", "0 a c, 1 d, 2 e, 3 f, 4 b"),
    // What is kept for a stage that is due nobody takes: here memory, by e,
    ("a 4 3GB, b 1 2GB, c 1, d 1, e 1 1GB, f 1", "0 a c, 1 d, 2 f, 4 b e"),
    // here the place in a pool, while others go on beside it.
    ("a 3 in gpu, b 1 in gpu, c 1, d 1, e 1, f 1", "0 a c, 1 d, 2 e, 3 b f"),
    ("a 2 in gpu, b 1 2cpu in gpu, c 3, d 1 in gpu, e 1", "0 a c, 2 d, 3 b, 4 e"),
    // Two places in one pool, one in each that is not declared.
    ("a 2 in disk, b 2 in disk, c 1 in disk, d 1", "0 a b, 2 c d"),
    ("a 2 in other, b 2 in other, c 1", "0 a c, 2 b"),
  ])
  func `a schedule`(stages: String, starts: String) {
    var simulation = Simulation(
      Capacity(cpus: 2, memory: 4 << 30, pools: ["gpu": 1, "disk": 2]), Self.stages(stages))
    simulation.run()
    #expect(simulation.starts == starts)
  }

  @Test func `a large stage is not put off by an endless row of small ones`() throws {
    let small = (1...400).map { "s\($0) \(1 + $0 % 3)" }.joined(separator: ", ")
    var simulation = Simulation(
      Capacity(cpus: 8, memory: 0, pools: [:]), Self.stages("a 1, big 1 8cpu, " + small))
    simulation.run()
    let before = simulation.starts.prefix(while: { $0 != "b" }).split(separator: " ")
    #expect(before.count { $0.first == "s" } <= 8)
  }

  @Test func `all come to their turn and none exceeds what there is, whatever they need`() {
    var dice = Dice(seed: 7)
    for _ in 0..<200 {
      let stages = (0..<40).map { number in
        var needs = Resources()
        needs.cpus = dice.roll(1...5)
        needs.memory = dice.roll(0...2) > 0 ? dice.roll(0...5) << 30 : nil
        needs.pool = ["gpu", "disk", "other", nil, nil][dice.roll(0...4)]
        return Simulation.Stage(name: "s\(number)", length: dice.roll(1...9), needs: needs)
      }
      var simulation = Simulation(
        Capacity(cpus: 4, memory: 4 << 30, pools: ["gpu": 1, "disk": 2]), stages)
      simulation.run()
      #expect(simulation.started == stages.count)
    }
  }
}

/// A clock, stages that take a known time, and the waiting line that is asked whenever one ends.
private struct Simulation {
  struct Stage {
    let name: String
    let length: Int
    let needs: Resources
  }

  let stages: [Stage]
  private var capacity: Capacity
  private var line = WaitingLine()
  private var running: [(end: Int, stage: Stage)] = []
  /// When which stages started: `0 a b, 3 c`.
  private(set) var starts = ""
  private(set) var started = 0

  init(_ capacity: Capacity, _ stages: [Stage]) {
    self.capacity = capacity
    self.stages = stages
    for (place, stage) in stages.enumerated() { line.insert(place, needing: stage.needs) }
  }

  mutating func run() {
    var time = 0
    while true {
      var names = ""
      while let place = line.takeNext(within: capacity) {
        names += " \(stages[place].name)"
        start(stages[place], at: time)
      }
      if !names.isEmpty { starts += "\(starts.isEmpty ? "" : ", ")\(time)\(names)" }
      guard let next = running.map(\.end).min() else { return }
      time = next
      for ended in running where ended.end == time { capacity.leave(ended.stage.needs) }
      running.removeAll { $0.end == time }
    }
  }

  private mutating func start(_ stage: Stage, at time: Int) {
    capacity.enter(stage.needs)
    running.append((time + stage.length, stage))
    started += 1
    let needs = running.map(\.stage.needs)
    guard needs.count > 1 else { return }
    #expect(needs.map(\.cpus).reduce(0, +) <= capacity.cpus)
    #expect(needs.compactMap(\.memory).reduce(0, +) <= capacity.memory)
    for pool in Set(needs.compactMap(\.pool)) {
      #expect(needs.count { $0.pool == pool } <= capacity.pools[pool, default: 1])
    }
  }
}

/// Numbers that look random and are the same each time.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % range.count
  }
}
