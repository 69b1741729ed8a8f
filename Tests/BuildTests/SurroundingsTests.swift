import Pipeline
import Testing

@testable import Build

struct SurroundingsTests {
  private func environment(
    _ keys: String, _ caller: [String: String]
  ) throws -> [String: String] {
    let text = "assay: 1\nstages:\n  a: { run: x, outputs: [o]\(keys) }\n"
    let pipeline = try Pipeline(file: "pipeline.yaml") { _ in Array(text.utf8) }
    let surroundings = Surroundings(caller: { caller[$0] })
    let variables = surroundings.environment(for: pipeline.stages[0], temporaryFolder: "/tmp/x")
    return Dictionary(variables) { _, last in last }
  }

  @Test func `a stage gets the same few variables everywhere`() throws {
    let caller = ["PATH": "/bin", "HOME": "/home/ada", "LANG": "de_DE", "EDITOR": "vi"]
    #expect(
      try environment("", caller) == [
        "HOME": "/home/ada", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1", "PATH": "/bin", "PYTHONHASHSEED": "0",
        "PYTHONPYCACHEPREFIX": "/tmp/x/pyc", "SOURCE_DATE_EPOCH": "315532800",
        "TMPDIR": "/tmp/x", "TZ": "UTC",
      ])
  }

  @Test func `what it declares is passed, even in the place of a fixed one`() throws {
    let seen = try environment(", environment: [LANG, EDITOR, ABSENT], cpus: 4", ["LANG": "de_DE"])
    #expect(seen["LANG"] == "de_DE")
    #expect(seen["EDITOR"] == nil)
    #expect(seen["OMP_NUM_THREADS"] == "4")
  }
}
