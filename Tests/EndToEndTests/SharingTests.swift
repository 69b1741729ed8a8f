import Host
import Testing

/// Places in pools and memory: who may run beside whom.
struct SharingTests {
  /// Eight stages that note when they start and end.
  private func eight(_ needs: String, _ more: String = "") throws -> Workspace {
    let stages = (1...8).map {
      "  s\($0): { run: \"echo + >> ../log; sleep 0.05; echo - >> ../log; echo 1 > s\($0).txt\", "
        + "outputs: [s\($0).txt], \(needs) }\n"
    }
    return try Workspace("assay: 1\n\(more)stages:\n\(stages.joined())")
  }

  /// How many ran at once, at most.
  private func most(_ w: Workspace) throws -> Int {
    var (now, most) = (0, 0)
    for line in try w.read("../log").split(separator: "\n") {
      now += line == "+" ? 1 : -1
      most = max(most, now)
    }
    return most
  }

  @Test(arguments: [(1, "-j8"), (2, "-j8"), (1, "-j2")])
  func `as many of a pool run at once as it has places`(places: Int, jobs: String) throws {
    let w = try eight("pool: gpu", "pools: { gpu: \(places), other: 9 }\n")
    #expect(try w.runs("run", jobs))
    #expect(try most(w) <= places)
  }

  @Test func `memory is given out once`() throws {
    // More than half of what this machine has: never two at once.
    let w = try eight("memory: \(Machine.memory / 2 + 1) B")
    #expect(try w.runs("run", "-j8"))
    #expect(try most(w) == 1)
  }

  @Test func `what asks for more than there is runs alone`() throws {
    let w = try eight("memory: 100000 TB, cpus: 1000")
    #expect(try w.runs("run", "-j8"))
    #expect(try most(w) == 1)
  }

  @Test func `what does not fit holds up nobody else`() throws {
    let w = try Workspace(
      """
      assay: 1
      pools: { gpu: 1 }
      stages:
        first: { run: "while [ ! -e ../passed ]; do sleep 0.01; done; echo 1 > a.txt", outputs: [a.txt], pool: gpu }
        second: { run: "echo 1 > b.txt", outputs: [b.txt], pool: gpu }
        other: { run: "touch ../passed; echo 1 > c.txt", outputs: [c.txt] }
      """)
    #expect(try w.runs("run", "-j2"))
  }
}
