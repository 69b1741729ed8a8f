import Testing

/// Stages that run in every run, whatever is known.
struct AlwaysTests {
  /// `fetch` takes what lies beside the project today; `use` reads it.
  private func fetching() throws -> Workspace {
    try Workspace(
      """
      assay: 1
      stages:
        fetch: { run: "echo fetch >> ../ran; cp ../source a.txt", always: true, outputs: [a.txt] }
        use: { run: "echo use >> ../ran; cp a.txt b.txt", inputs: [a.txt], outputs: [b.txt] }
      """, files: ["../source": "1\n"])
  }

  @Test func `it runs each time, what is behind it only after new outputs`() throws {
    let w = try fetching()
    try w.runs()
    try w.ran("fetch", "use")
    try w.assay(
      "run", stdout: "2 stages: 1 run here, 1 from this machine, 0 believed from the record",
      stderr: """
        run       fetch: always: true
        confirmed fetch same outputs as recorded, <time>
        """)
    try w.ran("fetch")
    try w.write("../source", "2\n")
    try w.assay(
      "run", stdout: "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       fetch: always: true
        differs   fetch: same recipe, other bytes than recorded
          machine package file source <digest> → <digest>
        differs   fetch same recipe, other outputs, <time>
        run       use: input a.txt file <digest> → file <digest>
        changed   use new outputs, <time>
        """)
    try w.ran("fetch", "use")
  }

  @Test func `it is never up to date`() throws {
    let w = try fetching()
    try w.runs()
    for verb in [["status"], ["run", "-n"]] {
      w.expect(
        try w.call([Workspace.assay] + verb), verb,
        """
        changed   fetch  always: true
        waiting   use    may run, behind fetch
        2 stages: 1 changed, 1 waiting
        """, "", 3, at: #_sourceLocation)
    }
    let explained = try w.call([Workspace.assay, "explain", "fetch"]).stdout
    #expect(explained.hasPrefix("fetch: must run\n  always: true\n\nrecipe "), "\(explained)")
    let json = try w.call([Workspace.assay, "status", "fetch", "--json"]).stdout
    #expect(json.contains(#"{"what": "always: true", "old": null, "new": null}"#), "\(json)")
  }

  @Test func `what changed besides is told in its place`() throws {
    let w = try fetching()
    try w.runs()
    try w.write("pipeline.yaml", w.read("pipeline.yaml").replacing("cp ../", with: "cp -f ../"))
    let said = try w.call([Workspace.assay, "status", "fetch"]).stdout
    #expect(said.hasPrefix("changed   fetch  command /bin/sh -c echo"), "\(said)")
  }

  @Test func `its last outputs can be restored, which runs nothing`() throws {
    let w = try fetching()
    try w.runs()
    try w.ran("fetch", "use")
    try w.runs("clean")
    try w.assay(
      "restore", stdout: "2 stages: 2 restored",
      stderr: """
        restored  fetch: output a.txt file <digest> → missing
        restored  use: output b.txt file <digest> → missing
        """)
    try w.ran()
  }
}
