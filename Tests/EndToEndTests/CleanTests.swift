import Testing

/// Outputs taken away and given back.
struct CleanTests {
  /// A stage with a file, one with a folder that holds all that a folder can, one with a program.
  private func built() throws -> Workspace {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cp in.txt out/deep/a.txt; ln -s a.txt out/deep/link", inputs: [in.txt], outputs: [out/deep/a.txt, out/deep/link] }
        b:
          run: "echo b >> ../ran; cd parts; mkdir empty sub; cp ../in.txt sub/x; chmod +x sub/x; ln -s sub/x y"
          inputs: [in.txt]
          outputs: [parts/]
        c:
          run: "echo c >> ../ran; cp out/deep/a.txt bin/c; chmod +x bin/c; echo lost > bin/lost"
          machine: true
          inputs: [out/deep/a.txt]
          outputs: [bin/c, { path: bin/lost, cache: false }]
      """, files: ["in.txt": "1\n"])
    try w.runs()
    try w.ran("a", "b", "c")
    return w
  }

  private func listing(_ w: Workspace) throws -> [Substring] {
    let command = ["find", ".", "-name", ".assay", "-prune", "-o", "-printf", "%p %y %m %l\n"]
    return try w.call(command).stdout.split(separator: "\n").sorted()
  }

  @Test func `what the store has is removed, and all of it comes back`() throws {
    let w = try built()
    let before = try listing(w)
    try w.assay(
      "clean", "-n",
      stdout: """
        remove    out/deep/a.txt
        remove    out/deep/link
        remove    parts
        remove    bin/c
        keep      bin/lost: the store has no whole copy
        4 to remove, 1 to keep
        """)
    #expect(try listing(w) == before)
    try w.assay(
      "clean",
      stdout: """
        removed   out/deep/a.txt
        removed   out/deep/link
        removed   parts
        removed   bin/c
        kept      bin/lost: the store has no whole copy
        4 removed, 1 kept
        """)
    #expect(
      try w.files(in: "").filter { $0.firstMatch(of: /^(provenance|\.assay)\//) == nil } == [
        "bin/lost", "in.txt", "pipeline.yaml",
      ])
    #expect(try !w.exists("out"))
    try w.assay(
      "clean", stdout: "kept      bin/lost: the store has no whole copy\n0 removed, 1 kept")
    try w.assay(
      "restore", stdout: "3 stages: 3 restored",
      stderr: """
        restored  a: output out/deep/a.txt file <digest> → missing (and 1 more)
        restored  b: output parts folder <digest> → missing
        restored  c: output bin/c executable <digest> → missing
        """)
    #expect(try listing(w) == before)
    try w.ran()
    try w.assay("restore", stdout: "3 stages: 3 fresh")
    try w.assay(
      "run", stdout: "3 stages: 0 run here, 3 from this machine, 0 believed from the record")
  }

  @Test func `targets are cleaned and restored alone`() throws {
    let w = try built()
    try w.assay(
      "clean", "c", "--json",
      stdout: """
        {
          "removed": ["bin/c"],
          "kept": [{"path": "bin/lost", "reason": "the store has no whole copy"}]
        }
        """)
    try w.assay(
      "restore", "c", stdout: "1 stage: 1 restored",
      stderr: "restored  c: output bin/c executable <digest> → missing")
    try w.assay(
      "clean", "a",
      stdout: """
        removed   out/deep/a.txt
        removed   out/deep/link
        2 removed, 0 kept
        """)
    #expect(try w.exists("parts/sub/x"))
    #expect(try !w.exists("out"))
    try w.assay(
      "restore", "a", "--json",
      stdout: """
        {
          "stages": [{"name": "a", "verdict": "restored"}],
          "summary": {
            "stages": 1,
            "run": 0,
            "machine": 1,
            "record": 0,
            "failed": 0,
            "outdated": 0,
            "blocked": 0
          }
        }
        """, stderr: "restored  a: output out/deep/a.txt file <digest> → missing (and 1 more)")
  }

  @Test func `what nobody has a copy of is kept`() throws {
    let w = try built()
    try w.write("out/deep/a.txt", "mine\n")
    try w.write("parts/new", "mine too\n")
    try w.assay(
      "clean", "a", "b",
      stdout: """
        kept      out/deep/a.txt: the store has no whole copy
        removed   out/deep/link
        kept      parts: the store has no whole copy
        1 removed, 2 kept
        """)
    #expect(try w.read("parts/new") == "mine too\n")
    #expect(try w.read("out/deep/a.txt") == "mine\n")
  }

  @Test(arguments: ["parts/.DS_Store", "parts/sub/x~", "parts/empty/.git/config"])
  func `a folder that holds what is no content of it is kept`(stranger: String) throws {
    let w = try built()
    try w.write(stranger, "mine\n")
    try w.assay("status", "b", stdout: "fresh     b\n1 stage: 1 fresh")
    try w.assay(
      "clean", "b",
      stdout: """
        kept      parts: `\(stranger)` lies in it and is no output
        0 removed, 1 kept
        """)
    #expect(try w.read(stranger) == "mine\n")
    #expect(try w.exists("parts/sub/x"))
  }

  @Test func `an output whose stored copy is damaged is kept`() throws {
    let w = try built()
    let digest = try w.call(["sha256sum", "in.txt"]).stdout.prefix(64)
    let blob = ".assay/cas/\(digest.prefix(2))/\(digest.dropFirst(2))"
    w.makeExecutable(blob, false)
    try w.writeKeepingTime(blob, "2\n")
    try w.assay(
      "clean", "b", stdout: "kept      parts: the store has no whole copy\n0 removed, 1 kept")
    #expect(try w.exists("parts/sub/x"))
  }

  @Test func `folders that hold something else stay`() throws {
    let w = try built()
    try w.write("out/notes.txt", "mine\n")
    try w.runs("clean", "a")
    #expect(try w.files(in: "out") == ["notes.txt"])
  }

  @Test func `nothing behind a link is touched`() throws {
    let w = try built()
    #expect(try w.call(["sh", "-c", "mv out ../elsewhere; ln -s ../elsewhere out"]).code == 0)
    try w.assay(
      "clean", "a",
      stdout: """
        kept      out/deep/a.txt: the way to `out/deep` leads through a symbolic link or out of the \
        project
        kept      out/deep/link: the way to `out/deep` leads through a symbolic link or out of the \
        project
        0 removed, 2 kept
        """)
    #expect(try w.exists("../elsewhere/deep/a.txt"))
  }

  @Test func `a clone that believed its outputs has nothing to clean by`() throws {
    let w = try Workspace.pair(built: false)
    try w.initRepository()
    try w.runs()
    try w.commit("Build")
    try w.enterClone()
    try w.assay(
      "clean",
      stdout: """
        kept      mid.txt: the store has no whole copy
        kept      out.txt: the store has no whole copy
        0 removed, 2 kept
        """)
    try w.runs()
    try w.assay("clean", stdout: "removed   mid.txt\nremoved   out.txt\n2 removed, 0 kept")
  }
}
