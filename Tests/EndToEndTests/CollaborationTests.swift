import Testing

/// Two people with two machines and one repository.
struct CollaborationTests {
  private static let confirmed =
    "1 stage: 1 run here, 0 from this machine, 0 believed from the record"

  /// A committed project whose one stage uses a tool, and a clone of it where the tool is another.
  private func withAnotherTool(ignoringOutputs: Bool = false) throws -> Workspace {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: [mytool, in.txt, out.txt], tools: [mytool], inputs: [in.txt], outputs: [out.txt] }
      """,
      files: [
        "in.txt": "1\n", "../bin/mytool": "#!/bin/sh\necho a >> ../ran; sort \"$1\" > \"$2\"\n",
      ])
    w.makeExecutable("../bin/mytool")
    w.environment["PATH"] = "\(w.root)/bin:/usr/bin:/bin"
    try w.initRepository(ignoring: ignoringOutputs ? ".assay/\nout.txt\n" : ".assay/\n")
    try w.runs()
    try w.commit("Build")
    try w.ran("a")
    try w.enterClone()
    try w.write("../bin/mytool", w.read("../bin/mytool") + "# version 2\n")
    return w
  }

  @Test func `another machine confirms and changes no byte`() throws {
    let w = try withAnotherTool()
    try w.assay(
      "run", stdout: Self.confirmed,
      stderr: """
        run       a: tool mytool <digest> → <digest>
        confirmed a same outputs as recorded, <time>
        """)
    try w.ran("a")
    try w.isClean()
  }

  @Test func `an edit and its revert on another machine bring back the first one's record`() throws
  {
    let w = try withAnotherTool()
    try w.runs()
    try w.write("in.txt", "2\n")
    try w.runs()
    try w.ran("a", "a")
    #expect(try w.git("status", "--porcelain").contains("provenance/a.json"))
    try w.git("checkout", "-q", "in.txt")
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 1 from this machine, 0 believed from the record",
      stderr: "restored  a: output out.txt file <digest> → file <digest>")
    try w.isClean()
    try w.ran()
  }

  @Test func `a result taken over from another machine is believed at once`() throws {
    let w = try withAnotherTool()
    try w.write("in.txt", "2\n")
    try w.runs()
    try w.commit("Change the input")
    try w.ran("a")
    try w.git("clone", "-q", ".", "../third")
    w.project = "third"
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 0 from this machine, 1 believed from the record")
    try w.isClean()
    #expect(try w.files(in: "provenance/machines").count == 1)
  }

  @Test func `a machine that is not described costs a run and nothing else`() throws {
    let w = try withAnotherTool(ignoringOutputs: true)
    try w.remove("provenance/machines")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "1\n")
  }
}
