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
    var schedule = Schedule(pipeline)
    #expect(allReady(&schedule) == names(pipeline.order).filter { ["a", "b", "e"].contains($0) })
  }

  @Test func `a stage is ready when the last stage it reads from is settled`() throws {
    var schedule = Schedule(pipeline)
    _ = allReady(&schedule)
    schedule.settle(try id("a"))
    #expect(allReady(&schedule) == [])
    schedule.settle(try id("b"))
    #expect(allReady(&schedule) == ["c"])
    schedule.settle(try id("c"))
    #expect(allReady(&schedule) == ["d"])
  }

  @Test func `all that stands behind a failed stage is blocked, once`() throws {
    var schedule = Schedule(pipeline)
    #expect(names(schedule.fail(try id("a"))).sorted() == ["c", "d"])
    #expect(names(schedule.fail(try id("b"))) == [])
    schedule.settle(try id("e"))
    #expect(!allReady(&schedule).contains("c"))
  }

  @Test func `queued stages are taken in the order of the graph, while there is room`() throws {
    var schedule = Schedule(pipeline)
    for name in ["e", "b", "a"] { schedule.set(try id(name), .queued(.waiting(on: []))) }
    let order = names(pipeline.order).filter { ["a", "b", "e"].contains($0) }
    var taken: [StageID] = []
    while let (id, _) = schedule.takeQueued(jobs: 1) { taken.append(id) }
    #expect(names(taken) == order)
  }
}
