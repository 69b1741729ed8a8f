import Testing

/// Ways in which projects are unlike what a tool expects.
struct TrapTests {
  private static let one = "1 stage: 0 run here, 1 from this machine, 0 believed from the record"

  @Test func `a project in a folder with a difficult name`() throws {
    let w = try Workspace()
    w.project = "it's a \"Größe\" $x"
    try w.write("pipeline.yaml", Workspace.pair)
    try w.write("a.sh", Workspace.pairScript)
    try w.write("in.txt", "1\n")
    #expect(try w.runs())
    try w.remove("out.txt")
    #expect(try w.runs())
    #expect(try w.read("out.txt") == "1 2\n")
    try w.ran("a", "b")
  }

  @Test func `two projects with the same files know nothing of each other`() throws {
    let w = try Workspace.pair()
    #expect(try w.call(["cp", "-a", ".", "../copy"]).code == 0)
    w.project = "copy"
    try w.assay(
      "run", stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record")
    try w.ran()
    #expect(try !w.call(["grep", "-rqF", w.root, ".assay", "provenance"]).stdout.contains("/"))
  }

  @Test func `a folder where a file output belongs, and a file where a folder does`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > results/out.txt; echo 2 > more/x", outputs: [results/out.txt, more/] }
      """)
    try w.runs()
    try w.remove("results")
    try w.remove("more")
    try w.write("results/out.txt/mine", "mine\n")
    try w.write("more", "mine too\n")
    try w.assay(
      "run", stdout: Self.one,
      stderr: """
        restored  a: output results/out.txt file <digest> → folder <digest> (and 1 more)
        note: a: what stood at its outputs was nobody's copy; moved aside:
          .assay/aside/<moment>-a/results/out.txt
          .assay/aside/<moment>-a/more
        """)
    #expect(try w.read("results/out.txt") == "1\n")
    #expect(try w.read("more/x") == "2\n")
    #expect(try w.files(in: ".assay/aside").count == 2)
  }

  @Test func `an output behind a link that leaves the project is never written or removed`() throws
  {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo 1 > results/out.txt", outputs: [results/out.txt] }
      """, files: ["../elsewhere/out.txt": "precious\n"])
    #expect(try w.call(["ln", "-s", "../elsewhere", "results"]).code == 0)
    try w.assay(
      "run",
      stderr: """
        error: the way to `results` leads through a symbolic link or out of the project
        """, code: 1)
    #expect(try w.read("../elsewhere/out.txt") == "precious\n")
  }

  @Test func `a name that is not UTF-8 in a folder output is told`() throws {
    let w = try Workspace(
      #"""
      assay: 1
      stages:
        a: { run: ["sh", "-c", 'touch "out/$(printf "x\377")"'], outputs: [out/] }
      """#)
    let outcome = try w.call([Workspace.assay, "run"]).without()
    #expect(outcome.code == 1)
    #expect(
      outcome.stderr.contains(
        "error: stage `a` failed: the name `x\u{FFFD}` in folder `out` is not UTF-8\n"),
      "\(outcome)")
    #expect(try !w.exists("provenance"))
  }

  @Test func `a stage's standard input is empty`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "wc -c > out.txt", outputs: [out.txt] }
      """)
    try w.runs()
    #expect(try w.read("out.txt") == "0\n")
  }

  @Test func `a renamed stage does not run again`() throws {
    let w = try Workspace.pair()
    try w.write("pipeline.yaml", Workspace.pair.replacing("  b:\n", with: "  renamed:\n"))
    try w.assay(
      "run", stdout: "2 stages: 0 run here, 2 from this machine, 0 believed from the record")
    try w.ran()
    #expect(try w.exists("provenance/renamed.json"))
  }

  @Test func `a stage that is moved behind another output is run after it`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        late: { run: "cat mid.txt > late.txt", inputs: [mid.txt], outputs: [late.txt] }
        early: { run: "echo 1 > mid.txt", outputs: [mid.txt] }
      """)
    try w.assay(
      "run", "-j1",
      stdout: "2 stages: 2 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       early: never run here
        changed   early new outputs, <time>
        run       late: never run here
        changed   late new outputs, <time>
        """)
  }

  @Test func `two runs at once do each stage once`() throws {
    let w = try Workspace.pair(built: false)
    let runs = try (1...3).map { _ in try w.start([Workspace.assay, "run"]) }
    for run in runs { #expect(try w.end(of: run).code == 0) }
    try w.ran("a", "b")
  }

  @Test func `readers need no lock`() throws {
    let w = try Workspace.pair()
    try w.write("a.sh", "touch ../halted; while [ ! -e ../go ]; do sleep 0.05; done; exit 1\n")
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    #expect(try w.call([Workspace.assay, "status"]).code == 3)
    #expect(try w.call([Workspace.assay, "explain", "b"]).code == 0)
    try w.write("../go", "")
    #expect(try w.end(of: run).code == 1)
  }

  @Test func `an input that a stage removes is told`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "mv in.txt out.txt", inputs: [in.txt], outputs: [out.txt] }
      """, files: ["in.txt": "1\n"])
    let outcome = try w.call([Workspace.assay, "run"])
    #expect(outcome.code != 0, "\(outcome)")
    #expect(outcome.stderr.contains("in.txt"))
    #expect(try !w.exists("provenance"))
  }

  @Test func `numbers declared later are recorded without a run`() throws {
    let pipeline = """
      assay: 1
      stages:
        a: { run: "cp in.json n.json", inputs: [in.json], outputs: [n.json] }
      """
    let w = try Workspace(
      pipeline, files: ["in.json": #"{"numbers": {"x": {"value": 1.5, "unit": "%"}}}"#])
    try w.runs()
    try w.write(
      "pipeline.yaml",
      pipeline.replacing("outputs: [n.json]", with: "outputs: [n.json], numbers: n.json"))
    try w.assay("run", stdout: Self.one)
    #expect(try w.read("provenance/a.numbers.json") == w.read("n.json"))
    #expect(try w.read("provenance/a.json").contains(#"["x", 1.5, null, "%"]"#))
  }

  @Test func `a link as an output is put back as a link, and read through`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "ln -s in.txt mid.txt", inputs: [in.txt], outputs: [mid.txt] }
        b: { run: "echo b >> ../ran; cat mid.txt > out.txt", inputs: [mid.txt], outputs: [out.txt] }
      """, files: ["in.txt": "1\n"])
    try w.runs()
    try w.ran("b")
    try w.remove("mid.txt")
    try w.assay(
      "status",
      stdout: """
        restored  a  output mid.txt link <digest> → missing
        waiting   b  may run, behind a
        2 stages: 1 restored, 1 waiting
        """, code: 3)
    try w.runs()
    try w.ran()
    #expect(try w.call(["readlink", "mid.txt"]).stdout == "in.txt\n")
  }

  @Test func `names that differ only in how accents are written are two files`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cat raw/*.txt > out.txt", inputs: [raw/*.txt], outputs: [out.txt] }
      """)
    // Written one by one: to Swift they are the same key.
    try w.write("raw/\u{E9}.txt", "1\n")
    try w.write("raw/e\u{301}.txt", "1\n")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "1\n1\n")
    try w.remove("raw/e\u{301}.txt")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "1\n")
  }

  @Test func `a command of several lines`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a:
          run: |
            for i in 1 2; do
              echo $i
            done > out.txt
          outputs: [out.txt]
      """)
    try w.runs()
    #expect(try w.read("out.txt") == "1\n2\n")
    let explained = try w.call([Workspace.assay, "explain", "a"]).stdout
    #expect(
      explained.contains(
        #"  command   /bin/sh -c 'for i in 1 2; do\n  echo $i\ndone > out.txt\n'"#), "\(explained)")
  }

  @Test func `a stage of two processors runs alone on one`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo $OMP_NUM_THREADS > a.txt", cpus: 2, outputs: [a.txt] }
      """)
    try w.runs("run", "-j1")
    #expect(try w.read("a.txt") == "2\n")
  }

  @Test func `a damaged blob of a folder is not handed out`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; echo 1 > out/x; echo 2 > out/y", outputs: [out/] }
      """)
    try w.runs()
    let digest = try w.call(["sha256sum", "out/y"]).stdout.prefix(64)
    try w.write(".assay/cas/\(digest.prefix(2))/\(digest.dropFirst(2))", "3\n")
    try w.remove("out")
    #expect(try w.runs())
    try w.ran("a", "a")
    #expect(try w.read("out/x") + w.read("out/y") == "1\n2\n")
    #expect(try w.files(in: ".assay/incoming") == [])
  }
}
