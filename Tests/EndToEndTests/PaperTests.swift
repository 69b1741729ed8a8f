import Testing
import Text

/// The paper that this repository rebuilds, with its real compiler and its real analyses.
struct PaperTests {
  private static let allReused =
    "3 stages: 0 run here, 3 from this machine, 0 believed from the record"
  private static let program = "stages/bin/icp-composition"

  @Test func `the paper is rebuilt, and only what changed`() throws {
    let w = try Workspace.paper()
    let first = try w.call([Workspace.assay, "run"])
    #expect(first.code == 0)
    #expect(
      first.stdout == "3 stages: 3 run here, 0 from this machine, 0 believed from the record\n")
    // Why a recorded stage runs depends on the machine: its outputs are missing, or its tools differ.
    let told = """
      run       compile: never run here
      changed   compile new outputs, …
      run       icp-composition: …
      confirmed icp-composition same outputs as recorded, …
      run       theoretical-mass-loss: …
      confirmed theoretical-mass-loss same outputs as recorded, …
      """.split(separator: "\n").map(String.init)
    let seen = first.stderr.split(separator: "\n").map(String.init)
    #expect(ConsoleExamples.matches(seen[...], told[...]), "\(first)")
    try w.isClean()
    try w.assay("run", stdout: Self.allReused)
    try expectNumbers(w)
    try expectAudit(w)
    try expectCommentRunsNoAnalysis(w)
    try expectSameProgramElsewhere(w)
  }

  private func expectNumbers(_ w: Workspace) throws {
    let outcome = try w.call([Workspace.assay, "numbers", "--json"])
    #expect(outcome.code == 0)
    let answer = try JSON.read(Array(outcome.stdout.utf8), file: "stdout")
    for (id, value) in [("ni", 89.913_368_16), ("co", 5.067_007_94), ("mn", 5.019_623_90)] {
      let number = answer["numbers"]?.array?.first { $0["id"]?.string == "icp-composition.\(id)" }
      let seen = try #require(number?["value"]?.double)
      #expect(abs(seen - value) < 5e-9)
      #expect(number?["unit"]?.string == "%")
      #expect(number?["class"]?.string == "recalculated")
    }
  }

  /// The audit reads the bytes: a number altered by hand does not hold.
  private func expectAudit(_ w: Workspace) throws {
    let trace = try w.call([Workspace.assay, "trace", "icp-composition.ni"])
    #expect(trace.code == 0, "\(trace)")
    #expect(trace.stdout.contains("3/3 cells re-read"))
    let numbers = "stages/icp-composition/results/numbers.json"
    for file in [numbers, "provenance/icp-composition.numbers.json"] {
      let text = try w.read(file)
      let altered = text.replacing("89.9133681", with: "89.9233681")
      #expect(altered != text)
      try w.write(file, altered)
      let doubted = try w.call([Workspace.assay, "trace", "icp-composition.ni"])
      #expect(doubted.code == 4, "\(file): \(doubted)")
      try w.write(file, text)
    }
  }

  private func expectCommentRunsNoAnalysis(_ w: Workspace) throws {
    let comments = [
      "stages/icp-composition/code/Composition.swift", "Sources/Quantity/Quantity.swift",
    ]
    for file in comments {
      try w.write(file, "// A comment.\n" + w.read(file))
      try w.assay(
        "run", stdout: "3 stages: 1 run here, 2 from this machine, 0 believed from the record",
        stderr: """
          run       compile: input \(file) file <digest> → file <digest>
          confirmed compile same outputs as recorded, <time>
          """)
      try w.git("checkout", "-q", file)
      try w.assay("run", stdout: Self.allReused)
    }
    try w.write("Sources/assay/Assay.swift", "// Not Swift any more.\n{")
    try w.assay("run", stdout: Self.allReused)
    try w.git("checkout", "-q", "Sources")
    try w.isClean()
  }

  private func expectSameProgramElsewhere(_ w: Workspace) throws {
    let program = try w.call(["sha256sum", Self.program]).stdout
    try w.enterClone()
    #expect(try w.runs())
    #expect(try w.call(["sha256sum", Self.program]).stdout == program)
    try w.isClean()
  }
}
