import Testing

/// A stage is seen to read what it does not declare: that counts as its input from then on.
struct ObservationTests {
  private static let pipeline = """
    assay: 1
    stages:
      a: { run: "echo a >> ../ran; python3 code/main.py > out.txt", inputs: [code/main.py], outputs: [out.txt] }
    """
  private static let code = [
    "code/main.py": "import helper\nprint(helper.value)\n", "code/helper.py": "value = 1\n",
  ]

  @Test func `a module that is not declared is told once, and counts from then on`() throws {
    let w = try Workspace(Self.pipeline, files: Self.code)
    w.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: never run here
        note: a reads what it does not declare; add to its inputs:
          code/helper.py
        changed   a new outputs, <time>
        """)
    try w.runs()
    try w.ran("a")
    try w.write("code/helper.py", "value = 2\n")
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: found code/helper.py file <digest> → file <digest>
        changed   a new outputs, <time>
        """)
    try w.ran("a")
    #expect(try w.read("out.txt") == "2\n")
    try w.write("code/helper.py", "value = 1\n")
    try w.assay(
      "run", stdout: "1 stage: 0 run here, 1 from this machine, 0 believed from the record",
      stderr: "restored  a: output out.txt file <digest> → file <digest>")
    #expect(try w.read("out.txt") == "1\n")
    try w.ran()
  }

  @Test(arguments: ["valid", "stale"])
  func `compiled Python counts as what it was compiled from`(state: String) throws {
    let w = try Workspace(Self.pipeline, files: Self.code)
    if state == "stale" {
      _ = try w.call(["python3", "-m", "py_compile", "code/helper.py"])
      try w.write("code/helper.py", "value = 10\n")
    }
    try w.runs()
    try w.runs()
    try w.ran("a")
    try w.write("code/helper.py", "value = 234\n")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "234\n")
  }

  @Test func `a file that was looked for in vain and appears is a change`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; if test -e options.txt; then cat options.txt; fi > out.txt", outputs: [out.txt] }
      """)
    try w.runs()
    try w.runs()
    try w.ran("a")
    try w.write("options.txt", "fast\n")
    try w.assay(
      "status", stdout: "changed   a  found options.txt absent → is file\n1 stage: 1 changed",
      code: 3)
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "fast\n")
    try w.write("options.txt", "slow\n")
    try w.runs()
    try w.ran("a")
    try w.remove("options.txt")
    try w.runs()
    #expect(try w.read("out.txt") == "")
  }

  @Test func `a new name in a folder that was listed is a change, a hidden one is none`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; ls raw > out.txt", outputs: [out.txt] }
      """, files: ["raw/1.csv": "1\n"])
    try w.runs()
    for dropping in ["raw/.hidden", "raw/1.csv~"] { try w.write(dropping, "") }
    try w.write("raw/1.csv", "what is in it was not asked\n")
    try w.runs()
    try w.ran("a")
    try w.write("raw/2.csv", "2\n")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "1.csv\n1.csv~\n2.csv\n")
  }

  @Test func `an output of another stage that is read must be declared`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "sleep 0.1; echo 1 > a.txt", outputs: [a.txt] }
        b: { run: "while ! test -s a.txt; do sleep 0.02; done; cat a.txt > b.txt", outputs: [b.txt] }
      """)
    try w.assay(
      "run", "-j2",
      stdout: "2 stages: 1 run here, 0 from this machine, 0 believed from the record, 1 failed",
      stderr: """
        run       a: never run here
        run       b: never run here
        changed   a new outputs, <time>
        error: stage `b` failed: it read `a.txt`, which `a` makes, and does not declare it: add it to its inputs
          command  /bin/sh -c 'while ! test -s a.txt; do sleep 0.02; done; cat a.txt > b.txt'
          partial  .assay/aside/<moment>-b/b.txt
        """, code: 1)
    #expect(try !w.exists("b.txt"))
  }

  @Test func `what a stage writes besides its outputs is told`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "mkdir -p made; echo 1 > made/out.txt; echo 2 > notes.txt", outputs: [made/out.txt] }
      """)
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: never run here
        note: a writes what is no output of it:
          notes.txt
        changed   a new outputs, <time>
        """)
    #expect(try w.read("notes.txt") == "2\n")
  }

  @Test func `a stage whose list is trusted is not observed`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "echo a >> ../ran; cat other.txt > out.txt", outputs: [out.txt], access: declared }
      """, files: ["other.txt": "1\n"])
    try w.runs()
    try w.write("other.txt", "2\n")
    try w.runs()
    try w.ran("a")
    #expect(try !w.read("provenance/a.json").contains("found"))
  }

  @Test func `a question in a record that says too little is a reason to run, no crash`() throws {
    let w = try Workspace(Self.pipeline, files: Self.code)
    w.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try w.runs()
    try w.ran("a")
    let record = try w.read("provenance/a.json")
    try w.remove(".assay")
    try w.write(
      "provenance/a.json",
      record.replacing(#"["cpus", "1"],"#, with: #"["cpus", "1"], ["found", "x"],"#))
    #expect(try w.runs())
    try w.ran("a")
    #expect(try w.runs())
  }

  @Test func `that a list is trusted from now on is a reason to run`() throws {
    let w = try Workspace(Self.pipeline, files: Self.code)
    w.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try w.runs()
    try w.write("pipeline.yaml", Self.pipeline.replacing(" }", with: ", access: declared }") + "\n")
    try w.assay(
      "run", stdout: "1 stage: 1 run here, 0 from this machine, 0 believed from the record",
      stderr: """
        run       a: access traced → declared
        confirmed a same outputs as recorded, <time>
        """)
    #expect(try !w.read("provenance/a.json").contains("found"))
  }

  @Test func `a clone believes the record only while what was found is so there too`() throws {
    let w = try Workspace(Self.pipeline, files: Self.code)
    w.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try w.initRepository()
    try w.runs()
    try w.ran("a")
    try w.commit("all")
    try w.enterClone()
    try w.runs()
    try w.ran()
    try w.write("code/helper.py", "value = 3\n")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "3\n")
  }

  @Test func `a record that asks less is not believed over what this machine saw`() throws {
    let w = try Workspace(files: Self.code)
    try w.write("pipeline.yaml", Self.pipeline.replacing(" }", with: ", access: declared }") + "\n")
    w.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try w.runs()
    try w.write("pipeline.yaml", Self.pipeline + "\n")
    try w.runs("run", "--force", "a")
    try w.ran("a", "a")
    #expect(try w.read("provenance/a.json").contains(#"["found", "code/helper.py", "file""#))
    try w.write("code/helper.py", "value = 4\n")
    try w.runs()
    try w.ran("a")
    #expect(try w.read("out.txt") == "4\n")
  }

  @Test func `a question that gets another answer while its stage runs is one question`() throws {
    let command =
      "echo a >> ../ran; touch ../halted; while [ ! -e ../go ]; do sleep 0.05; done; cat in.txt > out.txt; test -e notes.txt && echo 1 >> out.txt; true"
    let w = try Workspace(
      """
      assay: 1
      stages:
        a: { run: "\(command)", inputs: [in.txt], outputs: [out.txt] }
      """, files: ["in.txt": "one\n", "../go": ""])
    try w.runs()
    try w.write("in.txt", "two\n")
    for name in ["../go", "../halted"] { try w.remove(name) }
    let run = try w.start([Workspace.assay, "run"])
    try w.wait(until: "the stage runs") { try w.exists("../halted") }
    try w.write("notes.txt", "")
    try w.write("../go", "")
    #expect(try w.end(of: run).code == 0)
    #expect(try w.read("out.txt") == "two\n1\n")
    try w.ran("a", "a")
    try w.runs()
    try w.ran()
  }

  @Test func `a run within a stage trusts the lists, and says so`() throws {
    let w = try Workspace(
      """
      assay: 1
      stages:
        outer:
          run: "cd ../inner && \(Workspace.assay) run 2> ../project/run.log && cp out.txt ../project/"
          outputs: [out.txt, run.log]
      """)
    w.project = "inner"
    try w.write(
      "pipeline.yaml", "assay: 1\nstages:\n  a: { run: echo 1 > out.txt, outputs: [out.txt] }\n")
    w.project = "project"
    try w.runs()
    #expect(try w.read("out.txt") == "1\n")
    #expect(
      try w.read("run.log").contains(
        "note: what stages read is not observed here, their lists are trusted"))
  }
}
