import Testing

/// Which stage starts first, where several could.
struct OrderTests {
  /// Two chains that append to `../ran`; the end of the later one may take its time.
  private func chains(turn: Int, wait: Int) -> String {
    """
    assay: 1
    defaults: { access: declared }
    parameters: { turn: \(turn), wait: \(wait) }
    stages:
      a1: { run: "echo a1 >> ../ran; echo {parameters.turn} > a1.txt", outputs: [a1.txt], parameters: [turn] }
      a2: { run: "echo a2 >> ../ran; cp a1.txt a2.txt", inputs: [a1.txt], outputs: [a2.txt] }
      b1: { run: "echo b1 >> ../ran; echo {parameters.turn} > b1.txt", outputs: [b1.txt], parameters: [turn] }
      b2: { run: "echo b2 >> ../ran; sleep {parameters.wait}; cp b1.txt b2.txt", inputs: [b1.txt], outputs: [b2.txt], parameters: [wait] }

    """
  }

  private func order(_ w: Workspace) throws -> String {
    #expect(try w.runs("run", "-j", "1"))
    defer { try? w.remove("../ran") }
    return try w.exists("../ran") ? w.read("../ran").replacing("\n", with: " ") : ""
  }

  @Test func `the chain that took longest is started first in the next run`() throws {
    let w = try Workspace(chains(turn: 1, wait: 2))
    #expect(try order(w) == "a1 a2 b1 b2 ")
    try w.write("pipeline.yaml", chains(turn: 2, wait: 0))
    #expect(try order(w) == "b1 b2 a1 a2 ")
    // What is given back took no time: what is known of it stays.
    try w.write("pipeline.yaml", chains(turn: 1, wait: 2))
    #expect(try order(w) == "")
    let seconds = try w.read(".assay/actions").split(separator: "\n")
      .filter { $0.contains(#""stage": "b2""#) }
      .map { try #require($0.firstMatch(of: /"seconds": ([0-9.]+)/)).output.1 }
    #expect(seconds.count == 3)
    #expect(try #require(Double(seconds[0])) >= 2)
    #expect(seconds[1] == seconds[2])
  }
}
