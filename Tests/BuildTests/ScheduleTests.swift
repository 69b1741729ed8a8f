import Pipeline
import Testing

@testable import Build

struct ScheduleTests {
  /// `a` and `b` feed `c`, which feeds `d`; `e` stands alone and needs two processors.
  private let pipeline: Pipeline

  init() throws {
    let text = """
      assay: 1
      stages:
        d: { run: "x", inputs: [c.txt], outputs: [d.txt] }
        c: { run: "x", inputs: [a.txt, b.txt], outputs: [c.txt] }
        b: { run: "x", outputs: [b.txt] }
        a: { run: "x", outputs: [a.txt] }
        e: { run: "x", outputs: [e.txt], cpus: 2 }
      """
    pipeline = try Pipeline(file: "pipeline.yaml") { _ in Array(text.utf8) }
  }

  private func schedule(_ targets: String...) throws -> Schedule {
    let selection =
      targets.isEmpty
      ? Selection(all: pipeline) : Selection(Set(try targets.map(id)), of: pipeline)
    return Schedule(pipeline, selection, Capacity(cpus: 1, memory: 0, pools: [:]))
  }

  private func id(_ name: String) throws -> StageID {
    try #require(pipeline.stage(named: name)?.id)
  }

  private func names(_ ids: [StageID]) -> [String] { ids.map { pipeline[$0].name } }

  private func allReady(_ schedule: inout Schedule) -> [String] {
    var taken: [StageID] = []
    while let id = schedule.takeReady() { taken.append(id) }
    return names(taken)
  }

  @Test func `stages that need nobody are ready in the order of the graph`() throws {
    var schedule = try schedule()
    #expect(allReady(&schedule) == names(pipeline.order).filter { ["a", "b", "e"].contains($0) })
  }

  @Test func `a stage is ready when the last stage it reads from is settled`() throws {
    var schedule = try schedule()
    _ = allReady(&schedule)
    schedule.settle(try id("a"))
    #expect(allReady(&schedule) == [])
    schedule.settle(try id("b"))
    #expect(allReady(&schedule) == ["c"])
    schedule.settle(try id("c"))
    #expect(allReady(&schedule) == ["d"])
  }

  @Test func `all that stands behind a failed stage is blocked, once`() throws {
    var schedule = try schedule()
    #expect(names(schedule.giveUp(try id("a"))) == ["c", "d"])
    #expect(names(schedule.giveUp(try id("b"))) == [])
    schedule.settle(try id("e"))
    #expect(!allReady(&schedule).contains("c"))
  }

  @Test func `queued stages are taken in the order of the graph, while there is room`() throws {
    var schedule = try schedule()
    for name in ["e", "b", "a"] { schedule.set(try id(name), .queued(.waiting(on: []))) }
    let order = names(pipeline.order).filter { ["a", "b", "e"].contains($0) }
    var taken: [StageID] = []
    while let (id, _) = schedule.takeQueued() { taken.append(id) }
    #expect(names(taken) == order)
  }

  @Test func `what nobody asked for is never looked at`() throws {
    var schedule = try schedule("a", "e")
    #expect(allReady(&schedule) == names(pipeline.order).filter { ["a", "e"].contains($0) })
    schedule.settle(try id("a"))
    #expect(allReady(&schedule) == [])
    #expect(names(schedule.giveUp(try id("e"))) == [])
  }
}
